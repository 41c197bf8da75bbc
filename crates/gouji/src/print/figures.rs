//! The JSON elements of `extract`: the figures of a report, and files that were not read.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use gouji_l10n::{Catalogue, Message, msg};
use gouji_lint::extract::{Extract, Extracted, Slot, Unplaced};
use gouji_text::Span;
use gouji_text::harmless;
use gouji_text::places::{Place, Places};
use serde::Serialize;

use super::Elements;
use crate::print::names;
use crate::run::documents::{Document, Spot};
use crate::run::unread::Unread;

/// The output format of `gouji extract`.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum ExtractFormat {
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
    /// Places and omissions of the document, if the text was converted from one.
    pub document: Option<Arc<Document>>,
    /// Its figures.
    pub extract: Extract,
}

impl Figures {
    /// A message if the text has only parts of a report.
    pub fn caution(&self) -> Option<Message> {
        if self.extract.is_report {
            return None;
        }
        Some(msg::CliExtractPartial { path: names::shown(&self.path) }.into())
    }
}

/// A file. An unread file has the same fields, without content.
#[derive(Default, Serialize)]
struct ReportElement<'a> {
    file: String,
    /// `read`, `partial` for a text with only parts of a report, or `unread`.
    status: &'static str,
    /// Why it was not read.
    reason: Option<&'static str>,
    /// The message for `status` and `reason`.
    message: Option<String>,
    agency: Option<&'a str>,
    year: Option<u16>,
    period: Option<PeriodElement<'a>>,
    edition: Option<&'static str>,
    tables: Vec<TableElement<'a>>,
}

#[derive(Serialize)]
struct PeriodElement<'a> {
    first_year: Option<u16>,
    text: &'a str,
    #[serde(flatten)]
    range: PointRange,
}

#[derive(Serialize)]
struct TableElement<'a> {
    table: &'static str,
    name: &'static str,
    edition: &'static str,
    start: Option<TextPoint>,
    end: Option<TextPoint>,
    cells: Vec<CellElement<'a>>,
    unplaced: Vec<UnplacedElement<'a>>,
}

/// A figure that is in no cell of the official form.
#[derive(Serialize)]
struct UnplacedElement<'a> {
    row: Option<&'static str>,
    label: Option<&'a str>,
    value: Option<String>,
    text: &'a str,
    #[serde(flatten)]
    range: PointRange,
}

#[derive(Serialize)]
struct CellElement<'a> {
    #[serde(flatten)]
    name: CellName,
    /// The figure as a string: most programs read a JSON number as a binary fraction, which cannot represent 0.1 exactly.
    value: Option<String>,
    certainty: &'static str,
    text: Option<&'a str>,
    start: Option<TextPoint>,
    end: Option<TextPoint>,
    /// The place in the document, if the text was converted from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Spot>,
}

/// The ids and labels of a slot of the official form.
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
    pub fn new(table: &Extracted, slot: &Slot) -> Option<Self> {
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

/// A place as line and column, and as a byte offset.
#[derive(Serialize)]
struct TextPoint {
    #[serde(flatten)]
    place: Place,
    /// Offset from the beginning of the text, in bytes of UTF-8.
    byte: usize,
}

#[derive(Serialize)]
struct PointRange {
    start: TextPoint,
    end: TextPoint,
}

impl TextPoint {
    fn at(byte: usize, places: &Places<'_>) -> Self {
        Self { place: places.place(byte), byte }
    }

    fn start_and_end(span: Option<Span>, places: &Places<'_>) -> (Option<Self>, Option<Self>) {
        (span.map(|span| Self::at(span.start, places)), span.map(|span| Self::at(span.end, places)))
    }
}

impl PointRange {
    fn new(span: Span, places: &Places<'_>) -> Self {
        Self { start: TextPoint::at(span.start, places), end: TextPoint::at(span.end, places) }
    }
}

impl Elements for Figures {
    /// One element.
    fn elements(&self, _: &str, catalogue: &Catalogue) -> String {
        let (text, extract, places) = (&*self.text, &self.extract, Places::new(&self.text));
        let period = extract.period.map(|period| PeriodElement {
            first_year: period.first_year,
            text: period.span.slice(text),
            range: PointRange::new(period.span, &places),
        });
        line(&ReportElement {
            file: names::portable(&self.path),
            status: if extract.is_report { "read" } else { "partial" },
            reason: None,
            message: self.caution().map(|message| catalogue.render(&message)),
            agency: extract.agency.as_deref(),
            year: extract.year,
            period,
            edition: Some(&extract.edition.id),
            tables: extract
                .tables
                .iter()
                .map(|extracted| table(extracted, text, &places, self.document.as_deref()))
                .collect(),
        })
    }

    fn unread(unread: &Unread, catalogue: &Catalogue) -> String {
        line(&ReportElement {
            file: names::portable(&unread.path),
            status: "unread",
            reason: Some(unread.cause.reason.name()),
            message: Some(catalogue.render(&unread.cause.message)),
            ..ReportElement::default()
        })
    }
}

fn line(element: &ReportElement<'_>) -> String {
    // Serialization of an element does not fail.
    harmless::json(serde_json::to_string(element).unwrap_or_default())
}

fn table<'a>(table: &Extracted, text: &'a str, places: &Places<'_>, document: Option<&Document>) -> TableElement<'a> {
    let cell = |slot: &Slot| {
        let (start, end) = TextPoint::start_and_end(slot.span, places);
        Some(CellElement {
            name: CellName::new(table, slot)?,
            value: slot.value.map(|value| value.to_string()),
            certainty: slot.certainty.name(),
            text: slot.span.map(|span| span.slice(text)),
            start,
            end,
            document: slot.span.and_then(|span| document?.spot(span.start)),
        })
    };
    let unplaced = |figure: &Unplaced| UnplacedElement {
        row: figure.row.and_then(|row| table.def.rows.get(row)).map(|row| &*row.id),
        label: figure.label.map(|label| label.slice(text)),
        value: figure.value.map(|value| value.to_string()),
        text: figure.span.slice(text),
        range: PointRange::new(figure.span, places),
    };
    let (start, end) = TextPoint::start_and_end(table.span, places);
    TableElement {
        table: &table.def.id,
        name: &table.def.name.zh,
        edition: &table.edition.id,
        start,
        end,
        cells: table.slots.iter().filter_map(cell).collect(),
        unplaced: table.unplaced.iter().map(unplaced).collect(),
    }
}
