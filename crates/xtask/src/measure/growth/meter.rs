//! What is measured of a text, and the two meters: processor time, which is quick, and instructions, which are exact.

use crate::measure::callgrind::Callgrind;
use crate::measure::programs::Programs;
use anyhow::{Context as _, Result, ensure};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use wait4::Wait4 as _;

/// The commands that print something about a text. `--no-config` avoids the search for a configuration in the parent folders.
const COMMANDS: &[&[&str]] = &[
    &["check", "--no-config"],
    &["check", "--no-config", "--format", "concise"],
    &["check", "--no-config", "--format", "json"],
    &["check", "--no-config", "--format", "jsonl"],
    &["check", "--no-config", "--format", "sarif"],
    &["check", "--no-config", "--format", "github"],
    &["check", "--no-config", "--format", "junit"],
    &["fix", "--no-config", "--dry-run"],
    &["fix", "--no-config", "--diff"],
    &["extract", "--format", "json"],
    &["extract", "--format", "csv"],
];

/// What is done with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// Every step from text to findings, each measured by itself.
    Steps,
    /// One step, by its name.
    Step(String),
    /// A server that opens the text and answers a hover.
    Hover,
    /// The same server, and one more request.
    Request(String),
    /// A run of the command line.
    Command(&'static [&'static str]),
}

impl Work {
    /// Everything that is done with a text. The hover comes before the other requests.
    pub fn all(programs: &Programs) -> Result<Vec<Self>> {
        let names = programs.request_names()?;
        let (hover, others) = names.split_first().context("no request")?;
        ensure!(hover == HOVER, "the first request is {hover}");
        let requests = others.iter().cloned().map(Self::Request);
        let commands = COMMANDS.iter().copied().map(Self::Command);
        Ok([Self::Steps, Self::Hover].into_iter().chain(requests).chain(commands).collect())
    }

    /// How the work is run.
    fn run(&self, programs: &Programs, file: &Path) -> Execution<'_> {
        match self {
            Self::Steps => Execution::Steps(None),
            Self::Step(name) => Execution::Steps(Some(name)),
            Self::Hover => Execution::Program(programs.request(HOVER, file)),
            Self::Request(name) => Execution::Program(programs.request(name, file)),
            Self::Command(arguments) => Execution::Program(programs.gouji(arguments, file)),
        }
    }

    pub fn name(&self) -> String {
        match self {
            Self::Steps => "steps".to_owned(),
            Self::Step(name) => name.clone(),
            Self::Hover => format!("request {HOVER}"),
            Self::Request(name) => format!("request {name}"),
            Self::Command(arguments) => format!("gouji {}", arguments.join(" ")),
        }
    }
}

/// A whole run of a program, or steps in one process: all, or the one of this name.
enum Execution<'a> {
    Program(Command),
    Steps(Option<&'a str>),
}

/// The request before each other one. The server analyses the text for it.
const HOVER: &str = "hover";

/// Measures the cost of some work.
pub trait Meter {
    /// The cost of the work with the text of a file; of each step with its name.
    ///
    /// # Errors
    /// If a program cannot be run or fails.
    fn costs(&self, work: &Work, file: &Path) -> Result<Vec<(String, u64)>>;
}

/// Counts instructions.
impl Meter for Callgrind<'_> {
    fn costs(&self, work: &Work, file: &Path) -> Result<Vec<(String, u64)>> {
        match work.run(self.programs(), file) {
            Execution::Steps(wanted) => self.steps(file, wanted),
            Execution::Program(command) => Ok(vec![(work.name(), self.count(&command)?)]),
        }
    }
}

/// Measures processor time in nanoseconds, the least of some runs.
pub struct ProcessorTime<'a> {
    pub programs: &'a Programs,
    /// How often each work is run.
    pub runs: usize,
}

impl Meter for ProcessorTime<'_> {
    fn costs(&self, work: &Work, file: &Path) -> Result<Vec<(String, u64)>> {
        match work.run(self.programs, file) {
            Execution::Steps(wanted) => self.steps(file, wanted),
            Execution::Program(mut command) => {
                let times = (0..self.runs).map(|_| time(&mut command)).collect::<Result<Vec<u64>>>()?;
                Ok(vec![(work.name(), times.into_iter().min().unwrap_or_default())])
            }
        }
    }
}

impl ProcessorTime<'_> {
    fn steps(&self, file: &Path, wanted: Option<&str>) -> Result<Vec<(String, u64)>> {
        let mut least = self.programs.step_times(file, wanted)?;
        for _ in 1..self.runs {
            let again = self.programs.step_times(file, wanted)?;
            ensure!(again.len() == least.len(), "{} steps, but {} before", again.len(), least.len());
            least.iter_mut().zip(again).for_each(|((_, least), (_, time))| *least = (*least).min(time));
        }
        Ok(least)
    }
}

/// The processor time of a whole run, in nanoseconds.
fn time(command: &mut Command) -> Result<u64> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let usage = child.wait4()?;
    // Exit code 1 means that there are findings.
    ensure!(matches!(usage.status.code(), Some(0 | 1)), "{command:?}: {}", usage.status);
    Ok(nanoseconds(usage.rusage.utime + usage.rusage.stime))
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_run_is_measured_and_a_failure_is_an_error() {
        assert!(time(Command::new("cargo").arg("--version")).expect("cargo runs") > 0);
        assert!(time(Command::new("cargo").arg("no-such-command")).is_err());
    }

    #[test]
    fn each_work_has_a_name_of_its_own() {
        let mut names: Vec<String> = COMMANDS.iter().map(|command| Work::Command(command).name()).collect();
        names.extend([Work::Steps.name(), Work::Hover.name(), Work::Request("outline".to_owned()).name()]);
        names.push(Work::Step("outline".to_owned()).name());
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
