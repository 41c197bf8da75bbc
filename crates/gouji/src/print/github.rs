//! Workflow commands of GitHub Actions. GitHub shows them as annotations of the lines of a pull request.
//! Lines and escapes are those of the runner: `actions/toolkit`, `packages/core/src/command.ts`.

use std::fmt::Write;

use gouji_l10n::{Catalogue, msg};
use gouji_lint::Severity;
use gouji_text::harmless;

use super::Printer;
use super::source_files::SourceFiles;
use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::unread::Unread;

/// Prints one workflow command per line.
pub struct WorkflowCommands;

impl Printer for WorkflowCommands {
    fn fragment(&self, checked: &CheckedReport, catalogue: &Catalogue) -> String {
        let mut fragment = String::new();
        let sources = SourceFiles::new(checked);
        let places = &sources.own.places;
        let file = property(&names::portable(&checked.path));
        for finding in &checked.analysis.findings {
            let (start, end) = (places.place(finding.span.start), places.place(finding.span.end));
            let spot = sources.own.spot(finding.span.start).map(|spot| catalogue.render(&spot.message()));
            let place = match (&spot, start.line == end.line) {
                // The runner cannot show a line of a document.
                (Some(_), _) => String::new(),
                (None, true) => {
                    format!(",line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column)
                }
                // If the place covers several lines, the runner drops the columns with a warning.
                (None, false) => format!(",line={},endLine={}", start.line, end.line),
            };
            let mut message = data(&catalogue.render(&finding.message));
            if let Some(spot) = spot {
                message = format!("{}: {message}", data(&spot));
            }
            let title = property(finding.rule);
            let command = command(finding.severity);
            // Writing to a string does not fail.
            let _ = writeln!(fragment, "::{command} file={file}{place},title={title}::{message}");
        }
        if fragment.is_empty() {
            let clean = msg::CliClean { path: names::portable(&checked.path) };
            fragment = debug(&catalogue.text(clean));
        }
        fragment
    }

    /// An unread document gets a notice, because it may be a report. An ordinary text gets none.
    fn unread(&self, unread: &Unread, catalogue: &Catalogue) -> String {
        let message = catalogue.render(&unread.cause.message);
        let command = match unread.is_trouble() {
            true => "warning",
            false if unread.cause.reason.may_hold_report() => "notice",
            false => return debug(&message),
        };
        let file = property(&names::portable(&unread.path));
        format!("::{command} file={file},title={}::{}\n", unread.cause.reason.name(), data(&message))
    }
}

/// A line that appears only in the debug log of a run, and not as an annotation.
fn debug(message: &str) -> String {
    format!("::debug::{}\n", data(message))
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    }
}

/// The runner restores line ends. All other harmful characters stay escaped.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    harmless::words(&text).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_end_a_command_are_escaped() {
        assert_eq!(data("占5%：a,b\r\n二"), "占5%25：a,b%0D%0A二");
        assert_eq!(property("c:\\年报, 1.txt"), "c%3A\\年报%2C 1.txt");
    }
}
