//! Reads the official tables: first as raw rows, whatever the layout, then as tables of the form.

mod align;
mod builder;
mod cell_markup;
mod choose;
mod classify;
mod editions;
mod eliminate;
mod grid;
mod html;
mod impossible;
mod labels;
mod loose;
mod order;
mod pipes;
mod place;
mod plain;
mod raw;
mod rows;
mod torn_header;
mod unread_rows;
mod wrapped;

pub(crate) use builder::TableEnd;
pub(crate) use editions::TableCandidate;
pub(crate) use raw::{Cells, RawRow};

use std::sync::Arc;

use crate::reuse::ReadingCache;
use crate::source::ReportSource;
use crate::{Section, Table};

/// The official tables of the text, in its order.
pub(super) fn read(source: ReportSource<'_>, sections: &[Section], cache: &mut ReadingCache) -> Vec<Arc<Table>> {
    let rows = rows::read(source, &mut cache.passages);
    let mut reuse = cache.tables();
    let found = editions::read(source, &rows, sections, reuse.as_mut());
    if let Some(reuse) = reuse
        && !source.cancel.is_cancelled()
    {
        cache.store_tables(reuse);
    }
    let chosen = choose::best(source, sections, found, cache);
    let mut tables: Vec<Arc<Table>> = chosen.into_iter().map(|found| found.table).collect();
    tables.sort_by_key(|table| table.span);
    unread_rows::mark(source, sections, &mut tables);
    tables
}

/// The words of a cell as a page shows them, without markup.
pub(super) fn cell_words(cell: &str) -> std::borrow::Cow<'_, str> {
    cell_markup::strip(cell)
}

/// Whether a line is really the label of a row or row group, in any edition.
pub(super) fn is_label(line: &str) -> bool {
    labels::Labels::is_any_table_label(line)
}
