//! What `check`, `fix` and `extract` share: the way from paths to reports, and what becomes the exit code.
//!
//! Every report is read and examined before the first is told of, as each may be last year's of another; those that have one
//! are examined again beside it (`reading.rs`). That is done by several threads, which also make of each report what the command
//! takes of it; one thread takes it, in the order of the paths. `extract` needs each report alone, so it keeps none.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gouji_convert::Encoding;
use gouji_l10n::{Catalogue, Message};
use gouji_lint::{Analysis, Finding, Fix, Related};
use gouji_report::Report;
use gouji_report::Syntax;
use gouji_text::TextEdit;

use crate::print::{harmless, names, output_error};
use crate::run::configuration::Configuration;
use crate::run::distinct::distinct;
use crate::run::documents::Document;
use crate::run::in_order::{Weigh, in_order};
use crate::run::inputs::{Input, Inputs, Origin, inputs};
use crate::run::pipeline::{
    Examined, Known, Most, Read, Unchecked, beside_last_years, examine, examine_by, read, read_text,
};
use crate::run::source;
use crate::run::summary::Summary;
use crate::run::unread::{Cause, Passed, Reason, Unread};

/// A report and what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// Its path, as the user wrote it or as the folder's listing gives it.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// The encoding of its file.
    pub encoding: Encoding,
    /// What is known beside the text, where it is that of a document.
    pub document: Option<Arc<Document>>,
    /// What is known of it; without the report, where that is not kept.
    pub analysis: Analysis,
    /// Last year's report of the same agency, in which related places may lie.
    pub last: Option<Arc<Read>>,
}

/// What is told of a file.
#[derive(Debug)]
pub enum Told<R> {
    /// What was made of a report.
    Report(R),
    /// It was not checked.
    Unread(Unread),
}

/// What was made of a report of the run.
struct Made<'a, R> {
    report: &'a Known<R>,
    examined: Result<Examined<R>, Unchecked>,
}

impl<R: Weigh> Weigh for Made<'_, R> {
    fn bytes(&self) -> usize {
        self.examined.as_ref().map_or(0, |examined| examined.made.bytes())
    }
}

impl<R> Weigh for Known<R> {
    /// What it keeps is counted already.
    fn bytes(&self) -> usize {
        0
    }
}

impl<R: Weigh> Weigh for Result<R, Unread> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(0, Weigh::bytes)
    }
}

impl Weigh for Checked {
    /// The text, the findings, and their fixes, each of which may replace most of the text.
    fn bytes(&self) -> usize {
        let edits = |fix: &Fix| fix.edits.iter().map(|edit| size_of::<TextEdit>() + edit.text.len()).sum::<usize>();
        let finding = |finding: &Finding| {
            let related = finding.related.len() * size_of::<Related>();
            size_of::<Finding>() + related + finding.fixes.iter().map(edits).sum::<usize>()
        };
        self.text.len() + self.analysis.findings.iter().map(finding).sum::<usize>()
    }
}

/// How a run turned out; the greatest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing at warning or above.
    Clean,
    /// Something at warning or above.
    Findings,
    /// A file could not be read, written or fully checked.
    Trouble,
}

/// How much is said beside the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volume {
    /// What could not be done, and what was seen.
    #[default]
    Normal,
    /// Only what could not be done.
    Quiet,
}

/// One run of a command over reports.
#[derive(Debug)]
pub struct Session {
    /// The messages, for any thread.
    pub catalogue: &'static Catalogue,
    /// What is checked in which file.
    pub configuration: Configuration,
    /// Accepted findings that are there no more.
    pub obsolete: usize,
    /// What is not said beside the output.
    pub volume: Volume,
    stdin: Option<PathBuf>,
    checked: usize,
    /// Documents with tracked changes that nobody has accepted or rejected.
    changed: usize,
    /// Documents with comments.
    commented: usize,
    passed: Passed,
    threads: NonZeroUsize,
    most: Most,
    outcome: Outcome,
}

impl Session {
    /// A run on up to `threads` threads that speaks by this catalogue.
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
            passed: Passed::default(),
            threads,
            most: Most::TELLING,
            outcome: Outcome::Clean,
        }
    }

    /// The same, reading standard input where the user names `-`, and telling of it as `name`.
    #[must_use]
    pub fn reading_stdin(self, name: PathBuf) -> Self {
        Self { stdin: Some(name), ..self }
    }

    /// The same, keeping as much of the reports as `most` says.
    #[must_use]
    pub fn keeping(self, most: Most) -> Self {
        Self { most, ..self }
    }

    /// Hands what `make` makes, on any thread, of the reports that `paths` mean to `take`, one after the other in the order of
    /// their paths, and between them what was not checked. The latter is told too, and does not stop the others. A report that
    /// has last year's beside it is made something of twice, and only what is made of both is taken.
    ///
    /// # Errors
    /// The first that `take` returns; no more reports are examined then.
    pub fn reports<R: Send + Weigh>(
        &mut self,
        paths: Vec<PathBuf>,
        make: impl Fn(Checked) -> R + Sync,
        mut take: impl FnMut(&mut Self, Told<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (known, unread) = self.known(&self.inputs(paths), &make);
        let mut unread = unread.into_iter().peekable();
        let resolver = Arc::clone(&self.configuration.resolver);
        in_order(
            &beside_last_years(&known),
            self.threads,
            |pair| Made { report: pair.0, examined: examine(&resolver, pair, &make) },
            |Made { report, examined }| {
                while let Some(unread) = unread.next_if(|unread| unread.path < report.path) {
                    take(self, Told::Unread(unread))?;
                }
                match examined {
                    Ok(examined) => {
                        self.checked += 1;
                        self.changed += usize::from(report.left_out.changes);
                        self.commented += usize::from(report.left_out.comments);
                        self.obsolete += examined.obsolete;
                        examined.troubles.iter().for_each(|message| self.trouble(message));
                        take(self, Told::Report(examined.made))
                    }
                    Err(unchecked) => {
                        let unread = self.unchecked(report, unchecked);
                        take(self, Told::Unread(unread))
                    }
                }
            },
        )?;
        unread.try_for_each(|unread| take(self, Told::Unread(unread)))
    }

    /// Reads the reports of `paths` for commands that need each report alone. Threads call `make`; this thread passes the results, and
    /// the files that were not read, to `take` in the order of their paths, as soon as they are complete. Keeps none of them.
    ///
    /// # Errors
    /// The first that `take` returns; no more reports are read then.
    pub fn each<R: Send + Weigh>(
        &mut self,
        paths: Vec<PathBuf>,
        make: impl Fn(&Path, Read) -> R + Sync,
        mut take: impl FnMut(&mut Self, Told<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut inputs = self.inputs(paths);
        inputs.sort_by(|one, other| one.path().cmp(other.path()));
        inputs.dedup_by(|one, other| one.path() == other.path());
        self.texts(
            &inputs,
            |input, read| make(input.path(), read),
            |session, told| {
                session.checked += usize::from(matches!(told, Told::Report(_)));
                take(session, told)
            },
        )
    }

    /// The files that `paths` mean, each once. Says which ignore files are not followed.
    fn inputs(&self, paths: Vec<PathBuf>) -> Vec<Input> {
        let may_meet = paths.len() > 1;
        let Inputs { files, notes } = inputs(paths, self.stdin.as_deref());
        notes.iter().for_each(|message| self.note(message));
        if may_meet { distinct(files) } else { files }
    }

    /// The reports among `inputs`, read once, and what was not read, in the order of the paths.
    fn known<R: Send + Weigh>(
        &mut self,
        inputs: &[Input],
        make: &(impl Fn(Checked) -> R + Sync),
    ) -> (Vec<Known<R>>, Vec<Unread>) {
        let (mut known, mut unread) = (Vec::new(), BTreeMap::new());
        let resolver = Arc::clone(&self.configuration.resolver);
        // A single report is told at once, however much there is to tell.
        let most = if inputs.len() == 1 { Most::WRITING } else { self.most };
        let (bytes, kept) = (AtomicUsize::new(0), AtomicUsize::new(0));
        // What is not kept is freed by the thread that took it: others would have to wait for each other.
        let keep = |input: &Input, read: Read| {
            let most = if is_read_once(input) { Most::WRITING } else { most };
            let before = bytes.fetch_add(read.text.len(), Ordering::Relaxed);
            let is_kept = |made: &R| {
                let made = made.bytes();
                let fits = |kept: usize| kept.checked_add(made).filter(|kept| *kept <= most.found);
                kept.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok()
            };
            Known::new(&resolver, input.path(), read, most.behind(before), make, is_kept)
        };
        let all: Result<(), Infallible> = self.texts(inputs, keep, |_, told| {
            match told {
                Told::Report(report) => known.push(report),
                Told::Unread(lost) => drop(unread.insert(lost.path.clone(), lost)),
            }
            Ok(())
        });
        let Ok(()) = all;
        (known, unread.into_values().collect())
    }

    /// Reads the reports among `inputs`. Threads call `make`; this thread passes the results, and the unread files that are listed, to
    /// `take` in the order of the inputs. Keeps none of them.
    ///
    /// # Errors
    /// The first that `take` returns; no more files are read then.
    fn texts<R: Send + Weigh, E>(
        &mut self,
        inputs: &[Input],
        make: impl Fn(&Input, Read) -> R + Sync,
        mut take: impl FnMut(&mut Self, Told<R>) -> Result<(), E>,
    ) -> Result<(), E> {
        let read = |input: &Input| {
            let (path, origin, read) = match input {
                Input::File(path, origin) => (path, *origin, read(path, *origin)),
                Input::Stdin(path) => {
                    (path, Origin::Named, source::read_stdin(path).and_then(|text| read_text(text, path)))
                }
                Input::Unread(unread) => return Err(unread.clone()),
            };
            let made = read.map(|read| make(input, read));
            made.map_err(|cause| Unread { path: path.clone(), origin, cause })
        };
        in_order(inputs, self.threads, read, |read| match read {
            Ok(made) => take(self, Told::Report(made)),
            Err(lost) => {
                self.pass(&lost);
                if lost.is_told() { take(self, Told::Unread(lost)) } else { Ok(()) }
            }
        })
    }

    /// A report that was read, and could not be checked.
    fn unchecked<R>(&mut self, report: &Known<R>, unchecked: Unchecked) -> Unread {
        let path = report.path.clone();
        let cause = match unchecked {
            Unchecked::Misconfigured(broken) => {
                self.configuration.tell(&broken, self.catalogue);
                let message = Message::new("cli-unread-configuration").with("path", names::shown(&path));
                Cause { reason: Reason::Configuration, message }
            }
            Unchecked::Unreadable(cause) => {
                self.say(&cause.message);
                cause
            }
        };
        self.outcome = Outcome::Trouble;
        let unread = Unread { path, origin: Origin::Found, cause };
        self.passed.add(&unread);
        unread
    }

    /// Takes note of a file that was not checked.
    fn pass(&mut self, unread: &Unread) {
        self.passed.add(unread);
        if unread.is_trouble() {
            self.trouble(&unread.cause.message);
        }
    }

    /// Says what the run has seen, and what it has not read; where nothing was read that may hold a report, that is a trouble.
    pub fn conclude(&mut self, seen: Option<&Message>) {
        let passed = self.passed.message();
        if self.checked > 0 {
            seen.into_iter().for_each(|seen| self.note(seen));
        } else if self.passed.may_hold_report() {
            self.outcome = Outcome::Trouble;
            self.say(&Message::new("cli-nothing-checked"));
        } else if self.outcome != Outcome::Trouble {
            self.note(&Message::new("cli-no-report"));
        }
        for (id, count) in [("cli-document-changes", self.changed), ("cli-document-comments", self.commented)] {
            if count > 0 {
                self.note(&Message::new(id).with("count", count));
            }
        }
        if let Some(passed) = passed {
            self.note(&passed);
        }
    }

    /// Reads and examines a text that is to stand at `path`, beside last year's report.
    pub fn analyse(&self, path: &Path, text: &str, last: Option<&Read>) -> Analysis {
        let report = Report::read(text, &Syntax::parse(text)).map(Arc::new);
        examine_by(&self.configuration.effective(path), text, report, last).0
    }

    /// Lets findings that are left count for the exit code.
    pub fn leave(&mut self, left: &Summary) {
        if left.grave() > 0 {
            self.outcome = self.outcome.max(Outcome::Findings);
        }
    }

    /// Lets something that was only told, and would be changed, count for the exit code.
    pub fn leave_undone(&mut self) {
        self.outcome = self.outcome.max(Outcome::Findings);
    }

    /// Says what could not be done.
    pub fn trouble(&mut self, message: &Message) {
        self.outcome = Outcome::Trouble;
        self.say(message);
    }

    /// Says that the output failed, where that is not for want of a reader.
    pub fn unprinted(&mut self, error: &io::Error) {
        output_error::message(error).iter().for_each(|message| self.trouble(message));
    }

    /// Says something that the user may not want to hear.
    pub fn note(&self, message: &Message) {
        if self.volume == Volume::Normal {
            self.say(message);
        }
    }

    /// How the run turned out up to now.
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Says something beside the output.
    pub fn say(&self, message: &Message) {
        let _ = writeln!(io::stderr(), "{}", harmless::words(&self.catalogue.render(message)));
    }

    /// 0: nothing at warning or above is left; 1: something is; 2: a file could not be read or written.
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
    use gouji_testkit::{CLEAN, LAST_CLEAN};

    use super::*;
    use crate::run::configuration::Configured;

    struct Seen(PathBuf, Vec<Finding>, bool);

    impl Weigh for Seen {
        fn bytes(&self) -> usize {
            1
        }
    }

    /// What is told of the reports in `folder`: path, findings, and whether last year's report was beside it.
    fn told(folder: &Path, most: Most) -> Vec<(PathBuf, Vec<Finding>, bool)> {
        let catalogue = Catalogue::of(gouji_l10n::Locale::English);
        let configuration = Configured::default().configuration();
        let mut session = Session::new(catalogue, configuration, NonZeroUsize::MIN).keeping(most);
        let mut told = Vec::new();
        let make = |checked: Checked| Seen(checked.path, checked.analysis.findings, checked.last.is_some());
        let all = session.reports(vec![folder.to_owned()], make, |_, report| {
            if let Told::Report(Seen(path, findings, is_beside)) = report {
                told.push((path, findings, is_beside));
            }
            Ok(())
        });
        all.expect("nothing refuses a report");
        told
    }

    /// How often something is made of `reports` reports, of each of which is made what takes `bytes`.
    fn made(reports: usize, bytes: usize, most: Most) -> usize {
        struct Heavy(usize);

        impl Weigh for Heavy {
            fn bytes(&self) -> usize {
                self.0
            }
        }

        let folder = tempfile::tempdir().expect("a folder");
        for at in 0..reports {
            let text = CLEAN;
            std::fs::write(folder.path().join(format!("{at}.txt")), text).expect("written");
        }
        let catalogue = Catalogue::of(gouji_l10n::Locale::English);
        let configuration = Configured::default().configuration();
        let mut session = Session::new(catalogue, configuration, NonZeroUsize::MIN).keeping(most);
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
    fn what_is_kept_is_counted_by_what_it_takes() {
        let most = Most { read: 0, found: 1 << 20 };
        assert_eq!(made(4, 1 << 10, most), 4, "all of it is kept");
        assert_eq!(made(4, 400 << 10, most), 4 + 2, "the texts are short, but there is room for two");
        assert_eq!(made(4, 2 << 20, most), 4 + 4, "there is room for none");
        assert_eq!(made(1, 2 << 20, most), 1, "nobody waits for a single one");
    }

    #[test]
    fn how_much_is_kept_shows_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("青山县-2023.txt", LAST_CLEAN), ("青山县-2024.txt", CLEAN)] {
            std::fs::write(folder.path().join(name), text.replace("数量\t\t\t3\t1", "数量\t\t\t4\t1"))
                .expect("written");
        }
        let all = told(folder.path(), Most::WRITING);
        assert_eq!(all.iter().map(|(.., beside)| *beside).collect::<Vec<_>>(), [false, true]);
        assert!(all.iter().any(|(_, findings, _)| !findings.is_empty()), "{all:?}");
        for (read, found) in [(0, 0), (0, usize::MAX), (1, 1), (usize::MAX, 0)] {
            assert_eq!(told(folder.path(), Most { read, found }), all, "{read} and {found}");
        }
    }
}
