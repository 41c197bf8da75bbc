//! Comments in the text that speak to gouji: `<!-- gouji: allow rule-name -->`. Here they are found, and hidden from the readers.
//!
//! A comment on a line of its own speaks of the next line that is not blank; above the first line of the text, of the
//! whole text; beside other words (in a Markdown table, or behind the title), of its own line. Nobody else sees them: not
//! the readers of tables and prose, and no rule. Which findings they accept is no matter of the reader.

mod comment;
mod hide;

pub use comment::{Allows, Comment, Standing};
