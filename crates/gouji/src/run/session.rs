//! The session that `check`, `fix` and `extract` share: it leads from paths to reports, and collects the exit code.
//!
//! Every report is read and checked before the first one is printed, because each may be last year's report of another. Reports
//! with a last year's report are checked again together with it (`pipeline.rs`). Several threads do this work and convert each
//! report to the output of the command. One thread takes the outputs, in the order of the paths. `extract` needs no last year's
//! reports, so it keeps none in memory.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gouji_l10n::{Catalogue, Message};
use gouji_lint::Analysis;
use gouji_report::{Lines, Report};

use crate::print::{harmless, names, output_error};
use crate::run::checked::CheckedReport;
use crate::run::configuration::Configuration;
use crate::run::distinct::distinct;
use crate::run::in_order::{MemorySize, in_order};
use crate::run::inputs::{Input, Inputs, Origin, inputs};
use crate::run::pipeline::{
    CheckResult, LoadedReport, MemoryBudget, NotChecked, PendingReport, analyze_with_policy, check, read, read_text,
    with_last_years,
};
use crate::run::source;
use crate::run::summary::Summary;
use crate::run::unread::{Cause, Reason, SkippedCounts, Unread};

/// The result of a run for one file.
#[derive(Debug)]
pub enum RunItem<R> {
    /// The output for a report.
    Report(R),
    /// The file was not checked.
    Unread(Unread),
}

/// A pending report and the result of checking it.
struct ReportResult<'a, R> {
    report: &'a PendingReport<R>,
    result: Result<CheckResult<R>, NotChecked>,
}

impl<R: MemorySize> MemorySize for ReportResult<'_, R> {
    fn bytes(&self) -> usize {
        self.result.as_ref().map_or(0, |checked| checked.result.bytes())
    }
}

impl<R> MemorySize for PendingReport<R> {
    /// The memory of the report is counted already, by the [`MemoryBudget`].
    fn bytes(&self) -> usize {
        0
    }
}

impl<R: MemorySize> MemorySize for Result<R, Unread> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(0, MemorySize::bytes)
    }
}

/// The outcome of a run. The greatest of all outcomes counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing at warning or above.
    Clean,
    /// Something at warning or above.
    Findings,
    /// A file could not be read, written or fully checked.
    Trouble,
}

/// Which messages go to standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volume {
    /// Failures, and the counts of the run.
    #[default]
    Normal,
    /// Only failures.
    Quiet,
}

/// One run of a command over reports.
#[derive(Debug)]
pub struct Session {
    /// The messages, for any thread.
    pub catalogue: &'static Catalogue,
    /// The configuration of each file.
    pub configuration: Configuration,
    /// Number of accepted findings that no longer occur.
    pub obsolete: usize,
    /// Which messages go to standard error.
    pub volume: Volume,
    stdin: Option<PathBuf>,
    checked: usize,
    /// Number of documents with tracked changes that nobody has accepted or rejected.
    changed: usize,
    /// Number of documents with comments.
    commented: usize,
    skipped: SkippedCounts,
    threads: NonZeroUsize,
    budget: MemoryBudget,
    outcome: Outcome,
}

impl Session {
    /// A run on up to `threads` threads, with messages from this catalogue.
    pub fn new(catalogue: &'static Catalogue, configuration: Configuration, threads: NonZeroUsize) -> Self {
        Self {
            catalogue,
            configuration,
            obsolete: 0,
            volume: Volume::Normal,
            stdin: None,
            checked: 0,
            changed: 0,
            commented: 0,
            skipped: SkippedCounts::default(),
            threads,
            budget: MemoryBudget::REPORTING,
            outcome: Outcome::Clean,
        }
    }

    /// Reads standard input for the path `-`, and reports it under the name `name`.
    #[must_use]
    pub fn with_stdin(self, name: PathBuf) -> Self {
        Self { stdin: Some(name), ..self }
    }

    /// Keeps reports and results within `budget`.
    #[must_use]
    pub fn with_memory_budget(self, budget: MemoryBudget) -> Self {
        Self { budget, ..self }
    }

    /// Checks the reports of `paths`. Threads call `make`; this thread passes the results, and the files that were not checked, to
    /// `take` in the order of their paths. A file that was not checked does not stop the others. For a report with a last year's
    /// report, `make` is called twice, and only the second result is taken.
    ///
    /// # Errors
    /// The first error of `take`. It ends the checking.
    pub fn reports<R: Send + MemorySize>(
        &mut self,
        paths: Vec<PathBuf>,
        make: impl Fn(CheckedReport) -> R + Sync,
        mut take: impl FnMut(&mut Self, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (pending, unread) = self.load_all(&self.inputs(paths), &make);
        let mut unread = unread.into_iter().peekable();
        let resolver = Arc::clone(&self.configuration.resolver);
        in_order(
            &with_last_years(&pending),
            self.threads,
            |pair| ReportResult { report: pair.0, result: check(&resolver, pair, &make) },
            |ReportResult { report, result }| {
                while let Some(unread) = unread.next_if(|unread| unread.path < report.path) {
                    take(self, RunItem::Unread(unread))?;
                }
                match result {
                    Ok(result) => {
                        self.checked += 1;
                        self.changed += usize::from(report.left_out.changes);
                        self.commented += usize::from(report.left_out.comments);
                        self.obsolete += result.obsolete;
                        result.troubles.iter().for_each(|message| self.trouble(message));
                        take(self, RunItem::Report(result.result))
                    }
                    Err(reason) => {
                        let unread = self.not_checked(report, reason);
                        take(self, RunItem::Unread(unread))
                    }
                }
            },
        )?;
        unread.try_for_each(|unread| take(self, RunItem::Unread(unread)))
    }

    /// Reads the reports of `paths` for commands that need each report alone. Threads call `make`; this thread passes the results, and
    /// the files that were not read, to `take` in the order of their paths, as soon as they are complete. Keeps none of them.
    ///
    /// # Errors
    /// The first error of `take`. It ends the reading.
    pub fn each<R: Send + MemorySize>(
        &mut self,
        paths: Vec<PathBuf>,
        make: impl Fn(&Path, LoadedReport) -> R + Sync,
        mut take: impl FnMut(&mut Self, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut inputs = self.inputs(paths);
        inputs.sort_by(|one, other| one.path().cmp(other.path()));
        inputs.dedup_by(|one, other| one.path() == other.path());
        self.texts(
            &inputs,
            |input, loaded| make(input.path(), loaded),
            |session, item| {
                session.checked += usize::from(matches!(item, RunItem::Report(_)));
                take(session, item)
            },
        )
    }

    /// The files that `paths` refer to, each once. Prints a note for each ignore file that is refused.
    fn inputs(&self, paths: Vec<PathBuf>) -> Vec<Input> {
        let has_several_paths = paths.len() > 1;
        let Inputs { files, notes } = inputs(paths, self.stdin.as_deref());
        notes.iter().for_each(|message| self.note(message));
        if has_several_paths { distinct(files) } else { files }
    }

    /// Reads and checks every report among `inputs` once. Returns the reports and the unread files, each in the order of the paths.
    fn load_all<R: Send + MemorySize>(
        &mut self,
        inputs: &[Input],
        make: &(impl Fn(CheckedReport) -> R + Sync),
    ) -> (Vec<PendingReport<R>>, Vec<Unread>) {
        let (mut pending, mut unread) = (Vec::new(), BTreeMap::new());
        let resolver = Arc::clone(&self.configuration.resolver);
        // A single report is printed immediately, whatever its size.
        let budget = if inputs.len() == 1 { MemoryBudget::UNLIMITED } else { self.budget };
        let (text_bytes, result_bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
        // The thread that read a report also frees it if it is not kept. Freeing in another thread would make threads wait.
        let keep = |input: &Input, loaded: LoadedReport| {
            let budget = if is_read_once(input) { MemoryBudget::UNLIMITED } else { budget };
            let before = text_bytes.fetch_add(loaded.text.len(), Ordering::Relaxed);
            let may_keep = |result: &R| {
                let bytes = result.bytes();
                let fits = |kept: usize| kept.checked_add(bytes).filter(|kept| *kept <= budget.result_bytes);
                result_bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok()
            };
            PendingReport::new(&resolver, input, loaded, budget.reduced_by(before), make, may_keep)
        };
        let all: Result<(), Infallible> = self.texts(inputs, keep, |_, item| {
            match item {
                RunItem::Report(report) => pending.push(report),
                RunItem::Unread(file) => drop(unread.insert(file.path.clone(), file)),
            }
            Ok(())
        });
        let Ok(()) = all;
        (pending, unread.into_values().collect())
    }

    /// Reads the reports among `inputs`. Threads call `make`; this thread passes the results, and the unread files that are listed, to
    /// `take` in the order of the inputs. Keeps none of them.
    ///
    /// # Errors
    /// The first error of `take`. It ends the reading.
    fn texts<R: Send + MemorySize, E>(
        &mut self,
        inputs: &[Input],
        make: impl Fn(&Input, LoadedReport) -> R + Sync,
        mut take: impl FnMut(&mut Self, RunItem<R>) -> Result<(), E>,
    ) -> Result<(), E> {
        let read = |input: &Input| {
            let (path, origin, read) = match input {
                Input::File(path, origin) => (path, *origin, read(path, *origin)),
                Input::Stdin(path) => {
                    (path, Origin::Named, source::read_stdin(path).and_then(|text| read_text(text, path)))
                }
                Input::Unread(unread) => return Err(unread.clone()),
            };
            let result = read.map(|loaded| make(input, loaded));
            result.map_err(|cause| Unread { path: path.clone(), origin, cause })
        };
        in_order(inputs, self.threads, read, |read| match read {
            Ok(result) => take(self, RunItem::Report(result)),
            Err(unread) => {
                self.count_unread(&unread);
                if unread.is_listed() { take(self, RunItem::Unread(unread)) } else { Ok(()) }
            }
        })
    }

    /// Reports and counts a report that was read but could not be checked.
    fn not_checked<R>(&mut self, report: &PendingReport<R>, reason: NotChecked) -> Unread {
        let path = report.path.clone();
        let cause = match reason {
            NotChecked::Misconfigured(broken) => {
                self.configuration.report_problems(&broken, self.catalogue);
                let message = Message::new("cli-unread-configuration").with("path", names::shown(&path));
                Cause { reason: Reason::Configuration, message }
            }
            NotChecked::Unreadable(cause) => {
                self.print_message(&cause.message);
                cause
            }
        };
        self.outcome = Outcome::Trouble;
        let unread = Unread { path, origin: Origin::Found, cause };
        self.skipped.add(&unread);
        unread
    }

    /// Counts a file that was not checked, and reports it if it counts for the exit code.
    fn count_unread(&mut self, unread: &Unread) {
        self.skipped.add(unread);
        if unread.is_trouble() {
            self.trouble(&unread.cause.message);
        }
    }

    /// Prints the counts `totals` of the run and of the files that were not read. It is a failure if no report was read although
    /// an unread file may be one.
    pub fn conclude(&mut self, totals: Option<&Message>) {
        let skipped = self.skipped.message();
        if self.checked > 0 {
            if let Some(totals) = totals {
                self.note(totals);
            }
        } else if self.skipped.may_hold_report() {
            self.outcome = Outcome::Trouble;
            self.print_message(&Message::new("cli-nothing-checked"));
        } else if self.outcome != Outcome::Trouble {
            self.note(&Message::new("cli-no-report"));
        }
        for (id, count) in [("cli-document-changes", self.changed), ("cli-document-comments", self.commented)] {
            if count > 0 {
                self.note(&Message::new(id).with("count", count));
            }
        }
        if let Some(skipped) = skipped {
            self.note(&skipped);
        }
    }

    /// Reads and analyses the new text of the file at `path`, together with last year's report.
    pub fn analyse(&self, path: &Path, text: &str, last: Option<&LoadedReport>) -> Analysis {
        let report = Report::read(text, &Lines::parse(text)).map(Arc::new);
        analyze_with_policy(&self.configuration.effective(path), text, report, last).0
    }

    /// Lets the remaining findings count for the exit code.
    pub fn count_for_exit_code(&mut self, remaining: &Summary) {
        if remaining.severe() > 0 {
            self.outcome = self.outcome.max(Outcome::Findings);
        }
    }

    /// Lets fixes that were printed but not written count for the exit code.
    pub fn count_unwritten_fixes(&mut self) {
        self.outcome = self.outcome.max(Outcome::Findings);
    }

    /// Reports a failure, which counts for the exit code.
    pub fn trouble(&mut self, message: &Message) {
        self.outcome = Outcome::Trouble;
        self.print_message(message);
    }

    /// Reports that the output cannot be written, unless its reader has ended.
    pub fn report_output_error(&mut self, error: &io::Error) {
        if let Some(message) = output_error::message(error) {
            self.trouble(&message);
        }
    }

    /// Prints a message to standard error, unless the user asked for failures only.
    pub fn note(&self, message: &Message) {
        if self.volume == Volume::Normal {
            self.print_message(message);
        }
    }

    /// The outcome of the run until now.
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Prints a message to standard error.
    pub fn print_message(&self, message: &Message) {
        let _ = writeln!(io::stderr(), "{}", harmless::words(&self.catalogue.render(message)));
    }

    /// 0: no finding at warning or above is left; 1: some are left, or fixes are not written; 2: a file could not be read or written.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.outcome as u8)
    }
}

/// Whether an input can be read only once: standard input, and a named pipe or the like.
fn is_read_once(input: &Input) -> bool {
    match input {
        Input::Stdin(_) => true,
        Input::File(path, Origin::Named) => !path.is_file(),
        Input::File(_, Origin::Found) | Input::Unread(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use gouji_lint::Finding;
    use gouji_testkit::{CLEAN, LAST_CLEAN};

    use super::*;
    use crate::run::configuration::ConfigArgs;

    /// Path, findings, and whether last year's report was used.
    struct Output(PathBuf, Vec<Finding>, bool);

    impl MemorySize for Output {
        fn bytes(&self) -> usize {
            1
        }
    }

    /// The outputs for the reports in `paths`: path, findings, and whether last year's report was used.
    fn outputs(paths: &[&Path], budget: MemoryBudget) -> Vec<(PathBuf, Vec<Finding>, bool)> {
        let catalogue = Catalogue::for_locale(gouji_l10n::Locale::English);
        let configuration = ConfigArgs::default().configuration();
        let mut session = Session::new(catalogue, configuration, NonZeroUsize::MIN).with_memory_budget(budget);
        let mut outputs = Vec::new();
        let make = |checked: CheckedReport| Output(checked.path, checked.analysis.findings, checked.last.is_some());
        let all = session.reports(paths.iter().map(|path| path.to_path_buf()).collect(), make, |_, report| {
            if let RunItem::Report(Output(path, findings, has_last_year)) = report {
                outputs.push((path, findings, has_last_year));
            }
            Ok(())
        });
        all.expect("nothing refuses a report");
        outputs
    }

    /// The number of calls of `make` for `reports` reports, each with a result of `bytes`.
    fn calls(reports: usize, bytes: usize, budget: MemoryBudget) -> usize {
        struct Heavy(usize);

        impl MemorySize for Heavy {
            fn bytes(&self) -> usize {
                self.0
            }
        }

        let folder = tempfile::tempdir().expect("a folder");
        for at in 0..reports {
            let text = CLEAN;
            std::fs::write(folder.path().join(format!("{at}.txt")), text).expect("written");
        }
        let catalogue = Catalogue::for_locale(gouji_l10n::Locale::English);
        let configuration = ConfigArgs::default().configuration();
        let mut session = Session::new(catalogue, configuration, NonZeroUsize::MIN).with_memory_budget(budget);
        let calls = AtomicUsize::new(0);
        let make = |_| {
            calls.fetch_add(1, Ordering::Relaxed);
            Heavy(bytes)
        };
        let all = session.reports(vec![folder.path().to_owned()], make, |_, _| Ok(()));
        all.expect("nothing refuses a report");
        calls.into_inner()
    }

    #[test]
    fn kept_results_are_counted_by_their_size() {
        let budget = MemoryBudget { text_bytes: 0, result_bytes: 1 << 20 };
        assert_eq!(calls(4, 1 << 10, budget), 4, "all results are kept");
        assert_eq!(calls(4, 400 << 10, budget), 4 + 2, "the texts are short, but there is room for two");
        assert_eq!(calls(4, 2 << 20, budget), 4 + 4, "there is room for none");
        assert_eq!(calls(1, 2 << 20, budget), 1, "a single report is not checked again");
    }

    #[test]
    fn the_memory_budget_does_not_change_the_output() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("青山县-2023.txt", LAST_CLEAN), ("青山县-2024.txt", CLEAN)] {
            std::fs::write(folder.path().join(name), text.replace("数量\t\t\t3\t1", "数量\t\t\t4\t1"))
                .expect("written");
        }
        let all = outputs(&[folder.path()], MemoryBudget::UNLIMITED);
        assert_eq!(all.iter().map(|(.., has_last_year)| *has_last_year).collect::<Vec<_>>(), [false, true]);
        assert!(all.iter().any(|(_, findings, _)| !findings.is_empty()), "{all:?}");
        for (text_bytes, result_bytes) in [(0, 0), (0, usize::MAX), (1, 1), (usize::MAX, 0)] {
            let budget = MemoryBudget { text_bytes, result_bytes };
            assert_eq!(outputs(&[folder.path()], budget), all, "{text_bytes} and {result_bytes}");
        }
    }

    /// A file that the user names may be a link to another folder, also when it is read a second time.
    #[cfg(unix)]
    #[test]
    fn a_named_link_is_read_again_without_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for (name, text) in [("elsewhere/2024.txt", CLEAN), ("here/2023.txt", LAST_CLEAN)] {
            std::fs::create_dir_all(path(name).parent().expect("a folder")).expect("a folder");
            std::fs::write(path(name), text).expect("a file");
        }
        std::os::unix::fs::symlink("../elsewhere/2024.txt", path("here/2024.txt")).expect("a link");
        let budget = MemoryBudget { text_bytes: 0, result_bytes: 0 };
        let all = outputs(&[&path("here/2023.txt"), &path("here/2024.txt")], budget);
        assert_eq!(all.iter().map(|(.., has_last_year)| *has_last_year).collect::<Vec<_>>(), [false, true]);
    }
}
