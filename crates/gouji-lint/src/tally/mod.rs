//! 勾稽关系: what must hold between the figures of a table, and where it does not.

mod check;
mod evidence;
mod locate;
mod part;
mod search;
mod system;

pub use check::{Check, Outcome, addends, checks};
pub use evidence::Evidence;
pub use gouji_edition::CellRef;
pub use locate::{Cause, Change, Location, locate};
pub use search::MOST_STEPS;
