//! The rules' pages for readers: made of the documents in each rule's folder, and of what gouji really says of the rule's first
//! planted case. Depends on the rules and the analysis; neither of these knows it.

mod example;
mod pages;

pub use example::{CLEAN, CLEAN_LAST_YEAR};
pub use pages::{File, by_severity, files, severity};
