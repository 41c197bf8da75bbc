#![doc = include_str!("en.md")]

mod mentions;

use gouji_l10n::Message;
use gouji_text::{Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Rule, page};
use mentions::{Kind, Mention};

pub(super) const RULE: Rule = Rule { name: "year-mismatch", severity: Severity::Warning, page: page!(), check };

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
        let message = Message::new("year-mismatch-implausible").with("found", year).with("latest", latest);
        findings.report(title.0, message);
    }
}

fn report_year((title, year): (Span, u16), places: &[Mention], findings: &mut Findings<'_>) {
    let Some(first) = places.first() else { return };
    let id = match first.kind {
        Kind::Period => "year-mismatch-period",
        Kind::Introduction => "year-mismatch-introduction",
        Kind::Prose if first.year > year => "year-mismatch-future",
        Kind::Prose => "year-mismatch-prose",
    };
    let [found, expected] = [first.year, year].map(|year| year.to_string());
    let message = Message::new(id).with("found", found.as_str()).with("expected", expected.as_str());
    let mut finding = findings.new_finding(first.span, message);
    finding = finding.with_related(title, Message::new("year-mismatch-title").with("year", expected.as_str()));
    for place in places.iter().skip(1) {
        let related = Message::new("year-mismatch-other").with("year", found.as_str());
        finding = finding.with_related(place.span, related);
    }
    let edits = places.iter().map(|place| TextEdit::new(place.span, expected.as_str())).collect();
    let fix = Message::new("year-mismatch-fix").with("year", expected).with("count", places.len());
    finding = finding.with_fix(Fix { title: fix, applicability: Applicability::Chosen, edits });
    // If the whole period has the other year, the title may be the outdated place.
    if places.iter().filter(|place| place.kind == Kind::Period).count() > 1 {
        finding = finding.with_fix(Fix {
            title: Message::new("year-mismatch-fix-title").with("year", found.as_str()),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(title, found)],
        });
    }
    findings.add(finding);
}
