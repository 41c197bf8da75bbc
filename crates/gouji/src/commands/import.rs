//! `gouji import`: writes the text of any readable file as Markdown or plain text. Nothing that the report says may change.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gouji_convert::{MarkdownStyle, TextOrigin, markdown, unwritten_tables};
use gouji_ide::features::reading::Reading;
use gouji_l10n::{Message, msg};
use gouji_lint::Analysis;
use gouji_report::{Lines, Report};

use crate::arguments::options::{LocaleArgs, QuietArgs};
use crate::print::names;
use crate::run::one_report::{self, Stop, load};
use crate::run::pipeline::LoadedReport;
use crate::run::session::Session;
use crate::write::new_file::OutputArgs;

/// Options of `gouji import`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Import {
    file: PathBuf,
    #[arg(long, value_enum, default_value_t)]
    to: TextFormat,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    quiet_args: QuietArgs,
    #[command(flatten)]
    locale_args: LocaleArgs,
}

/// A format of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum TextFormat {
    /// Markdown, with pipe tables.
    #[default]
    Markdown,
    /// Plain text, with tabs between the cells of tables.
    Text,
}

impl Import {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        one_report::run(&self.locale_args, &self.quiet_args, |session| self.write(session))
    }

    fn write(&self, session: &Session) -> Result<(), Stop> {
        self.output.check(Some(&self.file))?;
        let loaded = load(&self.file)?;
        let text = match self.to {
            TextFormat::Markdown => self.markdown(&loaded)?,
            TextFormat::Text => plain(&loaded.text),
        };
        self.output.write(text.as_bytes())?;
        let left_out = loaded.document.as_ref().map(|document| document.left_out).unwrap_or_default();
        if left_out.changes {
            session.note(msg::CliDocumentChanges { count: 1 });
        }
        if left_out.comments {
            session.note(msg::CliDocumentComments { count: 1 });
        }
        let unwritten = unwritten_tables(&loaded.report);
        if unwritten > 0 && self.to == TextFormat::Markdown {
            session.note(msg::CliImportTables { count: unwritten });
        }
        Ok(())
    }

    /// The Markdown of the report, in the best style that does not change what the report says.
    fn markdown(&self, loaded: &LoadedReport) -> Result<String, Message> {
        let origin = text_origin(loaded, &self.file);
        let findings = findings(&loaded.text);
        let says_the_same = |text: &String| {
            let report = Report::read(text, &Lines::parse(text));
            let before = Reading::new(&loaded.report, &loaded.text);
            report.is_some_and(|report| Reading::new(&report, text) == before) && findings == self::findings(text)
        };
        let mut written = MarkdownStyle::ALL.iter().map(|style| markdown(&loaded.text, &loaded.report, origin, *style));
        let unsafe_to_write = || msg::CliImportChanges { path: names::shown(&self.file) }.into();
        written.find(says_the_same).ok_or_else(unsafe_to_write)
    }
}

/// The rules and severities of the findings in `text`, without regard to their places.
fn findings(text: &str) -> Vec<(&'static str, u8)> {
    let mut findings: Vec<_> =
        Analysis::new(text).findings.iter().map(|finding| (finding.rule, finding.severity as u8)).collect();
    findings.sort_unstable();
    findings
}

fn text_origin(loaded: &LoadedReport, path: &Path) -> TextOrigin {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_markdown = ["md", "markdown"].iter().any(|known| known.eq_ignore_ascii_case(extension));
    match &loaded.document {
        Some(_) => TextOrigin::Document,
        None if is_markdown => TextOrigin::Markdown,
        None => TextOrigin::Text,
    }
}

/// The text without byte order mark, with `\n` at the end of each line.
fn plain(text: &str) -> String {
    text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n")
}
