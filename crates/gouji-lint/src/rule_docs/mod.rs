//! Generates the pages of the rules from the documents in each rule's folder and from the finding in the rule's first planted
//! case. This module depends on the rules and the analysis; they do not depend on it.

mod example;
mod pages;

pub use example::{CLEAN, CLEAN_LAST_YEAR};
pub use pages::{File, by_severity, files, group, severity};
