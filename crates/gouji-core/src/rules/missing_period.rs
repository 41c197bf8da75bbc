//! # missing-period
//!
//! ## What it does
//! Reports a report that does not state the period of its figures.
//!
//! ## Why
//! The introduction customarily says 统计期限自……1月1日起至……12月31日止; without it, nobody knows what the figures cover.
//!
//! ## Example
//! A report that starts with 一、总体情况 right below its title.
//!
//! ## Mend
//! Add a sentence on the period below the title.

use super::{Context, Findings, Rule};
use crate::finding::Severity;
use crate::message::Message;

pub(super) const RULE: Rule = Rule { name: "missing-period", severity: Severity::Info, check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let title = report.title.as_ref().map(|title| title.span);
    let Some(place) = title.or(report.headings.first().map(|heading| heading.span)) else { return };
    if report.period.is_none() {
        let year = report.year().map_or_else(|| "××××".to_owned(), |year| year.to_string());
        findings.report(place, Message::new("missing-period").with("year", year));
    }
}
