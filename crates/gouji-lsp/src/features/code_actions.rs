//! Quick-fixes for what was found in a range.

use std::borrow::Cow;
use std::collections::BTreeSet;

use gouji_core::fixing::choose;
use gouji_core::message::Arg;
use gouji_core::{Finding, Message, Span, TextEdit, rules};

/// Findings of a range for which actions are offered: nobody looks through a menu of more.
pub(crate) const MOST_FINDINGS: usize = 100;
/// Bytes that the actions of one kind may take in an answer, about; the first is offered however large it is.
const MOST_BYTES: usize = 2 << 20;
/// Bytes that an edit takes in an answer, besides its text, about.
const EDIT: usize = 128;
/// Bytes that a finding takes there, about.
const FINDING: usize = 512;

/// A way to mend findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Action<'a> {
    /// What the menu shows.
    pub title: Message,
    /// The findings that it mends.
    pub mends: Vec<&'a Finding>,
    /// How, in ascending order, not overlapping.
    pub edits: Cow<'a, [TextEdit]>,
    /// Its standing among the finding's fixes.
    pub standing: Standing,
}

impl Action<'_> {
    /// Bytes that it takes in an answer, about.
    fn bytes(&self) -> usize {
        self.mends.len() * FINDING + self.edits.iter().map(|edit| EDIT + edit.text.len()).sum::<usize>()
    }
}

/// Leaves out the actions that would make an answer too large. Each is worked out when it is asked for.
pub(crate) fn bounded<'a>(actions: impl Iterator<Item = Action<'a>>) -> impl Iterator<Item = Action<'a>> {
    let mut bytes = 0;
    actions.filter(move |action| {
        let with_it = bytes + action.bytes();
        let fits = bytes == 0 || with_it <= MOST_BYTES;
        bytes = if fits { with_it } else { bytes };
        fits
    })
}

/// The findings that `range` touches, as many as actions are offered for.
pub(crate) fn touched(findings: &[Finding], range: Span) -> Vec<&Finding> {
    let touches = |finding: &&Finding| finding.span.start <= range.end && range.start <= finding.span.end;
    findings.iter().filter(touches).take(MOST_FINDINGS).collect()
}

/// Whether a fix is the most likely one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The most likely.
    First,
    /// One of the others.
    Other,
}

/// The fixes of the findings that `range` touches; then, for each of their rules, the safe fixes of all its findings at
/// once, where there are several. Both are bounded in number and size.
pub(crate) fn code_actions(findings: &[Finding], range: Span) -> impl Iterator<Item = Action<'_>> {
    let touched = touched(findings, range);
    let rules: BTreeSet<&str> = touched.iter().map(|finding| finding.rule).collect();
    let single = touched.into_iter().flat_map(|finding| {
        finding.fixes.iter().enumerate().map(move |(at, fix)| Action {
            title: fix.title.clone(),
            mends: vec![finding],
            edits: Cow::Borrowed(&fix.edits),
            standing: if at == 0 { Standing::First } else { Standing::Other },
        })
    });
    let together = rules.into_iter().filter_map(|rule| all_of_rule(findings, rule));
    bounded(single).chain(bounded(together))
}

/// The safe fixes of all findings of a rule, where there are several.
fn all_of_rule<'a>(findings: &'a [Finding], rule: &str) -> Option<Action<'a>> {
    let chosen = choose(findings.iter().filter(|finding| finding.rule == rule));
    let mut edits: Vec<TextEdit> = chosen.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
    edits.sort_by_key(|edit| edit.span);
    (chosen.len() > 1).then(|| Action {
        title: Message::new("action-fix-rule").with("count", chosen.len()).with("title", titles(rule)),
        mends: chosen.iter().map(|(finding, _)| *finding).collect(),
        edits: Cow::Owned(edits),
        standing: Standing::Other,
    })
}

/// The rule's title; its name where it has none.
fn titles(rule: &str) -> Arg {
    rules::named(rule).map_or_else(|| Arg::from(rule), |rule| Arg::from(&rule.titles()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::{Applicability, Fix, Severity};

    fn fix(id: &'static str, applicability: Applicability, at: usize) -> Fix {
        Fix { title: Message::new(id), applicability, edits: vec![TextEdit::new(Span::at(at), "x")] }
    }

    fn finding(rule: &'static str, start: usize, end: usize) -> Finding {
        Finding::new(rule, Severity::Error, Span::new(start, end), Message::new("m"))
    }

    fn offered(findings: &[Finding], start: usize, end: usize) -> Vec<(&str, Standing)> {
        let actions = code_actions(findings, Span::new(start, end));
        actions.map(|action| (action.title.id, action.standing)).collect()
    }

    #[test]
    fn fixes_of_touched_findings_are_offered_the_likeliest_preferred() {
        let chosen = |id| fix(id, Applicability::Chosen, 0);
        let findings = [
            finding("r", 0, 4).with_fix(chosen("a")),
            finding("r", 4, 6).with_fix(chosen("b")).with_fix(chosen("c")),
            finding("r", 7, 9),
        ];
        assert_eq!(offered(&findings, 1, 2), [("a", Standing::First)]);
        assert_eq!(offered(&findings, 4, 4), [("a", Standing::First), ("b", Standing::First), ("c", Standing::Other)]);
        assert_eq!(offered(&findings, 5, 9), [("b", Standing::First), ("c", Standing::Other)]);
    }

    #[test]
    fn safe_fixes_of_one_rule_are_offered_together() {
        let safe = |rule, at| finding(rule, at, at + 1).with_fix(fix("one", Applicability::Safe, at));
        let findings = [safe("r", 9), safe("r", 0), safe("s", 4)];
        assert_eq!(offered(&findings, 9, 9), [("one", Standing::First), ("action-fix-rule", Standing::Other)]);
        assert_eq!(offered(&findings, 4, 4), [("one", Standing::First)], "alone of its rule");
        let actions: Vec<Action<'_>> = code_actions(&findings, Span::at(9)).collect();
        let starts: Vec<usize> = actions[1].edits.iter().map(|edit| edit.span.start).collect();
        assert_eq!((actions[1].mends.len(), starts), (2, vec![0, 9]));
    }

    #[test]
    fn actions_are_bounded_in_number_and_size() {
        let large = |at| {
            let edits = vec![TextEdit::new(Span::at(at), "x".repeat(MOST_BYTES / 4))];
            let fix = Fix { title: Message::new("large"), applicability: Applicability::Chosen, edits };
            finding("r", at, at + 1).with_fix(fix).with_fix(self::fix("small", Applicability::Chosen, at))
        };
        let findings: Vec<Finding> = (0..2 * MOST_FINDINGS).map(large).collect();
        let offered = offered(&findings, 0, usize::MAX);
        let large = offered.iter().filter(|(title, _)| *title == "large").count();
        assert_eq!((large, offered.len()), (3, 3 + MOST_FINDINGS), "what is too large does not hide what is small");
        let huge = Fix {
            edits: vec![TextEdit::new(Span::at(0), "x".repeat(MOST_BYTES))],
            ..fix("huge", Applicability::Safe, 0)
        };
        assert_eq!(self::offered(&[finding("r", 0, 1).with_fix(huge)], 0, 0), [("huge", Standing::First)]);
    }
}
