//! The way from a text to its findings.

use std::sync::Arc;

use gouji_report::comments::Comments;
use gouji_report::likeness::AlikeReport;
use gouji_report::{LastYear, Lines, ReadingCache, Report};
use gouji_text::{CancelToken, Cancelled};

use crate::finding::{Applicability, Finding};
use crate::fixing::changes_a_figure;
use crate::policy::{Level, Policy};
use crate::rules::{self, Context, Failed, Rule};
use crate::suppress;

/// The report and the findings of one text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The report; `None` if the text is no report, and then there are no findings. It is shared, because a change of last
    /// year's report changes the findings, but not this report.
    pub report: Option<Arc<Report>>,
    /// What the rules found, in the order of their places.
    pub findings: Vec<Finding>,
    /// Rules that failed on this text; the others ran.
    pub failed: Vec<Failed>,
    /// How many findings were left out because their rule had found as many as the policy keeps.
    pub left_out: usize,
}

/// The result of running rules on a report.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// What they found, in the order of their places.
    pub findings: Vec<Finding>,
    /// Rules that failed; the others ran.
    pub failed: Vec<Failed>,
    /// How many findings were left out because their rule had found as many as the policy keeps.
    pub left_out: usize,
}

/// Runs the `rules` on a report, except the rules that `policy` switches off, and removes the findings that comments in the text
/// suppress. Stops between rules, and within rules that may take long, if it is cancelled.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn examine(
    rules: &[Rule],
    context: &Context<'_>,
    policy: &Policy,
    cancel: CancelToken<'_>,
) -> Result<Examined, Cancelled> {
    let comments = Comments::read(context.text);
    let hidden = comments.hide(context.text);
    let last = context.last.map(|last| Comments::read(last.text).hide(last.text));
    let last = context.last.zip(last.as_deref()).map(|(last, text)| LastYear { text, ..last });
    let hidden_context = Context::with_last_year(&hidden, context.report, last)
        .with_alike(context.alike)
        .with_cancel_token(cancel)
        .with_own_words(policy.words());
    let mut examined = Examined::default();
    let mut ran = Vec::with_capacity(rules.len());
    let is_checkable = context.report.is_checkable();
    let applies = |rule: &&Rule| is_checkable != (rule.name == rules::UNREAD.name);
    for rule in rules.iter().filter(|rule| rule.name != rules::UNUSED_ALLOW.name).filter(applies) {
        cancel.check()?;
        // Without the other report, a rule that compares two reports has checked nothing.
        let can_check = (last.is_some() || !rules::NEEDS_LAST_YEAR.contains(&rule.name))
            && (context.alike.is_some() || !rules::NEEDS_ALIKE_REPORT.contains(&rule.name));
        if examined.run(rule, &hidden_context, policy) == Ran::Whole && can_check {
            ran.push(rule.name);
        }
    }
    cancel.check()?;
    restrict_safe_fixes(&mut examined.findings, &hidden, context.report);
    for fix in examined.findings.iter_mut().flat_map(|finding| &mut finding.fixes) {
        comments.exclude_from(&mut fix.edits);
    }
    let unused = suppress::apply(&comments, context.text, &ran, &mut examined.findings);
    if let Some(rule) = rules.iter().find(|rule| rule.name == rules::UNUSED_ALLOW.name) {
        let before = examined.findings.len();
        examined.run(rule, &Context { unused: &unused, ..*context }, policy);
        restrict_safe_fixes(examined.findings.get_mut(before..).unwrap_or_default(), context.text, context.report);
    }
    examined.findings.sort_by_key(|finding| (finding.span, finding.rule));
    Ok(examined)
}

/// Makes a fix that changes a figure [`Applicability::Chosen`], even if its rule calls it safe.
fn restrict_safe_fixes(findings: &mut [Finding], text: &str, report: &Report) {
    let fixes = findings.iter_mut().flat_map(|finding| &mut finding.fixes);
    for fix in fixes.filter(|fix| fix.applicability == Applicability::Safe) {
        if fix.edits.iter().any(|edit| changes_a_figure(text, report, edit)) {
            fix.applicability = Applicability::Chosen;
        }
    }
}

/// The other reports with which a report is compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct OtherReports<'a> {
    /// Last year's report of the same agency.
    pub last: Option<LastYear<'a>>,
    /// The report that has most of the prose in common.
    pub alike: Option<AlikeReport<'a>>,
}

/// Whether a rule checked the text.
#[derive(PartialEq, Eq)]
enum Ran {
    Whole,
    /// It did, but some of its findings were left out.
    InPart,
    Not,
}

impl Examined {
    fn run(&mut self, rule: &Rule, context: &Context<'_>, policy: &Policy) -> Ran {
        let level = policy.level(rule);
        if level == Some(Level::Off) {
            return Ran::Not;
        }
        let before = self.findings.len();
        let left_out = match rules::run(rule, context, policy.limit(), &mut self.findings) {
            Ok(left_out) => left_out,
            Err(failed) => {
                self.failed.push(failed);
                return Ran::Not;
            }
        };
        self.left_out += left_out;
        if let Some(Level::At(severity)) = level {
            self.findings.iter_mut().skip(before).for_each(|finding| finding.severity = severity);
        }
        if left_out == 0 { Ran::Whole } else { Ran::InPart }
    }
}

/// Analyses `text`, which was parsed to `parsed`, by the rules that `policy` does not switch off, without last year's report.
/// Checks between steps whether it is cancelled.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn analyze(text: &str, parsed: &Lines, policy: &Policy, cancel: CancelToken<'_>) -> Result<Analysis, Cancelled> {
    let report = Report::read_incremental(text, parsed, &mut ReadingCache::default(), cancel)?;
    Analysis::with_last_year(text, report.map(Arc::new), None, policy, cancel)
}

impl Analysis {
    /// Parses and analyses `text` in one go, by every rule.
    pub fn new(text: &str) -> Self {
        Self::with_policy(text, &Policy::default())
    }

    /// Parses and analyses `text` in one go, by the rules that `policy` does not switch off.
    pub fn with_policy(text: &str, policy: &Policy) -> Self {
        analyze(text, &Lines::parse(text), policy, CancelToken::never()).unwrap_or_default()
    }

    /// Checks `report`, which was read from `text`, by the rules that `policy` does not switch off, and compares it with last
    /// year's report. Stops between rules, and within rules that may take long, if it is cancelled.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn with_last_year(
        text: &str,
        report: Option<Arc<Report>>,
        last: Option<LastYear<'_>>,
        policy: &Policy,
        cancel: CancelToken<'_>,
    ) -> Result<Self, Cancelled> {
        Self::with_others(text, report, OtherReports { last, alike: None }, policy, cancel)
    }

    /// Checks `report`, which was read from `text`, by the rules that `policy` does not switch off, and compares it with `others`.
    /// Stops between rules, and within rules that may take long, if it is cancelled.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn with_others(
        text: &str,
        report: Option<Arc<Report>>,
        OtherReports { last, alike }: OtherReports<'_>,
        policy: &Policy,
        cancel: CancelToken<'_>,
    ) -> Result<Self, Cancelled> {
        let context = |report| Context::with_last_year(text, report, last).with_alike(alike);
        let examine = |report| examine(rules::ALL, &context(report), policy, cancel);
        let examined = report.as_deref().map(examine).transpose()?;
        let Examined { findings, failed, left_out } = examined.unwrap_or_default();
        Ok(Self { report, findings, failed, left_out })
    }

    /// How many findings there are, including the ones that were left out.
    pub const fn count(&self) -> usize {
        self.findings.len() + self.left_out
    }
}
