use std::panic::{AssertUnwindSafe, catch_unwind};

use gouji_l10n::Message;
use gouji_report::{Neighbour, Report};
use gouji_text::{Span, Watch, line_ending};

use crate::finding::{Finding, Fix, Severity};
use crate::suppress::Unused;

/// A rule: its public name, its severity, and what it looks at.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Public name, kebab-case, never changed.
    pub name: &'static str,
    /// Severity unless the configuration says otherwise.
    pub severity: Severity,
    /// Its documentation.
    pub page: Page,
    /// Looks at the report and tells what it finds.
    pub check: fn(&Context<'_>, &mut Findings<'_>),
}

/// What a rule does, why, on which basis, and how to mend it: Markdown, under the same headings in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Changes of the clean report that the rule must find, in TOML; the first is the page's example.
    pub cases: &'static str,
}

/// The page of the rule in whose folder it is called.
macro_rules! page {
    () => {
        $crate::rules::Page { zh: include_str!("zh.md"), en: include_str!("en.md"), cases: include_str!("cases.toml") }
    };
}
pub(super) use page;

/// What a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The text; blanks stand for comments that speak to gouji.
    pub text: &'a str,
    /// The report that was read in it.
    pub report: &'a Report,
    /// Last year's report of the same agency, where the edge knows it.
    pub last: Option<Neighbour<'a>>,
    /// Whether anybody still waits for what the rule finds: a rule may stop where nobody does.
    pub watch: Watch<'a>,
    /// Comments that accept nothing; known only when the other rules have run.
    pub(crate) unused: &'a [Unused<'a>],
}

impl<'a> Context<'a> {
    /// A report with nothing around it.
    pub const fn alone(text: &'a str, report: &'a Report) -> Self {
        Self::beside(text, report, None)
    }

    /// The same while somebody waits.
    #[must_use]
    pub const fn watched(self, watch: Watch<'a>) -> Self {
        Self { watch, ..self }
    }

    /// A report beside last year's.
    pub const fn beside(text: &'a str, report: &'a Report, last: Option<Neighbour<'a>>) -> Self {
        Self { text, report, last, watch: Watch::never(), unused: &[] }
    }
}

/// The edits that fixes of several edits have together, in the findings of one rule, before no more such fixes are offered.
/// Each finding of a list of 30,000 headings with the same number would otherwise carry 30,000 edits.
const MOST_EDITS: usize = 10_000;

/// Where a rule puts its findings.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'a Rule,
    found: &'a mut Vec<Finding>,
    /// How many more are kept.
    room: usize,
    /// How many more edits the fixes of several edits may have. Such a fix may edit a whole list, for each member of the list.
    edits: usize,
    left_out: usize,
    line_ending: &'static str,
}

impl Findings<'_> {
    /// A finding of the running rule, with the rule's severity; not yet added.
    pub fn new_finding(&self, span: Span, message: Message) -> Finding {
        Finding::new(self.rule.name, self.rule.severity, span, message)
    }

    /// Adds a finding. New lines of its fixes end as the text's lines do. The edits of a fix stand in the order of the text;
    /// where they overlap, as may happen where rows stand in each other's place, it is none. A finding for which there is no
    /// room is counted only. Once fixes of several edits have [`MOST_EDITS`] edits together, later findings have none.
    pub fn add(&mut self, mut finding: Finding) {
        if self.room == 0 {
            self.left_out += 1;
            return;
        }
        self.room -= 1;
        finding.fixes.retain(|fix| fix.edits.is_sorted_by(|one, next| one.span.end <= next.span.start));
        finding.fixes.retain(|fix| fix.edits.len() == 1 || self.has_room(fix));
        if self.line_ending != "\n" {
            let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
            edits.for_each(|edit| edit.text = edit.text.replace("\r\n", "\n").replace('\n', self.line_ending));
        }
        self.found.push(finding);
    }

    fn has_room(&mut self, fix: &Fix) -> bool {
        let has_room = self.edits > 0;
        self.edits = self.edits.saturating_sub(fix.edits.len());
        has_room
    }

    /// Adds a finding that consists of a place and a message.
    pub fn report(&mut self, span: Span, message: Message) {
        self.add(self.new_finding(span, message));
    }
}

/// Runs one rule, and keeps the first `most` of its findings. How many were left out.
///
/// # Errors
/// [`Failed`] where the rule panicked; what it had found by then is dropped.
pub(crate) fn run(rule: &Rule, context: &Context<'_>, most: usize, found: &mut Vec<Finding>) -> Result<usize, Failed> {
    let before = found.len();
    let mut findings =
        Findings { rule, found, room: most, edits: MOST_EDITS, left_out: 0, line_ending: line_ending(context.text) };
    // One bad rule must not stop the others. Nothing but the findings is changed by a rule, and those are dropped.
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
