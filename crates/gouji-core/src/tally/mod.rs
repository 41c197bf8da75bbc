//! 勾稽关系: what must hold between the figures of a table, and where it does not.

mod check;

pub use check::{CellRef, Check, Outcome, checks};
