//! The figure of a table at the cursor: the names of its row and column, and the figures that are bound to it.

use gouji_edition::blank_form::{column_label, full_label};
use gouji_report::Report;
use gouji_text::Span;

use super::definition::cell_at;
use super::related::related_figures;

/// A figure of an official table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentFigure {
    /// The cell, in bytes.
    pub span: Span,
    /// The full label of the row; empty if the form has none.
    pub row: String,
    /// The label of the column; empty if the form has none.
    pub column: String,
    /// The totals to which the figure adds, and the figure itself if it is a total.
    pub totals: Vec<Span>,
    /// The addends of the figure, and the figure itself if it only adds to others.
    pub addends: Vec<Span>,
}

/// The figure of a table at the byte `offset`; `None` if there is none, or if its place in the form is unknown.
pub fn current_figure(report: &Report, offset: usize) -> Option<CurrentFigure> {
    let (index, at) = cell_at(report, offset)?;
    let table = report.tables.get(index)?;
    let def = table.def()?;
    let row = def.rows.get(at.row)?;
    let cells = table.rows.iter().filter(|row| row.row == Some(at.row)).flat_map(|row| row.cells.iter());
    let span = cells.map(|cell| cell.span).find(|span| span.touches(offset))?;
    let (mut totals, mut addends) = (Vec::new(), Vec::new());
    if let Some(related) = related_figures(report, offset)
        && related.figure == span
    {
        totals = related.totals;
        addends = related.addends;
        if !addends.is_empty() {
            totals.push(span);
        } else if !totals.is_empty() {
            addends.push(span);
        }
    }
    totals.sort_unstable();
    Some(CurrentFigure { span, row: full_label(def, row), column: column_label(def, at.column), totals, addends })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_lint::Analysis;
    use gouji_testkit::Marked;

    use super::*;

    const REPORT: &str = "\
某区2025年政府信息公开工作年度报告

一、总体情况

全区共收到政府信息公开申请3件。
                          ^ prose

三、收到和处理政府信息公开申请情况

\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
    ^ header
一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3
^ label
                                  ^ person
                                    ^ addend
                                      ^ addend
                                        ^ addend
                                          ^ addend
                                            ^ addend
                                              ^ total
";

    fn read(text: &str) -> Report {
        Arc::unwrap_or_clone(Analysis::new(text).report.expect("a report"))
    }

    #[test]
    fn a_figure_has_the_names_of_its_row_and_column_and_its_relation() {
        let marked = Marked::new(REPORT);
        let report = read(&marked.text);
        let at = |name: &str| current_figure(&report, marked.span(name).start).expect("a figure");
        let all = [marked.spans("person"), marked.spans("addend")].concat();
        let total = at("total");
        assert_eq!((total.row.as_str(), total.column.as_str()), ("一、本年新收政府信息公开申请数量", "总计"));
        assert_eq!((total.span, total.totals, total.addends), (marked.span("total"), marked.spans("total"), all));
        let person = at("person");
        assert!(person.column.contains("自然人"), "{}", person.column);
        assert_eq!((person.totals, person.addends), (marked.spans("total"), marked.spans("person")));
    }

    #[test]
    fn words_and_figures_outside_of_tables_are_none() {
        let marked = Marked::new(REPORT);
        let report = read(&marked.text);
        for name in ["prose", "header", "label"] {
            assert_eq!(current_figure(&report, marked.span(name).start), None, "{name}");
        }
        let found = (0..marked.text.len() + 9).filter(|offset| current_figure(&report, *offset).is_some()).count();
        // Each of the seven figures of one byte is touched by two offsets.
        assert_eq!(found, 2 * 7);
    }

    #[test]
    fn a_repeated_row_has_names_and_no_relation() {
        let marked = Marked::new(REPORT);
        let row = "一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3\n";
        let text = marked.text.replace(row, &row.repeat(2));
        let second = text.rfind("\t3\n").expect("the second total") + 1;
        let figure = current_figure(&read(&text), second).expect("a figure");
        assert_eq!((figure.column.as_str(), figure.span), ("总计", Span::new(second, second + 1)));
        assert_eq!((figure.totals, figure.addends), (Vec::new(), Vec::new()));
    }
}
