//! Lists of reports: one row per report, all findings with their places, counts and charts, for an office that reviews many
//! reports. A list is a web page ([`page`]) or a workbook (`workbook`) with the same content.
//!
//! This crate is above `gouji-lint`. The command line and `gouji.html` use it. It reads and writes no files.

mod bars;
mod html;
mod main_figures;
mod row;
mod summary;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::collections::BTreeMap;

use gouji_l10n::{Catalogue, Phrase, msg};
use gouji_lint::{Severity, rules};

pub use html::page;
pub use row::{FindingRow, Row};
pub use summary::Summary;
#[cfg(feature = "xlsx")]
pub use xlsx::workbook;

/// The number of agencies in a chart. More bars cannot be read.
const MAX_BARS: usize = 20;

/// The content of a list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// One row per report, in the order of the paths.
    pub rows: Vec<Row>,
    /// The files that were not checked.
    pub unread: Vec<UnreadRow>,
}

/// A file that was not checked.
#[derive(Clone, Debug)]
pub struct UnreadRow {
    /// Its name, on one line.
    pub file: String,
    /// Why, on one line.
    pub message: String,
}

/// The number of findings of a rule, and the number of reports with such findings.
struct RuleCount {
    rule: &'static str,
    title: &'static str,
    findings: usize,
    reports: usize,
}

impl List {
    fn totals(&self) -> Summary {
        let mut totals = Summary::default();
        self.rows.iter().for_each(|row| totals += row.summary);
        totals
    }

    /// The counts of all rules with findings, the most frequent first.
    fn rule_counts(&self, catalogue: &Catalogue) -> Vec<RuleCount> {
        let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        for row in &self.rows {
            let mut own: BTreeMap<&'static str, usize> = BTreeMap::new();
            row.findings.iter().for_each(|finding| *own.entry(finding.rule).or_default() += 1);
            for (rule, count) in own {
                let (findings, reports) = counts.entry(rule).or_default();
                *findings += count;
                *reports += 1;
            }
        }
        let title = |rule| rules::named(rule).map_or("", |rule| rule.title(catalogue.locale()));
        let count = |(rule, (findings, reports))| RuleCount { rule, title: title(rule), findings, reports };
        let mut counts: Vec<RuleCount> = counts.into_iter().map(count).collect();
        counts.sort_by_key(|count| (std::cmp::Reverse(count.findings), count.rule));
        counts
    }

    /// The rows with the most findings, the most first.
    fn most_findings(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| row.summary.findings() > 0).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.summary.findings()));
        rows.truncate(MAX_BARS);
        rows
    }

    /// The rows with the most received applications, the most first.
    fn most_received(&self) -> Vec<&Row> {
        let received = |row: &&Row| row.figures.first().copied().flatten();
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| received(row).is_some()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(received(row)));
        rows.truncate(MAX_BARS);
        rows
    }
}

/// The message for a severity as the heading of a column.
const fn severity_phrase(severity: Severity) -> Phrase {
    match severity {
        Severity::Error => msg::ListErrors,
        Severity::Warning => msg::ListWarnings,
        Severity::Info => msg::ListInfos,
        Severity::Hint => msg::ListHints,
    }
}
