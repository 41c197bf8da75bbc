//! Reads a 政府信息公开工作年度报告 and finds what does not tally.
//!
//! Text in, findings out: text → [`syntax`] tree → [`report`] model → [`rules`] → [`finding`]s. The way back does not
//! exist. Nothing here knows a protocol, a file or a clock; offsets are bytes throughout, and the edge converts them.

pub mod analysis;
pub mod cancel;
pub mod extract;
pub mod finding;
pub mod fixing;
pub mod format;
pub mod numbering;
pub mod policy;
pub mod rule_docs;
pub mod rules;
pub mod suppress;
pub mod tally;

pub use analysis::{Analysis, analyze};
pub use finding::{Applicability, Finding, Fix, Related, Severity};
pub use gouji_edition::blank_form as skeleton;
pub use gouji_l10n::{self as message, Catalogue, Locale, Message};
pub use gouji_report::{Neighbour, Syntax, series, syntax};
pub use gouji_text::{self as text, Cancelled, Passages, Span, TextEdit, Watch};
pub use policy::{Level, Policy};

/// The report as it is read.
pub mod report {
    pub use gouji_edition::{CellRef, Layout};
    pub use gouji_report::*;
}
