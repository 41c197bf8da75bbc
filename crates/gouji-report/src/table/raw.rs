use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use gouji_edition::Layout;
use gouji_text::{Span, Value, is_han};

use super::cell_markup;
use super::labels::{LabelMatch, Labels, fold};
use crate::{Cell, LabelQuality, Placement};

/// A row as cells of text, before its label is matched.
#[derive(Clone, Debug)]
pub(crate) struct RawRow {
    pub layout: Layout,
    pub span: Span,
    /// The cells. Rows with the same words share them.
    pub cells: Arc<Cells>,
    /// Byte of the text from which the spans of the cells count.
    pub from: usize,
    /// Whether a blank line precedes the row.
    pub after_blank: bool,
    /// Index of its first line.
    pub first_line: usize,
    /// Index of its last line.
    pub last_line: usize,
}

impl RawRow {
    /// The span of a cell in the text.
    pub(super) fn place(&self, cell: &RawCell) -> Span {
        cell.span.shift(self.from)
    }

    /// The cells for a change. Clears what was cached about them.
    pub(super) fn cells_mut(&mut self) -> &mut Vec<RawCell> {
        let cells = Arc::make_mut(&mut self.cells);
        cells.labels = OnceLock::new();
        cells.placed = OnceLock::new();
        &mut cells.cells
    }
}

/// The cells of a row, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    cells: Vec<RawCell>,
    /// Labels that the cells match, cached for the first edition that asked.
    labels: OnceLock<(usize, Vec<(usize, LabelMatch)>)>,
    /// Cells assigned to columns, cached for the first `(label_cells, columns)` that was requested. Other requests
    /// compute it anew.
    placed: OnceLock<(usize, Arc<[Cell]>)>,
}

impl Cells {
    pub(super) fn new(cells: Vec<RawCell>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// Assigns the cells after the first `label_cells`, without the blank ones, to `columns` one by one; `None` if
    /// their numbers differ.
    pub(super) fn one_each(&self, label_cells: usize, columns: &[usize]) -> Option<Arc<[Cell]>> {
        let is_same = |cells: &[Cell]| cells.iter().map(|cell| cell.column).eq(columns.iter().copied().map(Some));
        if let Some((_, placed)) =
            self.placed.get().filter(|(skipped, placed)| *skipped == label_cells && is_same(placed))
        {
            return Some(Arc::clone(placed));
        }
        let filled = || self.iter().skip(label_cells).filter(|cell| cell.value != Value::Blank);
        if filled().count() != columns.len() {
            return None;
        }
        let placed: Arc<[Cell]> = filled().zip(columns).map(|(cell, column)| cell.assigned_to(*column)).collect();
        // If another request is cached already, the result stays uncached.
        let _ = self.placed.set((label_cells, Arc::clone(&placed)));
        Some(placed)
    }

    /// The labels of the edition that each cell with words matches, with the index of the cell.
    pub(super) fn label_matches(&self, labels: &Labels) -> Cow<'_, [(usize, LabelMatch)]> {
        let words = || self.iter().enumerate().filter(|(_, cell)| cell.value == Value::Text);
        let meanings = |(at, cell): (usize, &RawCell)| {
            let is_torn = cell.is_torn;
            // In a torn cell, a slip of the author cannot be distinguished from words that the line break changed.
            let matched = move |known: LabelMatch| {
                if is_torn { LabelMatch { quality: LabelQuality::Official, ..known } } else { known }
            };
            let known = labels.meanings_with_note(cell.folded(), cell.without_note.as_deref());
            known.into_iter().map(move |meaning| (at, matched(meaning)))
        };
        match self.labels.get_or_init(|| (labels.edition, words().flat_map(meanings).collect())) {
            (edition, matches) if *edition == labels.edition => Cow::Borrowed(matches),
            _ => words().flat_map(meanings).collect(),
        }
    }
}

impl Deref for Cells {
    type Target = [RawCell];

    fn deref(&self) -> &[RawCell] {
        &self.cells
    }
}

/// The span without the quotes that spreadsheets put around a cell.
fn unquoted(text: &str, span: Span) -> Span {
    let inner = span.slice(text).strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    match inner.filter(|inner| inner.matches('"').count() % 2 == 0) {
        Some(_) => Span::new(span.start + 1, span.end - 1).trimmed(text),
        None => span,
    }
}

/// The words before a note in brackets at the end of a label.
fn without_note(words: &str) -> Option<&str> {
    let inside = words.trim_end().strip_suffix(['）', ')'])?;
    let open = inside.find(['（', '(']).filter(|open| *open > 0)?;
    inside.get(..open)
}

/// A cell as written in the text.
#[derive(Clone, Debug)]
pub(crate) struct RawCell {
    /// The place of the cell, in bytes from [`RawRow::from`].
    pub span: Span,
    pub value: Value,
    /// The words, folded like labels; `None` if the cell is no label.
    folded: Option<String>,
    /// The same without the words in brackets at the end; `None` if there are none.
    without_note: Option<String>,
    starts_with_digit: bool,
    /// Whether the cell continues in other lines. Then its span is that of its start.
    is_torn: bool,
}

impl RawCell {
    /// The cell at `span`, whose words are those of the text.
    pub(super) fn plain(text: &str, span: Span) -> Self {
        if let Some(cell) = Self::digits(text, span) {
            return cell;
        }
        let span = unquoted(text, span.trimmed(text));
        Self::new(span, span.slice(text))
    }

    /// The cell at `span` if it has only digits, as most cells do. It equals the cell that [`RawCell::new`] reads, in a fraction of
    /// the time.
    fn digits(text: &str, span: Span) -> Option<Self> {
        const MAX_DIGITS: usize = 9;
        let words = span.slice(text).as_bytes();
        let rest = words.trim_ascii_start();
        let digits = rest.trim_ascii_end();
        if digits.is_empty() || digits.len() > MAX_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let number = digits.iter().fold(0, |number: u32, digit| 10 * number + u32::from(digit - b'0'));
        let start = span.start + (words.len() - rest.len());
        let span = Span::new(start, start + digits.len());
        let value = Value::Number(number.into());
        Some(Self { span, value, folded: None, without_note: None, starts_with_digit: true, is_torn: false })
    }

    /// The cell at `span`, which may contain markup.
    pub(super) fn marked_up(text: &str, span: Span) -> Self {
        let span = span.trimmed(text);
        Self::new(span, &cell_markup::strip(span.slice(text)))
    }

    /// The cell at `span` with the words `words`, whatever the text has at `span`.
    pub(super) fn with_words(span: Span, words: &str) -> Self {
        Self::new(span, words)
    }

    /// A cell with the text `words` that begins at `span` and continues in other lines.
    pub(super) fn torn(span: Span, words: &str) -> Self {
        Self { is_torn: true, ..Self::new(span, words) }
    }

    /// The same cell in a row whose spans count from `bytes` bytes earlier.
    pub(super) fn shifted(&self, bytes: usize) -> Self {
        Self { span: self.span.shift(bytes), ..self.clone() }
    }

    /// The figure of the cell, assigned to `column` with certainty.
    pub(super) const fn assigned_to(&self, column: usize) -> Cell {
        Cell { span: self.span, value: self.value, column: Some(column), placement: Placement::Certain }
    }

    fn new(span: Span, words: &str) -> Self {
        let value = Value::read(words);
        let folded = (value == Value::Text).then(|| fold(words));
        let without_note = if value == Value::Text { without_note(words).map(fold) } else { None };
        let starts_with_digit = words.trim_start().starts_with(|c: char| c.is_ascii_digit());
        Self { span, value, folded, without_note, starts_with_digit, is_torn: false }
    }

    /// Adds the words at `more` to the cell.
    pub(super) fn widen(&mut self, text: &str, more: Span) {
        self.span = self.span.cover(more);
        self.folded = Some(fold(self.span.slice(text)));
        self.without_note = None;
    }

    /// Whether the cell was meant as a figure, but is none: `0.`.
    pub(super) fn is_garbled_figure(&self) -> bool {
        self.value == Value::Text && self.starts_with_digit && !self.folded().contains(is_han)
    }

    /// The words, folded like labels; empty if the cell is no label.
    pub(super) fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_digits_are_read_as_all_others() {
        for text in ["0", " 12 ", "\t007\r", "123456789", "\u{3000}5\u{3000}"] {
            let cell = RawCell::plain(text, Span::new(0, text.len()));
            let words = Span::new(0, text.len()).trimmed(text);
            assert_eq!(format!("{cell:?}"), format!("{:?}", RawCell::new(words, words.slice(text))), "{text:?}");
        }
        for text in ["", "  ", "1234567890", "1 2", "-1", "1.5", "1件", "１２"] {
            assert!(RawCell::digits(text, Span::new(0, text.len())).is_none(), "{text:?}");
        }
    }
}
