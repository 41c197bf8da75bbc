use std::panic::{AssertUnwindSafe, catch_unwind};

use gouji_l10n::Message;
use gouji_report::likeness::AlikeReport;
use gouji_report::{LastYear, Report};
use gouji_text::{CancelToken, Span, line_ending};

use super::Group;
use crate::finding::{Finding, Fix, Severity};
use crate::own_words::OwnWords;
use crate::suppress::Unused;

/// A rule: its public name, its group, its severity, its documentation and its check.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Public name, kebab-case, never changed.
    pub name: &'static str,
    /// The group by which a configuration can set its level.
    pub group: Group,
    /// Severity unless the configuration says otherwise.
    pub severity: Severity,
    /// Its documentation.
    pub page: Page,
    /// Checks the report and adds the findings.
    pub check: fn(&Context<'_>, &mut Findings<'_>),
}

/// The documentation of a rule: what it does, why, on which basis, and how to fix its findings. Markdown with the same headings in
/// both languages.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Planted cases in TOML: changes of the clean report that the rule must find. The first one is the example of the page.
    pub cases: &'static str,
}

/// The page of the rule in whose folder the macro is used.
macro_rules! page {
    () => {
        $crate::rules::Page { zh: include_str!("zh.md"), en: include_str!("en.md"), cases: include_str!("cases.toml") }
    };
}
pub(super) use page;

/// The input of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The text, with blanks in place of comments for gouji.
    pub text: &'a str,
    /// The report that was read from the text.
    pub report: &'a Report,
    /// Last year's report of the same agency, if the caller has it.
    pub last: Option<LastYear<'a>>,
    /// The report that has most of the prose in common with this one, if the caller found one.
    pub alike: Option<AlikeReport<'a>>,
    /// The cancel token. A rule may stop if it is cancelled.
    pub cancel: CancelToken<'a>,
    /// The words of the agency, if its configuration has any.
    pub own_words: Option<&'a OwnWords>,
    /// Comments that accept no finding; empty until the other rules have run.
    pub(crate) unused: &'a [Unused<'a>],
}

impl<'a> Context<'a> {
    /// A report without last year's report.
    pub const fn single(text: &'a str, report: &'a Report) -> Self {
        Self::with_last_year(text, report, None)
    }

    /// Replaces the cancel token.
    #[must_use]
    pub const fn with_cancel_token(self, cancel: CancelToken<'a>) -> Self {
        Self { cancel, ..self }
    }

    /// Replaces the words of the agency.
    #[must_use]
    pub const fn with_own_words(self, own_words: Option<&'a OwnWords>) -> Self {
        Self { own_words, ..self }
    }

    /// Replaces the report that has most of the prose in common.
    #[must_use]
    pub const fn with_alike(self, alike: Option<AlikeReport<'a>>) -> Self {
        Self { alike, ..self }
    }

    /// A report with last year's report.
    pub const fn with_last_year(text: &'a str, report: &'a Report, last: Option<LastYear<'a>>) -> Self {
        Self { text, report, last, alike: None, cancel: CancelToken::never(), own_words: None, unused: &[] }
    }
}

/// Once the fixes of several edits in one rule's findings have so many edits together, the rule offers no more such fixes. Each
/// finding of a list of 30,000 headings with the same number would otherwise have 30,000 edits.
const MOST_EDITS: usize = 10_000;

/// Collects the findings of a rule.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'a Rule,
    found: &'a mut Vec<Finding>,
    /// How many more findings are kept.
    room: usize,
    /// How many more edits the fixes of several edits may have. Each member of a list may have a fix that edits the whole list.
    edits: usize,
    left_out: usize,
    text: &'a str,
}

impl Findings<'_> {
    /// Creates a finding of the running rule, with the rule's severity, but does not add it.
    pub fn new_finding(&self, span: Span, message: impl Into<Message>) -> Finding {
        Finding::new(self.rule.name, self.rule.severity, span, message)
    }

    /// Adds a finding, or only counts it if the limit is reached. Its fixes get the line ends of the text. Drops fixes whose edits
    /// overlap or are out of order, as can happen if rows are swapped. Once fixes of several edits have [`MOST_EDITS`] edits
    /// together, later findings lose such fixes.
    pub fn add(&mut self, mut finding: Finding) {
        if self.room == 0 {
            self.left_out += 1;
            return;
        }
        self.room -= 1;
        finding.fixes.retain(|fix| fix.edits.is_sorted_by(|one, next| one.span.end <= next.span.start));
        finding.fixes.retain(|fix| fix.edits.len() == 1 || self.has_room(fix));
        let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
        for edit in edits.filter(|edit| edit.text.contains('\n')) {
            let line_ending = line_ending(self.text);
            if line_ending != "\n" {
                edit.text = edit.text.replace("\r\n", "\n").replace('\n', line_ending);
            }
        }
        self.found.push(finding);
    }

    fn has_room(&mut self, fix: &Fix) -> bool {
        let has_room = self.edits > 0;
        self.edits = self.edits.saturating_sub(fix.edits.len());
        has_room
    }

    /// Adds a finding without related places and fixes.
    pub fn report(&mut self, span: Span, message: impl Into<Message>) {
        self.add(self.new_finding(span, message));
    }
}

/// Runs one rule and keeps the first `most` of its findings. Returns how many were left out.
///
/// # Errors
/// [`Failed`] if the rule panicked; its findings are dropped.
pub(crate) fn run(rule: &Rule, context: &Context<'_>, most: usize, found: &mut Vec<Finding>) -> Result<usize, Failed> {
    let before = found.len();
    let mut findings = Findings { rule, found, room: most, edits: MOST_EDITS, left_out: 0, text: context.text };
    // A rule that panics must not stop the other rules. A rule changes only the findings, and these are dropped.
    let outcome = catch_unwind(AssertUnwindSafe(|| (rule.check)(context, &mut findings)));
    match outcome {
        Ok(()) => Ok(findings.left_out),
        Err(_) => {
            found.truncate(before);
            Err(Failed { rule: rule.name })
        }
    }
}

/// A rule that panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Its name.
    pub rule: &'static str,
}
