//! Checks a report and returns findings. Contains the relations of the tables, the rules, the policy, suppression by comments, the
//! application of all safe fixes, renumbering, the extraction of figures, and the pages of the rules.
//!
//! Invariants: no rule imports another rule; no safe fix changes a figure; a rule that panics does not stop the other rules.
//!
//! The main call is [`Analysis::new`]: the text of a report in, its findings out.
//!
//! ```
//! use gouji_l10n::{Catalogue, Locale};
//! use gouji_lint::Analysis;
//!
//! let text = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息30条。\n\n一、主动公开政府信息情况\n";
//! let analysis = Analysis::new(text);
//! let repeated = analysis.findings.iter().find(|finding| finding.rule == "duplicate-section-number");
//! let finding = repeated.expect("一、 is there twice");
//! assert_eq!(&text[finding.span.start..finding.span.end], "一、");
//! let message = Catalogue::for_locale(Locale::Chinese).render(&finding.message);
//! assert!(message.contains("一"), "{message}");
//! assert_eq!(finding.fixes[0].edits[0].text, "二");
//! ```
//!
//! This crate and the crates below it use no protocol, no file and no clock. All offsets are bytes; the callers convert them.

pub mod analysis;
pub mod extract;
pub mod finding;
pub mod fixing;
pub mod numbering;
pub mod own_words;
mod patterns;
pub mod policy;
pub mod rule_docs;
pub mod rules;
pub mod suppress;
pub mod tally;

pub use analysis::{Analysis, analyze};
pub use finding::{Applicability, Finding, Fix, Related, Severity};
pub use own_words::OwnWords;
pub use policy::{Level, Policy};
