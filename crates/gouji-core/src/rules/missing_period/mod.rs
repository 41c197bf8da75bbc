#![doc = include_str!("en.md")]

use crate::finding::Severity;
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page};

pub(super) const RULE: Rule = Rule { name: "missing-period", severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let title = report.title.as_ref().map(|title| title.span);
    let Some(place) = title.or(report.headings.first().map(|heading| heading.span)) else { return };
    if report.period.is_none() {
        let year = report.year().map_or_else(|| "××××".to_owned(), |year| year.to_string());
        findings.report(place, Message::new("missing-period").with("year", year));
    }
}
