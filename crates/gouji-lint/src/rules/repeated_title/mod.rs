#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_text::{Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "repeated-title", group: Group::Names, severity: Severity::Hint, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let (Some(title), Some(section)) = (&report.title, report.sections.first()) else { return };
    if title.agency.is_none() || title.year.is_none() {
        return;
    }
    let words = bare(title.span.slice(context.text));
    let between = Span::new(title.span.end, section.span.start);
    if between.end <= between.start {
        return;
    }
    let mut start = between.start;
    for line in between.slice(context.text).split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        if bare(line) != words {
            continue;
        }
        let place = span.trimmed(context.text);
        let finding = findings.new_finding(place, msg::RepeatedTitle);
        let finding = finding.with_related(title.span.last_line(context.text), msg::RepeatedTitleFirst);
        findings.add(finding.with_fix(Fix {
            title: msg::RepeatedTitleFix.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(span, "")],
        }));
        return;
    }
}

/// The words of a line without blanks and markup.
fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '#' | '*' | '_')).collect()
}
