//! The memory of the server over time, and whether it grows.

use crate::measure::usage::{Kib, mib};
use anyhow::{Context, Result, bail};
use std::fmt;
use std::time::Duration;

/// How much larger the median of the later half may be than that of the earlier half, as a fraction …
const MAX_GROWTH: f64 = 0.05;
/// … or in KiB, whichever is more, because an allocator needs some slack.
const MIN_NOTED_GROWTH: Kib = 2 << 10;

#[derive(Clone, Debug)]
pub struct Sample {
    pub after: Duration,
    pub rss: Kib,
    pub edits: u64,
}

#[derive(Debug, Default)]
pub struct Memory {
    pub samples: Vec<Sample>,
    pub requests: u64,
    pub published: u64,
    pub checks: u64,
}

impl Memory {
    /// The medians of the earlier and the later half. The first tenth is excluded, because memory grows while everything happens for
    /// the first time.
    fn halves(&self) -> Option<(Kib, Kib)> {
        let settled = self.samples.get(self.samples.len() / 10..)?;
        let (earlier, later) = settled.split_at(settled.len() / 2);
        Some((median(earlier)?, median(later)?))
    }

    /// Fails if the median of the later half is clearly larger than that of the earlier half.
    pub fn judge(&self) -> Result<()> {
        let (earlier, later) = self.halves().context("时间太短 · too short to tell anything")?;
        let bound = earlier + MIN_NOTED_GROWTH.max((earlier as f64 * MAX_GROWTH) as Kib);
        if later > bound {
            bail!("内存增长 · memory grows: {earlier} KiB, then {later} KiB; at most {bound} KiB");
        }
        Ok(())
    }
}

fn median(samples: &[Sample]) -> Option<Kib> {
    let mut sizes: Vec<Kib> = samples.iter().map(|sample| sample.rss).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied()
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:7.1} min {:8.1} MiB {:9} edits", self.after.as_secs_f64() / 60.0, mib(self.rss), self.edits)
    }
}

/// A table of at most ten rows, and the medians.
impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| minutes | RSS, MiB | edits |\n|---:|---:|---:|")?;
        for sample in self.samples.iter().skip(5).step_by(6) {
            let minutes = sample.after.as_secs_f64() / 60.0;
            writeln!(f, "| {minutes:.1} | {:.1} | {} |", mib(sample.rss), sample.edits)?;
        }
        let Self { requests, published, checks, .. } = self;
        writeln!(
            f,
            "\n{requests} requests answered, {published} sets of diagnostics, {checks} texts found as at first"
        )?;
        match self.halves() {
            Some((earlier, later)) => {
                write!(f, "median RSS: earlier half {:.1} MiB, later half {:.1} MiB", mib(earlier), mib(later))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(rss: impl Fn(u64) -> Kib) -> Memory {
        let samples = (0..60).map(|at| Sample { after: Duration::from_secs(at), rss: rss(at), edits: at });
        Memory { samples: samples.collect(), ..Memory::default() }
    }

    #[test]
    fn only_growing_memory_is_reported() {
        assert!(memory(|_| 20_000).judge().is_ok());
        assert!(memory(|at| 20_000 + at % 7 * 100).judge().is_ok(), "it may come and go");
        assert!(memory(|at| 20_000 - 15_000 / (at + 1)).judge().is_ok(), "the start does not count");
        assert!(memory(|at| 20_000 + at * 100).judge().is_err(), "100 KiB a sample");
        assert!(memory(|at| if at < 33 { 20_000 } else { 22_100 }).judge().is_err(), "a step");
        assert!(Memory::default().judge().is_err(), "nothing was seen");
    }
}
