//! Processes many items with several threads, and delivers the results in the order of the items.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// The number of results of other threads that may wait until the calling thread has finished its item.
const MAX_WAITING_RESULTS: usize = 1 << 10;
/// The bytes of all results that may wait. Each thread may hold one more result.
const MAX_WAITING_BYTES: usize = 64 << 20;

/// A value that takes memory while it waits.
pub trait MemorySize {
    /// Its approximate size in bytes.
    fn bytes(&self) -> usize;
}

/// Calls `work` for each of `items` on up to `threads` threads, and passes the results to `take` on the calling thread, in
/// the order of the items. The calling thread is one of them: it takes the results that are complete whenever it has finished an
/// item of its own, so it is not woken for each result.
///
/// # Errors
/// The first error of `take`. No further work is started then.
pub fn in_order<T: Sync, R: Send + MemorySize, E>(
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    in_order_with_limit(MAX_WAITING_BYTES, items, threads, work, take)
}

fn in_order_with_limit<T: Sync, R: Send + MemorySize, E>(
    max_bytes: usize,
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.get().min(items.len());
    if threads < 2 {
        return items.iter().try_for_each(|item| take(work(item)));
    }
    let (next, limit) = (AtomicUsize::new(0), ByteLimit::new(max_bytes));
    let next_item = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        items.get(at).map(|item| (at, item))
    };
    thread::scope(|scope| {
        let (done, results) = sync_channel(MAX_WAITING_RESULTS);
        for _ in 1..threads {
            let (done, limit, next_item, work) = (done.clone(), &limit, &next_item, &work);
            scope.spawn(move || {
                while let Some((at, item)) = next_item() {
                    let result = work(item);
                    limit.reserve(at, result.bytes());
                    // The calling thread takes no more results.
                    if done.send((at, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        // Dropped on success, error and panic, so that no thread waits for ever.
        let _end = limit.end_on_drop();
        let mut waiting = WaitingResults { early: BTreeMap::new(), due: 0, limit: &limit, take };
        while let Some((at, item)) = next_item() {
            let result = work(item);
            limit.add(result.bytes());
            waiting.add(at, result)?;
            results.try_iter().try_for_each(|(at, result)| waiting.add(at, result))?;
        }
        results.into_iter().try_for_each(|(at, result)| waiting.add(at, result))
    })
}

/// The results that wait for those of earlier items.
struct WaitingResults<'a, R, T> {
    early: BTreeMap<usize, R>,
    /// The item whose result is taken next.
    due: usize,
    limit: &'a ByteLimit,
    take: T,
}

impl<R: MemorySize, E, T: FnMut(R) -> Result<(), E>> WaitingResults<'_, R, T> {
    /// Adds the result of the item `at`, and takes all that are due.
    fn add(&mut self, at: usize, result: R) -> Result<(), E> {
        self.early.insert(at, result);
        while let Some(result) = self.early.remove(&self.due) {
            self.due += 1;
            self.limit.release(self.due, result.bytes());
            (self.take)(result)?;
        }
        Ok(())
    }
}

/// Limits the bytes of the results that wait.
struct ByteLimit {
    max_bytes: usize,
    state: Mutex<Waiting>,
    released: Condvar,
}

#[derive(Default)]
struct Waiting {
    bytes: usize,
    /// The item whose result is taken next. Its thread never waits.
    due: usize,
    is_over: bool,
}

impl ByteLimit {
    fn new(max_bytes: usize) -> Self {
        Self { max_bytes, state: Mutex::default(), released: Condvar::new() }
    }

    /// Waits until there is room for the result of item `at`, and counts its bytes.
    fn reserve(&self, at: usize, bytes: usize) {
        let must_wait = |waiting: &mut Waiting| {
            !waiting.is_over && at != waiting.due && waiting.bytes.saturating_add(bytes) > self.max_bytes
        };
        let waiting = self.released.wait_while(self.lock(), must_wait);
        waiting.unwrap_or_else(PoisonError::into_inner).bytes += bytes;
    }

    /// Counts the bytes of a result of the calling thread, which must not wait for itself.
    fn add(&self, bytes: usize) {
        let mut waiting = self.lock();
        waiting.bytes = waiting.bytes.saturating_add(bytes);
    }

    /// Removes the bytes of a result that was taken. The next one is that of item `due`.
    fn release(&self, due: usize, bytes: usize) {
        let mut waiting = self.lock();
        waiting.due = due;
        waiting.bytes = waiting.bytes.saturating_sub(bytes);
        self.released.notify_all();
    }

    fn end_on_drop(&self) -> impl Drop {
        struct End<'a>(&'a ByteLimit);
        impl Drop for End<'_> {
            fn drop(&mut self) {
                self.0.lock().is_over = true;
                self.0.released.notify_all();
            }
        }
        End(self)
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREADS: NonZeroUsize = NonZeroUsize::new(4).expect("not zero");

    impl MemorySize for u64 {
        fn bytes(&self) -> usize {
            8
        }
    }

    impl MemorySize for usize {
        fn bytes(&self) -> usize {
            8
        }
    }

    #[test]
    fn few_results_wait_for_a_slow_item() {
        let items: Vec<usize> = (0..200).collect();
        let begun = AtomicUsize::new(0);
        // The first item ends after 300 ms. It would end earlier if all others were started, which must not happen.
        let patience = std::time::Instant::now() + std::time::Duration::from_millis(300);
        let work = |item: &usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            while *item == 0 && begun.load(Ordering::SeqCst) < items.len() && std::time::Instant::now() < patience {
                thread::yield_now();
            }
            (*item, begun.load(Ordering::SeqCst))
        };
        let mut taken = Vec::new();
        let all: Result<(), ()> = in_order_with_limit(10 * 8, &items, THREADS, work, |result| {
            taken.push(result);
            Ok(())
        });
        assert_eq!((all, taken.len()), (Ok(()), items.len()));
        // The first item, ten results that wait, and three threads that wait for room.
        assert!(taken[0].1 <= 1 + 10 + 3, "{}", taken[0].1);
    }

    #[test]
    fn the_calling_thread_works_too() {
        let items: Vec<usize> = (0..200).collect();
        let (calling, ids) = (thread::current().id(), Mutex::new(std::collections::HashSet::new()));
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
        let work = |item: &usize| {
            ids.lock().expect("no panic").insert(thread::current().id());
            // The other threads leave items to the calling thread.
            while !ids.lock().expect("no panic").contains(&calling) && std::time::Instant::now() < patience {
                thread::yield_now();
            }
            *item
        };
        let all: Result<(), ()> = in_order(&items, THREADS, work, |_| Ok(()));
        let ids = ids.into_inner().expect("no panic");
        assert_eq!(all, Ok(()));
        assert!(ids.contains(&calling) && ids.len() <= THREADS.get(), "{ids:?}");
    }

    #[test]
    fn results_above_the_limit_pass_one_by_one() {
        let items: Vec<usize> = (0..100).collect();
        let mut taken = Vec::new();
        let all: Result<(), ()> = in_order_with_limit(
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
    fn an_error_wakes_the_waiting_threads() {
        let items: Vec<usize> = (0..100).collect();
        let ended = in_order_with_limit(
            0,
            &items,
            THREADS,
            |item| *item,
            |result| if result == 3 { Err(result) } else { Ok(()) },
        );
        assert_eq!(ended, Err(3));
    }

    impl MemorySize for (usize, usize) {
        fn bytes(&self) -> usize {
            8
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        let mut taken = Vec::new();
        // The first items take longest.
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
