use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use gouji_edition::Layout;
use gouji_text::{Span, Value};

use super::labels::{Known, Labels, fold};
use super::markup;
use crate::{Cell, LabelQuality, Placement};

/// A row as it stands in the text, before anyone knows what it means.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    pub layout: Layout,
    pub span: Span,
    /// Rows that read alike share them.
    pub cells: Arc<Cells>,
    /// The byte of the text from which the places of its cells count.
    pub from: usize,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// Index of its first line.
    pub first_line: usize,
    /// Index of its last line.
    pub last_line: usize,
}

impl RawRow {
    /// Where one of its cells stands in the text.
    pub(super) fn place(&self, cell: &RawCell) -> Span {
        cell.span.shift(self.from)
    }

    /// Its cells, to be changed.
    pub(super) fn cells_mut(&mut self) -> &mut Vec<RawCell> {
        let cells = Arc::make_mut(&mut self.cells);
        (cells.known, cells.placed) = Default::default();
        &mut cells.cells
    }
}

/// The cells of a row, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    cells: Vec<RawCell>,
    /// What the edition that asked first knows of them.
    known: OnceLock<(usize, Vec<(usize, Known)>)>,
    /// The figures of whoever asked first, and behind how many cells they stand.
    placed: OnceLock<(usize, Arc<[Cell]>)>,
}

impl Cells {
    pub(super) fn new(cells: Vec<RawCell>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// The cells behind the first few, without the blank ones, where they are as many as `columns`: one for each.
    pub(super) fn one_each(&self, behind: usize, columns: &[usize]) -> Option<Arc<[Cell]>> {
        let is_asked = |cells: &[Cell]| cells.iter().map(|cell| cell.column).eq(columns.iter().copied().map(Some));
        if let Some((_, placed)) = self.placed.get().filter(|(from, placed)| *from == behind && is_asked(placed)) {
            return Some(Arc::clone(placed));
        }
        let filled = || self.iter().skip(behind).filter(|cell| cell.value != Value::Blank);
        if filled().count() != columns.len() {
            return None;
        }
        let placed: Arc<[Cell]> = filled().zip(columns).map(|(cell, column)| cell.certain(*column)).collect();
        // Others may ask otherwise.
        let _ = self.placed.set((behind, Arc::clone(&placed)));
        Some(placed)
    }

    /// What each of the cells that bear words can stand for, by its place among them.
    pub(super) fn known(&self, labels: &Labels) -> Cow<'_, [(usize, Known)]> {
        let words = || self.iter().enumerate().filter(|(_, cell)| cell.value == Value::Text);
        let meanings = |(at, cell): (usize, &RawCell)| {
            let is_torn = cell.is_torn;
            // Which of its words are the author's slip and which a break took cannot be told.
            let known =
                move |known: Known| if is_torn { Known { quality: LabelQuality::Official, ..known } } else { known };
            labels.meanings_of(cell.folded()).into_iter().map(move |meaning| (at, known(meaning)))
        };
        match self.known.get_or_init(|| (labels.edition, words().flat_map(meanings).collect())) {
            (edition, known) if *edition == labels.edition => Cow::Borrowed(known),
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
    let inner = span.of(text).strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    match inner.filter(|inner| inner.matches('"').count() % 2 == 0) {
        Some(_) => Span::new(span.start + 1, span.end - 1).trimmed(text),
        None => span,
    }
}

/// A cell as it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct RawCell {
    /// Where it stands, as its row counts.
    pub span: Span,
    pub value: Value,
    /// Words that may be a label, as labels are compared.
    folded: Option<String>,
    /// Whether it goes on in another line, so that its place is that of its beginning.
    is_torn: bool,
}

impl RawCell {
    /// The cell at `span`, whose words stand there as they are.
    pub(super) fn plain(text: &str, span: Span) -> Self {
        let span = unquoted(text, span.trimmed(text));
        Self::of(span, span.of(text))
    }

    /// The cell at `span`, which may contain markup.
    pub(super) fn marked_up(text: &str, span: Span) -> Self {
        let span = span.trimmed(text);
        Self::of(span, &markup::without(span.of(text)))
    }

    /// The cell at `span` that says `words`, whatever stands there.
    pub(super) fn saying(span: Span, words: &str) -> Self {
        Self::of(span, words)
    }

    /// A cell with the text `words` that begins at `span` and continues in other lines.
    pub(super) fn torn(span: Span, words: &str) -> Self {
        Self { is_torn: true, ..Self::of(span, words) }
    }

    /// The same cell in a row that counts from so many bytes earlier.
    pub(super) fn moved_by(&self, bytes: usize) -> Self {
        Self { span: self.span.shift(bytes), ..self.clone() }
    }

    /// The figure that it is, in the column for which it certainly stands.
    pub(super) const fn certain(&self, column: usize) -> Cell {
        Cell { span: self.span, value: self.value, column: Some(column), placement: Placement::Certain }
    }

    fn of(span: Span, says: &str) -> Self {
        let value = Value::read(says);
        let folded = (value == Value::Text).then(|| fold(says));
        Self { span, value, folded, is_torn: false }
    }

    /// Adds what stands at `more` to its words.
    pub(super) fn widen(&mut self, text: &str, more: Span) {
        self.span = self.span.cover(more);
        self.folded = Some(fold(self.span.of(text)));
    }

    /// What the cell says, as labels are compared; empty where it is no label.
    pub(super) fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or_default()
    }
}
