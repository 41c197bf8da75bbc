//! What accepts the findings of a range: changes of the baseline and of the configuration, and comments in the text. The
//! comments come last, as they are published with the text.

use gouji_config::FileChange;
use gouji_core::suppress::{allow_everywhere, allow_here};
use gouji_core::{Finding, Message, Span, rules};

use super::code_actions::{Action, Standing};

/// A change of another file than the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elsewhere<'a> {
    /// What the menu shows.
    pub title: Message,
    /// The finding that is accepted.
    pub accepts: &'a Finding,
    /// How.
    pub change: FileChange,
}

/// The changes that accept the findings which `range` touches: first of each finding, then of each rule. `change` works one
/// out, where it is possible.
pub(crate) fn elsewhere<'a>(
    findings: &'a [Finding],
    range: Span,
    change: impl Fn(&Finding, Accepting) -> Option<FileChange>,
) -> Vec<Elsewhere<'a>> {
    let touched = |finding: &&Finding| finding.span.start <= range.end && range.start <= finding.span.end;
    let mut offered: Vec<Elsewhere<'a>> = Vec::new();
    for how in [Accepting::Finding, Accepting::Rule] {
        for finding in findings.iter().filter(touched) {
            let Some(change) = change(finding, how) else { continue };
            if offered.iter().any(|other| other.change == change) {
                continue;
            }
            let Some(rule) = rules::named(finding.rule) else { continue };
            let file = change.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let title = match how {
                Accepting::Finding => Message::new("action-accept-baseline"),
                Accepting::Rule => Message::new("action-turn-off").with("title", &rule.titles()),
            };
            offered.push(Elsewhere { title: title.with("file", file), accepts: finding, change });
        }
    }
    offered
}

/// What a change accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepting {
    /// This finding, in the baseline.
    Finding,
    /// Every finding of its rule, in the configuration.
    Rule,
}

/// The comments that accept the findings which `range` touches: first each in its place, each comment once.
pub(crate) fn accepting<'a>(text: &str, findings: &'a [Finding], range: Span) -> Vec<Action<'a>> {
    let touched = |finding: &&Finding| finding.span.start <= range.end && range.start <= finding.span.end;
    let mut offered: Vec<Action<'a>> = Vec::new();
    for write in [allow_here, allow_everywhere] {
        for finding in findings.iter().filter(touched) {
            let fix = write(text, finding);
            // One comment accepts every finding of its rule there.
            match fix
                .map(|fix| (offered.iter_mut().find(|other| other.title == fix.title && other.edits == fix.edits), fix))
            {
                Some((Some(other), _)) => other.mends.push(finding),
                Some((None, fix)) => {
                    let (title, edits) = (fix.title, fix.edits);
                    offered.push(Action { title, mends: vec![finding], edits, standing: Standing::Other });
                }
                None => {}
            }
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::Severity;

    #[test]
    fn each_comment_is_offered_once_and_none_for_comments() {
        let text = "标题\n甲乙丙\n";
        let finding = |rule, start, end| Finding::new(rule, Severity::Error, Span::new(start, end), Message::new("m"));
        let findings = [
            finding("row-label", 7, 10),
            finding("row-label", 10, 13),
            finding("row-order", 10, 13),
            finding("unused-allow", 7, 10),
        ];
        let offered = |start, end| -> Vec<(&str, &str)> {
            let offered = accepting(text, &findings, Span::new(start, end));
            offered.into_iter().map(|action| (action.mends[0].rule, action.title.id)).collect()
        };
        assert_eq!(offered(0, 0), []);
        assert_eq!(
            offered(7, 13),
            [
                ("row-label", "allow-here"),
                ("row-order", "allow-here"),
                ("row-label", "allow-everywhere"),
                ("row-order", "allow-everywhere")
            ]
        );
    }

    #[test]
    fn the_finding_comes_before_its_rule_and_each_change_once() {
        let finding = |rule, at| Finding::new(rule, Severity::Error, Span::new(at, at + 1), Message::new("m"));
        let findings = [finding("row-label", 0), finding("row-label", 1), finding("row-order", 9)];
        let change = |finding: &Finding, how| {
            let (file, text) = match how {
                Accepting::Finding => ("b.json", finding.span.start.to_string()),
                Accepting::Rule => ("gouji.toml", finding.rule.to_owned()),
            };
            Some(FileChange { path: file.into(), before: None, edit: gouji_core::TextEdit::new(Span::at(0), text) })
        };
        let offered = elsewhere(&findings, Span::new(0, 1), change);
        let offered: Vec<(&str, &str)> =
            offered.iter().map(|action| (action.title.id, action.change.edit.text.as_str())).collect();
        assert_eq!(
            offered,
            [("action-accept-baseline", "0"), ("action-accept-baseline", "1"), ("action-turn-off", "row-label")]
        );
        assert!(elsewhere(&findings, Span::new(0, 9), |_, _| None).is_empty());
    }
}
