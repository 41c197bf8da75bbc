//! Writes a table in another layout: between tabs, as Markdown or as HTML.
//!
//! The labels are written as the official form has them, with its merged cells in HTML. A table is converted only if each of its figures has a
//! certain place and the form has no cell that the text lacks, and only if the new text reads the same.

use std::collections::BTreeMap;

use gouji_convert::publish::{PlacedTable, escaped};
use gouji_edition::form_table::{Content, FormCell, FormTable};
use gouji_edition::{CellRef, Layout};
use gouji_lint::Analysis;
use gouji_report::{CellGrid, Report, ShownText, Table};
use gouji_text::{Cancelled, Span, TextEdit, Value};

/// The layouts that a table can be converted to.
pub const LAYOUTS: [Layout; 3] = [Layout::Tabs, Layout::Pipes, Layout::Html];

/// A table that can be written in another layout. A menu offers the layouts from it; only the chosen one is written.
#[derive(Debug)]
pub struct ConvertibleTable {
    placed: PlacedTable,
    /// The lines of the table.
    span: Span,
    layout: Layout,
    /// The lines of the table end as before.
    line_break: &'static str,
}

impl ConvertibleTable {
    /// The table at `offset`; `None` if there is no table, or it was not read completely and with certainty.
    pub fn new(text: &str, report: &Report, offset: usize) -> Option<Self> {
        let table = report.tables.iter().find(|table| table.span.touches(offset))?;
        if !table.layout.is_grid() {
            return None;
        }
        let placed = PlacedTable::new(table, text, &ShownText::new(text)).ok()?;
        if placed.changed_labels > 0 || !is_complete(&placed, table) {
            return None;
        }
        let span = own_lines(text, table)?;
        let line_break = if span.slice(text).contains("\r\n") { "\r\n" } else { "\n" };
        Some(Self { placed, span, layout: table.layout, line_break })
    }

    /// Whether the table can be written in the layout `to`, and has another one.
    pub fn converts_to(&self, to: Layout) -> bool {
        self.layout != to && LAYOUTS.contains(&to)
    }

    /// The edit that writes the table in the layout `to`; `None` if it does not convert to it. [`reads_the_same`] tests the result.
    pub fn edit(&self, to: Layout) -> Option<TextEdit> {
        if !self.converts_to(to) {
            return None;
        }
        let form = FormTable::new(self.placed.def);
        let written = match to {
            Layout::Html => html(&form, &self.placed),
            Layout::Pipes => pipes(&form, &self.placed),
            _ => tabs(&form, &self.placed),
        };
        Some(TextEdit::new(self.span, written.join(self.line_break)))
    }
}

/// Whether the text with the `edit` has the same figures in the same cells, and no finding that the text does not have. `before` is the
/// analysis of the text, and `analyse` analyses the text with the edit.
///
/// # Errors
/// [`Cancelled`] if `analyse` is cancelled.
pub fn reads_the_same(
    text: &str,
    edit: &TextEdit,
    before: &Analysis,
    analyse: impl Fn(&str) -> Result<Analysis, Cancelled>,
) -> Result<bool, Cancelled> {
    let mut converted = text.to_owned();
    if converted.get(edit.span.start..edit.span.end).is_none() {
        return Ok(false);
    }
    converted.replace_range(edit.span.start..edit.span.end, &edit.text);
    let after = analyse(&converted)?;
    let (Some(old), Some(new)) = (&before.report, &after.report) else { return Ok(false) };
    let (known, found) = (rule_counts(before), rule_counts(&after));
    let is_known = |(rule, count): (&&str, &usize)| known.get(rule).is_some_and(|known| count <= known);
    Ok(figures(old) == figures(new) && found.iter().all(is_known))
}

/// Number of findings by rule.
fn rule_counts(analysis: &Analysis) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in &analysis.findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// The values of all cells, table by table.
fn figures(report: &Report) -> Vec<(usize, Vec<Option<Value>>)> {
    let values = |table: &Table| {
        let def = table.def()?;
        let grid = CellGrid::new(def, table);
        let cells =
            (0..def.rows.len()).flat_map(|row| (0..def.columns.len()).map(move |column| CellRef { row, column }));
        Some((table.def, cells.map(|at| grid.get(at).map(|cell| cell.value)).collect()))
    };
    report.tables.iter().filter_map(|table| values(table)).collect()
}

/// Whether the text has each row of the form, and each figure of the row.
fn is_complete(placed: &PlacedTable, table: &Table) -> bool {
    let has_row = |row: &usize| {
        let has_figure = |column: &usize| placed.figure_span(CellRef { row: *row, column: *column }).is_some();
        placed.def.columns_of(*row).iter().all(has_figure)
    };
    table.unseen_columns.is_empty() && (0..placed.def.rows.len()).all(|row| has_row(&row))
}

/// The lines of the table; `None` if other words share them.
fn own_lines(text: &str, table: &Table) -> Option<Span> {
    let span = if table.layout == Layout::Html { with_tags(text, table.span)? } else { table.span };
    let before = text.get(..span.start)?;
    let start = before.rfind(['\r', '\n']).map_or(0, |at| at + 1);
    let end = span.start + span.slice(text).trim_end_matches(['\r', '\n']).len();
    let rest = text.get(end..)?;
    let end_of_line = end + rest.find(['\r', '\n']).unwrap_or(rest.len());
    let is_blank = |span: Span| span.slice(text).chars().all(|c| c.is_whitespace() || c == '|');
    (is_blank(Span::new(start, span.start)) && is_blank(Span::new(end, end_of_line)))
        .then_some(Span::new(start, end_of_line))
}

/// The rows of an HTML table with the tags around them; `None` if words are between the tags.
fn with_tags(text: &str, rows: Span) -> Option<Span> {
    let (before, after) = (text.get(..rows.start)?, text.get(rows.end..)?);
    let start = before.to_ascii_lowercase().rfind("<table")?;
    let end = after.to_ascii_lowercase().find("</table>")?;
    let is_markup =
        |words: &str| words.split('<').all(|part| part.rsplit('>').next().is_some_and(|words| words.trim().is_empty()));
    (is_markup(before.get(start..)?) && is_markup(after.get(..end)?))
        .then_some(Span::new(start, rows.end + end + "</table>".len()))
}

/// The words of a cell on one line.
fn words(cell: &FormCell<'_>, placed: &PlacedTable) -> String {
    let words = match cell.content {
        Content::Band(label) | Content::Note(label) | Content::Header(label) | Content::Label(label) => label,
        Content::Figure(at) => placed.figure(at),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells of each row, with blanks where a merged cell covers the others.
fn grid(form: &FormTable<'_>, placed: &PlacedTable) -> Vec<Vec<String>> {
    let columns = form.columns();
    let mut rows = Vec::new();
    for row in &form.rows {
        let mut cells = vec![String::new(); columns];
        for cell in row {
            if let Some(slot) = cells.get_mut(cell.column) {
                *slot = words(cell, placed);
            }
        }
        rows.push(cells);
    }
    rows
}

fn tabs(form: &FormTable<'_>, placed: &PlacedTable) -> Vec<String> {
    grid(form, placed).into_iter().map(|cells| cells.join("\t")).collect()
}

fn pipes(form: &FormTable<'_>, placed: &PlacedTable) -> Vec<String> {
    let row = |cells: Vec<String>| {
        let cells: Vec<String> = cells.into_iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = grid(form, placed).into_iter().map(row).collect();
    // Markdown needs a delimiter row below the first row.
    lines.insert(lines.len().min(1), format!("|{}", " --- |".repeat(form.columns())));
    lines
}

fn html(form: &FormTable<'_>, placed: &PlacedTable) -> Vec<String> {
    let span = |name: &str, size: usize| if size > 1 { format!(" {name}=\"{size}\"") } else { String::new() };
    let cell = |cell: &FormCell<'_>| {
        let spans = span("colspan", cell.columns) + &span("rowspan", cell.rows);
        format!("<td{spans}>{}</td>", escaped(&words(cell, placed)))
    };
    let row = |row: &Vec<FormCell<'_>>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    let rows = form.rows.iter().map(row);
    std::iter::once("<table>".to_owned()).chain(rows).chain(std::iter::once("</table>".to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use gouji_lint::Analysis;

    use super::*;

    fn analyse(text: &str) -> Result<Analysis, Cancelled> {
        Ok(Analysis::new(text))
    }

    fn converted(text: &str, at: usize, to: Layout) -> Option<String> {
        let report = Analysis::new(text).report.expect("a report");
        let edit = ConvertibleTable::new(text, &report, report.tables[at].span.start)?.edit(to)?;
        assert_eq!(reads_the_same(text, &edit, &Analysis::new(text), analyse), Ok(true), "{to:?}: {}", edit.text);
        let mut text = text.to_owned();
        text.replace_range(edit.span.start..edit.span.end, &edit.text);
        Some(text)
    }

    #[test]
    fn each_table_goes_through_all_layouts_and_reads_the_same() {
        let clean = gouji_testkit::CLEAN;
        let count = Analysis::new(clean).report.expect("a report").tables.len();
        assert_eq!(count, 3);
        for at in 0..count {
            let mut text = clean.to_owned();
            let ways = [Layout::Pipes, Layout::Html, Layout::Tabs, Layout::Html, Layout::Pipes, Layout::Tabs];
            let mut seen: BTreeMap<String, String> = BTreeMap::new();
            for to in ways {
                text = converted(&text, at, to).unwrap_or_else(|| panic!("table {at} to {to:?}:\n{text}"));
                let report = Analysis::new(&text).report.expect("a report");
                assert_eq!((report.tables.len(), report.tables[at].layout), (count, to), "table {at}:\n{text}");
                assert_eq!(Analysis::new(&text).findings, [], "{text}");
                let known = seen.entry(format!("{to:?}")).or_insert_with(|| text.clone());
                assert_eq!(*known, text, "the way to the layout does not matter");
            }
        }
    }

    #[test]
    fn a_table_is_offered_exactly_in_the_layouts_that_it_can_be_written_in() {
        let report = Analysis::new(gouji_testkit::CLEAN).report.expect("a report");
        let table = ConvertibleTable::new(gouji_testkit::CLEAN, &report, report.tables[1].span.start).expect("a table");
        let offered: Vec<Layout> = LAYOUTS.into_iter().filter(|to| table.converts_to(*to)).collect();
        assert_eq!(offered, [Layout::Pipes, Layout::Html]);
        for to in LAYOUTS {
            assert_eq!(table.edit(to).is_some(), table.converts_to(to), "{to:?}");
        }
    }

    fn refused(text: &str, at: usize, to: Layout) {
        let report = Analysis::new(text).report.expect("a report");
        let table = report.tables.get(at).unwrap_or_else(|| panic!("no table {at}"));
        let found = ConvertibleTable::new(text, &report, table.span.start).and_then(|table| table.edit(to));
        assert_eq!(found, None, "{text}");
    }

    #[test]
    fn uncertain_and_incomplete_tables_are_refused() {
        let clean = gouji_testkit::CLEAN;
        let edited = |from: &str, to: &str| {
            assert!(clean.contains(from), "{from}");
            clean.replacen(from, to, 1)
        };
        // The same layout, a row with too few cells, a row that is left out, a label of the author, words between rows, a second table.
        refused(clean, 1, Layout::Tabs);
        refused(&edited("\t20\t5\t1\t0\t2\t0\t28", "\t20\t5\t1\t28"), 1, Layout::Pipes);
        refused(&edited("\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n", ""), 1, Layout::Pipes);
        refused(&edited("一、本年新收政府信息公开申请数量", "一、本年新收申请数量"), 1, Layout::Pipes);
        refused(&edited("二、上年结转政府", "以上为新收。\n二、上年结转政府"), 1, Layout::Pipes);
    }

    #[test]
    fn words_on_the_lines_of_a_table_are_never_dropped() {
        let html = converted(gouji_testkit::CLEAN, 1, Layout::Html).expect("a table");
        for text in [html.replacen("<table>", "说明<table>", 1), html.replacen("</table>", "</table>说明", 1)] {
            refused(&text, 1, Layout::Tabs);
        }
        let spread = html.replacen("<table>", "<TABLE border=1>\n<colgroup><col></colgroup>\n<tbody>", 1);
        let spread = spread.replacen("</table>", "</tbody>\n</TABLE>", 1);
        assert_eq!(converted(&spread, 1, Layout::Tabs), converted(&html, 1, Layout::Tabs));
    }

    #[test]
    fn figures_are_written_as_the_author_wrote_them() {
        let text = gouji_testkit::CLEAN.replacen("\t59.25\t", "\t59.250\t", 1).replacen(
            "行政许可\t436",
            "行政许可\t436（a|b<c）",
            1,
        );
        let pipes = converted(&text, 0, Layout::Pipes).expect("a table");
        assert!(pipes.contains("| 行政许可 | 436（a\\|b<c） |") && pipes.contains("| 59.250 |"), "{pipes}");
        let html = converted(&pipes, 0, Layout::Html).expect("a table");
        assert!(html.contains("<td colspan=\"3\">436（a|b&lt;c）</td>"), "{html}");
        assert_eq!(converted(&html, 0, Layout::Tabs).as_deref(), Some(text.as_str()));
    }

    #[test]
    fn a_change_of_a_figure_is_noticed() {
        let at = gouji_testkit::CLEAN.find("\t436").expect("a figure") + 1;
        for (span, new) in [(Span::new(at, at + 3), "437"), (Span::at(at), "1"), (Span::new(at, at + 900), "")] {
            let edit = TextEdit::new(span, new);
            let before = Analysis::new(gouji_testkit::CLEAN);
            assert_ne!(reads_the_same(gouji_testkit::CLEAN, &edit, &before, analyse), Ok(true), "{edit:?}");
        }
    }

    #[test]
    fn offered_conversions_of_other_texts_read_the_same() {
        let mut offered = 0;
        for number in 0..gouji_properties::seeds::BASES {
            let text = gouji_properties::seeds::base(number);
            let Some(report) = Analysis::new(text).report else { continue };
            for (at, to) in (0..report.tables.len()).flat_map(|at| LAYOUTS.map(|to| (at, to))) {
                let Some(converted) = converted(text, at, to) else { continue };
                offered += 1;
                // And back: the same figures, whatever the labels of the author were.
                let own = report.tables[at].layout;
                assert!(self::converted(&converted, at, own).is_some() || own == to, "{number}: {own:?} to {to:?}");
            }
        }
        assert!(offered > 12, "{offered}");
    }
}
