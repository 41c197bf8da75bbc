//! Facts, and the cache of the facts about one owner.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// A value that depends on its owner `O` alone, such as the words of a passage, so that the owner can cache it. [`Fact::read`] gets
/// nothing else and captures nothing, so the value can never be out of date while the owner is unchanged.
pub trait Fact<O: ?Sized>: Any + Send + Sync {
    /// Reads the fact from its owner.
    fn read(owner: &O) -> Self;

    /// The value that most owners have, if there is one: see [`usual!`](crate::usual).
    fn usual() -> Option<Usual<Self>>
    where
        Self: Sized,
    {
        None
    }
}

/// The value of a fact that most owners have. Such an owner caches a bit instead of the value, which makes a lookup fast too: most
/// rules find nothing in most passages.
pub struct Usual<F: 'static> {
    /// The value.
    pub value: &'static F,
    /// Whether a value equals it.
    pub is_usual: fn(&F) -> bool,
    /// The key of the fact.
    pub key: &'static FactKey,
}

/// Declares the usual value of a [`Fact`] in its implementation: `usual!(Self(Vec::new()), |fact| fact.0.is_empty());`.
#[macro_export]
macro_rules! usual {
    ($value:expr, $is_usual:expr) => {
        fn usual() -> Option<$crate::Usual<Self>> {
            static KEY: $crate::FactKey = $crate::FactKey::new();
            Some($crate::Usual { value: const { &$value }, is_usual: $is_usual, key: &KEY })
        }
    };
}

/// The number of a kind of fact in the bits of the caches. It is given on first use.
#[derive(Debug)]
pub struct FactKey(AtomicU8);

/// The number of the next kind of fact.
static NEXT_KEY: AtomicU8 = AtomicU8::new(1);

impl FactKey {
    /// A key without a number.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Self(AtomicU8::new(0))
    }

    /// The bit of the kind of fact; 0 if there are more kinds than bits.
    fn bit(&self) -> u64 {
        let mut number = self.0.load(Ordering::Relaxed);
        if number == 0 {
            let next = |next: u8| next.checked_add(1);
            let new = NEXT_KEY.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or(u8::MAX);
            // If two threads come first, the number of one of them is lost.
            let given = self.0.compare_exchange(0, new, Ordering::Relaxed, Ordering::Relaxed);
            number = given.map_or_else(|given| given, |_| new);
        }
        1_u64.checked_shl(u32::from(number) - 1).unwrap_or(0)
    }
}

type FactValue = (TypeId, Box<dyn Any + Send + Sync>);

/// Cached facts about something that does not change: one value per type. Values are never removed, so that a lookup needs no
/// lock.
#[derive(Default)]
pub struct FactCache {
    /// A bit for each kind of fact of which the value is the usual one.
    usual: AtomicU64,
    values: [OnceLock<FactValue>; 4],
    more: OnceLock<Box<Self>>,
}

impl FactCache {
    /// The cached fact `F` about `owner`, which is read on first use. The cache must be the owner's.
    pub fn get<O: ?Sized, F: Fact<O>>(&self, owner: &O) -> &F {
        let usual = F::usual().map(|usual| (usual.key.bit(), usual));
        if let Some((bit, usual)) = &usual
            && self.usual.load(Ordering::Relaxed) & bit != 0
        {
            return usual.value;
        }
        if let Some(fact) = self.cached() {
            return fact;
        }
        let fact = F::read(owner);
        match usual {
            Some((bit, usual)) if bit != 0 && (usual.is_usual)(&fact) => {
                self.usual.fetch_or(bit, Ordering::Relaxed);
                usual.value
            }
            _ => self.store(fact),
        }
    }

    /// Caches a value that was computed elsewhere, unless one of its type is cached, and returns the cached one.
    pub fn store<T: Any + Send + Sync>(&self, value: T) -> &T {
        if self.cached::<T>().is_none() {
            self.put((TypeId::of::<T>(), Box::new(value)));
        }
        self.cached().unwrap_or_else(|| unreachable!("values are never removed"))
    }

    /// The value of type `T`, if it is cached.
    pub fn cached<T: Any + Send + Sync>(&self) -> Option<&T> {
        let mut cache = Some(self);
        while let Some(Self { values, more, .. }) = cache {
            for value in values {
                let (type_id, value) = value.get()?;
                if *type_id == TypeId::of::<T>() {
                    return value.downcast_ref();
                }
            }
            cache = more.get().map(Box::as_ref);
        }
        None
    }

    /// Adds a value after the others. If two threads compute the same type at once, lookups return the value that was
    /// added first.
    fn put(&self, mut value: FactValue) {
        let mut cache = self;
        loop {
            for slot in &cache.values {
                match slot.set(value) {
                    Ok(()) => return,
                    Err(refused) => value = refused,
                }
            }
            cache = cache.more.get_or_init(Box::default);
        }
    }
}

impl fmt::Debug for FactCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactCache")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The owner's number, to which `N` is added.
    struct Plus<const N: usize>(usize);

    impl<const N: usize> Fact<usize> for Plus<N> {
        fn read(owner: &usize) -> Self {
            Self(owner + N)
        }
    }

    #[test]
    fn each_fact_is_read_once() {
        let cache = FactCache::default();
        assert!(cache.cached::<Plus<0>>().is_none());
        macro_rules! read {
            ($($n:literal)*) => {
                $(assert_eq!(cache.get::<usize, Plus<$n>>(&0).0, $n);)*
                $(assert_eq!(cache.get::<usize, Plus<$n>>(&99).0, $n);)*
            };
        }
        read!(0 1 2 3 4 5 6 7 8 9);
        assert!(cache.cached::<usize>().is_none());
    }

    #[test]
    fn a_stored_value_stays_and_takes_one_place() {
        let cache = FactCache::default();
        assert_eq!(cache.store(Plus::<1>(5)).0, 5);
        (6..20).for_each(|number| assert_eq!(cache.store(Plus::<1>(number)).0, 5));
        assert!(cache.more.get().is_none(), "a value that is stored again takes no place");
        assert_eq!(cache.get::<usize, Plus<1>>(&99).0, 5);
    }

    #[test]
    fn a_usual_value_is_cached_as_a_bit() {
        use std::sync::atomic::AtomicUsize;

        static READ: AtomicUsize = AtomicUsize::new(0);
        struct Odd(Vec<usize>);
        impl Fact<usize> for Odd {
            crate::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

            fn read(owner: &usize) -> Self {
                READ.fetch_add(1, Ordering::Relaxed);
                Self(if owner.is_multiple_of(2) { Vec::new() } else { vec![*owner] })
            }
        }
        struct Even(bool);
        impl Fact<usize> for Even {
            crate::usual!(Self(false), |fact| !fact.0);

            fn read(owner: &usize) -> Self {
                Self(owner.is_multiple_of(2))
            }
        }
        let (two, three) = (FactCache::default(), FactCache::default());
        for _ in 0..2 {
            assert!(two.get::<usize, Odd>(&2).0.is_empty());
            assert_eq!(three.get::<usize, Odd>(&3).0, [3]);
            assert!(two.get::<usize, Even>(&2).0 && !three.get::<usize, Even>(&3).0);
        }
        assert_eq!(READ.load(Ordering::Relaxed), 2);
        assert!(two.cached::<Odd>().is_none() && three.cached::<Odd>().is_some());
    }

    #[test]
    fn a_fact_can_depend_on_other_facts() {
        struct Sum(usize);
        impl Fact<FactCache> for Sum {
            fn read(cache: &FactCache) -> Self {
                Self(cache.get::<usize, Plus<1>>(&1).0 + cache.get::<usize, Plus<2>>(&1).0)
            }
        }
        let cache = FactCache::default();
        assert_eq!(cache.get::<FactCache, Sum>(&cache).0, 5);
    }
}
