//! The relations (勾稽关系) between the figures of a table: which of them fail, and which cells are wrong.

mod check;
mod evidence;
mod locate;
mod repair_part;
mod search;
mod system;

pub use check::{Check, Outcome, addends, checks};
pub use evidence::Evidence;
pub use gouji_edition::CellRef;
pub use locate::{Cause, Change, Location, locate};
pub use search::MAX_STEPS;
