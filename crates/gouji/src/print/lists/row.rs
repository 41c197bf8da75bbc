//! A checked report as a row of the list.

use gouji_l10n::{Catalogue, Message, msg};
use gouji_lint::Finding;
use gouji_lint::extract::Extract;
use gouji_list::{FindingRow, Row};

use crate::print::names;
use crate::print::source_files::SourceFiles;
use crate::run::checked::CheckedReport;
use crate::run::in_order::MemorySize;

impl MemorySize for Row {
    fn bytes(&self) -> usize {
        let finding = |finding: &FindingRow| size_of::<FindingRow>() + finding.bytes();
        size_of::<Self>() + self.findings().iter().map(finding).sum::<usize>()
    }
}

/// The row of a report.
pub fn row(checked: &CheckedReport, catalogue: &Catalogue) -> Row {
    let extract = checked.analysis.report.as_deref().map(|report| Extract::new(report, &checked.text));
    let last = checked.partners.last.as_deref().map(|last| Extract::new(&last.report, &last.text));
    let sources = SourceFiles::new(checked);
    let place = |finding: &Finding| -> Message {
        sources.own.spot(finding.span.start).map_or_else(
            || {
                let place = sources.own.places.place(finding.span.start);
                msg::ListPlace { line: place.line, column: place.column }.into()
            },
            |spot| spot.message(),
        )
    };
    let findings = checked.analysis.findings.iter();
    let findings = findings.map(|finding| FindingRow::new(finding, &place(finding), catalogue)).collect();
    Row::new(names::shown(&checked.path), extract.as_ref(), last.as_ref(), findings)
}
