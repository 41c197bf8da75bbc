//! One line a finding, for people with many reports and for tools that read lines: `path:line:column severity rule message`.

use std::fmt::Write;

use gouji_core::Catalogue;

use super::Printer;
use crate::places::Places;
use crate::session::Checked;
use crate::{harmless, names};

/// Lines.
pub struct Lines;

impl Printer for Lines {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        let mut piece = String::new();
        let places = Places::new(&checked.text);
        let file = names::shown(&checked.path);
        for finding in &checked.analysis.findings {
            let place = places.place(finding.span.start);
            let message = catalogue.render(&finding.message);
            let message = harmless::words(&message);
            let (severity, rule) = (finding.severity.name(), finding.rule);
            // A string takes whatever is written.
            let _ = writeln!(piece, "{file}:{}:{} {severity} {rule} {message}", place.line, place.column);
        }
        piece
    }
}
