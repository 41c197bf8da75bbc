//! The machine and the commit of a measurement. Absolute figures mean nothing without them.

use crate::tools::command::Run as _;
use crate::tools::paths;
use std::fmt;
use std::fs;
use std::process::Command;

const UNKNOWN: &str = "unknown";

/// A description of the machine, the commit and the day.
pub struct Machine {
    processor: String,
    cores: usize,
    memory: String,
    system: String,
    commit: String,
    day: String,
    /// The load average of the last minute, that is, the number of processes that needed a processor. Above 0 the figures are noisy.
    load: String,
}

impl Machine {
    pub fn current() -> Self {
        let file = |path: &str| fs::read_to_string(path).unwrap_or_default();
        Self {
            processor: value(&file("/proc/cpuinfo"), "model name", ':').unwrap_or_else(|| UNKNOWN.to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory: memory(&file("/proc/meminfo")).unwrap_or_else(|| UNKNOWN.to_owned()),
            system: format!(
                "{}, kernel {}",
                value(&file("/etc/os-release"), "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.to_owned()),
                file("/proc/sys/kernel/osrelease").trim(),
            ),
            load: file("/proc/loadavg").split(' ').next().filter(|load| !load.is_empty()).unwrap_or(UNKNOWN).to_owned(),
            commit: commit().unwrap_or_else(|| UNKNOWN.to_owned()),
            day: Command::new("date").args(["-u", "+%Y-%m-%d"]).printed().unwrap_or_default().trim().to_owned(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processor, cores, memory, system, commit, day, load } = self;
        write!(f, "{day}, commit {commit}; {processor}, {cores} cores, {memory}; {system}; load before the run {load}")
    }
}

/// The value of a name in lines of names and values, separated by `sign`.
fn value(text: &str, name: &str, sign: char) -> Option<String> {
    let mut lines = text.lines().filter_map(|line| line.split_once(sign));
    let (_, value) = lines.find(|(key, _)| key.trim() == name)?;
    Some(value.trim().trim_matches('"').to_owned())
}

fn memory(text: &str) -> Option<String> {
    let kibibytes: f64 = value(text, "MemTotal", ':')?.strip_suffix(" kB")?.parse().ok()?;
    Some(format!("{:.0} GiB memory", kibibytes / 1024.0 / 1024.0))
}

/// The commit, and whether the measured sources differ from it.
fn commit() -> Option<String> {
    let git = |arguments: &[&str]| Command::new("git").args(arguments).current_dir(paths::root()).printed().ok();
    let commit = git(&["rev-parse", "--short=10", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--", "crates", "Cargo.toml", "Cargo.lock"])?;
    Some(format!("{}{}", commit.trim(), if changed.is_empty() { "" } else { " with changes" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_from_the_files_of_the_system() {
        let text = "processor\t: 0\nmodel name\t: A Processor @ 2 GHz\n";
        assert_eq!(value(text, "model name", ':').as_deref(), Some("A Processor @ 2 GHz"));
        assert_eq!(
            value("NAME=x\nPRETTY_NAME=\"Some System 12\"\n", "PRETTY_NAME", '=').as_deref(),
            Some("Some System 12")
        );
        assert_eq!(memory("MemTotal:       24610000 kB\n").as_deref(), Some("23 GiB memory"));
    }
}
