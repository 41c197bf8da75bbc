#![doc = include_str!("en.md")]

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page};
use crate::text::{Span, line_start};

pub(super) const RULE: Rule = Rule { name: "missing-period", severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let title = report.title.as_ref().map(|title| title.span.last_line(context.text));
    let Some(place) = title.or(report.headings.first().map(|heading| heading.span)) else { return };
    if report.period.is_some() {
        return;
    }
    let year = report.year().map(|year| year.to_string());
    let sentence = report.format.period_form.replace("{year}", year.as_deref().unwrap_or("××××"));
    let message = Message::new("missing-period").with("sentence", sentence.as_str());
    let mut finding = findings.new_finding(place, message);
    if year.is_some()
        && let Some(edit) = insertion(context, &sentence)
    {
        let title = Message::new("missing-period-fix").with("sentence", sentence);
        finding = finding.with_fix(Fix { title, applicability: Applicability::Chosen, edits: vec![edit] });
    }
    findings.add(finding);
}

/// The sentence at the end of the introduction or, where there is none, between title and first section.
fn insertion(context: &Context<'_>, sentence: &str) -> Option<TextEdit> {
    let report = context.report;
    let first = report.sections.first()?.span.start;
    let introduction = report.paragraphs.iter().take_while(|paragraph| paragraph.span.end <= first).last();
    let end = introduction.map(|paragraph| paragraph.span).filter(|span| span.of(context.text).ends_with('。'));
    Some(match end {
        Some(span) => TextEdit::new(Span::at(span.end), sentence),
        None => TextEdit::new(Span::at(line_start(context.text, first)), format!("{sentence}\n\n")),
    })
}
