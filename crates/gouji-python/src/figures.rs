//! The figures of reports, as an Arrow array.

use std::num::NonZeroUsize;
use std::sync::Arc;

use arrow_array::builder::{Decimal128Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, StructArray};
use arrow_buffer::NullBuffer;
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType};
use gouji_edition::TableDef;
use gouji_lint::extract::{Extract, Extracted, Slot, Unplaced};
use gouji_report::ReadingCache;
use rust_decimal::Decimal;

use crate::array::{concatenated, lists, structures};
use crate::findings::report;
use crate::parallel::in_parts;
use crate::texts::Texts;

/// The number of decimal places of a value.
const SCALE: u8 = 10;
/// The number of digits of a value, before and after the point.
const PRECISION: u8 = 38;

/// Extracts the figures of each text, on all cores.
///
/// # Errors
/// The figures do not fit into an array.
pub fn extract(texts: &Texts, threads: Option<NonZeroUsize>) -> Result<ArrayData, ArrowError> {
    let items: Vec<Option<&str>> = texts.iter().collect();
    let parts = in_parts(
        &items,
        threads,
        |text| text.map_or(0, str::len),
        |cache, part| {
            let mut columns = ReportColumns::default();
            part.iter().for_each(|text| columns.add(*text, cache));
            columns.finish()
        },
    );
    concatenated(&parts.into_iter().collect::<Result<Vec<_>, _>>()?)
}

/// One row per text.
#[derive(Default)]
struct ReportColumns {
    present: Vec<bool>,
    status: StringBuilder,
    reason: StringBuilder,
    agency: StringBuilder,
    year: Int32Builder,
    edition: StringBuilder,
    figures_per_text: Vec<usize>,
    figures: FigureColumns,
}

impl ReportColumns {
    fn add(&mut self, text: Option<&str>, cache: &mut ReadingCache) {
        self.present.push(text.is_some());
        let report = text.map(|text| report(text, "", cache));
        let reason = report.as_ref().and_then(|report| report.as_ref().err()).map(|(reason, _)| *reason);
        self.reason.append_option(reason);
        let extract = text.zip(report.and_then(Result::ok)).map(|(text, report)| (text, Extract::new(&report, text)));
        let Some((text, extract)) = extract else {
            self.status.append_option(reason.map(|_| "unread"));
            self.agency.append_null();
            self.year.append_null();
            self.edition.append_null();
            self.figures_per_text.push(0);
            return;
        };
        self.status.append_value(if extract.is_report { "read" } else { "partial" });
        self.agency.append_option(extract.agency.as_deref());
        self.year.append_option(extract.year.map(i32::from));
        self.edition.append_value(&extract.edition.id);
        self.figures_per_text.push(extract.tables.iter().map(|table| self.figures.add(table, text)).sum());
    }

    fn finish(mut self) -> Result<StructArray, ArrowError> {
        let figures = lists(&self.figures_per_text, self.figures.finish()?)?;
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("status", Arc::new(self.status.finish())),
            ("reason", Arc::new(self.reason.finish())),
            ("agency", Arc::new(self.agency.finish())),
            ("year", Arc::new(self.year.finish())),
            ("edition", Arc::new(self.edition.finish())),
            ("figures", Arc::new(figures)),
        ];
        structures(columns, Some(NullBuffer::from(self.present)))
    }
}

/// One row per figure.
struct FigureColumns {
    table: StringBuilder,
    row: StringBuilder,
    column: StringBuilder,
    value: Decimal128Builder,
    certainty: StringBuilder,
    text: StringBuilder,
}

impl Default for FigureColumns {
    fn default() -> Self {
        let decimal = DataType::Decimal128(PRECISION, SCALE.cast_signed());
        Self {
            table: StringBuilder::new(),
            row: StringBuilder::new(),
            column: StringBuilder::new(),
            value: Decimal128Builder::new().with_data_type(decimal),
            certainty: StringBuilder::new(),
            text: StringBuilder::new(),
        }
    }
}

impl FigureColumns {
    /// Adds every slot of a table, and the figures without a slot. Returns their number.
    fn add(&mut self, table: &Extracted, text: &str) -> usize {
        let def = table.def;
        for Slot { row, column, certainty, value, span } in &table.slots {
            self.column.append_option(def.columns.get(*column).map(|column| &column.id));
            self.add_row(def, Some(*row), *value);
            self.certainty.append_value(certainty.name());
            self.text.append_option(span.map(|span| span.slice(text)));
        }
        for Unplaced { row, value, span, .. } in &table.unplaced {
            self.column.append_null();
            self.add_row(def, *row, *value);
            self.certainty.append_value("unplaced");
            self.text.append_value(span.slice(text));
        }
        table.slots.len() + table.unplaced.len()
    }

    fn add_row(&mut self, def: &TableDef, row: Option<usize>, value: Option<Decimal>) {
        self.table.append_value(&def.id);
        self.row.append_option(row.and_then(|row| def.rows.get(row)).map(|row| &row.id));
        self.value.append_option(value.and_then(scaled));
    }

    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("table", Arc::new(self.table.finish())),
            ("row", Arc::new(self.row.finish())),
            ("column", Arc::new(self.column.finish())),
            ("value", Arc::new(self.value.finish())),
            ("certainty", Arc::new(self.certainty.finish())),
            ("text", Arc::new(self.text.finish())),
        ];
        structures(columns, None)
    }
}

/// The value as a number of units of 10⁻¹⁰; `None` if it has more decimal places, or more than 38 digits with them.
fn scaled(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    let missing = u32::from(SCALE).checked_sub(value.scale())?;
    let scaled = value.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    (scaled.unsigned_abs() < 10_u128.pow(u32::from(PRECISION))).then_some(scaled)
}
