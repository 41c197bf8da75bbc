//! A cache of file contents. Each file is read once per generation, and never while the lock is held: a file system can be slow or
//! hang, and other threads must not wait for it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The values of keys, with their generation. It keeps every key that was requested.
#[derive(Debug)]
pub struct Cache<K, V> {
    entries: Mutex<HashMap<K, (u64, Arc<V>)>>,
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self { entries: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V> Cache<K, V> {
    /// The value of a key in this generation. If the value is missing or outdated, `make` computes it from the old one. Two threads
    /// can compute the same value at once.
    pub fn get(&self, key: &K, generation: u64, make: impl FnOnce(Option<Arc<V>>) -> V) -> Arc<V> {
        let entry = self.lock().get(key).cloned();
        let old = match entry {
            Some((current, value)) if current == generation => return value,
            Some((_, value)) => Some(value),
            None => None,
        };
        let value = Arc::new(make(old));
        self.insert(key.clone(), generation, &value);
        value
    }

    /// The value of a key, if it was computed in this generation.
    pub fn current(&self, key: &K, generation: u64) -> Option<Arc<V>> {
        let entries = self.lock();
        entries.get(key).filter(|(entry, _)| *entry == generation).map(|(_, value)| Arc::clone(value))
    }

    /// Recomputes each entry of an older generation. Removes the entry if `make` returns `None`.
    pub fn refresh_outdated(&self, generation: u64, make: impl Fn(&K, Arc<V>) -> Option<V>) {
        let stale: Vec<(K, Arc<V>)> = {
            let entries = self.lock();
            let stale = entries.iter().filter(|(_, (entry, _))| *entry < generation);
            stale.map(|(key, (_, value))| (key.clone(), Arc::clone(value))).collect()
        };
        for (key, old) in stale {
            match make(&key, old) {
                Some(value) => self.insert(key, generation, &Arc::new(value)),
                None => drop(self.lock().remove(&key)),
            }
        }
    }

    /// All keys.
    pub fn keys(&self) -> Vec<K> {
        self.lock().keys().cloned().collect()
    }

    /// All values.
    pub fn values(&self) -> Vec<Arc<V>> {
        self.lock().values().map(|(_, value)| Arc::clone(value)).collect()
    }

    /// Stores a value, unless another thread has stored a newer one meanwhile.
    fn insert(&self, key: K, generation: u64, value: &Arc<V>) {
        let mut entries = self.lock();
        if entries.get(&key).is_none_or(|(entry, _)| *entry <= generation) {
            entries.insert(key, (generation, Arc::clone(value)));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, (u64, Arc<V>)>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_free_while_a_value_is_computed() {
        let cache = Cache::<u8, u8>::default();
        let value = cache.get(&1, 0, |_| {
            assert_eq!(*cache.get(&2, 0, |_| 20), 20, "others go on");
            assert!(cache.entries.try_lock().is_ok());
            10
        });
        assert_eq!((*value, cache.values().len()), (10, 2));
        cache.refresh_outdated(1, |key, _| {
            assert!(cache.entries.try_lock().is_ok());
            (*key == 1).then_some(11)
        });
        assert_eq!(*cache.values()[0], 11);
    }

    #[test]
    fn a_value_is_computed_once_per_generation_and_the_newest_stays() {
        let cache = Cache::<u8, u8>::default();
        assert_eq!(*cache.get(&1, 0, |old| old.map_or(1, |_| 9)), 1);
        assert_eq!(*cache.get(&1, 0, |_| panic!("it is cached")), 1);
        let renewed = cache.get(&1, 1, |old| {
            assert_eq!(old.as_deref(), Some(&1));
            // A newer generation began and ended meanwhile.
            cache.get(&1, 2, |_| 3);
            2
        });
        assert_eq!((*renewed, cache.current(&1, 1), cache.current(&1, 2).as_deref()), (2, None, Some(&3)));
    }
}
