//! What was read of a report as an element of the JSON formats, and a file that could not be read.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use gouji_core::extract::{Extract, Extracted, Slot, Unplaced};
use gouji_core::{Catalogue, Message, Span};
use serde::Serialize;

use super::Elements;
use crate::documents::{Document, Spot};
use crate::places::{Place, Places};
use crate::unread::Unread;
use crate::{harmless, names};

/// Form of what `gouji extract` prints.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Form {
    /// One JSON array, with one object per file.
    #[default]
    Json,
    /// One JSON object per file, each on a line of its own.
    Jsonl,
    /// One line per cell, for spreadsheets.
    Csv,
}

/// A report with its figures.
#[derive(Debug)]
pub struct Figures {
    /// Its path, as the user wrote it or as the folder's listing gives it.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// What is known beside the text, where it is that of a document.
    pub document: Option<Arc<Document>>,
    /// Its figures.
    pub extract: Extract,
}

impl Figures {
    /// A message if the text has only parts of a report.
    pub fn caution(&self) -> Option<Message> {
        let is_report = self.extract.is_report;
        (!is_report).then(|| Message::new("cli-extract-partial").with("path", names::shown(&self.path)))
    }
}

/// A file. One that was not read has the same fields, without content.
#[derive(Default, Serialize)]
struct Element<'a> {
    file: String,
    /// `read`, `partial` for a text with only parts of a report, or `unread`.
    status: &'static str,
    /// Why it was not read.
    reason: Option<&'static str>,
    /// The same for people.
    message: Option<String>,
    agency: Option<&'a str>,
    year: Option<u16>,
    period: Option<Period<'a>>,
    edition: Option<&'static str>,
    tables: Vec<Table<'a>>,
}

#[derive(Serialize)]
struct Period<'a> {
    first_year: Option<u16>,
    text: &'a str,
    #[serde(flatten)]
    range: Range,
}

#[derive(Serialize)]
struct Table<'a> {
    table: &'static str,
    name: &'static str,
    edition: &'static str,
    start: Option<Point>,
    end: Option<Point>,
    cells: Vec<Cell<'a>>,
    unplaced: Vec<Loose<'a>>,
}

/// A figure that is in no cell of the official form.
#[derive(Serialize)]
struct Loose<'a> {
    row: Option<&'static str>,
    label: Option<&'a str>,
    value: Option<String>,
    text: &'a str,
    #[serde(flatten)]
    range: Range,
}

#[derive(Serialize)]
struct Cell<'a> {
    #[serde(flatten)]
    name: CellName,
    /// A string: most programs read a JSON number as a binary fraction, which is another number than 59.25 or 0.1 may be.
    value: Option<String>,
    certainty: &'static str,
    text: Option<&'a str>,
    start: Option<Point>,
    end: Option<Point>,
    /// Where in the document, where the report is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Spot>,
}

/// Which cell of the official form a slot is, in its words.
#[derive(Serialize)]
pub struct CellName {
    /// The format's id of the row.
    pub row: &'static str,
    /// Labels of the groups beside the row, the outermost first.
    pub row_group: String,
    /// The row's label; empty if the form has none.
    pub row_label: &'static str,
    /// The format's id of the column.
    pub column: &'static str,
    /// Labels of the groups over the column, the outermost first.
    pub column_group: String,
    /// The column's label.
    pub column_label: &'static str,
    /// The unit of the figure.
    pub unit: &'static str,
}

impl CellName {
    /// The name of a slot of `table`.
    pub fn of(table: &Extracted, slot: &Slot) -> Option<Self> {
        const BETWEEN: &str = " / ";
        let def = table.def;
        let (row, column) = (def.rows.get(slot.row)?, def.columns.get(slot.column)?);
        Some(Self {
            row: &row.id,
            row_group: def.groups_of_row(row).join(BETWEEN),
            row_label: &row.label,
            column: &column.id,
            column_group: def.groups_of_column(column).join(BETWEEN),
            column_label: &column.label,
            unit: &def.unit_of(slot.column).zh,
        })
    }
}

/// A place for people and for programs.
#[derive(Serialize)]
struct Point {
    #[serde(flatten)]
    place: Place,
    /// Offset from the beginning of the text, in bytes of UTF-8.
    byte: usize,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

impl Point {
    fn at(byte: usize, places: &Places<'_>) -> Self {
        Self { place: places.place(byte), byte }
    }

    fn ends(span: Option<Span>, places: &Places<'_>) -> (Option<Self>, Option<Self>) {
        (span.map(|span| Self::at(span.start, places)), span.map(|span| Self::at(span.end, places)))
    }
}

impl Range {
    fn of(span: Span, places: &Places<'_>) -> Self {
        Self { start: Point::at(span.start, places), end: Point::at(span.end, places) }
    }
}

impl Elements for Figures {
    /// One element.
    fn elements(&self, _: &str, catalogue: &Catalogue) -> String {
        let (text, extract, places) = (&*self.text, &self.extract, Places::new(&self.text));
        let period = extract.period.map(|period| Period {
            first_year: period.first_year,
            text: period.span.of(text),
            range: Range::of(period.span, &places),
        });
        line(&Element {
            file: self.path.display().to_string(),
            status: if extract.is_report { "read" } else { "partial" },
            reason: None,
            message: self.caution().map(|message| catalogue.render(&message)),
            agency: extract.agency.as_deref(),
            year: extract.year,
            period,
            edition: Some(&extract.format.id),
            tables: extract.tables.iter().map(|found| table(found, text, &places, self.document.as_deref())).collect(),
        })
    }

    fn unread(unread: &Unread, catalogue: &Catalogue) -> String {
        line(&Element {
            file: unread.path.display().to_string(),
            status: "unread",
            reason: Some(unread.cause.reason.name()),
            message: Some(catalogue.render(&unread.cause.message)),
            ..Element::default()
        })
    }
}

fn line(element: &Element<'_>) -> String {
    // Nothing in an element can fail to become JSON.
    harmless::json(serde_json::to_string(element).unwrap_or_default())
}

fn table<'a>(table: &Extracted, text: &'a str, places: &Places<'_>, document: Option<&Document>) -> Table<'a> {
    let cell = |slot: &Slot| {
        let (start, end) = Point::ends(slot.span, places);
        Some(Cell {
            name: CellName::of(table, slot)?,
            value: slot.value.map(|value| value.to_string()),
            certainty: slot.certainty.name(),
            text: slot.span.map(|span| span.of(text)),
            start,
            end,
            document: slot.span.and_then(|span| document?.spot(span.start)),
        })
    };
    let loose = |figure: &Unplaced| Loose {
        row: figure.row.and_then(|row| table.def.rows.get(row)).map(|row| row.id.as_str()),
        label: figure.label.map(|label| label.of(text)),
        value: figure.value.map(|value| value.to_string()),
        text: figure.span.of(text),
        range: Range::of(figure.span, places),
    };
    let (start, end) = Point::ends(table.span, places);
    Table {
        table: &table.def.id,
        name: &table.def.name.zh,
        edition: &table.format.id,
        start,
        end,
        cells: table.slots.iter().filter_map(cell).collect(),
        unplaced: table.unplaced.iter().map(loose).collect(),
    }
}
