//! A report as a row of the list, with its findings.

use gouji_l10n::{Catalogue, Message, msg};
use gouji_lint::extract::Extract;
use gouji_lint::{Finding, Severity, rules};
use rust_decimal::Decimal;

use super::main_figures::{COUNT, main_figures};
use crate::print::source_files::SourceFiles;
use crate::print::{harmless, names};
use crate::run::checked::CheckedReport;
use crate::run::in_order::MemorySize;
use crate::run::summary::Summary;

/// A report.
#[derive(Clone, Debug)]
pub struct Row {
    pub(super) file: String,
    pub(super) agency: String,
    pub(super) year: Option<u16>,
    pub(super) summary: Summary,
    pub(super) figures: [Option<Decimal>; COUNT],
    /// The same figures of last year's report, if the run has it.
    pub(super) last_figures: [Option<Decimal>; COUNT],
    pub(super) findings: Vec<FindingRow>,
}

/// A finding.
#[derive(Clone, Debug)]
pub struct FindingRow {
    pub(super) severity: Severity,
    pub(super) rule: &'static str,
    pub(super) title: &'static str,
    pub(super) place: String,
    pub(super) message: String,
    /// The titles of its fixes, each on a line; empty if there are none.
    pub(super) fixes: String,
}

impl MemorySize for Row {
    fn bytes(&self) -> usize {
        let finding = |finding: &FindingRow| {
            size_of::<FindingRow>() + finding.place.len() + finding.message.len() + finding.fixes.len()
        };
        size_of::<Self>() + self.findings.iter().map(finding).sum::<usize>()
    }
}

impl Row {
    /// The row of a report.
    pub fn new(checked: &CheckedReport, catalogue: &Catalogue) -> Self {
        let extract = checked.analysis.report.as_deref().map(|report| Extract::new(report, &checked.text));
        let last = checked.last.as_deref().map(|last| Extract::new(&last.report, &last.text));
        let agency = extract.as_ref().and_then(|extract| extract.agency.as_deref()).unwrap_or_default();
        let sources = SourceFiles::new(checked);
        let findings = checked.analysis.findings.iter();
        Self {
            file: names::shown(&checked.path),
            agency: harmless::words(agency).into_owned(),
            year: extract.as_ref().and_then(|extract| extract.year),
            summary: Summary::new(&checked.analysis.findings),
            figures: extract.as_ref().map(main_figures).unwrap_or_default(),
            last_figures: last.as_ref().map(main_figures).unwrap_or_default(),
            findings: findings.map(|finding| FindingRow::new(finding, &sources, catalogue)).collect(),
        }
    }

    /// The name of the report in a chart.
    pub(super) fn name(&self) -> String {
        let agency = if self.agency.is_empty() { &self.file } else { &self.agency };
        self.year.map_or_else(|| agency.clone(), |year| format!("{agency} {year}"))
    }
}

impl FindingRow {
    fn new(finding: &Finding, sources: &SourceFiles<'_>, catalogue: &Catalogue) -> Self {
        let words = |message: &Message| harmless::words(&catalogue.render(message)).into_owned();
        let place = match sources.own.spot(finding.span.start) {
            Some(spot) => spot.message(),
            None => {
                let place = sources.own.places.place(finding.span.start);
                msg::ListPlace { line: place.line, column: place.column }.into()
            }
        };
        Self {
            severity: finding.severity,
            rule: finding.rule,
            title: rules::named(finding.rule).map_or("", |rule| rule.title(catalogue.locale())),
            place: words(&place),
            message: words(&finding.message),
            fixes: finding.fixes.iter().map(|fix| words(&fix.title)).collect::<Vec<_>>().join("\n"),
        }
    }
}
