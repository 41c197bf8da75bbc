//! `gouji annotate`: writes the findings of a report into a copy of its Word document, as comments and tracked changes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;
use gouji_convert::{Note, TrackedChange, annotate};
use gouji_l10n::{Catalogue, Message, msg};
use gouji_lint::fixing::fix_all;
use gouji_lint::{Finding, rules};
use gouji_text::TextEdit;
use gouji_text::harmless;

use crate::arguments::options::{LocaleArgs, QuietArgs};
use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::configuration::ConfigArgs;
use crate::run::inputs::Origin;
use crate::run::retention::MemoryBudget;
use crate::run::session::{RunItem, Session};
use crate::run::source;
use crate::write::new_file::{OutputArgs, WriteError};
use crate::write::replace;

/// Options of `gouji annotate`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Annotate {
    #[arg(required = true)]
    document: PathBuf,
    #[arg(long, short, required_unless_present = "in_place")]
    output_file: Option<PathBuf>,
    #[arg(long, requires = "output_file")]
    force: bool,
    #[arg(long, conflicts_with = "output_file")]
    in_place: bool,
    #[arg(long)]
    revisions: bool,
    #[arg(long = "fix", requires = "revisions", value_parser = PossibleValuesParser::new(rules::ALL.iter().map(|rule| rule.name)))]
    fix_rule: Vec<String>,
    #[command(flatten)]
    config_args: ConfigArgs,
    #[command(flatten)]
    quiet_args: QuietArgs,
    #[command(flatten)]
    locale_args: LocaleArgs,
}

impl Annotate {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let threads = std::num::NonZeroUsize::MIN;
        let mut session = Session::new(self.locale_args.catalogue(), self.config_args.configuration(), threads)
            .with_memory_budget(MemoryBudget::UNLIMITED);
        session.volume = self.quiet_args.volume();
        let paths = vec![self.document.clone()];
        let done = session.reports(
            paths,
            |checked: CheckedReport| checked,
            |session, item| {
                if let RunItem::Report(checked) = item {
                    match self.annotate(session, checked) {
                        Ok(messages) => messages.iter().for_each(|message| session.note(message)),
                        Err(message) => session.trouble(&message),
                    }
                }
                Ok(())
            },
        );
        if let Some(error) = done.err() {
            session.report_output_error(&error);
        }
        session.conclude(None);
        session.exit_code()
    }

    /// Writes the document with the findings of a report. Returns the messages about the result.
    fn annotate(&self, session: &Session, checked: CheckedReport) -> Result<Vec<Message>, Message> {
        let path = checked.path.clone();
        let shown = || names::shown(&path);
        let bytes = source::bytes(&path, Origin::Named).map_err(|cause| cause.message)?;
        if checked.document.is_none() || !bytes.starts_with(b"PK") {
            return Err(msg::CliAnnotateOther { path: shown() }.into());
        }
        if self.output_file.as_deref().is_some_and(|output| is_same_file(output, &path)) {
            return Err(msg::CliAnnotateSame { path: shown() }.into());
        }
        let output = OutputArgs::new(self.output_file.clone(), self.force);
        output.check(None)?;
        if checked.analysis.findings.is_empty() {
            return Ok(vec![msg::CliAnnotateNothing { path: shown() }.into()]);
        }
        let findings = &checked.analysis.findings;
        let notes: Vec<Note> = findings.iter().map(|finding| note(finding, session.catalogue)).collect();
        let revisions = if self.revisions { self.changes(session, &checked) } else { Vec::new() };
        // The text is the one that was checked, unless the file has changed meanwhile.
        let annotated = annotate(&bytes, &checked.text, &notes, &revisions)
            .map_err(|_| msg::CliChangedMeanwhile { path: shown() })?;
        let target = match &self.output_file {
            Some(path) => output.write(&annotated.bytes).map(|()| path).map_err(|error| match error {
                WriteError::File(message) => message,
                WriteError::Standard(error) => source::unwritable(path, &error),
            })?,
            None => replace::replace(&path, &bytes, &annotated.bytes).map(|()| &path)?,
        };
        let tracked = annotated.is_tracked.iter().filter(|is_tracked| **is_tracked).count();
        let mut messages =
            vec![msg::CliAnnotated { path: names::shown(target), comments: notes.len(), changes: tracked }.into()];
        if tracked < revisions.len() {
            messages.push(msg::CliAnnotateUntracked { count: revisions.len() - tracked }.into());
        }
        Ok(messages)
    }

    /// The changes that become tracked changes: the first fix of each finding of the chosen rules, and all safe fixes that do not
    /// overlap with them.
    fn changes(&self, session: &Session, checked: &CheckedReport) -> Vec<TrackedChange> {
        let CheckedReport { path, text, analysis, partners, .. } = checked;
        let chosen = analysis.findings.iter().filter(|finding| self.fix_rule.iter().any(|rule| rule == finding.rule));
        let fixes = chosen.filter_map(|finding| finding.fixes.first());
        let safe = fix_all(text, analysis.clone(), |text| session.analyse(path, text, partners));
        let mut edits: Vec<&TextEdit> = Vec::new();
        let overlaps = |edits: &[&TextEdit], new: &TextEdit| {
            edits.iter().any(|old| old.span.start <= new.span.end && new.span.start <= old.span.end)
        };
        for fix in fixes {
            if !fix.edits.iter().any(|edit| overlaps(&edits, edit)) {
                edits.extend(&fix.edits);
            }
        }
        let free: Vec<&TextEdit> = safe.edits.iter().filter(|edit| !overlaps(&edits, edit)).collect();
        edits.extend(free);
        edits.sort_by_key(|edit| edit.span.start);
        let revision =
            |edit: &&TextEdit| TrackedChange { span: edit.span.start..edit.span.end, text: edit.text.clone() };
        edits.iter().map(revision).collect()
    }
}

/// The comment for a finding: its severity, rule and message, the related places, and the titles of its fixes.
fn note(finding: &Finding, catalogue: &Catalogue) -> Note {
    let words = |message: &Message| harmless::words(&catalogue.render(message)).into_owned();
    let first = format!("{}[{}] {}", finding.severity.name(), finding.rule, words(&finding.message));
    let related = finding.related.iter().map(|related| words(&related.message));
    let fixes = finding.fixes.iter().map(|fix| words(&fix.title));
    let mut seen = HashSet::new();
    let lines = std::iter::once(first).chain(related).chain(fixes).filter(|line| seen.insert(line.clone())).collect();
    Note { span: finding.span.start..finding.span.end, lines }
}

/// Whether two paths lead to the same file.
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
