//! Runs the fuzz targets in parallel, one per processor.

use super::build::Built;
use crate::tools::command::Listener;
use crate::tools::paths;
use crate::tools::process::{ProcessGroup, interrupted};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// Seconds after which an input counts as a hang.
const TIMEOUT_SECONDS: u32 = 20;

/// The length of the inputs.
#[derive(Clone, Copy)]
pub enum Size {
    /// At most half a report. Longer texts are slow and find little more. Only edits start from whole reports.
    Usual,
    /// From 64 KB, growing up to 512 KB. Only such texts reveal stack overflows and costs that grow faster than the text.
    Large,
}

impl Size {
    /// The maximum length of an input, in bytes.
    const fn longest(self) -> usize {
        match self {
            Self::Usual => 4 << 10,
            Self::Large => 512 << 10,
        }
    }

    /// The folder of the inputs that a run saves, and the folder of the seeds.
    const fn folders(self) -> (&'static str, &'static str) {
        match self {
            Self::Usual => ("corpus", "."),
            Self::Large => ("corpus-large", "large"),
        }
    }
}

/// Makes libFuzzer prefer fast inputs, because a short text shows in a hundredth of the time what a whole report shows. It depends on
/// the clock, so repeatable runs do not use it.
const PREFER_FAST_INPUTS: &str = "-entropic_scale_per_exec_time=1";

/// When to stop a target.
#[derive(Clone, Copy)]
pub enum Limit {
    Seconds(u64),
    Runs(u64),
    /// Seconds, with repeatable inputs: the same random seed, and only the seed inputs and regressions, not the inputs that an earlier run
    /// saved. A test must not fail by chance in an unrelated change. Runs still differ a little: the number of inputs depends on the machine,
    /// and hash tables have random seeds. The other limits are for finding new inputs.
    Repeatable(u64),
}

impl Limit {
    fn arguments(self) -> Vec<String> {
        match self {
            Self::Seconds(seconds) => vec![format!("-max_total_time={seconds}"), PREFER_FAST_INPUTS.to_owned()],
            Self::Runs(runs) => vec![format!("-runs={runs}"), PREFER_FAST_INPUTS.to_owned()],
            Self::Repeatable(seconds) => vec![format!("-max_total_time={seconds}"), "-seed=1".to_owned()],
        }
    }

    fn corpus(self, saved: impl FnOnce() -> Result<PathBuf>) -> Result<CorpusFolder> {
        match self {
            Self::Seconds(_) | Self::Runs(_) => saved().map(CorpusFolder::Saved),
            Self::Repeatable(_) => Ok(CorpusFolder::Temporary(tempfile::tempdir()?)),
        }
    }
}

/// The folder to which libFuzzer adds inputs with new coverage.
enum CorpusFolder {
    /// Remains for the next run.
    Saved(PathBuf),
    /// Deleted after the run.
    Temporary(TempDir),
}

impl CorpusFolder {
    fn path(&self) -> &Path {
        match self {
            Self::Saved(folder) => folder,
            Self::Temporary(folder) => folder.path(),
        }
    }
}

/// The result of running a target.
pub struct TargetResult {
    pub target: String,
    /// The number of inputs that were tried.
    executions: u64,
    /// The end of the output, the paths of the crashing inputs, and the path of the log.
    pub crash: Option<String>,
}

impl fmt::Display for TargetResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<14} {:>12} executions", self.target, self.executions)?;
        match &self.crash {
            Some(crash) => write!(f, "\n{crash}"),
            None => Ok(()),
        }
    }
}

pub fn run_all(
    built: &Built,
    targets: &[String],
    (limit, size): (Limit, Size),
    line: &mut Listener<'_>,
) -> Result<Vec<TargetResult>> {
    let queue = Mutex::new(targets.iter());
    let (sender, done) = std::sync::mpsc::channel();
    let mut outcomes = Vec::new();
    thread::scope(|scope| -> Result<()> {
        for _ in 0..thread::available_parallelism()?.get().min(targets.len()) {
            let (queue, sender) = (&queue, sender.clone());
            scope.spawn(move || {
                loop {
                    let next = queue.lock().ok().and_then(|mut queue| queue.next());
                    let Some(target) = next else { break };
                    if sender.send(run_one(built, target, limit, size)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for outcome in done {
            let outcome = outcome?;
            line(&outcome.to_string());
            outcomes.push(outcome);
        }
        Ok(())
    })?;
    outcomes.sort_by(|a, b| a.target.cmp(&b.target));
    Ok(outcomes)
}

fn run_one(built: &Built, target: &str, limit: Limit, size: Size) -> Result<TargetResult> {
    let folder = |name: &str| -> Result<PathBuf> {
        let folder = paths::fuzz().join(name).join(target);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    };
    let (saved, seeds) = size.folders();
    let (corpus, artifacts) = (limit.corpus(|| folder(saved))?, folder("artifacts")?);
    let before = files(&artifacts)?;
    let log = artifacts.with_extension("log");
    let file = File::create(&log)?;
    let mut command = Command::new(built.programs.join(target));
    command.arg(corpus.path()).arg(built.inputs.join(seeds).join(target));
    let regressions = paths::fuzz().join("regressions").join(target);
    if regressions.is_dir() {
        command.arg(regressions);
    }
    command.arg(format!("-dict={}", built.inputs.join("dictionary").display()));
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    command.args([
        format!("-max_len={}", size.longest()),
        format!("-timeout={TIMEOUT_SECONDS}"),
        "-print_final_stats=1".to_owned(),
    ]);
    command.args(limit.arguments());
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let mut group = ProcessGroup::start(&mut command)?;
    while !group.has_ended() {
        if interrupted() {
            bail!("已中断 · interrupted");
        }
        thread::sleep(Duration::from_millis(100));
    }
    let output = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let found: Vec<PathBuf> = files(&artifacts)?.difference(&before).cloned().collect();
    Ok(TargetResult { target: target.to_owned(), executions: executions(&output), crash: crash(&output, &found, &log) })
}

fn files(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

/// Reads the number of executions from `stat::number_of_executed_units: 250`, or from the last running count `#250` after a crash.
fn executions(output: &str) -> u64 {
    let last = |prefix: &str| -> Option<u64> {
        let number = |line: &str| line.split_whitespace().next()?.parse().ok();
        output.lines().filter_map(|line| line.strip_prefix(prefix)).filter_map(number).next_back()
    };
    last("stat::number_of_executed_units:").or_else(|| last("#")).unwrap_or(0)
}

/// Describes a crash. `None` if the target finished normally.
fn crash(output: &str, found: &[PathBuf], log: &Path) -> Option<String> {
    // libFuzzer also saves slow inputs, which are no crashes.
    let broke =
        |path: &&PathBuf| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("slow-unit-"));
    let broken: Vec<String> = found.iter().filter(broke).map(|path| path.display().to_string()).collect();
    let ended = output.contains("stat::number_of_executed_units:") && !output.contains("SUMMARY: libFuzzer:");
    if broken.is_empty() && ended {
        return None;
    }
    let panic = output.lines().skip_while(|line| !line.contains("panicked at")).take(4);
    let summary = output.lines().filter(|line| line.starts_with("SUMMARY: "));
    let mut lines: Vec<String> = panic.chain(summary).map(|line| line.chars().take(400).collect()).collect();
    lines.extend(broken);
    lines.push(format!("→ {}", log.display()));
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_read_from_the_end_or_the_last_count() {
        assert_eq!(executions("#2\tINITED cov: 3\n#64\tpulse\nDone 70 runs\nstat::number_of_executed_units: 70\n"), 70);
        assert_eq!(executions("#2\tINITED cov: 3\n#64\tpulse\nthread panicked\n"), 64);
        assert_eq!(executions(""), 0);
    }

    #[test]
    fn a_repeatable_run_does_not_use_inputs_that_an_earlier_run_saved() {
        let saved = tempfile::tempdir().expect("a folder");
        fs::write(saved.path().join("found"), "earlier").expect("written");
        let corpus = |limit: Limit| limit.corpus(|| Ok(saved.path().to_owned())).expect("a folder");
        for limit in [Limit::Seconds(1), Limit::Runs(1)] {
            assert_eq!(corpus(limit).path(), saved.path());
        }
        let first = corpus(Limit::Repeatable(1));
        fs::write(first.path().join("found"), "now").expect("written");
        let second = corpus(Limit::Repeatable(1));
        assert!(files(second.path()).expect("a folder").is_empty());
        let gone = first.path().to_owned();
        drop(first);
        assert!(!gone.exists(), "it is left behind");
    }

    #[test]
    fn a_repeatable_run_does_not_depend_on_the_clock() {
        let prefers_fast = |limit: Limit| limit.arguments().iter().any(|argument| argument == PREFER_FAST_INPUTS);
        assert_eq!([Limit::Seconds(1), Limit::Runs(1), Limit::Repeatable(1)].map(prefers_fast), [true, true, false]);
    }

    #[test]
    fn a_target_that_does_not_finish_has_crashed() {
        let log = Path::new("x.log");
        let done = "stat::number_of_executed_units: 70\n";
        assert_eq!(crash(done, &[], log), None);
        assert_eq!(crash(done, &[PathBuf::from("a/slow-unit-1")], log), None);
        for (output, found) in [("#3\n", &[][..]), (done, &[PathBuf::from("a/oom-1")])] {
            assert!(crash(output, found, log).is_some(), "{output}");
        }
        let description =
            crash("thread 'x' panicked at a.rs:1:\nboom\n", &[PathBuf::from("a/crash-1")], log).unwrap_or_default();
        assert!(description.contains("boom") && description.contains("a/crash-1"), "{description}");
    }
}
