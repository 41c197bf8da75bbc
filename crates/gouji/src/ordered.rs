//! Work on many items by several threads, with the results in the order of the items.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Results that may wait for each thread until they are taken.
const MOST_WAITING: usize = 16;

/// Does `work` for each of `items` by up to `threads` threads, and hands the results to `take` on the calling thread, in
/// the order of the items. A single item needs no thread.
///
/// # Errors
/// The first that `take` returns; no more work is begun then.
pub fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.get().min(items.len());
    if threads < 2 {
        return items.iter().try_for_each(|item| take(work(item)));
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (done, results) = sync_channel(threads * MOST_WAITING);
        for _ in 0..threads {
            let (done, next, work) = (done.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    // Nobody takes results any more.
                    if done.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (at, result) in results {
            early.insert(at, result);
            while let Some(result) = early.remove(&due) {
                take(result)?;
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREADS: NonZeroUsize = NonZeroUsize::new(4).expect("not zero");

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
