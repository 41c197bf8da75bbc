//! Which findings the comments in a text accept, and which comments accept none; and the comments that accept a finding, as
//! fixes write them.

mod action;
mod outcome;

pub use action::{allow_everywhere, allow_here};
pub(crate) use outcome::{Flaw, Unused, apply};
