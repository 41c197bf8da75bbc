//! Aligns the columns of a Markdown table.

use gouji_text::{Span, TextEdit, lines};
use unicode_width::UnicodeWidthStr;

use super::lines::is_delimiter;

/// Wider cells are not padded to the width of others, and others not to theirs.
const MAX_WIDTH: usize = 80;
/// Dashes of a delimiter cell at least.
const MIN_WIDTH: usize = 3;
/// How much longer a table may become. A longer one has many cells that are as good as empty, and stays as it is.
const MAX_GROWTH: usize = 8;

/// The alignment of a column, from the colons of its delimiter cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ColumnAlignment {
    #[default]
    Left,
    Right,
}

/// The edits that align the table whose rows are the lines of `span`.
pub(super) fn align(text: &str, span: Span) -> Vec<TextEdit> {
    let rows: Vec<(Span, Vec<&str>)> = lines(span.slice(text))
        .map(|(line, words)| {
            let words = words.trim_end_matches(['\n', '\r']);
            (Span::new(line.start, line.start + words.len()).shift(span.start), cells(words))
        })
        .collect();
    let widths = widths(&rows);
    let alignments: Vec<ColumnAlignment> =
        rows.get(1).map(|(_, cells)| cells.iter().map(|cell| alignment(cell)).collect()).unwrap_or_default();
    let longest = span.len().saturating_mul(MAX_GROWTH);
    let mut length = 0;
    let mut edits = Vec::new();
    for (line, cells) in &rows {
        let row = render(cells, &widths, &alignments, is_delimiter(line.slice(text)));
        length += row.len();
        if length > longest {
            return Vec::new();
        }
        edits.extend(smallest_edit(text, *line, &row));
    }
    edits
}

/// The words of the cells of a row between pipes. An escaped pipe is a part of a cell.
fn cells(row: &str) -> Vec<&str> {
    let inner = row.trim_matches(' ');
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, c) in inner.char_indices() {
        if c == '|' && !is_escaped {
            cells.push(inner.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    cells.push(inner.get(start..).unwrap_or_default());
    cells.into_iter().map(|cell| cell.trim_matches([' ', '\t'])).collect()
}

fn widths(rows: &[(Span, Vec<&str>)]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for (at, (_, cells)) in rows.iter().enumerate() {
        if cells.len() > widths.len() {
            widths.resize(cells.len(), MIN_WIDTH);
        }
        // The delimiter row follows the others.
        if at == 1 {
            continue;
        }
        for (width, cell) in widths.iter_mut().zip(cells) {
            let own = cell.width();
            if own <= MAX_WIDTH {
                *width = own.max(*width);
            }
        }
    }
    widths
}

fn alignment(delimiter: &str) -> ColumnAlignment {
    if delimiter.ends_with(':') && !delimiter.starts_with(':') { ColumnAlignment::Right } else { ColumnAlignment::Left }
}

fn render(cells: &[&str], widths: &[usize], alignments: &[ColumnAlignment], is_delimiter: bool) -> String {
    let mut row = String::from("|");
    for (at, cell) in cells.iter().enumerate() {
        let width = widths.get(at).copied().unwrap_or_default();
        let missing = width.saturating_sub(cell.width());
        row.push(' ');
        if is_delimiter {
            row.push_str(&dashes(cell, width));
        } else if alignments.get(at) == Some(&ColumnAlignment::Right) {
            row.extend(std::iter::repeat_n(' ', missing));
            row.push_str(cell);
        } else {
            row.push_str(cell);
            row.extend(std::iter::repeat_n(' ', missing));
        }
        row.push_str(" |");
    }
    row
}

/// A delimiter cell of this width, with its colons.
fn dashes(cell: &str, width: usize) -> String {
    let (left, right) = (cell.starts_with(':'), cell.ends_with(':') && cell.len() > 1);
    let dashes = width.saturating_sub(usize::from(left) + usize::from(right)).max(1);
    format!("{}{}{}", if left { ":" } else { "" }, "-".repeat(dashes), if right { ":" } else { "" })
}

/// The edit that changes only the characters that differ.
fn smallest_edit(text: &str, line: Span, row: &str) -> Option<TextEdit> {
    let old = line.slice(text);
    if old == row {
        return None;
    }
    let same = |a: (usize, char), b: char| a.1 == b;
    let prefix: usize =
        old.char_indices().zip(row.chars()).take_while(|(a, b)| same(*a, *b)).map(|((_, c), _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (old.get(prefix..)?, row.get(prefix..)?);
    let suffix: usize =
        old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let span = Span::new(line.start + prefix, line.end - suffix);
    Some(TextEdit::new(span, new_rest.get(..new_rest.len() - suffix)?))
}
