//! Random reports with one planted error, of every kind and in every layout. The error is found once, at its place and with the
//! right value. Page numbers are the only other errors or warnings.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_l10n::MessageId;
use gouji_lint::{Analysis, Finding, Severity};
use gouji_testkit::plant::{Expected, KINDS, Planted, planted};
use gouji_testkit::render::STYLES;
use gouji_text::Span;
use rust_decimal::Decimal;

/// The number of cases, unless the environment asks for more.
const CASES: u64 = 504;

/// `GOUJI_LONG` says how many cases a long run has.
fn cases() -> u64 {
    std::env::var("GOUJI_LONG").ok().and_then(|number| number.parse().ok()).unwrap_or(CASES)
}

#[test]
fn every_kind_is_planted_in_every_layout() {
    let turns = u64::try_from(KINDS.len() * STYLES.len()).unwrap();
    assert!(CASES >= 3 * turns, "{CASES} cases, {turns} turns");
}

#[test]
fn each_planted_error_is_the_only_finding_and_at_its_place() {
    let wrong: Vec<String> = (0..cases()).map(planted).filter_map(|case| verdict(&case).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases(), wrong[..wrong.len().min(20)].join("\n"));
}

fn verdict(case: &Planted) -> Result<(), String> {
    let Planted { name, text, expected } = case;
    let mut findings = Analysis::new(text).findings;
    let is_expected = |finding: &Finding| {
        expected.as_ref().is_some_and(|expected| (finding.rule, finding.severity) == (expected.rule, expected.severity))
    };
    findings.retain(|finding| finding.severity >= Severity::Warning || is_expected(finding));
    findings.retain(|finding| finding.message.id() != MessageId::ResiduePageNumber);
    let failure = || {
        let failure = findings.iter().map(|f| format!("{} {:?} {:?}", f.message.id(), f.severity, f.span.slice(text)));
        format!("{name}: {expected:?} at {:?}: {:?}", places(expected, text), failure.collect::<Vec<_>>())
    };
    match (expected, findings.as_slice()) {
        (None, []) => Ok(()),
        (Some(expected), [finding]) if is_right(expected, finding, text) => Ok(()),
        _ => Err(failure()),
    }
}

fn places<'a>(expected: &Option<Expected>, text: &'a str) -> Vec<&'a str> {
    expected.iter().flat_map(|expected| &expected.places).map(|place| place.slice(text)).collect()
}

fn is_right(expected: &Expected, finding: &Finding, text: &str) -> bool {
    let is_at_place =
        expected.places.is_empty() || expected.places.iter().any(|place| same_place(text, *place, finding.span));
    let written = finding.fixes.first().and_then(|fix| fix.edits.first()?.text.parse::<Decimal>().ok());
    finding.rule == expected.rule && is_at_place && (expected.value.is_none() || written == expected.value)
}

/// Whether the places overlap or, if one is blank, have only blanks and marks between them.
fn same_place(text: &str, a: Span, b: Span) -> bool {
    if a.start < b.end && b.start < a.end {
        return true;
    }
    let between = Span::new(a.end.min(b.end), a.start.max(b.start)).slice(text);
    let words = regex::Regex::new(r"<[^>]*>|&nbsp;|\s").unwrap().replace_all(between, "");
    (a.is_empty() || b.is_empty()) && words.is_empty()
}
