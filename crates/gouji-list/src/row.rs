//! A report as a row of the list, with its findings.

use gouji_l10n::{Catalogue, Message};
use gouji_lint::extract::Extract;
use gouji_lint::{Finding, Severity, rules};
use gouji_text::harmless;
use rust_decimal::Decimal;

use crate::Summary;
use crate::main_figures::{COUNT, main_figures};

/// A report.
#[derive(Clone, Debug)]
pub struct Row {
    pub(crate) file: String,
    pub(crate) agency: String,
    pub(crate) year: Option<u16>,
    pub(crate) summary: Summary,
    pub(crate) figures: [Option<Decimal>; COUNT],
    /// The same figures of last year's report, if it is known.
    pub(crate) last_figures: [Option<Decimal>; COUNT],
    pub(crate) findings: Vec<FindingRow>,
}

/// A finding.
#[derive(Clone, Debug)]
pub struct FindingRow {
    pub(crate) severity: Severity,
    pub(crate) rule: &'static str,
    pub(crate) title: &'static str,
    pub(crate) place: String,
    pub(crate) message: String,
    /// The titles of its fixes, each on a line; empty if there are none.
    pub(crate) fixes: String,
}

impl Row {
    /// The row of the report in `file`, a name on one line, with its findings and perhaps last year's report. `extract` is `None`
    /// for a text that is no report.
    pub fn new(file: String, extract: Option<&Extract>, last: Option<&Extract>, findings: Vec<FindingRow>) -> Self {
        let agency = extract.and_then(|extract| extract.agency.as_deref()).unwrap_or_default();
        Self {
            file,
            agency: harmless::words(agency).into_owned(),
            year: extract.and_then(|extract| extract.year),
            summary: Summary::of_severities(findings.iter().map(|finding| finding.severity)),
            figures: extract.map(main_figures).unwrap_or_default(),
            last_figures: last.map(main_figures).unwrap_or_default(),
            findings,
        }
    }

    /// The findings.
    pub fn findings(&self) -> &[FindingRow] {
        &self.findings
    }

    /// The name of the report in a chart.
    pub(crate) fn name(&self) -> String {
        let agency = if self.agency.is_empty() { &self.file } else { &self.agency };
        self.year.map_or_else(|| agency.clone(), |year| format!("{agency} {year}"))
    }
}

impl FindingRow {
    /// The row of a finding at a place in words.
    pub fn new(finding: &Finding, place: &Message, catalogue: &Catalogue) -> Self {
        let words = |message: &Message| harmless::words(&catalogue.render(message)).into_owned();
        Self {
            severity: finding.severity,
            rule: finding.rule,
            title: rules::named(finding.rule).map_or("", |rule| rule.title(catalogue.locale())),
            place: words(place),
            message: words(&finding.message),
            fixes: finding.fixes.iter().map(|fix| words(&fix.title)).collect::<Vec<_>>().join("\n"),
        }
    }

    /// The bytes of its words.
    pub const fn bytes(&self) -> usize {
        self.place.len() + self.message.len() + self.fixes.len()
    }
}
