//! One JSON object per report, each on a line of its own, with its findings and its figures: for programs that process many reports,
//! such as the map step of a data engine.

use std::collections::BTreeMap;

use gouji_l10n::Catalogue;
use gouji_lint::Severity;
use gouji_lint::extract::{Certainty, Extract};
use gouji_text::harmless;
use serde::Serialize;

use super::Printer;
use super::element::{FindingBody, body};
use super::source_files::SourceFiles;
use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::unread::Unread;

/// Prints one object per report or unread file.
pub struct ReportLines;

/// A report. An unread file has the same fields, without content.
#[derive(Default, Serialize)]
struct ReportLine<'a> {
    file: String,
    /// `checked` or `unread`.
    status: &'static str,
    /// Why it was not checked.
    reason: Option<&'static str>,
    /// The message for `reason`.
    message: Option<String>,
    agency: Option<&'a str>,
    year: Option<u16>,
    edition: Option<&'static str>,
    /// The file of last year's report, if the run has it.
    last_year: Option<&'a str>,
    /// The number of findings of each severity.
    counts: BTreeMap<&'static str, usize>,
    findings: Vec<FindingBody<'a>>,
    figures: LineFigures,
    /// The number of cells whose figure is doubtful or was not read.
    uncertain: usize,
}

/// The certain figures by table, row and column.
type LineFigures = BTreeMap<&'static str, BTreeMap<&'static str, BTreeMap<&'static str, String>>>;

impl Printer for ReportLines {
    fn fragment(&self, checked: &CheckedReport, catalogue: &Catalogue) -> String {
        let sources = SourceFiles::new(checked);
        let report = checked.analysis.report.as_deref();
        let extract = report.map(|report| Extract::new(report, &checked.text));
        let findings = &checked.analysis.findings;
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        line(&ReportLine {
            file: sources.own.file.clone(),
            status: "checked",
            agency: extract.as_ref().and_then(|extract| extract.agency.as_deref()),
            year: extract.as_ref().and_then(|extract| extract.year),
            edition: extract.as_ref().map(|extract| &*extract.edition.id),
            last_year: checked.partners.last.as_ref().map(|last| last.source.as_str()),
            counts: Severity::ALL.into_iter().map(|severity| (severity.name(), count(severity))).collect(),
            findings: findings.iter().map(|finding| body(finding, &sources, catalogue)).collect(),
            figures: extract.as_ref().map(figures).unwrap_or_default(),
            uncertain: extract.as_ref().map(uncertain).unwrap_or_default(),
            ..ReportLine::default()
        })
    }

    fn unread(&self, unread: &Unread, catalogue: &Catalogue) -> String {
        line(&ReportLine {
            file: names::portable(&unread.path),
            status: "unread",
            reason: Some(unread.cause.reason.name()),
            message: Some(catalogue.render(&unread.cause.message)),
            ..ReportLine::default()
        })
    }
}

fn line(report: &ReportLine<'_>) -> String {
    // Serialization of a line does not fail.
    harmless::json(serde_json::to_string(report).unwrap_or_default()) + "\n"
}

fn figures(extract: &Extract) -> LineFigures {
    let mut figures = LineFigures::new();
    for table in &extract.tables {
        let rows = figures.entry(&table.def.id).or_default();
        for slot in table.slots.iter().filter(|slot| slot.certainty == Certainty::Certain) {
            let (Some(row), Some(column)) = (table.def.rows.get(slot.row), table.def.columns.get(slot.column)) else {
                continue;
            };
            let Some(value) = slot.value else { continue };
            rows.entry(&row.id).or_default().insert(&column.id, value.to_string());
        }
    }
    figures
}

fn uncertain(extract: &Extract) -> usize {
    let is_uncertain = |certainty| matches!(certainty, Certainty::Doubtful | Certainty::Unread);
    extract.slots().filter(|slot| is_uncertain(slot.certainty)).count()
}
