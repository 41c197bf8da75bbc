//! Finds rows that a table lacks, but whose label or figures are in the section: a line above the table, or a row without
//! its label. Such rows are unread, not missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji_edition::{Layout, TableDef};
use gouji_text::{Span, Value, strip_ordinal};

use super::cell_markup;
use super::labels::{Labels, Meaning};
use crate::source::ReportSource;
use crate::{LabelQuality, Section, Table};

/// Adds the rows that are in the section of their table to [`Table::unread`].
pub(super) fn mark(source: ReportSource<'_>, sections: &[Section], tables: &mut [Arc<Table>]) {
    let mut spans: Vec<Span> = tables.iter().map(|table| table.span).collect();
    spans.sort_unstable_by_key(|span| span.start);
    for table in tables {
        let Some(def) = table.def() else { continue };
        let absent = absent_rows(table, def);
        if absent.is_empty() {
            continue;
        }
        let section = sections.iter().map(|section| section.span).find(|section| section.contains(table.span));
        // The heading itself is the first line of its section.
        let section = section.map_or(table.span, |section| without_first_line(source.text, section));
        let around = between_neighbours(&spans, table.span, section);
        let mut unread = labelled(source, around, table, &absent);
        unread.extend(unlabelled(source.text, table, def, &absent));
        if !unread.is_empty() {
            let table = Arc::make_mut(table);
            table.unread.extend(unread);
            table.unread.sort_unstable();
            table.unread.dedup();
        }
    }
}

fn without_first_line(text: &str, section: Span) -> Span {
    let end = section.slice(text).find('\n').map_or(section.end, |end| section.start + end + 1);
    Span::new(end, section.end)
}

/// The part of the section from the end of the table before `own` to the start of the table after it. So no line is read for more than
/// two tables, however many the section has.
fn between_neighbours(spans: &[Span], own: Span, section: Span) -> Span {
    let at = spans.partition_point(|span| span.start < own.start);
    let before = at.checked_sub(1).and_then(|before| spans.get(before)).map_or(0, |before| before.end);
    let next = spans.get(at..).unwrap_or_default().iter().find(|span| span.start >= own.end);
    let start = section.start.max(before).min(own.start);
    Span::new(start, next.map_or(section.end, |next| next.start.min(section.end)).max(own.end))
}

/// The rows of the definition that the table does not have.
fn absent_rows(table: &Table, def: &TableDef) -> Vec<usize> {
    let has_label = |row: &usize| def.rows.get(*row).is_some_and(|row| !row.label.is_empty());
    let is_absent = |row: &usize| table.row(*row).is_none() && !table.unread.contains(row);
    (0..def.rows.len()).filter(has_label).filter(is_absent).collect()
}

/// The `absent` rows whose whole label is a line in `around`, or a cell of one. Figures may follow it.
fn labelled(source: ReportSource<'_>, around: Span, table: &Table, absent: &[usize]) -> BTreeSet<usize> {
    let Some(labels) = Labels::editions().iter().find(|labels| labels.is_of(table.edition)) else {
        return BTreeSet::new();
    };
    let first = source.lines.partition_point(|line| line.span.start < around.start);
    let lines = source.lines.get(first..).unwrap_or_default().iter().take_while(|line| line.span.end <= around.end);
    let lines = lines.take_while(|_| !source.cancel.is_cancelled());
    let cells = lines.flat_map(|line| line.span.slice(source.text).split(['\t', '|']));
    cells
        .filter_map(|cell| row_of(labels, table.def, &cell_markup::strip(cell)))
        .filter(|row| absent.contains(row))
        .collect()
}

/// The row whose official label is `words`, without figures after it.
fn row_of(labels: &Labels, table: usize, words: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    let is_figure = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-');
    let words = words.trim_start().trim_end_matches(is_figure);
    if words.is_empty() || words.chars().count() > LONGEST {
        return None;
    }
    let known = labels.exact(words);
    let own = || known.iter().filter(|known| known.table == table);
    // 其他 and 总计 are labels of columns, too. Only their number shows that they are the labels of rows.
    let is_of_column = own().any(|known| matches!(known.meaning, Meaning::Column(_)));
    if is_of_column && strip_ordinal(words) == words {
        return None;
    }
    own().find_map(|known| match known.meaning {
        Meaning::Row(row) if known.quality == LabelQuality::Official => Some(row),
        _ => None,
    })
}

/// The `absent` rows between two rows of the table, if the lines between these have figures for them, but no words.
fn unlabelled(text: &str, table: &Table, def: &TableDef, absent: &[usize]) -> BTreeSet<usize> {
    if matches!(table.layout, Layout::Html | Layout::CellLines | Layout::Loose) {
        return BTreeSet::new();
    }
    let gaps = absent.chunk_by(|row, next| row + 1 == *next);
    let is_filled = |gap: &&[usize]| {
        let (Some(first), Some(last)) = (gap.first(), gap.last()) else { return false };
        let before = table.rows.iter().rfind(|row| row.row.is_some_and(|row| row < *first));
        let after = table.rows.iter().find(|row| row.row.is_some_and(|row| row > *last));
        let start = before.map_or(table.span.start, |row| row.span.end);
        let end = after.map_or(table.span.end, |row| row.span.start);
        let lines = text.get(start..end).unwrap_or_default().lines();
        lines.filter(|line| figures(line) == def.columns_of(*first).len()).count() >= gap.len()
    };
    gaps.filter(is_filled).flatten().copied().collect()
}

/// The number of figures in a line; 0 if the line has words.
fn figures(line: &str) -> usize {
    let mut figures = 0;
    for cell in line.split(['\t', '|']) {
        match Value::read(cell) {
            Value::Number(_) | Value::Noted(_) | Value::Doubtful => figures += 1,
            Value::Blank => {}
            Value::Stroke | Value::Text => return 0,
        }
    }
    figures
}
