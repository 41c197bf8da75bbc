//! Actions that accept the findings of a range: edits of the baseline and of the configuration, and comments in the text. The
//! comments come last, because they are published with the text.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use gouji_config::FileChange;
use gouji_l10n::{Message, msg};
use gouji_lint::suppress::{allow_everywhere, allow_here};
use gouji_lint::{Finding, rules};
use gouji_text::Span;

use super::code_actions::{Action, Rank, findings_in, limit_size};

/// An action that edits another file than the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileAction<'a> {
    /// The title in the menu.
    pub title: Message,
    /// The accepted finding.
    pub accepts: &'a Finding,
    /// The edit.
    pub change: FileChange,
}

/// The findings that an action accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptScope {
    /// One finding, in the baseline.
    Finding,
    /// All findings of a rule, in the configuration.
    Rule,
}

/// Actions that accept the findings in `range`: first each finding, then each rule. `change` computes the edit of an action,
/// or `None` if there is none.
pub fn file_actions<'a>(
    findings: &'a [Finding],
    range: Span,
    change: impl Fn(&Finding, AcceptScope) -> Option<FileChange>,
) -> Vec<FileAction<'a>> {
    let touched = findings_in(findings, range);
    let mut seen = BTreeSet::new();
    let rules = touched.iter().filter(|finding| seen.insert(finding.rule)).map(|finding| (finding, AcceptScope::Rule));
    let mut actions: Vec<FileAction<'a>> = Vec::new();
    for (finding, scope) in touched.iter().map(|finding| (finding, AcceptScope::Finding)).chain(rules) {
        let finding: &'a Finding = finding;
        let Some(rule) = rules::named(finding.rule) else { continue };
        let Some(change) = change(finding, scope) else { continue };
        // Findings with the same words are one entry of the baseline.
        if actions.iter().any(|action| action.change == change) {
            continue;
        }
        let file = change.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let title = match scope {
            AcceptScope::Finding => msg::ActionAcceptBaseline { file }.into(),
            AcceptScope::Rule => msg::ActionTurnOff { title: &rule.titles(), file }.into(),
        };
        actions.push(FileAction { title, accepts: finding, change });
    }
    actions
}

/// Actions that accept the findings in `range` by a comment in the text: first the comments at the findings, then those for the whole
/// text. A comment is offered once.
pub fn comment_actions<'a>(
    text: &str,
    findings: &'a [Finding],
    range: Span,
) -> impl Iterator<Item = Action<'a>> + use<'a> {
    let touched = findings_in(findings, range);
    let mut offered: Vec<Action<'a>> = Vec::new();
    for write in [allow_here, allow_everywhere] {
        // One comment accepts every finding of its rule at its place.
        let mut places: HashMap<(&str, Span, String), usize> = HashMap::new();
        for finding in &touched {
            let Some(fix) = write(text, finding) else { continue };
            let place = fix.edits.first().map(|edit| (finding.rule, edit.span, edit.text.clone()));
            let at = place.map(|place| *places.entry(place).or_insert(offered.len()));
            match at.and_then(|at| offered.get_mut(at)) {
                Some(other) => other.fixes.push(finding),
                None => offered.push(Action {
                    title: fix.title,
                    fixes: vec![finding],
                    edits: Cow::Owned(fix.edits),
                    rank: Rank::Other,
                }),
            }
        }
    }
    limit_size(offered.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_l10n::MessageId;
    use gouji_lint::Severity;

    #[test]
    fn a_comment_is_offered_once_and_never_for_a_finding_about_comments() {
        let text = "标题\n甲乙丙\n";
        let finding = |rule, start, end| Finding::new(rule, Severity::Error, Span::new(start, end), msg::ResidueOther);
        let findings = [
            finding("row-label", 7, 10),
            finding("row-label", 10, 13),
            finding("row-order", 10, 13),
            finding("unused-allow", 7, 10),
        ];
        let offered = |start, end| -> Vec<(&str, MessageId)> {
            let offered = comment_actions(text, &findings, Span::new(start, end));
            offered.map(|action| (action.fixes[0].rule, action.title.id())).collect()
        };
        assert_eq!(offered(0, 0), []);
        assert_eq!(
            offered(7, 13),
            [
                ("row-label", MessageId::AllowHere),
                ("row-order", MessageId::AllowHere),
                ("row-label", MessageId::AllowEverywhere),
                ("row-order", MessageId::AllowEverywhere)
            ]
        );
    }

    #[test]
    fn findings_come_before_their_rule_and_each_edit_is_computed_and_offered_once() {
        let finding = |rule, at| Finding::new(rule, Severity::Error, Span::new(at, at + 1), msg::ResidueOther);
        let findings = [finding("row-label", 0), finding("row-label", 1), finding("row-order", 9)];
        let rules_asked = std::cell::Cell::new(0);
        let change = |finding: &Finding, scope| {
            let (file, text) = match scope {
                AcceptScope::Finding => ("b.json", finding.span.start.to_string()),
                AcceptScope::Rule => {
                    rules_asked.set(rules_asked.get() + 1);
                    ("gouji.toml", finding.rule.to_owned())
                }
            };
            Some(FileChange { path: file.into(), before: None, edit: gouji_text::TextEdit::new(Span::at(0), text) })
        };
        let offered = file_actions(&findings, Span::new(0, 1), change);
        assert_eq!(rules_asked.get(), 1, "to compute an edit reads files");
        let offered: Vec<(MessageId, &str)> =
            offered.iter().map(|action| (action.title.id(), action.change.edit.text.as_str())).collect();
        assert_eq!(
            offered,
            [
                (MessageId::ActionAcceptBaseline, "0"),
                (MessageId::ActionAcceptBaseline, "1"),
                (MessageId::ActionTurnOff, "row-label")
            ]
        );
        assert!(file_actions(&findings, Span::new(0, 9), |_, _| None).is_empty());
    }
}
