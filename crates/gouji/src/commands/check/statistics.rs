//! Prints the number of findings of each rule.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gouji_lint::Severity;
use gouji_list::Summary;

use crate::commands::check::Selection;
use crate::print::statistics::Statistics;
use crate::print::{Outlet, OutputFormat, Stream};
use crate::run::checked::CheckedReport;
use crate::run::in_order::MemorySize;
use crate::run::session::{RunItem, Session};
use crate::run::totals::Totals;

/// The number of findings of each rule in a report.
struct RuleCounts {
    summary: Summary,
    rules: BTreeMap<(Severity, &'static str), usize>,
    path: PathBuf,
}

impl MemorySize for RuleCounts {
    fn bytes(&self) -> usize {
        size_of::<Self>()
    }
}

/// Prints the counts to `out`, as text or as JSON.
pub fn print(session: &mut Session, selection: &Selection<'_>, format: OutputFormat, mut out: Outlet) {
    let catalogue = session.catalogue;
    let mut statistics = Statistics::default();
    let mut totals = Totals::default();
    let make = |checked: CheckedReport| {
        let mut rules = BTreeMap::new();
        for finding in &checked.analysis.findings {
            *rules.entry((finding.severity, finding.rule)).or_default() += 1;
        }
        RuleCounts { summary: Summary::new(&checked.analysis.findings), rules, path: checked.path }
    };
    let read = selection.reports(session, make, |session, item| {
        match item {
            RunItem::Report(RuleCounts { summary, rules, path }) => {
                session.count_for_exit_code(&summary);
                out.guard(&path);
                totals.add_report(summary, path);
                statistics.add(rules);
            }
            RunItem::Unread(unread) => {
                out.guard_unread(&unread);
                totals.add_unread(unread);
            }
        }
        Ok(())
    });
    let printer = statistics.printer(format, catalogue);
    let stream = Stream::new(&printer, catalogue, out);
    session.finish(read, &mut totals, stream, |totals| totals.summary.message());
}
