//! Diagnostics: when they are worked out, which of them show, and how they are sent.

mod analyst;
pub(crate) mod calm;
mod refresh;
pub(crate) mod wire;
pub(crate) mod worker;
