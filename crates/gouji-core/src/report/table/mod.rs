//! The official tables: first as rows in whatever layout they stand, then as the format means them.

mod again;
mod building;
mod classify;
mod editions;
mod eliminate;
mod grid;
mod html;
mod impossible;
mod labels;
mod loose;
mod markup;
mod order;
mod place;
mod raw;
mod rows;

pub use raw::Layout;

use crate::report::source::Source;
use crate::report::{Section, Table};
use crate::text::Passages;

/// The official tables of the text, in its order.
pub(super) fn read(source: Source<'_>, sections: &[Section], passages: &mut Passages) -> Vec<Table> {
    editions::read(source, &rows::read(source, passages), sections)
}

/// Whether a line is in truth a label of a row, in any edition.
pub(super) fn is_label(line: &str) -> bool {
    labels::Labels::is_any_table_label(line)
}
