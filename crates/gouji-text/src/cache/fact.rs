//! Facts, and the cache of the facts about one owner.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::OnceLock;

/// A value that depends on its owner `O` alone, such as the words of a passage, so that the owner can cache it. [`Fact::read`] gets
/// nothing else and captures nothing, so the value can never be out of date while the owner is unchanged.
pub trait Fact<O: ?Sized>: Any + Send + Sync {
    /// Reads the fact from its owner.
    fn read(owner: &O) -> Self;
}

type FactValue = (TypeId, Box<dyn Any + Send + Sync>);

/// Cached facts about something that does not change: one value per type. Values are never removed, so that a lookup needs no
/// lock.
#[derive(Default)]
pub struct FactCache {
    values: [OnceLock<FactValue>; 4],
    more: OnceLock<Box<Self>>,
}

impl FactCache {
    /// The cached fact `F` about `owner`, which is read on first use. The cache must be the owner's.
    pub fn get<O: ?Sized, F: Fact<O>>(&self, owner: &O) -> &F {
        if let Some(fact) = self.cached() {
            return fact;
        }
        self.store(F::read(owner))
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
        while let Some(Self { values, more }) = cache {
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
