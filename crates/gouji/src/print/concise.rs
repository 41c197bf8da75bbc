//! One line a finding, for people with many reports and for tools that read lines: `path:line:column severity rule message`.

use std::fmt::Write;

use gouji_l10n::Catalogue;

use super::Printer;
use super::source_files::Sheets;
use crate::print::{harmless, names};
use crate::run::session::Checked;

/// Lines.
pub struct Lines;

impl Printer for Lines {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        let mut piece = String::new();
        let sheets = Sheets::of(checked);
        let file = names::shown(&checked.path);
        for finding in &checked.analysis.findings {
            let place = match sheets.own.spot(finding.span.start) {
                Some(spot) => format!(" {}", catalogue.render(&spot.message())),
                None => {
                    let place = sheets.own.places.place(finding.span.start);
                    format!("{}:{}", place.line, place.column)
                }
            };
            let message = catalogue.render(&finding.message);
            let message = harmless::words(&message);
            let (severity, rule) = (finding.severity.name(), finding.rule);
            // A string takes whatever is written.
            let _ = writeln!(piece, "{file}:{place} {severity} {rule} {message}");
        }
        piece
    }
}
