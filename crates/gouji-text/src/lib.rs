//! Text as people type it: spans, edits, lines, figures, the folding under which labels are compared, patterns, and passages with
//! the facts that are cached for them.
//!
//! Invariant: every offset is a byte of the text at hand, on a character boundary, and a cached fact depends on the words of its
//! passage alone.
//!
//! This is the lowest crate. It knows nothing of reports, their official form or findings, and depends on no other crate of the
//! workspace.

mod cancel;
mod edit;
mod fold;
mod folded;
mod joined;
mod kept;
mod lines;
mod looks;
mod number;
mod page_number;
mod passage;
mod pattern;
mod paying;
mod phrase;
mod phrases;
mod residue;
mod sentences;
mod span;
mod words;

pub use cancel::{Cancelled, Watch};
pub use edit::TextEdit;
pub use fold::{fold_label, is_han, strip_ordinal};
pub use folded::Folded;
pub use kept::Kept;
pub use lines::{line_ending, line_start, lines};
pub use looks::{INVISIBLE, LOOKALIKES, common_form, is_invisible, looks_are_odd};
pub use number::{
    Value, chinese_numeral, figure_note, is_marred, is_note_mark, is_word_for_zero, likely_figure, prose_figure,
    to_chinese_numeral,
};
pub use page_number::is_page_number;
pub use passage::{Passage, Passages};
pub use pattern::{PAGE_NUMBER, constant};
pub use paying::{Groups, Pattern, frequent};
pub use phrase::Phrase;
pub use phrases::Phrases;
pub use residue::{BOOKMARK, GARBLED, is_cut_off};
pub use sentences::sentences;
pub use span::Span;
pub use words::Words;
