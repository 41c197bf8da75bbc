//! One line a finding, for people with many reports and for tools that read lines: `path:line:column severity rule message`.

use std::fmt::Write;

use annotate_snippets::normalize_untrusted_str;
use gouji_core::Catalogue;

use super::Printer;
use crate::names;
use crate::places::Places;
use crate::session::Checked;

/// Lines.
pub struct Lines;

impl Printer for Lines {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        let mut piece = String::new();
        let places = Places::new(&checked.text);
        let file = names::shown(&checked.path);
        for finding in &checked.analysis.findings {
            let place = places.place(finding.span.start);
            let message = normalize_untrusted_str(&catalogue.render(&finding.message)).replace('\n', " ");
            let (severity, rule) = (finding.severity.name(), finding.rule);
            // A string takes whatever is written.
            let _ = writeln!(piece, "{file}:{}:{} {severity} {rule} {message}", place.line, place.column);
        }
        piece
    }
}
