//! Work on many items by several threads, with the results in the order of the items.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Results that may wait for each thread until they are taken.
const MOST_WAITING: usize = 16;
/// Bytes of the results that may wait, beside one of each thread.
const MOST_BYTES: usize = 64 << 20;

/// What takes memory until it is taken.
pub trait Weigh {
    /// About how many bytes it takes.
    fn bytes(&self) -> usize;
}

/// Does `work` for each of `items` by up to `threads` threads, and hands the results to `take` on the calling thread, in
/// the order of the items. A single item needs no thread.
///
/// # Errors
/// The first that `take` returns; no more work is begun then.
pub fn in_order<T: Sync, R: Send + Weigh, E>(
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    in_order_within(MOST_BYTES, items, threads, work, take)
}

fn in_order_within<T: Sync, R: Send + Weigh, E>(
    most: usize,
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.get().min(items.len());
    if threads < 2 {
        return items.iter().try_for_each(|item| take(work(item)));
    }
    let (next, scale) = (AtomicUsize::new(0), Scale::new(most));
    thread::scope(|scope| {
        let (done, results) = sync_channel(threads * MOST_WAITING);
        for _ in 0..threads {
            let (done, next, scale, work) = (done.clone(), &next, &scale, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = work(item);
                    scale.put(at, result.bytes());
                    // Nobody takes results any more.
                    if done.send((at, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        // Dropped in whatever way this ends, so that no thread waits for ever.
        let _end = scale.until_the_end();
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (at, result) in results {
            early.insert(at, result);
            while let Some(result) = early.remove(&due) {
                due += 1;
                scale.take(due, result.bytes());
                take(result)?;
            }
        }
        Ok(())
    })
}

/// The weight of the results that wait.
struct Scale {
    most: usize,
    state: Mutex<Load>,
    lighter: Condvar,
}

#[derive(Default)]
struct Load {
    bytes: usize,
    /// The item whose result is taken next: it never waits for the others.
    due: usize,
    is_over: bool,
}

impl Scale {
    fn new(most: usize) -> Self {
        Self { most, state: Mutex::default(), lighter: Condvar::new() }
    }

    /// Adds the result of item `at`, once there is room for it.
    fn put(&self, at: usize, bytes: usize) {
        let must_wait =
            |load: &mut Load| !load.is_over && at != load.due && load.bytes.saturating_add(bytes) > self.most;
        let load = self.lighter.wait_while(self.load(), must_wait);
        load.unwrap_or_else(PoisonError::into_inner).bytes += bytes;
    }

    /// Takes a result away, after which item `due` is the next.
    fn take(&self, due: usize, bytes: usize) {
        let mut load = self.load();
        load.due = due;
        load.bytes = load.bytes.saturating_sub(bytes);
        self.lighter.notify_all();
    }

    fn until_the_end(&self) -> impl Drop {
        struct End<'a>(&'a Scale);
        impl Drop for End<'_> {
            fn drop(&mut self) {
                self.0.load().is_over = true;
                self.0.lighter.notify_all();
            }
        }
        End(self)
    }

    fn load(&self) -> MutexGuard<'_, Load> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREADS: NonZeroUsize = NonZeroUsize::new(4).expect("not zero");

    impl Weigh for u64 {
        fn bytes(&self) -> usize {
            8
        }
    }

    impl Weigh for usize {
        fn bytes(&self) -> usize {
            8
        }
    }

    #[test]
    fn little_waits_for_a_slow_item() {
        let items: Vec<usize> = (0..200).collect();
        let begun = AtomicUsize::new(0);
        // The first is done when all others are, which never happens, or after a while.
        let patience = std::time::Instant::now() + std::time::Duration::from_millis(300);
        let work = |item: &usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            while *item == 0 && begun.load(Ordering::SeqCst) < items.len() && std::time::Instant::now() < patience {
                thread::yield_now();
            }
            (*item, begun.load(Ordering::SeqCst))
        };
        let mut seen = Vec::new();
        let all: Result<(), ()> = in_order_within(10 * 8, &items, THREADS, work, |result| {
            seen.push(result);
            Ok(())
        });
        assert_eq!((all, seen.len()), (Ok(()), items.len()));
        // The first, ten that wait, and three that may not yet.
        assert!(seen[0].1 <= 1 + 10 + 3, "{}", seen[0].1);
    }

    #[test]
    fn what_is_too_heavy_for_the_scale_passes_one_by_one() {
        let items: Vec<usize> = (0..100).collect();
        let mut taken = Vec::new();
        let all: Result<(), ()> = in_order_within(
            0,
            &items,
            THREADS,
            |item| *item,
            |result| {
                taken.push(result);
                Ok(())
            },
        );
        assert_eq!((all, taken), (Ok(()), items));
    }

    #[test]
    fn an_error_wakes_those_that_wait() {
        let items: Vec<usize> = (0..100).collect();
        let ended =
            in_order_within(0, &items, THREADS, |item| *item, |result| if result == 3 { Err(result) } else { Ok(()) });
        assert_eq!(ended, Err(3));
    }

    impl Weigh for (usize, usize) {
        fn bytes(&self) -> usize {
            8
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        let mut taken = Vec::new();
        // The first are the slowest.
        let work = |item: &u64| (0..(1000 - item) * 50).fold(*item, |sum, n| sum ^ n ^ n);
        let all: Result<(), ()> = in_order(&items, THREADS, work, |result| {
            taken.push(result);
            Ok(())
        });
        assert_eq!((all, taken), (Ok(()), items));
    }

    #[test]
    fn an_error_ends_the_work() {
        let items: Vec<usize> = (0..100_000).collect();
        let begun = AtomicUsize::new(0);
        let work = |item: &usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            *item
        };
        let ended = in_order(&items, THREADS, work, |result| if result == 10 { Err(result) } else { Ok(()) });
        assert_eq!(ended, Err(10));
        assert!(begun.into_inner() < items.len());
    }
}
