//! The number of findings of each rule in a run.

use std::collections::BTreeMap;

use gouji_l10n::{Catalogue, msg};
use gouji_lint::{Severity, rules};
use serde::Serialize;

use crate::print::{Envelope, OutputFormat, Printer};
use crate::run::checked::CheckedReport;
use crate::run::totals::Totals;

/// The number of findings by severity and rule, and the number of reports with such findings.
#[derive(Debug, Default)]
pub struct Statistics(BTreeMap<(Severity, &'static str), (usize, usize)>);

impl Statistics {
    /// Adds the counts of one report.
    pub fn add(&mut self, rules: BTreeMap<(Severity, &'static str), usize>) {
        for (rule, count) in rules {
            let (findings, reports) = self.0.entry(rule).or_default();
            *findings += count;
            *reports += 1;
        }
    }

    /// A printer of the counts, the most frequent rule first: as text for people, or as JSON.
    pub fn printer(&self, format: OutputFormat, catalogue: &Catalogue) -> StatisticsTable {
        let mut rows: Vec<_> = self.0.iter().collect();
        rows.sort_by_key(|((severity, _), (findings, _))| (std::cmp::Reverse(*findings), std::cmp::Reverse(*severity)));
        StatisticsTable(if format == OutputFormat::Json { json(&rows, catalogue) } else { text(&rows, catalogue) })
    }
}

/// The findings of a rule with one severity, and the reports with such findings.
#[derive(Serialize)]
struct CountElement<'a> {
    rule: &'a str,
    title: &'a str,
    severity: &'static str,
    findings: usize,
    reports: usize,
}

type StatisticsRow<'a> = (&'a (Severity, &'static str), &'a (usize, usize));

fn title(rule: &str, catalogue: &Catalogue) -> &'static str {
    rules::named(rule).map_or("", |rule| rule.title(catalogue.locale()))
}

/// An array with one element per line.
fn json(rows: &[StatisticsRow<'_>], catalogue: &Catalogue) -> String {
    let element = |((severity, rule), (findings, reports)): &StatisticsRow<'_>| {
        let (title, severity) = (title(rule, catalogue), severity.name());
        let element = CountElement { rule, title, severity, findings: *findings, reports: *reports };
        // Serialization of an element does not fail.
        serde_json::to_string(&element).unwrap_or_default()
    };
    let elements: Vec<String> = rows.iter().map(element).collect();
    if elements.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", elements.join(",\n")) }
}

fn text(rows: &[StatisticsRow<'_>], catalogue: &Catalogue) -> String {
    let width = rows.iter().map(|((_, rule), _)| rule.len()).max().unwrap_or_default();
    let digits = rows.first().map_or(1, |(_, (findings, _))| findings.to_string().len());
    let line = |((severity, rule), (findings, reports)): &StatisticsRow<'_>| {
        let title = title(rule, catalogue);
        let reports = catalogue.text(msg::CliInReports { count: *reports });
        format!("{findings:>digits$}  {:<7}  {rule:<width$}  {title}{reports}\n", severity.name())
    };
    rows.iter().map(line).collect()
}

/// The printed table of the counts.
pub struct StatisticsTable(String);

impl Printer for StatisticsTable {
    fn fragment(&self, _: &CheckedReport, _: &Catalogue) -> String {
        String::new()
    }

    fn envelope(&self, _: &Totals, _: &Catalogue) -> Envelope {
        Envelope { none: self.0.clone(), ..Envelope::default() }
    }
}
