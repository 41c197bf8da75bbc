//! Bounds of what is read of a document. A report of a hundred pages stays below a tenth of each.

/// Bytes of an unpacked part.
pub const PART: u64 = 32 << 20;
/// Entries of a package.
pub const ENTRIES: usize = 10_000;
/// The most elements that may be nested.
pub const DEPTH: usize = 512;
/// Cells of all tables of a document, with those that merged cells cover.
pub const CELLS: usize = 1 << 20;
/// Columns of a table. Word allows 63.
pub const COLUMNS: usize = 256;
/// Bytes of the text.
pub const TEXT: usize = 32 << 20;
/// Bytes of a number in front of a paragraph.
pub const LABEL: usize = 256;
/// Styles that are based on each other.
pub const STYLES: usize = 32;
/// Styles, lists and levels of a document that are kept.
pub const DEFINITIONS: usize = 10_000;
