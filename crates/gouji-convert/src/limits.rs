//! Upper limits for documents. A report of a hundred pages stays below a tenth of each limit.

/// Bytes of an unpacked part.
pub const PART: u64 = 32 << 20;
/// Entries of a package.
pub const ENTRIES: usize = 10_000;
/// Depth of nested elements.
pub const DEPTH: usize = 512;
/// Cells of all tables of a document, including the cells that merged cells cover.
pub const CELLS: usize = 1 << 20;
/// Columns of a table. Word allows 63.
pub const COLUMNS: usize = 256;
/// Bytes of the text.
pub const TEXT: usize = 32 << 20;
/// Bytes of the text of a report that is printed. Each byte may become a hundred bytes of a document.
pub const PRINTED_TEXT: usize = 4 << 20;
/// Cells of the tables of a printed report that are no tables of the form.
pub const PRINTED_CELLS: usize = 1 << 16;
/// Bytes of the number before a paragraph.
pub const LABEL: usize = 256;
/// Length of a chain of styles that are based on each other.
pub const STYLES: usize = 32;
/// Styles of a document, and definitions and lists of its numbering.
pub const DEFINITIONS: usize = 10_000;
/// Characters of all texts of a `.doc`, including notes and headers.
pub const CHARACTERS: u32 = 4 << 20;
/// Bytes of all properties of characters, and of all properties of paragraphs, of a `.doc`.
pub const PROPERTIES: usize = 64 << 20;
/// Tables of a `.doc` inside each other.
pub const TABLES: usize = 16;
/// Bytes of a paragraph or cell in which `annotate` looks for words. In a longer one it comments on the whole.
pub const ANCHORED: usize = 64 << 10;

/// Bytes of a PDF file.
#[cfg(feature = "pdf")]
pub const FILE: usize = 64 << 20;
/// Pages of a PDF file.
#[cfg(feature = "pdf")]
pub const PAGES: usize = 2_000;
/// Bytes of an unpacked stream of a PDF file.
#[cfg(feature = "pdf")]
pub const STREAM: usize = 128 << 20;
/// Bytes of all streams of a PDF file when they are unpacked, with its images.
#[cfg(feature = "pdf")]
pub const STREAMS: usize = 512 << 20;
/// Bytes of content that is interpreted, over all pages of a PDF file and all forms on them.
#[cfg(feature = "pdf")]
pub const CONTENT: usize = 64 << 20;
/// Bytes of content that a form counts for in addition to its own.
#[cfg(feature = "pdf")]
pub const FORM: usize = 4_096;
/// Parts of the content of a page.
#[cfg(feature = "pdf")]
pub const CONTENTS: usize = 10_000;
/// Depth of forms within forms.
#[cfg(feature = "pdf")]
pub const FORMS: usize = 16;
/// Graphics states that a content stream may save at once.
#[cfg(feature = "pdf")]
pub const STATES: usize = 1_024;
/// Glyphs of a page.
#[cfg(feature = "pdf")]
pub const GLYPHS: usize = 200_000;
/// Ruling lines of a page.
#[cfg(feature = "pdf")]
pub const RULES: usize = 200_000;
/// Ruling lines of a page after their pieces are joined.
#[cfg(feature = "pdf")]
pub const JOINED_RULES: usize = 4_000;
