//! Checks a report and returns findings. Contains the relations of the tables, the rules, the policy, suppression by comments, the
//! application of all safe fixes, renumbering, the extraction of figures, and the pages of the rules.
//!
//! Invariants: no rule imports another rule; no safe fix changes a figure; a rule that panics does not stop the other rules.
//!
//! This crate and the crates below it use no protocol, no file and no clock. All offsets are bytes; the callers convert them.

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
