//! What the next reading of a text reuses.
//!
//! | what | key | until |
//! |---|---|---|
//! | lines that an edit does not touch ([`Lines::reparse`](crate::Lines::reparse)) | their place | the next edit |
//! | the kind of a line | the words of the line | its passage is dropped |
//! | passages and their facts ([`PassageCache`]) | the words | most passages of the cache are no longer requested |
//! | claims of a paragraph | its passage, the topic of its headings, agency and year | four later contexts of the passage |
//! | tables | their rows, the table before them and the row after them | the next reading |
//! | tables that were read by alignment | the words of their part of the text | another part is aligned |
//! | facts about a table ([`Fact`](gouji_text::Fact)) | the table | the table changes |
//!
//! A cached result depends on its key alone: facts are read by a trait that captures nothing, and tests compare a document after
//! random edits with a fresh one (`gouji-server`, tests `editing` and `stateful`).

mod tables;

use std::sync::Arc;

use gouji_text::PassageCache;

use crate::table::TableCandidate;
use tables::ReadTables;
pub(crate) use tables::{StartState, TableReuse};

/// The number of passages that a cache for several texts retains from earlier ones. Thousands of reports fill in the same form, with 0
/// in most rows.
const SPARE_PASSAGES: usize = 1 << 11;

/// The results of earlier readings that the next reading may reuse: of one text over its states, or of several texts.
#[derive(Debug, Default)]
pub struct ReadingCache {
    /// Passages with their facts.
    pub(crate) passages: PassageCache,
    tables: Arc<ReadTables>,
    aligned: Option<AlignedText>,
}

/// The part of the text that was aligned last, and its tables.
#[derive(Debug)]
struct AlignedText {
    /// First byte of the part.
    start: usize,
    part: String,
    tables: Vec<TableCandidate>,
}

impl ReadingCache {
    /// A cache for several texts that are read one after another. It shares recurring passages, retains [`SPARE_PASSAGES`] in
    /// addition, and reuses no tables.
    pub fn shared() -> Self {
        Self { passages: PassageCache::shared(SPARE_PASSAGES), ..Self::default() }
    }

    /// Whether the cache serves one text over its states.
    pub fn is_of_one_text(&self) -> bool {
        self.passages.is_single_document()
    }

    /// The tables of the last reading; `None` if the cache serves several texts.
    pub(crate) fn tables(&self) -> Option<TableReuse> {
        self.is_of_one_text().then(|| TableReuse::new(Arc::clone(&self.tables)))
    }

    /// Stores the tables of the present reading for the next one.
    pub(crate) fn store_tables(&mut self, tables: TableReuse) {
        self.tables = tables.into_now();
    }

    /// The tables of the last reading if the same words were aligned then, for a part that starts at the byte `start` now.
    pub(crate) fn aligned_tables(&self, words: &str, start: usize) -> Option<Vec<TableCandidate>> {
        let last = self.aligned.as_ref().filter(|last| last.part == words)?;
        Some(last.tables.iter().map(|table| table.moved(last.start, start)).collect())
    }

    /// Stores the tables that the alignment has read from `words`, for the next reading. A cache of several texts stores none.
    pub(crate) fn store_aligned(&mut self, words: &str, start: usize, tables: &[TableCandidate]) {
        if self.is_of_one_text() {
            self.aligned = Some(AlignedText { start, part: words.to_owned(), tables: tables.to_vec() });
        }
    }
}
