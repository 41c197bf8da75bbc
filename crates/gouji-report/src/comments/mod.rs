//! Comments in the text that are addressed to gouji: `<!-- gouji: allow rule-name -->`. This module finds them and
//! hides them from the readers.
//!
//! A comment on a line of its own applies to the next line that is not blank; above the first line of the text, to the
//! whole text; on a line with other words (in a Markdown table, or after the title), to that line. The readers of
//! tables and prose and the rules do not see comments. Another crate decides which findings a comment suppresses.

mod comment;
mod hide;

pub use comment::{Comment, Comments, LinePlace};
