//! Memory and processor time of a process, from `/proc`.

use anyhow::{Context, Result};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::time::Duration;

/// Memory in KiB.
pub type Kib = u64;

/// The resident memory of a process.
pub fn memory(process: u32) -> Result<Kib> {
    status(process, "VmRSS")
}

/// The largest resident memory of a process so far.
pub fn peak(process: u32) -> Result<Kib> {
    status(process, "VmHWM")
}

fn status(process: u32, name: &str) -> Result<Kib> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).with_context(|| format!("the memory is read from {path}"))?;
    let mut lines = status.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = lines.find(|(key, _)| *key == name).with_context(|| format!("no {name} in {path}"))?;
    value.trim().trim_end_matches(" kB").parse().with_context(|| format!("{name} is a number of kB"))
}

pub fn mib(kib: Kib) -> f64 {
    kib as f64 / 1024.0
}

/// The processor time of each thread of a process. The system's total for the process is less exact: it counts ticks of 10 ms.
pub struct ThreadTimes(HashMap<OsString, Duration>);

impl ThreadTimes {
    pub fn read(process: u32) -> Result<Self> {
        let mut times = HashMap::new();
        for thread in fs::read_dir(format!("/proc/{process}/task"))? {
            let thread = thread?;
            // The thread may have ended meanwhile.
            let Ok(line) = fs::read_to_string(thread.path().join("schedstat")) else { continue };
            let first = line.split(' ').next().and_then(|first| first.parse().ok());
            times.insert(thread.file_name(), Duration::from_nanos(first.context("no processor time")?));
        }
        Ok(Self(times))
    }

    /// The processor time of the current threads since an earlier measurement. The time of threads that have ended since then is lost.
    pub fn since(&self, earlier: &Self) -> Duration {
        let before = |thread| earlier.0.get(thread).copied().unwrap_or_default();
        // If it is less than before, another thread has taken the same number.
        let more = |(thread, time): (_, &Duration)| time.checked_sub(before(thread)).unwrap_or(*time);
        self.0.iter().map(more).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(threads: &[(&str, u64)]) -> ThreadTimes {
        ThreadTimes(
            threads.iter().map(|(thread, time)| (OsString::from(thread), Duration::from_millis(*time))).collect(),
        )
    }

    #[test]
    fn threads_that_end_do_not_reduce_the_time() {
        let since = |after: &[(&str, u64)], before: &[(&str, u64)]| busy(after).since(&busy(before)).as_millis();
        assert_eq!(since(&[("1", 15)], &[("1", 10)]), 5);
        assert_eq!(since(&[("1", 15)], &[("1", 10), ("2", 900)]), 5, "one that has ended");
        assert_eq!(since(&[("1", 15), ("3", 7)], &[("1", 10)]), 12, "a new one");
        assert_eq!(since(&[("1", 10), ("2", 7)], &[("1", 10), ("2", 900)]), 7, "a number that is used again");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_uses_memory_and_time() {
        let this = std::process::id();
        assert!(memory(this).expect("this process") > 100);
        assert!(peak(this).expect("this process") > 100);
        assert!(status(this, "Vm").is_err(), "a name, not the beginning of one");
        let nothing = ThreadTimes(HashMap::new());
        assert!(ThreadTimes::read(this).expect("this process").since(&nothing) > Duration::ZERO);
    }
}
