//! A report in a few numbers: its findings, and the main figures of the table of applications.

use gouji_edition::{CellRef, Role, TableDef};
use gouji_lint::{Finding, Severity};
use gouji_report::{Report, Table};
use rust_decimal::Decimal;

/// A report in a few numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportSummary {
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of other findings.
    pub notes: usize,
    /// The figures of the table of applications; each is `None` if it was not read with certainty.
    pub figures: MainFigures,
}

/// The figures of the table of applications, for all applicants together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MainFigures {
    /// Applications received in the year (本年新收).
    pub received: Option<Decimal>,
    /// Applications carried over from last year (上年结转).
    pub carried_in: Option<Decimal>,
    /// Applications answered in the year (办理结果总计).
    pub handled: Option<Decimal>,
    /// Applications carried over to the next year (结转下年度).
    pub carried_over: Option<Decimal>,
}

/// The summary of a report and its findings.
pub fn summary(report: &Report, findings: &[Finding]) -> ReportSummary {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let figures = report.table_with(Role::Applications).map(main_figures).unwrap_or_default();
    ReportSummary { errors, warnings, notes: findings.len() - errors - warnings, figures }
}

fn main_figures(table: &Table) -> MainFigures {
    let Some(def) = table.def() else { return MainFigures::default() };
    let Some(total) = def.column_with(Role::Total) else { return MainFigures::default() };
    let figure = |row: Option<usize>| Some(table.cell(row?, total)?.value.number()?.normalize());
    MainFigures {
        received: figure(received_row(def, total)),
        carried_in: figure(def.row_with(Role::CarriedIn)),
        handled: figure(def.row_with(Role::OutcomeTotal)),
        carried_over: figure(def.row_with(Role::CarriedOver)),
    }
}

/// The row whose figures the form adds to those of 上年结转.
fn received_row(def: &TableDef, total: usize) -> Option<usize> {
    let carried_in = CellRef { row: def.row_with(Role::CarriedIn)?, column: total };
    let instance = def.instances.iter().find(|instance| instance.addends.contains(&carried_in))?;
    let other = instance.addends.iter().find(|at| **at != carried_in && at.column == total)?;
    Some(other.row)
}

#[cfg(test)]
mod tests {
    use gouji_lint::Analysis;

    use super::*;

    fn summary_of(text: &str) -> ReportSummary {
        let analysis = Analysis::new(text);
        summary(&analysis.report.expect("a report"), &analysis.findings)
    }

    #[test]
    fn a_report_has_its_findings_and_main_figures() {
        let clean = summary_of(gouji_testkit::CLEAN);
        let figure = |number: i64| Some(Decimal::from(number));
        let figures =
            MainFigures { received: figure(28), carried_in: figure(4), handled: figure(29), carried_over: figure(3) };
        assert_eq!(clean, ReportSummary { figures, ..ReportSummary::default() });
        let wrong = gouji_testkit::CLEAN.replacen("\t28\n", "\t82\n", 1).replacen("推进", "推进推进", 1);
        let found = summary_of(&wrong);
        assert_eq!((found.figures.received, found.errors), (figure(82), 1), "{found:?}");
        let analysis = Analysis::new(&wrong);
        assert_eq!(found.errors + found.warnings + found.notes, analysis.findings.len());
    }

    #[test]
    fn uncertain_figures_and_missing_tables_have_none() {
        let torn = gouji_testkit::CLEAN.replacen("\t20\t5\t1\t0\t2\t0\t28", "\t20\t5\t28", 1);
        assert_eq!(summary_of(&torn).figures.received, None);
        let (before, _) = gouji_testkit::CLEAN.split_once("三、收到").expect("a section");
        assert_eq!(summary_of(before).figures, MainFigures::default());
    }
}
