//! Work on all cores, in the order of the items.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use gouji_report::ReadingCache;

/// The maximum number of texts in a part. A part is held in memory twice: once alone, once in the result.
const MAX_TEXTS: usize = 256;
/// A part ends after this number of bytes of text, so that its words fit into an array.
const MAX_PART_BYTES: usize = 64 << 20;
/// The number of parts per thread of a short column, so that no thread waits for a slow one.
const PARTS_PER_THREAD: usize = 4;

/// The results of `work` for all items, part by part, in their order. `bytes` is the size of an item. Each thread has a cache of
/// what it has read. By default there are as many threads as cores.
pub fn in_parts<T: Sync, R: Send>(
    items: &[T],
    threads: Option<NonZeroUsize>,
    bytes: impl Fn(&T) -> usize,
    work: impl Fn(&mut ReadingCache, &[T]) -> R + Sync,
) -> Vec<R> {
    let threads = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let parts = parts(items, items.len().div_ceil(threads.saturating_mul(PARTS_PER_THREAD)), bytes);
    let next = AtomicUsize::new(0);
    let run = || {
        let mut cache = ReadingCache::shared();
        let mut results = Vec::new();
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some(part) = parts.get(index)
        {
            results.push((index, work(&mut cache, part)));
        }
        results
    };
    let mut results = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(parts.len())).map(|_| scope.spawn(run)).collect();
        let mut results = run();
        for other in others {
            results.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Parts of at most `count` items. There is at least one part, which may be empty.
fn parts<T>(items: &[T], count: usize, bytes: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let count = count.clamp(1, MAX_TEXTS);
    let (mut parts, mut rest) = (Vec::new(), items);
    loop {
        let mut sum = 0;
        let fits = |item: &&T| {
            let is_first = sum == 0;
            sum += bytes(item).max(1);
            is_first || sum <= MAX_PART_BYTES
        };
        let length = rest.iter().take(count).take_while(fits).count();
        let Some((part, others)) = rest.split_at_checked(length) else { return parts };
        parts.push(part);
        rest = others;
        if rest.is_empty() {
            return parts;
        }
    }
}
