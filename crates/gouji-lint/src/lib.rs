//! A report in, findings out: the relations of the tables, the rules, which of them run, which findings comments accept, fixing
//! everything, renumbering, the figures as plain data, and the rules' pages.
//!
//! Invariants: no rule imports another rule; no safe fix changes a figure; a rule that panics stops no other.
//!
//! Nothing here or below knows a protocol, a file or a clock; offsets are bytes throughout, and the edge converts them.

pub mod analysis;
pub mod extract;
pub mod finding;
pub mod fixing;
pub mod numbering;
pub mod policy;
pub mod rule_docs;
pub mod rules;
pub mod suppress;
pub mod tally;

pub use analysis::{Analysis, analyze};
pub use finding::{Applicability, Finding, Fix, Related, Severity};
pub use policy::{Level, Policy};
