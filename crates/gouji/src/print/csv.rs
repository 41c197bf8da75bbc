//! CSV with one line per cell, for spreadsheets and statistics. Excel recognises UTF-8 by the byte order mark.

use gouji_l10n::Catalogue;
use gouji_text::harmless;
use gouji_text::places::Places;

use super::figures::{CellName, Figures};
use super::{Envelope, Printer};
use crate::print::names;
use crate::run::documents::Spot;
use crate::run::totals::Totals;

/// The names of the fields.
const HEAD: [&str; 20] = [
    "file",
    "agency",
    "year",
    "edition",
    "table",
    "row",
    "row_group",
    "row_label",
    "column",
    "column_group",
    "column_label",
    "unit",
    "value",
    "certainty",
    "text_line",
    "text_column",
    "document_table",
    "document_row",
    "document_column",
    "document_page",
];

/// The first characters of cells that a spreadsheet evaluates as formulas.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Prints one row per cell.
pub struct CsvRows;

impl Printer<Figures> for CsvRows {
    fn fragment(&self, report: &Figures, _: &Catalogue) -> String {
        let (extract, places) = (&report.extract, Places::new(&report.text));
        let file = no_formula(names::shown(&report.path));
        let agency = no_formula(harmless::words(extract.agency.as_deref().unwrap_or_default()).into_owned());
        let year = extract.year.map(|year| year.to_string()).unwrap_or_default();
        let slots = extract.tables.iter().flat_map(|table| table.slots.iter().map(move |slot| (table, slot)));
        let records = slots.filter_map(|(table, slot)| {
            let name = CellName::new(table, slot)?;
            let value = slot.value.map(|value| value.to_string()).unwrap_or_default();
            let spot = slot.span.and_then(|span| report.document.as_ref()?.spot(span.start));
            // A document has no lines.
            let place = match spot {
                Some(_) => None,
                None => slot.span.map(|span| places.place(span.start)),
            };
            let [in_table, in_row, in_column, on_page] = match spot {
                Some(Spot::Cell { table, row, column, page }) => [Some(table), Some(row), Some(column), page],
                _ => [None; 4],
            };
            let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
            Some([
                file.clone(),
                agency.clone(),
                year.clone(),
                table.edition.id.to_string(),
                table.def.id.to_string(),
                name.row.into(),
                name.row_group,
                name.row_label.into(),
                name.column.into(),
                name.column_group,
                name.column_label.into(),
                name.unit.into(),
                value,
                slot.certainty.name().into(),
                number(place.map(|place| place.line)),
                number(place.map(|place| place.column)),
                number(in_table),
                number(in_row),
                number(in_column),
                number(on_page),
            ])
        });
        to_csv(records)
    }

    fn envelope(&self, _: &Totals, _: &Catalogue) -> Envelope {
        let head = format!("\u{FEFF}{}", to_csv([HEAD]));
        Envelope { none: head.clone(), head, ..Envelope::default() }
    }
}

/// Prevents a spreadsheet from taking text of a report, or the name of a file, for a formula. Figures are not changed.
fn no_formula(text: String) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

fn to_csv<R: IntoIterator<Item: AsRef<[u8]>>>(records: impl IntoIterator<Item = R>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and all records have the same number of fields.
    let all: Result<(), ::csv::Error> = records.into_iter().try_for_each(|record| writer.write_record(record));
    let bytes = all.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
