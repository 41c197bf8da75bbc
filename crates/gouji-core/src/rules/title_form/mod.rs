#![doc = include_str!("en.md")]

use crate::finding::Severity;
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page};

pub(super) const RULE: Rule = Rule { name: "title-form", severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(title) = &context.report.title else { return };
    let found: String = title.span.of(context.text).chars().filter(|c| !c.is_whitespace()).collect();
    let form = &context.report.format.title_form;
    let agency = title.agency.as_deref().unwrap_or_default();
    let agency: String = agency.chars().filter(|c| !c.is_whitespace()).collect();
    let year = title.year.map(|year| year.to_string()).unwrap_or_default();
    let expected = form.replace("{agency}", &agency).replace("{year}", &year);
    if agency.is_empty() || year.is_empty() || found != expected {
        let blank = |value: String, shown: &str| if value.is_empty() { shown.to_owned() } else { value };
        let expected = form.replace("{agency}", &blank(agency, "××")).replace("{year}", &blank(year, "××××"));
        let message = Message::new("title-form").with("found", found).with("expected", expected);
        findings.report(title.span, message);
    }
}
