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
pub mod message;
pub mod numbering;
pub mod policy;
pub mod report;
pub mod rule_docs;
pub mod rules;
pub mod series;
pub mod skeleton;
pub mod suppress;
pub mod syntax;
pub mod tally;
pub mod text;

pub use analysis::{Analysis, analyze};
pub use cancel::{Cancelled, Watch};
pub use finding::{Applicability, Finding, Fix, Related, Severity};
pub use message::{Catalogue, Locale, Message};
pub use policy::{Level, Policy};
pub use series::Neighbour;
pub use syntax::Syntax;
pub use text::{Passages, Span, TextEdit};
