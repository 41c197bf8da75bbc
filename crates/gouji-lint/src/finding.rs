//! Findings: place, severity, message and fixes.

use gouji_l10n::Message;
use gouji_text::{Span, TextEdit};

/// The severity of a finding. [`Severity::Error`] is the greatest.
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
    /// All of them, the most severe first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Hint];

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
    /// The error, and what the author should do.
    pub message: Message,
    /// The place, in bytes.
    pub span: Span,
    /// The ids of the failing relations in the edition; only for `tally-mismatch`.
    pub relations: Vec<String>,
    /// Other places that explain this one.
    pub related: Vec<Related>,
    /// Alternative fixes, the most likely first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding without relations, related places or fixes.
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: impl Into<Message>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            span,
            relations: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Replaces the severity of the rule.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds a related place in the analysed text.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<Message>) -> Self {
        self.related.push(Related::here(span, message));
        self
    }

    /// Adds a related place in another text.
    #[must_use]
    pub fn with_related_in(mut self, source: &str, span: Span, message: impl Into<Message>) -> Self {
        self.related.push(Related { message: message.into(), span, source: Some(source.to_owned()) });
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is at this place, or how it explains the finding.
    pub message: Message,
    /// The place, in bytes of its text.
    pub span: Span,
    /// The name of the text, as the caller gave it ([`gouji_report::LastYear::source`]); `None` for the analysed text.
    pub source: Option<String>,
}

impl Related {
    /// A place in the analysed text.
    pub fn here(span: Span, message: impl Into<Message>) -> Self {
        Self { message: message.into(), span, source: None }
    }
}

/// Whether gouji may apply a fix without asking the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// The fix changes no figure and no meaning. Fix-all applies it.
    Safe,
    /// The user has to choose the fix.
    Chosen,
}

/// Edits that remove a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The title in menus.
    pub title: Message,
    /// Whether fix-all may apply it.
    pub applicability: Applicability,
    /// Edits of the analysed text, in ascending order, not overlapping.
    pub edits: Vec<TextEdit>,
}
