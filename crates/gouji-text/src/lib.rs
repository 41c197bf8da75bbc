//! Text as people type it: spans, edits, lines, figures, folding (how labels are compared), regexes, and passages with
//! their cached facts.
//!
//! Invariant: every offset counts bytes of the text in question and is on a character boundary. A cached fact depends only on the
//! words of its passage.
//!
//! This is the lowest crate. It has no notion of reports, their official form or findings, and depends on no other crate of the
//! workspace.

mod adaptive_regex;
mod cache;
mod cancel;
mod edit;
mod fold;
mod folded;
pub mod harmless;
mod joined;
mod lines;
mod needed_words;
mod number;
mod odd_characters;
mod page_number;
mod pattern;
mod phrase;
mod phrases;
pub mod places;
pub mod program;
mod residue;
mod sentences;
mod span;
mod word_finder;

pub use adaptive_regex::{AdaptiveRegex, Captures};
pub use cache::{Fact, FactCache, FactKey, Passage, PassageCache, Usual};
pub use cancel::{CancelToken, Cancelled};
pub use edit::TextEdit;
pub use fold::{fold_label, is_common_han, is_han, strip_ordinal};
pub use folded::Folded;
pub use lines::{line_ending, line_start, lines};
pub use needed_words::needed_words;
pub use number::{
    Value, chinese_numeral, figure_note, has_numeric, has_residue, is_note_mark, is_word_for_zero, likely_figure,
    prose_figure, to_chinese_numeral,
};
pub use odd_characters::{INVISIBLE, LOOKALIKES, common_form, is_invisible, may_have_odd_characters};
pub use page_number::is_page_number;
pub use pattern::{PAGE_NUMBER, regex};
pub use phrase::Phrase;
pub use phrases::{PhraseIndex, Phrases};
pub use program::Program;
pub use residue::{BOOKMARK, GARBLED, is_cut_off};
pub use sentences::sentences;
pub use span::Span;
pub use word_finder::WordFinder;
