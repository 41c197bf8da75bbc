#![doc = include_str!("en.md")]

use crate::finding::Severity;
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page};
use crate::text::Span;

pub(super) const RULE: Rule = Rule { name: "missing-fee-statement", severity: Severity::Info, page: page!(), check };

/// The format's id of the part that it looks for.
const PART: &str = "fees";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    for section in &report.sections {
        let part = report.section_def(section).and_then(|def| def.parts.iter().find(|part| part.id == PART));
        let (Some(part), Some(heading)) = (part, report.heading_of(section)) else { continue };
        let body = Span::new(heading.span.end, section.span.end).of(context.text);
        if !part.keywords.iter().any(|word| body.contains(word)) {
            findings.report(heading.span, Message::new("missing-fee-statement"));
        }
    }
}
