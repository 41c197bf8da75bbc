#![doc = include_str!("en.md")]

mod mentions;

use gouji_l10n::{Message, msg};
use gouji_text::{Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};
use mentions::{Kind, Mention};

pub(super) const RULE: Rule =
    Rule { name: "year-mismatch", group: Group::Dates, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(title) = mentions::in_title(context) else { return };
    let mut other = mentions::of_other_years(context, title.1);
    other.sort_by_key(|mention| mention.span);
    // All places with the same wrong year have one cause, so there is one finding, at the first place.
    let mut years: Vec<u16> = other.iter().map(|mention| mention.year).collect();
    years.sort_unstable();
    years.dedup();
    for year in years {
        let places: Vec<Mention> = other.iter().copied().filter(|mention| mention.year == year).collect();
        report_year(title, &places, findings);
    }
    if other.is_empty()
        && let Some(latest) = mentions::latest_before(context, title.1)
    {
        let [year, latest] = [title.1, latest].map(|year| year.to_string());
        let message = msg::YearMismatchImplausible { found: year, latest };
        findings.report(title.0, message);
    }
}

fn report_year((title, year): (Span, u16), places: &[Mention], findings: &mut Findings<'_>) {
    let Some(first) = places.first() else { return };
    let [found_year, expected_year] = [first.year, year].map(|year| year.to_string());
    let (found, expected) = (found_year.as_str(), expected_year.as_str());
    let message: Message = match first.kind {
        Kind::Period => msg::YearMismatchPeriod { found, expected }.into(),
        Kind::Introduction => msg::YearMismatchIntroduction { found, expected }.into(),
        Kind::Prose if first.year > year => msg::YearMismatchFuture { found, expected }.into(),
        Kind::Prose => msg::YearMismatchProse { found, expected }.into(),
    };
    let mut finding = findings.new_finding(first.span, message);
    finding = finding.with_related(title, msg::YearMismatchTitle { year: expected });
    for place in places.iter().skip(1) {
        let related = msg::YearMismatchOther { year: found };
        finding = finding.with_related(place.span, related);
    }
    let edits = places.iter().map(|place| TextEdit::new(place.span, expected)).collect();
    let fix = msg::YearMismatchFix { year: expected, count: places.len() };
    finding = finding.with_fix(Fix { title: fix.into(), applicability: Applicability::Chosen, edits });
    // If the whole period has the other year, the title may be the outdated place.
    if places.iter().filter(|place| place.kind == Kind::Period).count() > 1 {
        finding = finding.with_fix(Fix {
            title: msg::YearMismatchFixTitle { year: found }.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(title, found)],
        });
    }
    findings.add(finding);
}
