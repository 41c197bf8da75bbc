//! Comments in the text that accept findings: `<!-- gouji: allow rule-name -->`.
//!
//! A comment on a line of its own speaks of the next line that is not blank; above the first line of the text, of the
//! whole text; beside other words (in a Markdown table, or behind the title), of its own line. Nobody else sees them: not
//! the readers of tables and prose, and no rule.

mod action;
mod comment;
mod hide;
mod outcome;

pub use action::{allow_everywhere, allow_here};
pub(crate) use comment::{Allows, Comment};
pub(crate) use outcome::{Flaw, Unused};
