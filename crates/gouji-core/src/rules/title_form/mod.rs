#![doc = include_str!("en.md")]

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::report::Title;
use crate::rules::{Context, Findings, Rule, page};
use crate::text::{Span, common_form, is_invisible};

pub(super) const RULE: Rule = Rule { name: "title-form", severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(title) = &context.report.title else { return };
    let found = bare(title.span.of(context.text));
    let form = &context.report.format.title_form;
    let agency = bare(title.agency.as_deref().unwrap_or_default());
    let year = title.year.map(|year| year.to_string()).unwrap_or_default();
    let expected = form.replace("{agency}", &agency).replace("{year}", &year);
    if !agency.is_empty() && !year.is_empty() && found == expected {
        return;
    }
    let blank = |value: &str, shown: &str| if value.is_empty() { shown.to_owned() } else { value.to_owned() };
    let expected = form.replace("{agency}", &blank(&agency, "××")).replace("{year}", &blank(&year, "××××"));
    let message = Message::new("title-form").with("found", found).with("expected", expected.as_str());
    let mut finding = findings.new_finding(title.span, message);
    if !agency.is_empty()
        && let Some(edit) = behind_agency(context, title)
    {
        let title = Message::new("title-form-fix").with("expected", expected);
        finding = finding.with_fix(Fix { title, applicability: Applicability::Chosen, edits: vec![edit] });
    }
    findings.add(finding);
}

/// The words without blanks and characters that nobody sees: where a title is broken and spaced is free.
fn bare(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !matches!(c, '*' | '_' | '`'))
        .map(|c| common_form(c).unwrap_or(c))
        .collect()
}

/// Writes what follows the agency in its official form; the agency, and a line end behind it, stay.
fn behind_agency(context: &Context<'_>, title: &Title) -> Option<TextEdit> {
    let year = title.year?.to_string();
    let words = title.span.of(context.text);
    // A year in other digits stands behind the agency.
    let behind = || title.agency.as_deref().and_then(|agency| Some(words.find(agency)? + agency.len()));
    let start = title.span.start + words.find(&year).or_else(behind)?;
    let official = context.report.format.title_form.replace("{agency}", "").replace("{year}", &year);
    Some(TextEdit::new(Span::new(start, title.span.end), official))
}
