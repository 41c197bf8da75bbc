//! # missing-fee-statement
//!
//! ## What it does
//! Reports a section 六 that says nothing of 信息处理费.
//!
//! ## Why
//! The official template asks for it there: 收取信息处理费情况. Where none was charged, the report says so.
//!
//! ## Example
//! 六、其他需要报告的事项, followed by 无.
//!
//! ## Mend
//! State whether 信息处理费 was charged in the year, and how much.

use super::{Context, Findings, Rule};
use crate::finding::Severity;
use crate::message::Message;
use crate::text::Span;

pub(super) const RULE: Rule = Rule { name: "missing-fee-statement", severity: Severity::Info, check };

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
