//! 勾稽关系: what must hold between the figures of a table, and where it does not.

mod check;
mod locate;

pub use crate::report::CellRef;
pub use check::{Check, Outcome, addends, checks};
pub use locate::single_cause;
