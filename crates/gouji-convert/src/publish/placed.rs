//! Assigns the figures of a table of the report to the cells of the form.

use std::collections::HashMap;

use gouji_edition::{CellRef, Layout, TableDef};
use gouji_report::{LabelQuality, Placement, ShownText, Table, TableRow};
use gouji_text::{Span, is_page_number};

use super::plan::PrintedText;

/// Why a report cannot be laid out as the form prints it: something in its tables has no place in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// What has no place.
    pub reason: UnplacedReason,
    /// Its place, in bytes of the text.
    pub span: Span,
}

/// A part of a table that has no place in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnplacedReason {
    /// The table occurs a second time, or its second part was read as a table of its own.
    Repeated,
    /// A row that is no row of the form, such as a subtotal, or that occurs twice.
    Row,
    /// A figure whose column is uncertain.
    Figure,
    /// Words between the rows.
    Words,
    /// A row of the form whose figures were not read.
    Unread,
    /// The report is longer than any report can be.
    TooLarge,
}

/// The figures of a table by their places in the form.
#[derive(Clone, Debug)]
pub struct PlacedTable {
    /// The definition of the table.
    pub def: &'static TableDef,
    figures: HashMap<CellRef, PrintedText>,
    /// The labels of its rows in the text: the row of the form, and the place.
    labels: HashMap<usize, Span>,
    /// The table in the text.
    pub span: Span,
    /// Number of labels that differ from the official ones.
    pub changed_labels: usize,
}

impl PlacedTable {
    /// Places the figures of `table`.
    ///
    /// # Errors
    /// The first part of the table that has no place.
    pub fn new(table: &Table, text: &str, shown: &ShownText<'_>) -> Result<Self, Unplaced> {
        let unplaced = |reason, span| Unplaced { reason, span };
        let def = table.def().ok_or(unplaced(UnplacedReason::Row, table.span))?;
        // A tear within a row is the label of a row that has moved sideways.
        let between = table.tears.iter().filter(|tear| tear.slice(text).starts_with(['\r', '\n']));
        if let Some(tear) = between.into_iter().find(|tear| !is_residue(tear.slice(text))) {
            return Err(unplaced(UnplacedReason::Words, tear.trimmed(text)));
        }
        if !table.unread.is_empty() {
            return Err(unplaced(UnplacedReason::Unread, table.span));
        }
        let headers = table.header.iter().filter(|cell| cell.quality == LabelQuality::Recognised).count();
        let (figures, labels) = (HashMap::new(), HashMap::new());
        let mut placed = Self { def, figures, labels, span: table.span, changed_labels: headers };
        let mut seen = Vec::new();
        for row in &table.rows {
            let Some(at) = row.row.filter(|at| !seen.contains(at)) else {
                return Err(unplaced(UnplacedReason::Row, row.place(text)));
            };
            seen.push(at);
            placed.add(at, row, table.layout, shown)?;
        }
        Ok(placed)
    }

    fn add(&mut self, row: usize, source: &TableRow, layout: Layout, shown: &ShownText<'_>) -> Result<(), Unplaced> {
        self.labels.extend(source.label.map(|label| (row, label.span)));
        let is_recognised = source.label.is_some_and(|label| label.quality == LabelQuality::Recognised);
        self.changed_labels += usize::from(is_recognised);
        for cell in source.cells.iter() {
            match cell.column {
                // The span of a cell that a merged cell above covers is the start of its row.
                Some(_) if layout == Layout::Html && cell.span.start == source.span.start => {}
                Some(column) if cell.placement == Placement::Certain => {
                    let words = shown.cell(cell.span).trim().to_owned();
                    self.figures.insert(CellRef { row, column }, PrintedText { words, span: cell.span });
                }
                _ if cell.span.is_empty() => {}
                _ => return Err(Unplaced { reason: UnplacedReason::Figure, span: cell.span }),
            }
        }
        Ok(())
    }

    /// The figure in a cell of the form, as the author wrote it; empty if there is none.
    pub fn figure(&self, at: CellRef) -> &str {
        self.figures.get(&at).map_or("", |figure| figure.words.as_str())
    }

    /// The place of a figure in the text; `None` if the text has no cell for it.
    pub fn figure_span(&self, at: CellRef) -> Option<Span> {
        self.figures.get(&at).map(|figure| figure.span)
    }

    /// The place of the label of a row in the text.
    pub fn label_span(&self, row: usize) -> Option<Span> {
        self.labels.get(&row).copied()
    }
}

/// Whether text between two rows is residue of pages: blank lines and page numbers.
fn is_residue(between: &str) -> bool {
    between.lines().all(|line| line.trim().is_empty() || is_page_number(line))
}
