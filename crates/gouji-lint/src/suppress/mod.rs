//! Suppression: removes the findings that comments in a text accept, finds the comments that accept no finding, and creates the
//! fixes that insert such comments.

mod action;
mod outcome;

pub use action::{allow_everywhere, allow_here};
pub(crate) use outcome::{Flaw, Unused, apply};
