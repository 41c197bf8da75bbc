//! The figures that belong together: a total, its addends, and the figures of the prose that repeat them.

use gouji_edition::CellRef;
use gouji_lint::tally;
use gouji_report::{Claim, Report, Table};
use gouji_text::Span;

use super::definition::{cell_at, claim_at, definition};

/// A figure, and the figures that belong to it. Every list is in the order of the text and has no place twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedFigures {
    /// The figure at the requested place.
    pub figure: Span,
    /// The cells whose sum it is; empty if it is no total.
    pub addends: Vec<Span>,
    /// The totals of which it is a part.
    pub totals: Vec<Span>,
    /// The cells that it repeats, if it is in the prose.
    pub sources: Vec<Span>,
    /// Other figures in the prose that repeat it, or the same cells.
    pub repeats: Vec<Span>,
}

/// How a highlighted figure relates to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The figure follows from the others: a total, or the cell that the prose repeats.
    Write,
    /// The others follow from the figure, or it repeats them.
    Read,
}

/// The figures that belong to the figure at `offset`; `None` if there is none.
pub fn related_figures(report: &Report, offset: usize) -> Option<RelatedFigures> {
    let found = match claim_at(report, offset) {
        Some(claim) => of_claim(report, claim, offset),
        None => of_cell(report, offset)?,
    };
    let RelatedFigures { figure, addends, totals, sources, repeats } = found;
    Some(RelatedFigures {
        figure,
        addends: ordered(addends),
        totals: ordered(totals),
        sources: ordered(sources),
        repeats: ordered(repeats),
    })
}

/// The highlights for the figure at `offset`, in the order of the text; `None` if there is no figure.
pub fn highlights(report: &Report, offset: usize) -> Option<Vec<(Span, Access)>> {
    let related = related_figures(report, offset)?;
    let own = if related.addends.is_empty() { Access::Read } else { Access::Write };
    let with = |spans: Vec<Span>, access| spans.into_iter().map(move |span| (span, access));
    let mut marks = vec![(related.figure, own)];
    marks.extend(with(related.totals, Access::Write).chain(with(related.sources, Access::Write)));
    marks.extend(with(related.addends, Access::Read).chain(with(related.repeats, Access::Read)));
    marks.sort_by_key(|(span, _)| *span);
    marks.dedup_by_key(|(span, _)| *span);
    Some(marks)
}

fn of_claim(report: &Report, claim: &Claim, offset: usize) -> RelatedFigures {
    let cells = claim.readings.concat();
    let same = |other: &&Claim| {
        other.span != claim.span
            && other.table == claim.table
            && other.readings.iter().flatten().any(|at| cells.contains(at))
    };
    RelatedFigures {
        figure: claim.span,
        addends: Vec::new(),
        totals: Vec::new(),
        sources: definition(report, offset).map(|(_, cells)| cells).unwrap_or_default(),
        repeats: report.claims.iter().filter(same).map(|claim| claim.span).collect(),
    }
}

fn of_cell(report: &Report, offset: usize) -> Option<RelatedFigures> {
    let (index, at) = cell_at(report, offset)?;
    let table = report.tables.get(index)?;
    // If the table has a row twice, relations and prose concern the first one.
    let cell = table.cell(at.row, at.column).filter(|cell| cell.span.touches(offset))?;
    let mut related = RelatedFigures {
        figure: cell.span,
        addends: Vec::new(),
        totals: Vec::new(),
        sources: Vec::new(),
        repeats: report.claims_on(index, at).map(|claim| claim.span).collect(),
    };
    for check in table.def().map(|def| tally::checks(def, table)).unwrap_or_default() {
        if check.equals.contains(&at) {
            related.addends.extend(spans(table, check.addends));
        } else if check.addends.contains(&at) {
            related.totals.extend(spans(table, check.equals));
        }
    }
    Some(related)
}

fn spans<'a>(table: &'a Table, cells: &'a [CellRef]) -> impl Iterator<Item = Span> + 'a {
    cells.iter().filter_map(|at| table.cell(at.row, at.column)).map(|cell| cell.span)
}

fn ordered(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    spans
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_lint::Analysis;
    use gouji_testkit::Marked;

    use super::*;

    /// The prose repeats the total of the first row. `$0` is put in front of the mark that a test names.
    const REPORT: &str = "\
某区2025年政府信息公开工作年度报告

一、总体情况

全区共收到政府信息公开申请3件。
                          ^ prose

三、收到和处理政府信息公开申请情况

\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3
                                  ^ person
                                    ^ addend
                                      ^ addend
                                        ^ addend
                                          ^ addend
                                            ^ addend
                                              ^ total
";

    fn marked() -> (Report, Marked) {
        let marked = Marked::new(REPORT);
        (Arc::unwrap_or_clone(Analysis::new(&marked.text).report.expect("a report")), marked)
    }

    fn all(marked: &Marked) -> Vec<Span> {
        [marked.spans("person"), marked.spans("addend")].concat()
    }

    #[test]
    fn a_total_has_its_addends_and_the_prose() {
        let (report, marked) = marked();
        let found = related_figures(&report, marked.span("total").start).expect("a total");
        assert_eq!(found.figure, marked.span("total"));
        assert_eq!((found.addends, found.repeats), (all(&marked), marked.spans("prose")));
        assert_eq!((found.totals, found.sources), (Vec::new(), Vec::new()), "nothing is above it in this text");
    }

    #[test]
    fn an_addend_leads_to_its_total_and_the_prose_to_its_cell() {
        let (report, marked) = marked();
        let found = related_figures(&report, marked.span("person").start).expect("an addend");
        assert_eq!((found.totals, found.addends), (marked.spans("total"), Vec::new()));
        let found = related_figures(&report, marked.span("prose").start).expect("a claim");
        assert_eq!((found.figure, found.sources), (marked.span("prose"), marked.spans("total")));
        assert_eq!(found.repeats, Vec::new(), "no other sentence repeats it");
    }

    #[test]
    fn the_total_is_written_and_the_others_are_read() {
        let (report, marked) = marked();
        let kinds =
            |name: &str| -> Vec<(Span, Access)> { highlights(&report, marked.span(name).start).expect("highlights") };
        let (total, prose) = ((marked.span("total"), Access::Write), (marked.span("prose"), Access::Read));
        let mut expected = vec![prose];
        expected.extend(all(&marked).into_iter().map(|span| (span, Access::Read)));
        expected.push(total);
        assert_eq!(kinds("total"), expected);
        assert_eq!(kinds("person"), [(marked.span("person"), Access::Read), total]);
        assert_eq!(kinds("prose"), [prose, total]);
    }

    #[test]
    fn of_a_row_that_is_there_twice_the_first_one_counts() {
        let (_, marked) = marked();
        let row = "一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3\n";
        let text = marked.text.replace(row, &row.repeat(2));
        let report = Arc::unwrap_or_clone(Analysis::new(&text).report.expect("a report"));
        let second = text.rfind("\t3\n").expect("the second total") + 1;
        assert!(related_figures(&report, marked.span("total").start).is_some());
        assert_eq!(related_figures(&report, second), None);
    }

    #[test]
    fn no_offset_panics_and_words_have_no_highlights() {
        let (report, marked) = marked();
        let found = (0..marked.text.len() + 9).filter(|offset| highlights(&report, *offset).is_some()).count();
        // Eight figures of one byte, each of which is touched by two offsets; seven of them are neighbours of tabs.
        assert_eq!(found, 2 * 8);
    }
}
