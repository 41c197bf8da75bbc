//! What `check` and `fix` share: the way from paths to analysed reports, and what becomes the exit code.
//!
//! Every report is read before the first is examined, as each may be last year's of another.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use gouji_config::Effective;
use gouji_core::report::Report;
use gouji_core::series::{Identity, last_years};
use gouji_core::{Analysis, Catalogue, Finding, Message, Neighbour, Severity, Syntax, Watch};

use crate::configuration::Configuration;
use crate::inputs::{Input, Origin, inputs};
use crate::source;

/// A report and what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// Its path, as the user wrote it or as it was found.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// What is known of it.
    pub analysis: Analysis,
    /// Last year's report of the same agency, in which related places may lie.
    pub last: Option<Arc<Read>>,
}

/// A report as it was read.
#[derive(Debug)]
pub struct Read {
    /// Its path, as the user wrote it or as it was found; findings name it so.
    pub source: String,
    /// Its text.
    pub text: Arc<str>,
    report: Arc<Report>,
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

/// One run of a command over reports.
#[derive(Debug)]
pub struct Session {
    /// The messages.
    pub catalogue: Catalogue,
    /// What is checked in which file.
    pub configuration: Configuration,
    /// Accepted findings that are there no more.
    pub obsolete: usize,
    outcome: Outcome,
    /// Last year's report of each that has one.
    last: HashMap<PathBuf, Arc<Read>>,
}

impl Session {
    /// A run that speaks by this catalogue.
    pub fn new(catalogue: Catalogue, configuration: Configuration) -> Self {
        Self { catalogue, configuration, obsolete: 0, outcome: Outcome::Clean, last: HashMap::new() }
    }

    /// Hands the reports that `paths` mean to `take`, one after the other in the order of their paths. What cannot be
    /// read is told, and does not stop the others.
    ///
    /// # Errors
    /// The first that `take` returns; no more reports are read then.
    pub fn reports(
        &mut self,
        paths: Vec<PathBuf>,
        mut take: impl FnMut(&mut Self, Checked) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut reports = Vec::new();
        for input in inputs(paths) {
            match input {
                Input::File(path, origin) => reports.extend(self.read(&path, origin).map(|read| (path, read))),
                Input::Unreadable(message) => self.trouble(&message),
            }
        }
        self.last = pairs(&reports);
        for (path, read) in reports {
            let effective = self.configuration.effective(&path);
            if !effective.broken.is_empty() {
                // By another configuration than the author's, other things would be told.
                self.configuration.tell(&effective, &self.catalogue);
                self.outcome = Outcome::Trouble;
                continue;
            }
            let (analysis, obsolete) = self.examine_by(&effective, &path, &read.text, Some(Arc::clone(&read.report)));
            self.obsolete += obsolete;
            for failed in &analysis.failed {
                let message = Message::new("cli-rule-failed").with("rule", failed.rule);
                self.trouble(&message.with("path", path.display().to_string()));
            }
            let last = self.last.get(&path).cloned();
            take(self, Checked { path, text: Arc::clone(&read.text), analysis, last })?;
        }
        Ok(())
    }

    fn read(&mut self, path: &Path, origin: Origin) -> Option<Arc<Read>> {
        let text = source::read(path).map_err(|message| self.trouble(&message)).ok()?;
        let report = Report::read(&text, &Syntax::parse(&text)).map(Arc::new);
        if report.is_none() && origin == Origin::Named {
            self.say(&Message::new("cli-not-a-report").with("path", path.display().to_string()));
        }
        Some(Arc::new(Read { source: path.display().to_string(), text: text.into(), report: report? }))
    }

    /// Reads and examines a text that is to stand at `path`.
    pub fn analyse(&self, path: &Path, text: &str) -> Analysis {
        self.examine(path, text, Report::read(text, &Syntax::parse(text)).map(Arc::new))
    }

    /// Examines what was read in a text that stands, or is to stand, at `path`.
    fn examine(&self, path: &Path, text: &str, report: Option<Arc<Report>>) -> Analysis {
        self.examine_by(&self.configuration.effective(path), path, text, report).0
    }

    /// The same by a configuration; with how many accepted findings are there no more.
    fn examine_by(
        &self,
        effective: &Effective,
        path: &Path,
        text: &str,
        report: Option<Arc<Report>>,
    ) -> (Analysis, usize) {
        let last = self.last.get(path);
        let last = last.map(|last| Neighbour { source: &last.source, text: &last.text, report: &last.report });
        // Nobody raises the flag.
        let examined = Analysis::beside(text, report, last, &effective.policy, Watch::never());
        let mut analysis = examined.unwrap_or_else(|_| Analysis::under(text, &effective.policy));
        let obsolete = effective.accept(text, &mut analysis.findings);
        (analysis, obsolete)
    }

    /// Lets findings that are left count for the exit code.
    pub fn leave(&mut self, findings: &[Finding]) {
        if findings.iter().any(|finding| finding.severity >= Severity::Warning) {
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

    /// Says something beside the output.
    pub fn say(&self, message: &Message) {
        let _ = writeln!(io::stderr(), "{}", self.catalogue.render(message));
    }

    /// 0: nothing at warning or above is left; 1: something is; 2: a file could not be read or written.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.outcome as u8)
    }
}

/// Last year's report of each report that has one.
fn pairs(reports: &[(PathBuf, Arc<Read>)]) -> HashMap<PathBuf, Arc<Read>> {
    let known: Vec<_> = reports
        .iter()
        .filter_map(|(path, read)| Some((Identity::of(&read.source, &read.report)?, (path, read))))
        .collect();
    let (identities, reports): (Vec<_>, Vec<_>) = known.iter().map(|(identity, report)| (identity, report)).unzip();
    let pairs = last_years(&identities).into_iter().zip(&reports);
    let pairs = pairs.filter_map(|(last, (path, _))| Some(((*path).clone(), Arc::clone(reports.get(last?)?.1))));
    pairs.collect()
}
