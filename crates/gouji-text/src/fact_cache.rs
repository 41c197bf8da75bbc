use std::any::{Any, TypeId};
use std::fmt;
use std::sync::OnceLock;

type Value = (TypeId, Box<dyn Any + Send + Sync>);

/// Cached facts about something that does not change: one value per type. Values are never removed, so that a lookup needs no
/// lock.
#[derive(Default)]
pub struct FactCache {
    values: [OnceLock<Value>; 4],
    more: OnceLock<Box<Self>>,
}

impl FactCache {
    /// The cached value of type `T`, which `compute` creates on first use.
    pub fn get<T: Any + Send + Sync>(&self, compute: impl FnOnce() -> T) -> &T {
        if let Some(value) = self.cached() {
            return value;
        }
        self.put((TypeId::of::<T>(), Box::new(compute())));
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
    fn put(&self, mut value: Value) {
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

    struct Fact<const N: usize>(usize);

    #[test]
    fn each_type_has_one_value() {
        let cache = FactCache::default();
        assert!(cache.cached::<Fact<0>>().is_none());
        macro_rules! compute {
            ($($n:literal)*) => {
                $(assert_eq!(cache.get(|| Fact::<$n>($n)).0, $n);)*
                $(assert_eq!(cache.get(|| Fact::<$n>(99)).0, $n);)*
            };
        }
        compute!(0 1 2 3 4 5 6 7 8 9);
        assert!(cache.cached::<usize>().is_none());
    }

    #[test]
    fn a_fact_can_depend_on_other_facts() {
        let cache = FactCache::default();
        let sum = cache.get(|| Fact::<1>(cache.get(|| Fact::<2>(2)).0 + cache.get(|| Fact::<3>(3)).0));
        assert_eq!(sum.0, 5);
    }
}
