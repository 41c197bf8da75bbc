use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use gouji_edition::{LabelWords, Layout, label_words};
use gouji_text::{Span, Value, is_han};

use super::cell_markup;
use super::labels::{LabelMatch, Labels};
use crate::{Cell, Figures, LabelQuality, Placement};

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
    placed: OnceLock<(usize, Figures)>,
}

impl Cells {
    pub(super) fn new(cells: Vec<RawCell>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// Assigns the cells after the first `label_cells`, without the blank ones, to `columns` one by one; `None` if
    /// their numbers differ. The spans count from [`RawRow::from`].
    pub(super) fn one_each(&self, label_cells: usize, columns: &[usize]) -> Option<Figures> {
        let is_same = |figures: &Figures| figures.iter().map(|cell| cell.column).eq(columns.iter().copied().map(Some));
        if let Some((_, placed)) =
            self.placed.get().filter(|(skipped, placed)| *skipped == label_cells && is_same(placed))
        {
            return Some(placed.clone());
        }
        let filled = || self.iter().skip(label_cells).filter(|cell| cell.value != Value::Blank);
        if filled().count() != columns.len() {
            return None;
        }
        let placed = Figures::new(filled().zip(columns).map(|(cell, column)| cell.assigned_to(*column)), 0);
        // If another request is cached already, the result stays uncached.
        let _ = self.placed.set((label_cells, placed.clone()));
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
            let known = labels.meanings_with_note(cell.folded(), cell.without_note());
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

/// A cell as written in the text.
#[derive(Clone, Debug)]
pub(crate) struct RawCell {
    /// The place of the cell, in bytes from [`RawRow::from`].
    pub span: Span,
    pub value: Value,
    /// The words, folded like labels; `None` if the cell is no label.
    label: Option<CellLabel>,
    starts_with_digit: bool,
    /// Whether the cell continues in other lines. Then its span is that of its start.
    is_torn: bool,
}

/// The words of a cell that is no figure.
#[derive(Clone, Debug)]
enum CellLabel {
    /// The cell is written as a label of an edition.
    Official(&'static LabelWords),
    /// The cell has other words.
    Own(Box<LabelWords>),
}

impl CellLabel {
    fn own(words: LabelWords) -> Self {
        Self::Own(Box::new(words))
    }
}

impl RawCell {
    /// The cell at `span`, whose words are those of the text.
    pub(super) fn plain(text: &str, span: Span) -> Self {
        if let Some(cell) = Self::simple(text, span) {
            return cell;
        }
        let span = unquoted(text, span.trimmed(text));
        Self::new(span, span.slice(text))
    }

    /// The cell at `span` if it is empty or has only digits, as most cells. It equals the cell that [`RawCell::new`] reads, in a
    /// fraction of the time.
    fn simple(text: &str, span: Span) -> Option<Self> {
        const MAX_DIGITS: usize = 9;
        let words = span.slice(text).as_bytes();
        let rest = words.trim_ascii_start();
        let digits = rest.trim_ascii_end();
        if digits.len() > MAX_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        if digits.is_empty() {
            let span = span.trimmed(text);
            return Some(Self { span, value: Value::Blank, label: None, starts_with_digit: false, is_torn: false });
        }
        let number = digits.iter().fold(0, |number: u32, digit| 10 * number + u32::from(digit - b'0'));
        let start = span.start + (words.len() - rest.len());
        let span = Span::new(start, start + digits.len());
        let value = Value::Number(number.into());
        Some(Self { span, value, label: None, starts_with_digit: true, is_torn: false })
    }

    /// The cell at `span`, which may contain markup.
    pub(super) fn marked_up(text: &str, span: Span) -> Self {
        if let Some(cell) = Self::simple(text, span) {
            return cell;
        }
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
        let official = label_words(words).map(CellLabel::Official);
        let value = if official.is_some() { Value::Text } else { Value::read(words) };
        let label = official.or_else(|| (value == Value::Text).then(|| CellLabel::own(LabelWords::new(words))));
        let starts_with_digit = words.trim_start().starts_with(|c: char| c.is_ascii_digit());
        Self { span, value, label, starts_with_digit, is_torn: false }
    }

    /// Adds the words at `more` to the cell.
    pub(super) fn widen(&mut self, text: &str, more: Span) {
        self.span = self.span.cover(more);
        let words = LabelWords::new(self.span.slice(text));
        self.label = Some(CellLabel::own(LabelWords { without_note: None, ..words }));
    }

    /// Whether the cell was meant as a figure, but is none: `0.`.
    pub(super) fn is_garbled_figure(&self) -> bool {
        self.value == Value::Text && self.starts_with_digit && !self.folded().contains(is_han)
    }

    /// The words, folded like labels; empty if the cell is no label.
    pub(super) fn folded(&self) -> &str {
        self.label().map(|words| &*words.folded).unwrap_or_default()
    }

    /// The words without those in brackets at the end, folded like labels; `None` if there are none in brackets.
    fn without_note(&self) -> Option<&str> {
        self.label()?.without_note.as_deref()
    }

    fn label(&self) -> Option<&LabelWords> {
        match &self.label {
            Some(CellLabel::Official(words)) => Some(words),
            Some(CellLabel::Own(words)) => Some(words),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_cells_are_read_as_all_others() {
        for text in ["", " ", "\t \r", "0", " 12 ", "\t007\r", "123456789", "\u{3000}5\u{3000}"] {
            let cell = RawCell::plain(text, Span::new(0, text.len()));
            let words = Span::new(0, text.len()).trimmed(text);
            assert_eq!(format!("{cell:?}"), format!("{:?}", RawCell::new(words, words.slice(text))), "{text:?}");
        }
        for text in ["\u{3000}", "/", "1234567890", "1 2", "-1", "1.5", "1件", "１２"] {
            assert!(RawCell::simple(text, Span::new(0, text.len())).is_none(), "{text:?}");
        }
    }
}
