//! Fixtures, generated reports and the client of the language server, for tests and benchmarks.
//!
//! A clean report and the same agency's report of the year before, the planted cases of every rule, random consistent reports in
//! every layout, and random reports with one planted mistake. This crate computes the figures itself and does not use the code
//! under test.
//!
//! No shipped crate depends on this one: it is a development dependency only. Tests of any crate take their fixtures
//! from here and never from another crate's folder.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on has to stop")]

pub mod lsp;

#[cfg(feature = "reports")]
pub mod cases;
#[cfg(feature = "reports")]
pub mod generate;
#[cfg(feature = "reports")]
pub mod layouts;
#[cfg(feature = "reports")]
mod marked;
#[cfg(feature = "reports")]
pub mod plant;
#[cfg(feature = "reports")]
pub mod prose;
#[cfg(feature = "reports")]
pub mod render;
#[cfg(feature = "reports")]
mod summary;
#[cfg(feature = "reports")]
pub mod word97;

#[cfg(feature = "reports")]
pub use marked::Marked;
#[cfg(feature = "reports")]
pub use summary::*;
