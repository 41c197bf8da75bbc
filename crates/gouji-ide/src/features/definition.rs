//! From figures in the prose to the table cells that they repeat.

use gouji_edition::CellRef;
use gouji_report::{Claim, Report};
use gouji_text::Span;

/// The cells that the figure in the prose at `offset` repeats. Returns the span of the figure and the spans of the cells.
pub fn definition(report: &Report, offset: usize) -> Option<(Span, Vec<Span>)> {
    let claim = claim_at(report, offset)?;
    let agreed = match report.verdict(claim) {
        gouji_report::Verdict::Agrees(reading) => reading,
        _ => 0,
    };
    let cells = report.claimed_cells(claim.table, claim.readings.get(agreed)?)?;
    Some((claim.span, cells.iter().map(|cell| cell.span).collect()))
}

/// The figure in the prose at `offset`.
pub(super) fn claim_at(report: &Report, offset: usize) -> Option<&Claim> {
    report.claims.iter().find(|claim| claim.span.touches(offset))
}

/// The index of the table at `offset`, and the cell there.
pub(super) fn cell_at(report: &Report, offset: usize) -> Option<(usize, CellRef)> {
    let (at, table) = report.tables.iter().enumerate().find(|(_, table)| table.span.touches(offset))?;
    let row = table.rows.iter().find(|row| row.span.touches(offset))?;
    let cell = row.cells.iter().find(|cell| cell.span.touches(offset))?;
    Some((at, CellRef { row: row.row?, column: cell.column? }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_lint::Analysis;
    use gouji_testkit::Marked;

    use super::*;

    /// A report whose prose repeats a cell of table 3. `{}` is the paragraph.
    const REPORT: &str = "\
某区2025年政府信息公开工作年度报告

一、总体情况

{}

三、收到和处理政府信息公开申请情况

\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3
                                              ^ total
";

    /// The report with this paragraph, and its marks.
    fn marked(paragraph: &str) -> (Report, Marked) {
        let marked = Marked::new(&REPORT.replace("{}", paragraph));
        (Arc::unwrap_or_clone(Analysis::new(&marked.text).report.expect("a report")), marked)
    }

    #[test]
    fn a_figure_in_the_prose_leads_to_its_cell() {
        let (report, marked) = marked(
            "全区共收到政府信息公开申请$03件。
                            ^ claim",
        );
        let (origin, cells) = definition(&report, marked.cursor()).expect("a definition");
        assert_eq!((origin, cells), (marked.span("claim"), vec![marked.span("total")]));
    }

    #[test]
    fn other_words_lead_nowhere() {
        let (report, marked) = marked("全区共收到政府信息公开申请3件，按要求$0公开。");
        assert_eq!(definition(&report, marked.cursor()), None);
    }

    #[test]
    fn no_offset_panics() {
        let (report, marked) = marked("全区共收到政府信息公开申请3件。");
        for offset in 0..marked.text.len() + 9 {
            let _ = definition(&report, offset);
        }
    }
}
