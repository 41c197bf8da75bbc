//! The session that `check`, `fix` and `extract` share: it leads from paths to reports, and collects the exit code.
//!
//! Every report is read and checked before the first one is printed, because each may be last year's report of another, or have
//! the same prose. Such reports are checked again together with the others (`comparisons.rs`). Several threads do this work and convert each
//! report to the output of the command. One thread takes the outputs, in the order of the paths. `extract` needs no last year's
//! reports, so it keeps none in memory.

mod ending;
mod results;
pub mod watch;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use gouji_convert::LeftOut;
use gouji_l10n::{Catalogue, Message, Phrase, msg};
use gouji_lint::{Analysis, Severity};
use gouji_list::Summary;
use gouji_report::likeness::ProseDigest;
use gouji_report::{Lines, Report};
use gouji_text::harmless;

use crate::print::{names, output_error};
use crate::run::checked::CheckedReport;
use crate::run::comparisons::{LoadedPartners, comparisons};
use crate::run::configuration::Configuration;
use crate::run::distinct::distinct;
use crate::run::in_order::{MemorySize, in_order};
use crate::run::inputs::{Input, Inputs, Origin, inputs};
use crate::run::pipeline::{
    CheckResult, LoadedReport, NotChecked, PendingReport, analyze_with_policy, check, check_alone, read, read_text,
};
use crate::run::progress::Progress;
use crate::run::retention::{MemoryBudget, MemoryUse, Retention};
use crate::run::session::results::{ReportResult, SingleResult};
use crate::run::source;
use crate::run::stop::{self, Stopped};
use crate::run::unread::{Cause, Reason, SkippedCounts, Unread};

/// The result of a run for one file.
#[derive(Debug)]
pub enum RunItem<R> {
    /// The output for a report.
    Report(R),
    /// The file was not checked.
    Unread(Unread),
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
    /// Findings of this severity or above make the exit code 1.
    pub fail_on: Severity,
    progress: Progress,
    /// Whether a progress bar may appear.
    pub has_progress: bool,
    /// Whether the run ends between two files if the user stops it. Otherwise it ends at once.
    pub is_stoppable: bool,
    /// Set once the user has stopped the run.
    stopped: Option<Stopped>,
    has_output_error: bool,
    /// Lists of this run that an earlier run wrote. A search of a folder passes over the ones that gouji does not read.
    pub old_lists: Vec<PathBuf>,
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
            fail_on: Severity::Warning,
            progress: Progress::hidden(),
            has_progress: false,
            is_stoppable: false,
            stopped: None,
            has_output_error: false,
            old_lists: Vec::new(),
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
    /// `take` in the order of their paths. A file that was not checked does not stop the others. For a report that is
    /// compared with others, `make` is called twice, and only the second result is taken.
    ///
    /// # Errors
    /// The first error of `take`. It ends the checking.
    pub fn reports<R: Send + MemorySize>(
        &mut self,
        paths: Vec<PathBuf>,
        make: impl Fn(CheckedReport) -> R + Sync,
        mut take: impl FnMut(&mut Self, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (pending, unread) = self.load_all(&self.inputs(paths), &make)?;
        let mut unread = unread.into_iter().peekable();
        let resolver = Arc::clone(&self.configuration.resolver);
        self.begin(msg::CliProgressCheck, pending.len());
        in_order(
            &comparisons(&pending),
            self.threads,
            |comparison| ReportResult { report: comparison.report, result: check(&resolver, comparison, &make) },
            |ReportResult { report, result }| {
                self.advance()?;
                while let Some(unread) = unread.next_if(|unread| unread.path < report.path) {
                    take(self, RunItem::Unread(unread))?;
                }
                let item = self.item(&report.path, report.left_out, result);
                take(self, item)
            },
        )?;
        self.progress = Progress::hidden();
        unread.try_for_each(|unread| take(self, RunItem::Unread(unread)))
    }

    /// Checks each report of `paths` by itself, without last year's. Threads call `make`; this thread passes the results, and the files
    /// that were not checked, to `take` in the order of their paths, as soon as they are complete. Keeps none of them.
    ///
    /// # Errors
    /// The first error of `take`. It ends the checking.
    pub fn singles<R: Send + MemorySize>(
        &mut self,
        paths: Vec<PathBuf>,
        make: impl Fn(CheckedReport) -> R + Sync,
        mut take: impl FnMut(&mut Self, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let resolver = Arc::clone(&self.configuration.resolver);
        let check = |input: &Input, loaded: LoadedReport| {
            let path = input.path();
            let left_out = loaded.document.as_ref().map(|document| document.left_out).unwrap_or_default();
            SingleResult { path: path.to_owned(), left_out, result: check_alone(&resolver, path, loaded, &make) }
        };
        self.each_input(paths, check, |session, item| {
            let item = match item {
                RunItem::Report(single) => session.item(&single.path, single.left_out, single.result),
                RunItem::Unread(unread) => RunItem::Unread(unread),
            };
            take(session, item)
        })
    }

    /// Counts and reports the result of checking a report.
    fn item<R>(&mut self, path: &Path, left_out: LeftOut, result: Result<CheckResult<R>, NotChecked>) -> RunItem<R> {
        match result {
            Ok(result) => {
                self.checked += 1;
                self.changed += usize::from(left_out.changes);
                self.commented += usize::from(left_out.comments);
                self.obsolete += result.obsolete;
                result.troubles.iter().for_each(|message| self.trouble(message));
                RunItem::Report(result.result)
            }
            Err(reason) => RunItem::Unread(self.not_checked(path, reason)),
        }
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
        self.each_input(
            paths,
            |input, loaded| make(input.path(), loaded),
            |session, item| {
                session.checked += usize::from(matches!(item, RunItem::Report(_)));
                take(session, item)
            },
        )
    }

    fn each_input<R: Send + MemorySize>(
        &mut self,
        paths: Vec<PathBuf>,
        make: impl Fn(&Input, LoadedReport) -> R + Sync,
        take: impl FnMut(&mut Self, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut inputs = self.inputs(paths);
        inputs.sort_by(|one, other| one.path().cmp(other.path()));
        inputs.dedup_by(|one, other| one.path() == other.path());
        self.texts(&inputs, make, take)
    }

    /// The files that `paths` refer to, each once. Prints a note for each ignore file that is refused.
    fn inputs(&self, paths: Vec<PathBuf>) -> Vec<Input> {
        let has_several_paths = paths.len() > 1;
        let Inputs { files, notes } = inputs(paths, self.stdin.as_deref());
        notes.iter().for_each(|message| self.note(message));
        let files = if has_several_paths { distinct(files) } else { files };
        let resolver = &self.configuration.resolver;
        // A named file is checked even if it is excluded.
        let is_skipped = |file: &Input| self.is_old_list(file) || resolver.excludes(file.path());
        files.into_iter().filter(|file| file.origin() == Origin::Named || !is_skipped(file)).collect()
    }

    /// Whether the file is a list of an earlier run, and not a page that may be a report.
    fn is_old_list(&self, file: &Input) -> bool {
        let is_unread = matches!(file, Input::Unread(_));
        is_unread
            && !self.old_lists.is_empty()
            && file.path().canonicalize().is_ok_and(|path| self.old_lists.contains(&path))
    }

    /// Reads and checks every report among `inputs` once. Returns the reports and the unread files, each in the order of the paths.
    ///
    /// # Errors
    /// If the user stops the run.
    fn load_all<R: Send + MemorySize>(
        &mut self,
        inputs: &[Input],
        make: &(impl Fn(CheckedReport) -> R + Sync),
    ) -> io::Result<(Vec<PendingReport<R>>, Vec<Unread>)> {
        let (mut pending, mut unread) = (Vec::with_capacity(inputs.len()), BTreeMap::new());
        let resolver = Arc::clone(&self.configuration.resolver);
        // A single report is printed immediately, whatever its size.
        let is_single = inputs.len() == 1;
        let budget = if is_single { MemoryBudget::UNLIMITED } else { self.budget };
        let memory = MemoryUse::new(budget);
        // The thread that read a report also frees it if it is not kept. Freeing in another thread would make threads wait.
        let keep = |input: &Input, loaded: LoadedReport| {
            let retention = memory.add_text(loaded.text.len(), loaded.document.is_some());
            let retention = if is_read_once(input) { Retention::ToTheEnd } else { retention };
            let may_keep = |result: &R| memory.add_result(result.bytes());
            let digest = (!is_single).then(|| ProseDigest::new(&loaded.report));
            PendingReport::new(&resolver, input, loaded, digest, retention, make, may_keep)
        };
        let mut is_over = false;
        self.texts(inputs, keep, |_, item| {
            match item {
                RunItem::Report(report) => {
                    pending.push(report);
                    let was_over = std::mem::replace(&mut is_over, memory.exceeds_texts());
                    let first = if was_over { pending.len() - 1 } else { 0 };
                    if is_over {
                        pending.iter_mut().skip(first).for_each(PendingReport::release);
                    }
                }
                RunItem::Unread(file) => drop(unread.insert(file.path.clone(), file)),
            }
            Ok(())
        })?;
        Ok((pending, unread.into_values().collect()))
    }

    /// Reads the reports among `inputs`. Threads call `make`; this thread passes the results, and the unread files that are listed, to
    /// `take` in the order of the inputs. Keeps none of them.
    ///
    /// # Errors
    /// The first error of `take`. It ends the reading.
    fn texts<R: Send + MemorySize>(
        &mut self,
        inputs: &[Input],
        make: impl Fn(&Input, LoadedReport) -> R + Sync,
        mut take: impl FnMut(&mut Self, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        // Reading from a pipe would go on after the first Ctrl-C.
        if self.is_stoppable && !inputs.iter().any(is_read_once) {
            stop::install();
        }
        self.begin(msg::CliProgressRead, inputs.len());
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
        in_order(inputs, self.threads, read, |read| {
            self.advance()?;
            match read {
                Ok(result) => take(self, RunItem::Report(result)),
                Err(unread) => {
                    self.count_unread(&unread);
                    if unread.is_listed() { take(self, RunItem::Unread(unread)) } else { Ok(()) }
                }
            }
        })?;
        self.progress = Progress::hidden();
        Ok(())
    }

    /// Reports and counts a report that was read but could not be checked.
    fn not_checked(&mut self, path: &Path, reason: NotChecked) -> Unread {
        let path = path.to_owned();
        let cause = match reason {
            NotChecked::Misconfigured(broken) => {
                self.configuration.report_problems(&broken, self.catalogue);
                let message = msg::CliUnreadConfiguration { path: names::shown(&path) }.into();
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

    /// The session of the next round over the same files.
    #[must_use]
    pub fn next_round(self) -> Self {
        Self {
            configuration: self.configuration.unreported(),
            obsolete: 0,
            checked: 0,
            changed: 0,
            commented: 0,
            skipped: SkippedCounts::default(),
            outcome: Outcome::Clean,
            ..self
        }
    }

    /// Reports a failure that ends the run, and returns its exit code.
    pub fn fail(&mut self, message: impl Into<Message>) -> ExitCode {
        self.trouble(message);
        self.exit_code()
    }

    /// Reads and analyses the new text of the file at `path`, together with the reports with which it is compared.
    pub fn analyse(&self, path: &Path, text: &str, partners: &LoadedPartners) -> Analysis {
        let report = Report::read(text, &Lines::parse(text)).map(Arc::new);
        analyze_with_policy(&self.configuration.effective(path), text, report, partners).0
    }

    /// Lets the remaining findings count for the exit code.
    pub fn count_for_exit_code(&mut self, remaining: &Summary) {
        if remaining.at_least(self.fail_on) > 0 {
            self.outcome = self.outcome.max(Outcome::Findings);
        }
    }

    /// Lets fixes that were printed but not written count for the exit code.
    pub fn count_unwritten_fixes(&mut self) {
        self.outcome = self.outcome.max(Outcome::Findings);
    }

    /// Reports a failure, which counts for the exit code.
    pub fn trouble(&mut self, message: impl Into<Message>) {
        self.outcome = Outcome::Trouble;
        self.print_message(message);
    }

    /// Shows the progress of a step, unless the output of the run shows it or the user asked for failures only.
    fn begin(&mut self, step: Phrase, files: usize) {
        self.progress = match self.volume {
            Volume::Normal if self.has_progress => Progress::new(step, files, self.catalogue),
            _ => Progress::hidden(),
        };
    }

    /// Counts a file.
    ///
    /// # Errors
    /// If the user has stopped the run.
    fn advance(&mut self) -> io::Result<()> {
        self.progress.advance();
        self.stopped = self.stopped.or_else(stop::stopped);
        if self.stopped.is_some() { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
    }

    /// Whether the output could not be written.
    pub const fn has_output_error(&self) -> bool {
        self.has_output_error
    }

    /// Whether the user has stopped the run.
    pub const fn is_stopped(&self) -> bool {
        self.stopped.is_some()
    }

    /// Reports that the output cannot be written, unless its reader has ended.
    pub fn report_output_error(&mut self, error: &io::Error) {
        self.has_output_error = true;
        if let Some(message) = output_error::message(error) {
            self.trouble(&message);
        }
    }

    /// Prints a message to standard error, unless the user asked for failures only.
    pub fn note(&self, message: impl Into<Message>) {
        if self.volume == Volume::Normal {
            self.print_message(message);
        }
    }

    /// The outcome of the run until now.
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Prints a message to standard error.
    pub fn print_message(&self, message: impl Into<Message>) {
        let text = self.catalogue.text(message);
        let _ = self.progress.suspend(|| writeln!(io::stderr(), "{}", harmless::words(&text)));
    }

    /// 0: no finding at warning or above is left; 1: some are left, or fixes are not written; 2: a file could not be read or written;
    /// above 128: the user stopped the run.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.stopped.map_or(self.outcome as u8, |stopped| stopped.code))
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
mod tests;
