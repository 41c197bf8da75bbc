#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::{Heading, List, Ordinal};

use crate::finding::{Finding, Severity};
use crate::numbering;
use crate::rules::headings::{numbered, repeated_headings, shortened};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "duplicate-section-number", group: Group::Structure, severity: Severity::Error, page: page!(), check };

/// So many findings of one list have fixes. Each fix may edit the whole list.
const MAX_WITH_FIXES: usize = 50;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in &context.report.lists {
        match list.parent {
            None => check_top(context, list, findings),
            Some(_) => check_list(context, list, findings),
        }
    }
}

/// Checks 一、-level headings. An official section keeps its number, even if other headings have it, too.
fn check_top(context: &Context<'_>, list: &List, findings: &mut Findings<'_>) {
    let report = context.report;
    let pairs = list.members.iter().zip(repeated_headings(report, list));
    let repetitions = pairs.filter_map(|(at, repeated)| Some((*at, repeated?)));
    for (count, (at, repeated)) in repetitions.enumerate() {
        let (Some((heading, ordinal)), Some(repeated)) = (numbered(report, at), report.headings.get(repeated)) else {
            continue;
        };
        let mut finding = finding(context, heading, ordinal, repeated, findings);
        if count < MAX_WITH_FIXES {
            finding.fixes.extend(match heading.section {
                None => numbering::demote(context.text, report, at),
                Some(_) => numbering::renumber_sections(context.text, report),
            });
        }
        findings.add(finding);
    }
}

/// Checks a list, which counts from 1. Of two equal numbers, the one that is not in its place is reported.
fn check_list(context: &Context<'_>, list: &List, findings: &mut Findings<'_>) {
    let report = context.report;
    let mut seen: std::collections::HashMap<u32, usize> = std::collections::HashMap::new();
    let mut count = 0;
    for (place, &at) in list.members.iter().enumerate() {
        let Some((_, ordinal)) = numbered(report, at) else { continue };
        let Some(first) = seen.insert(ordinal.number, place) else { continue };
        let fits = |place: usize| place as u32 + 1 == ordinal.number;
        let (wrong, right) = if fits(place) || !fits(first) { (first, place) } else { (place, first) };
        let member = |place: usize| list.members.get(place).and_then(|at| numbered(report, *at));
        let (Some((heading, ordinal)), Some((repeated, _))) = (member(wrong), member(right)) else { continue };
        let mut finding = finding(context, heading, ordinal, repeated, findings);
        count += 1;
        if count <= MAX_WITH_FIXES {
            finding.fixes.extend(numbering::renumber_one(context.text, report, list, wrong));
            finding.fixes.extend(numbering::renumber_all(context.text, report, list));
        }
        finding.fixes.dedup_by(|later, earlier| later.edits == earlier.edits);
        findings.add(finding);
    }
}

fn finding(
    context: &Context<'_>,
    heading: &Heading,
    ordinal: Ordinal,
    repeated: &Heading,
    findings: &Findings<'_>,
) -> Finding {
    let found = ordinal.span.slice(context.text);
    let message = msg::DuplicateSectionNumber {
        ordinal: found,
        heading: shortened(heading.text.slice(context.text)),
        other: shortened(repeated.text.slice(context.text)),
    };
    let related = msg::DuplicateSectionNumberOther { ordinal: found };
    findings.new_finding(ordinal.span, message).with_related(repeated.span, related)
}
