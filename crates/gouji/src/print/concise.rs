//! One line per finding, for people with many reports and for tools that read lines: `path:line:column severity rule message`.

use std::fmt::Write;

use gouji_l10n::Catalogue;
use gouji_text::harmless;

use super::Printer;
use super::source_files::SourceFiles;
use crate::print::names;
use crate::run::checked::CheckedReport;

/// Prints one line per finding.
pub struct ConciseLines;

impl Printer for ConciseLines {
    fn fragment(&self, checked: &CheckedReport, catalogue: &Catalogue) -> String {
        let mut fragment = String::new();
        let sources = SourceFiles::new(checked);
        let file = names::shown(&checked.path);
        for finding in &checked.analysis.findings {
            let place = match sources.own.spot(finding.span.start) {
                Some(spot) => format!(" {}", catalogue.render(&spot.message())),
                None => {
                    let place = sources.own.places.place(finding.span.start);
                    format!("{}:{}", place.line, place.column)
                }
            };
            let message = catalogue.render(&finding.message);
            let message = harmless::words(&message);
            let (severity, rule) = (finding.severity.name(), finding.rule);
            // Writing to a string does not fail.
            let _ = writeln!(fragment, "{file}:{place} {severity} {rule} {message}");
        }
        fragment
    }
}
