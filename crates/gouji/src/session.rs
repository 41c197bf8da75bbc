//! What `check` and `fix` share: the way from paths to analysed reports, and what becomes the exit code.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gouji_core::{Analysis, Catalogue, Finding, Message, Severity};

use crate::inputs::{Input, Origin, inputs};
use crate::source;

/// A report and what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// Its path, as the user wrote it or as it was found.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What is known of it.
    pub analysis: Analysis,
}

/// How a run turned out; the greatest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing at warning or above.
    Clean,
    /// Something at warning or above.
    Findings,
    /// A file could not be read or written.
    Trouble,
}

/// One run of a command over reports.
#[derive(Debug)]
pub struct Session {
    /// The messages.
    pub catalogue: Catalogue,
    outcome: Outcome,
}

impl Session {
    /// A run that speaks by this catalogue.
    pub const fn new(catalogue: Catalogue) -> Self {
        Self { catalogue, outcome: Outcome::Clean }
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
        for input in inputs(paths) {
            let checked = match input {
                Input::File(path, origin) => self.read(path, origin),
                Input::Unreadable(message) => {
                    self.trouble(&message);
                    None
                }
            };
            checked.map_or(Ok(()), |checked| take(self, checked))?;
        }
        Ok(())
    }

    fn read(&mut self, path: PathBuf, origin: Origin) -> Option<Checked> {
        let text = source::read(&path).map_err(|message| self.trouble(&message)).ok()?;
        let analysis = self.analyse(&path, &text);
        if analysis.report.is_some() {
            return Some(Checked { path, text, analysis });
        }
        if origin == Origin::Named {
            self.say(&Message::new("cli-not-a-report").with("path", path.display().to_string()));
        }
        None
    }

    /// Analyses a text that stands, or is to stand, at `path`.
    pub fn analyse(&self, _path: &Path, text: &str) -> Analysis {
        Analysis::of(text)
    }

    /// Lets findings that are left count for the exit code.
    pub fn leave(&mut self, findings: &[Finding]) {
        if findings.iter().any(|finding| finding.severity >= Severity::Warning) {
            self.outcome = self.outcome.max(Outcome::Findings);
        }
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
