//! Programs that take turns with the same files.

use super::Processors;
use super::files::Files;
use crate::measure::bench::Effort;
use crate::measure::bench::peers::{Contestant, reason};
use crate::measure::bench::stats::Times;
use crate::tools::paths::find_program;
use crate::tools::process::interrupted;
use anyhow::{Context as _, Result, bail, ensure};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A program that takes part.
pub struct Runner {
    pub contestant: Contestant,
    /// The smallest exit code that means failure.
    pub fails_from: i32,
}

impl Runner {
    /// The command that checks the files, in the folder of all texts. `wc` does not accept folders, so it gets each file.
    fn command(&self, files: &Files, folder: &Path, processors: Processors) -> Result<Command> {
        let mut command = self.contestant.command()?;
        if processors == Processors::One {
            let taskset = find_program("taskset").context("not measured: taskset is not there")?;
            let mut pinned = Command::new(taskset);
            pinned.args(["-c", "0"]).arg(command.get_program()).args(command.get_args());
            command = pinned;
        }
        if self.is_wc() {
            command.args(files.each(folder)?);
        } else {
            command.arg(files.path);
        }
        // The number of characters that `wc` counts depends on the locale.
        command.env("LC_ALL", "C.UTF-8");
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(command)
    }

    fn is_wc(&self) -> bool {
        self.contestant.name.starts_with("wc")
    }

    /// The command for the reader of BENCHMARKS.md. `None` if the program is not available.
    pub fn displayed_command(&self, files: &Files) -> Option<String> {
        let command = self.contestant.command().ok()?;
        let program = Path::new(command.get_program()).file_name()?.to_string_lossy().into_owned();
        let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
        let path =
            if self.is_wc() && files.count > 1 { format!("{}/*/*.md", files.path) } else { files.path.to_owned() };
        let words = std::iter::once(program).chain(arguments.iter().map(ToString::to_string)).chain([path]);
        Some(format!("{} > /dev/null", words.collect::<Vec<_>>().join(" ")))
    }

    fn run(&self, files: &Files, folder: &Path, processors: Processors) -> Result<Duration> {
        let mut command = self.command(files, folder, processors)?;
        let started = Instant::now();
        let status = command.status().with_context(|| format!("could not start {}", self.contestant.name))?;
        let time = started.elapsed();
        match status.code() {
            Some(code) if code < self.fails_from => Ok(time),
            _ => bail!("failed: {status}"),
        }
    }
}

/// Runs the programs in turn. A program that has used up its time, or fails, takes no further turn.
pub fn race(
    runners: &[Runner],
    files: &Files,
    folder: &Path,
    processors: Processors,
    effort: Effort,
) -> Result<Vec<Result<Times, String>>> {
    let budget = Duration::from_secs(effort.choose(15, 2));
    let mut all: Vec<(Duration, Result<Times, String>)> =
        runners.iter().map(|_| (Duration::ZERO, Ok(Times::default()))).collect();
    for _ in 0..effort.choose(9, 3) {
        for (runner, (spent, times)) in runners.iter().zip(&mut all) {
            ensure!(!interrupted(), "interrupted");
            let (Ok(measured), true) = (&mut *times, *spent < budget) else { continue };
            match runner.run(files, folder, processors) {
                Ok(time) => {
                    *spent += time;
                    measured.push(time);
                }
                Err(error) if runner.contestant.is_own() => return Err(error),
                Err(error) => *times = Err(reason(&error)),
            }
        }
    }
    Ok(all.into_iter().map(|(_, times)| times).collect())
}
