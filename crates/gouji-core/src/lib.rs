//! The crates that read and check a report, by the paths that their users know: text → [`syntax`] → [`report`] → [`rules`] →
//! [`finding`]s.
//!
//! A façade without code of its own. Each part is a crate, and each knows only those below it: `gouji-lint`, `gouji-report`,
//! `gouji-edition`, then `gouji-l10n` and `gouji-text`. New code names these.

pub use gouji_edition::blank_form as skeleton;
pub use gouji_l10n as message;
pub use gouji_lint::{analysis, extract, finding, fixing, numbering, policy, rule_docs, rules, suppress, tally};
pub use gouji_report::{syntax, years};
pub use gouji_text as text;

pub use gouji_l10n::{Catalogue, Locale, Message};
pub use gouji_lint::{Analysis, Applicability, Finding, Fix, Level, Policy, Related, Severity, analyze};
pub use gouji_report::{LastYear, Syntax};
pub use gouji_text::{Cancelled, Passages, Span, TextEdit, Watch};

/// The official form.
pub mod format {
    pub use gouji_edition::*;
    pub use gouji_l10n::Bilingual as Words;
}

/// The report as it is read.
pub mod report {
    pub use gouji_edition::{CellRef, Layout};
    pub use gouji_report::*;
}
