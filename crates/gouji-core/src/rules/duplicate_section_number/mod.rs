#![doc = include_str!("en.md")]

use crate::finding::{Finding, Severity};
use crate::message::Message;
use crate::numbering;
use crate::report::{Heading, List, Ordinal, Report};
use crate::rules::{Context, Findings, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "duplicate-section-number", severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in &context.report.lists {
        match list.parent {
            None => check_top(context, list, findings),
            Some(_) => check_list(context, list, findings),
        }
    }
}

/// 一、-level headings: an official section keeps its number, whatever else bears it.
fn check_top(context: &Context<'_>, list: &List, findings: &mut Findings<'_>) {
    let report = context.report;
    for (place, &at) in list.members.iter().enumerate() {
        let Some((heading, ordinal)) = numbered(report, at) else { continue };
        let claims = |other: usize| {
            let (other, number) = numbered(report, other)?;
            let same = number.number == ordinal.number;
            let is_own = |heading: &Heading| owns_number(report, heading, ordinal.number);
            (same && !is_own(heading) && is_own(other)).then_some(other)
        };
        let owner = list.members.iter().find_map(|other| claims(*other));
        // Where none of them is the official one, the later is the one too many.
        let earlier = || {
            let before = list.members.get(..place).unwrap_or_default();
            let same = before.iter().filter_map(|other| numbered(report, *other));
            same.filter(|(_, number)| number.number == ordinal.number).map(|(heading, _)| heading).next()
        };
        let twin = match owner {
            None if !owns_number(report, heading, ordinal.number) => earlier(),
            owner => owner,
        };
        let Some(twin) = twin else { continue };
        let mut finding = finding(context, heading, ordinal, twin, findings);
        if heading.section.is_none()
            && let Some(fix) = numbering::demote(context.text, report, at)
        {
            finding = finding.with_fix(fix);
        }
        findings.add(finding);
    }
}

/// Whether `number` is the official number of the section that `heading` opens.
fn owns_number(report: &Report, heading: &Heading, number: u32) -> bool {
    let section = heading.section.and_then(|section| report.sections.get(section));
    section.is_some_and(|section| section.def as u32 + 1 == number)
}

/// A list counts from 1: of two equal numbers, the one that is not in its place is reported.
fn check_list(context: &Context<'_>, list: &List, findings: &mut Findings<'_>) {
    let report = context.report;
    let mut seen: std::collections::HashMap<u32, usize> = std::collections::HashMap::new();
    for (place, &at) in list.members.iter().enumerate() {
        let Some((_, ordinal)) = numbered(report, at) else { continue };
        let Some(first) = seen.insert(ordinal.number, place) else { continue };
        let fits = |place: usize| place as u32 + 1 == ordinal.number;
        let (wrong, right) = if fits(place) || !fits(first) { (first, place) } else { (place, first) };
        let member = |place: usize| list.members.get(place).and_then(|at| numbered(report, *at));
        let (Some((heading, ordinal)), Some((twin, _))) = (member(wrong), member(right)) else { continue };
        let mut finding = finding(context, heading, ordinal, twin, findings);
        finding.fixes.extend(numbering::renumber_one(context.text, report, list, wrong));
        finding.fixes.extend(numbering::renumber_all(context.text, report, list));
        finding.fixes.dedup_by(|later, earlier| later.edits == earlier.edits);
        findings.add(finding);
    }
}

fn finding(
    context: &Context<'_>,
    heading: &Heading,
    ordinal: Ordinal,
    twin: &Heading,
    findings: &Findings<'_>,
) -> Finding {
    let found = ordinal.span.of(context.text);
    let message = Message::new("duplicate-section-number").with("ordinal", found);
    let message = message.with("heading", shortened(heading.text.of(context.text)));
    let message = message.with("other", shortened(twin.text.of(context.text)));
    let related = Message::new("duplicate-section-number-other").with("ordinal", found);
    findings.new_finding(ordinal.span, message).with_related(twin.span, related)
}

fn numbered(report: &Report, at: usize) -> Option<(&Heading, Ordinal)> {
    let heading = report.headings.get(at)?;
    Some((heading, heading.ordinal?))
}

/// The first words, as many as tell a heading from another.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 16;
    let clause = words.split(['，', '。', '；', '：']).next().unwrap_or(words);
    let short: String = clause.chars().take(LONGEST).collect();
    if short.len() < clause.len() { short + "…" } else { short }
}
