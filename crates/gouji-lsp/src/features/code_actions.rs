//! Quick-fixes for what was found in a range.

use std::collections::BTreeSet;

use gouji_core::fixing::choose;
use gouji_core::message::Arg;
use gouji_core::{Finding, Message, Span, TextEdit, rules};

/// A way to mend findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Action<'a> {
    /// What the menu shows.
    pub title: Message,
    /// The findings that it mends.
    pub mends: Vec<&'a Finding>,
    /// How, in ascending order, not overlapping.
    pub edits: Vec<TextEdit>,
    /// Its standing among the finding's fixes.
    pub standing: Standing,
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
/// once, where there are several.
pub(crate) fn code_actions(findings: &[Finding], range: Span) -> Vec<Action<'_>> {
    let touched = |finding: &&Finding| finding.span.start <= range.end && range.start <= finding.span.end;
    let touched: Vec<&Finding> = findings.iter().filter(touched).collect();
    let single = touched.iter().flat_map(|finding| {
        finding.fixes.iter().enumerate().map(|(at, fix)| Action {
            title: fix.title.clone(),
            mends: vec![*finding],
            edits: fix.edits.clone(),
            standing: if at == 0 { Standing::First } else { Standing::Other },
        })
    });
    let rules: BTreeSet<&str> = touched.iter().map(|finding| finding.rule).collect();
    let together = rules.into_iter().filter_map(|rule| all_of_rule(findings, rule));
    single.chain(together).collect()
}

/// The safe fixes of all findings of a rule, where there are several.
fn all_of_rule<'a>(findings: &'a [Finding], rule: &str) -> Option<Action<'a>> {
    let chosen = choose(findings.iter().filter(|finding| finding.rule == rule));
    let mut edits: Vec<TextEdit> = chosen.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
    edits.sort_by_key(|edit| edit.span);
    (chosen.len() > 1).then(|| Action {
        title: Message::new("action-fix-rule").with("count", chosen.len()).with("title", titles(rule)),
        mends: chosen.iter().map(|(finding, _)| *finding).collect(),
        edits,
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
        actions.into_iter().map(|action| (action.title.id, action.standing)).collect()
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
        let actions = code_actions(&findings, Span::at(9));
        let starts: Vec<usize> = actions[1].edits.iter().map(|edit| edit.span.start).collect();
        assert_eq!((actions[1].mends.len(), starts), (2, vec![0, 9]));
    }
}
