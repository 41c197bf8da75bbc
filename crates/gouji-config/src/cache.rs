//! What was read of files, each read once in a generation. Nothing is read while the lock is held: a file system may take its time, or
//! never answer, and others must not wait for it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was made of keys, and in which generation. Grows with every key that was asked for.
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
    /// What is known of a key. `make` makes it where it is of an older generation, which is handed to it, or was never asked for. Two
    /// threads may make the same at once.
    pub fn get(&self, key: &K, generation: u64, make: impl FnOnce(Option<Arc<V>>) -> V) -> Arc<V> {
        let known = self.lock().get(key).cloned();
        let old = match known {
            Some((known, value)) if known == generation => return value,
            Some((_, value)) => Some(value),
            None => None,
        };
        let made = Arc::new(make(old));
        self.insert(key.clone(), generation, &made);
        made
    }

    /// What is known of a key in this generation.
    pub fn current(&self, key: &K, generation: u64) -> Option<Arc<V>> {
        let entries = self.lock();
        entries.get(key).filter(|(known, _)| *known == generation).map(|(_, value)| Arc::clone(value))
    }

    /// Recomputes each entry of an older generation. Removes the entry if `make` returns `None`.
    pub fn refresh_outdated(&self, generation: u64, make: impl Fn(&K, Arc<V>) -> Option<V>) {
        let stale: Vec<(K, Arc<V>)> = {
            let entries = self.lock();
            let stale = entries.iter().filter(|(_, (known, _))| *known < generation);
            stale.map(|(key, (_, value))| (key.clone(), Arc::clone(value))).collect()
        };
        for (key, old) in stale {
            match make(&key, old) {
                Some(made) => self.insert(key, generation, &Arc::new(made)),
                None => drop(self.lock().remove(&key)),
            }
        }
    }

    /// All that is known.
    pub fn values(&self) -> Vec<Arc<V>> {
        self.lock().values().map(|(_, value)| Arc::clone(value)).collect()
    }

    /// Another thread may have put something newer there meanwhile.
    fn insert(&self, key: K, generation: u64, value: &Arc<V>) {
        let mut entries = self.lock();
        if entries.get(&key).is_none_or(|(known, _)| *known <= generation) {
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
    fn nothing_is_locked_while_something_is_made() {
        let cache = Cache::<u8, u8>::default();
        let made = cache.get(&1, 0, |_| {
            assert_eq!(*cache.get(&2, 0, |_| 20), 20, "others go on");
            assert!(cache.entries.try_lock().is_ok());
            10
        });
        assert_eq!((*made, cache.values().len()), (10, 2));
        cache.refresh_outdated(1, |key, _| {
            assert!(cache.entries.try_lock().is_ok());
            (*key == 1).then_some(11)
        });
        assert_eq!(*cache.values()[0], 11);
    }

    #[test]
    fn each_is_made_once_in_a_generation_and_the_newest_stays() {
        let cache = Cache::<u8, u8>::default();
        assert_eq!(*cache.get(&1, 0, |old| old.map_or(1, |_| 9)), 1);
        assert_eq!(*cache.get(&1, 0, |_| panic!("it is known")), 1);
        let renewed = cache.get(&1, 1, |old| {
            assert_eq!(old.as_deref(), Some(&1));
            // A newer generation began and ended meanwhile.
            cache.get(&1, 2, |_| 3);
            2
        });
        assert_eq!((*renewed, cache.current(&1, 1), cache.current(&1, 2).as_deref()), (2, None, Some(&3)));
    }
}
