#![doc = include_str!("en.md")]

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::report::{Heading, Level};
use crate::rules::{Context, Findings, Rule, page};
use crate::text::Span;

pub(super) const RULE: Rule = Rule { name: "heading-level", severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut odd: Vec<(&Heading, Span, Span)> = Vec::new();
    for level in [Level::First, Level::Second, Level::Third, Level::Fourth] {
        let marked = context.report.headings.iter().filter(|heading| heading.ordinal.is_some_and(|o| o.level == level));
        let mut marked = marked.filter_map(|heading| Some((heading, heading.marks?)));
        let Some((_, first)) = marked.next() else { continue };
        odd.extend(
            marked.filter(|(_, marks)| marks.len() != first.len()).map(|(heading, marks)| (heading, marks, first)),
        );
    }
    odd.sort_by_key(|(_, marks, _)| marks.start);
    let all: Vec<TextEdit> = odd.iter().map(|(_, marks, first)| edit(*marks, *first)).collect();
    for (heading, marks, first) in &odd {
        let depth = "#".repeat(first.len());
        let message = Message::new("heading-level").with("heading", heading_words(heading, context.text));
        let message = message.with("found", marks.of(context.text)).with("expected", depth.as_str());
        let mut finding = findings.new_finding(marks.cover(heading.span), message);
        finding = finding.with_related(*first, Message::new("heading-level-first").with("expected", depth.as_str()));
        finding = finding.with_fix(Fix {
            title: Message::new("heading-level-fix").with("expected", depth),
            applicability: Applicability::Safe,
            edits: vec![edit(*marks, *first)],
        });
        if all.len() > 1 {
            finding = finding.with_fix(Fix {
                title: Message::new("heading-level-fix-all").with("count", all.len()),
                applicability: Applicability::Safe,
                edits: all.clone(),
            });
        }
        findings.add(finding);
    }
}

fn edit(marks: Span, first: Span) -> TextEdit {
    TextEdit::new(marks, "#".repeat(first.len()))
}

fn heading_words(heading: &Heading, text: &str) -> String {
    let ordinal = heading.ordinal.map(|ordinal| ordinal.span.of(text)).unwrap_or_default();
    format!("{ordinal}{}", heading.text.of(text))
}
