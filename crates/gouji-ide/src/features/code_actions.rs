//! Quick fixes for the findings in a range.

use std::borrow::Cow;
use std::collections::BTreeSet;

use gouji_l10n::{Arg, Message, msg};
use gouji_lint::fixing::choose;
use gouji_lint::{Finding, rules};
use gouji_text::{Span, TextEdit};

/// The largest number of findings in a range that get actions. A longer menu is of no use.
const MAX_FINDINGS: usize = 100;
/// The largest size of the actions of one kind in an answer, in bytes. It is an estimate, and the first action may be larger.
const MAX_BYTES: usize = 2 << 20;
/// The estimated size of an edit in an answer without its text, in bytes.
const EDIT_BYTES: usize = 128;
/// The estimated size of a finding in an answer, in bytes.
const FINDING_BYTES: usize = 512;

/// A change of the text that fixes findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action<'a> {
    /// The title in the menu.
    pub title: Message,
    /// The findings that the action fixes.
    pub fixes: Vec<&'a Finding>,
    /// The edits in ascending order. They do not overlap.
    pub edits: Cow<'a, [TextEdit]>,
    /// The rank of the action among the fixes of the finding.
    pub rank: Rank,
}

impl Action<'_> {
    /// The estimated size of the action in an answer, in bytes.
    fn bytes(&self) -> usize {
        self.fixes.len() * FINDING_BYTES + self.edits.iter().map(|edit| EDIT_BYTES + edit.text.len()).sum::<usize>()
    }
}

/// Drops the actions that would make an answer too large. An action is computed when the iterator reaches it.
pub(super) fn limit_size<'a>(actions: impl Iterator<Item = Action<'a>>) -> impl Iterator<Item = Action<'a>> {
    let mut bytes = 0;
    actions.filter(move |action| {
        let with_it = bytes + action.bytes();
        let fits = bytes == 0 || with_it <= MAX_BYTES;
        bytes = if fits { with_it } else { bytes };
        fits
    })
}

/// The findings in `range` that get actions.
pub(super) fn findings_in(findings: &[Finding], range: Span) -> Vec<&Finding> {
    let touches = |finding: &&Finding| finding.span.start <= range.end && range.start <= finding.span.end;
    findings.iter().filter(touches).take(MAX_FINDINGS).collect()
}

/// Whether an action is the most likely fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// The most likely fix.
    First,
    /// Any other fix.
    Other,
}

/// The fixes of the findings in `range`, then one action for each of their rules that applies all safe fixes of the rule, if there are
/// several. Number and size of both are limited.
pub fn code_actions(findings: &[Finding], range: Span) -> impl Iterator<Item = Action<'_>> {
    let touched = findings_in(findings, range);
    let rules: BTreeSet<&str> = touched.iter().map(|finding| finding.rule).collect();
    let single = touched.into_iter().flat_map(|finding| {
        finding.fixes.iter().enumerate().map(move |(at, fix)| Action {
            title: fix.title.clone(),
            fixes: vec![finding],
            edits: Cow::Borrowed(&fix.edits),
            rank: if at == 0 { Rank::First } else { Rank::Other },
        })
    });
    let together = rules.into_iter().filter_map(|rule| all_of_rule(findings, rule));
    limit_size(single).chain(limit_size(together))
}

/// The action that applies the safe fixes of all findings of a rule, if there are several.
fn all_of_rule<'a>(findings: &'a [Finding], rule: &str) -> Option<Action<'a>> {
    let chosen = choose(findings.iter().filter(|finding| finding.rule == rule));
    let mut edits: Vec<TextEdit> = chosen.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
    edits.sort_by_key(|edit| edit.span);
    (chosen.len() > 1).then(|| Action {
        title: msg::ActionFixRule { count: chosen.len(), title: titles(rule) }.into(),
        fixes: chosen.iter().map(|(finding, _)| *finding).collect(),
        edits: Cow::Owned(edits),
        rank: Rank::Other,
    })
}

/// The title of the rule, or its name if it has no title.
fn titles(rule: &str) -> Arg {
    rules::named(rule).map_or_else(|| Arg::from(rule), |rule| Arg::from(&rule.titles()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_l10n::{MessageId, Phrase};
    use gouji_lint::{Applicability, Fix, Severity};

    /// Different titles.
    const A: Phrase = msg::ResidueFix;
    const B: Phrase = msg::TornTableFix;
    const C: Phrase = msg::BrokenParagraphFix;

    fn fix(title: Phrase, applicability: Applicability, at: usize) -> Fix {
        Fix { title: title.into(), applicability, edits: vec![TextEdit::new(Span::at(at), "x")] }
    }

    fn finding(rule: &'static str, start: usize, end: usize) -> Finding {
        Finding::new(rule, Severity::Error, Span::new(start, end), msg::ResidueOther)
    }

    fn offered(findings: &[Finding], start: usize, end: usize) -> Vec<(MessageId, Rank)> {
        let actions = code_actions(findings, Span::new(start, end));
        actions.map(|action| (action.title.id(), action.rank)).collect()
    }

    #[test]
    fn the_first_fix_of_each_finding_in_the_range_is_preferred() {
        let chosen = |title| fix(title, Applicability::Chosen, 0);
        let findings = [
            finding("r", 0, 4).with_fix(chosen(A)),
            finding("r", 4, 6).with_fix(chosen(B)).with_fix(chosen(C)),
            finding("r", 7, 9),
        ];
        assert_eq!(offered(&findings, 1, 2), [(A.id(), Rank::First)]);
        assert_eq!(offered(&findings, 4, 4), [(A.id(), Rank::First), (B.id(), Rank::First), (C.id(), Rank::Other)]);
        assert_eq!(offered(&findings, 5, 9), [(B.id(), Rank::First), (C.id(), Rank::Other)]);
    }

    #[test]
    fn safe_fixes_of_one_rule_are_offered_together() {
        let safe = |rule, at| finding(rule, at, at + 1).with_fix(fix(A, Applicability::Safe, at));
        let findings = [safe("r", 9), safe("r", 0), safe("s", 4)];
        assert_eq!(offered(&findings, 9, 9), [(A.id(), Rank::First), (MessageId::ActionFixRule, Rank::Other)]);
        assert_eq!(offered(&findings, 4, 4), [(A.id(), Rank::First)], "the only finding of its rule");
        let actions: Vec<Action<'_>> = code_actions(&findings, Span::at(9)).collect();
        let starts: Vec<usize> = actions[1].edits.iter().map(|edit| edit.span.start).collect();
        assert_eq!((actions[1].fixes.len(), starts), (2, vec![0, 9]));
    }

    #[test]
    fn number_and_size_of_the_actions_are_limited() {
        let large = |at| {
            let edits = vec![TextEdit::new(Span::at(at), "x".repeat(MAX_BYTES / 4))];
            let fix = Fix { title: A.into(), applicability: Applicability::Chosen, edits };
            finding("r", at, at + 1).with_fix(fix).with_fix(self::fix(B, Applicability::Chosen, at))
        };
        let findings: Vec<Finding> = (0..2 * MAX_FINDINGS).map(large).collect();
        let offered = offered(&findings, 0, usize::MAX);
        let large = offered.iter().filter(|(title, _)| *title == A.id()).count();
        assert_eq!((large, offered.len()), (3, 3 + MAX_FINDINGS), "a large action does not hide a small one");
        let huge =
            Fix { edits: vec![TextEdit::new(Span::at(0), "x".repeat(MAX_BYTES))], ..fix(A, Applicability::Safe, 0) };
        assert_eq!(self::offered(&[finding("r", 0, 1).with_fix(huge)], 0, 0), [(A.id(), Rank::First)]);
    }
}
