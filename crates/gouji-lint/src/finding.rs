//! What a rule says: where, how grave, in which words, and how to mend it.

use gouji_l10n::Message;
use gouji_text::{Span, TextEdit};

/// How grave a finding is; ordered, [`Severity::Error`] greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A possibility that deserves a look.
    Hint,
    /// Customary form that is not followed.
    Info,
    /// Most likely a mistake.
    Warning,
    /// Certainly wrong by the official format or by arithmetic.
    Error,
}

impl Severity {
    /// `error`, `warning`, `info` or `hint`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
        }
    }
}

/// One finding of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's public name, kebab-case.
    pub rule: &'static str,
    /// The severity in force.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub message: Message,
    /// The place, in bytes.
    pub span: Span,
    /// The relations that do not hold, by their id in the format; only for `tally-mismatch`.
    pub relations: Vec<String>,
    /// Other places that explain this one.
    pub related: Vec<Related>,
    /// Ways to mend it, the most likely first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding without relations, related places or fixes.
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: Message) -> Self {
        Self { rule, severity, message, span, relations: Vec::new(), related: Vec::new(), fixes: Vec::new() }
    }

    /// The same with another severity than its rule's.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same with one more related place.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: Message) -> Self {
        self.related.push(Related::here(span, message));
        self
    }

    /// The same with one more related place, in another text.
    #[must_use]
    pub fn with_related_in(mut self, source: &str, span: Span, message: Message) -> Self {
        self.related.push(Related { message, span, source: Some(source.to_owned()) });
        self
    }

    /// The same with one more fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub message: Message,
    /// The place, in bytes of the text in which it is.
    pub span: Span,
    /// The text in which it is, by the name that the edge gave it ([`gouji_report::LastYear::source`]); the analysed text
    /// where `None`.
    pub source: Option<String>,
}

impl Related {
    /// A place in the analysed text.
    pub const fn here(span: Span, message: Message) -> Self {
        Self { message, span, source: None }
    }
}

/// Whether a fix may be applied without being chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Changes no figure and no meaning: part of fix-all.
    Safe,
    /// The author has to choose it.
    Chosen,
}

/// One way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the menu shows.
    pub title: Message,
    /// Whether fix-all may take it.
    pub applicability: Applicability,
    /// Edits of the analysed text, in ascending order, not overlapping.
    pub edits: Vec<TextEdit>,
}
