//! Tables in layouts without a reader of their own. Alignment reads every figure. In damaged tables, no certain figure is wrong.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_l10n::MessageId;
use gouji_lint::{Analysis, Finding, Severity};
use gouji_report::Placement;
use gouji_testkit::generate::GeneratedReport;
use gouji_testkit::layouts::{LAYOUTS, RowLayout, lay_out};
use gouji_testkit::plant::{KINDS, MistakeKind, Planted, laid_out as laid_out_with};
use gouji_testkit::render::{Style, render};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// How many random reports each layout has.
const REPORTS: u64 = 20;

/// Rules that report the parts that could not be read.
const DOUBT: [&str; 3] = ["unreadable-table", "cell-count", "torn-table"];

#[test]
fn figures_are_read_in_every_layout_or_the_doubt_is_reported() {
    for (name, layout) in LAYOUTS {
        let (mut read, mut all) = (0, 0);
        for seed in 0..REPORTS {
            let (report, text) = laid_out(seed, layout);
            let figures = certain(&report, &text);
            let wrong: Vec<_> =
                figures.iter().filter(|(_, _, found, written)| found.is_some() && found != written).collect();
            assert!(wrong.is_empty(), "{name}, seed {seed}: {wrong:?}\n{text}");
            let certain = figures.iter().filter(|(_, _, found, _)| found.is_some()).count();
            let written = figures.iter().filter(|(_, _, _, written)| written.is_some()).count();
            (read, all) = (read + certain, all + written);
            let findings = Analysis::new(&text).findings;
            let says_unread = |rule: &str| DOUBT.contains(&rule) || rule == "unknown-row";
            let is_doubt_said = findings.iter().any(|found| says_unread(found.rule));
            let severe = findings.into_iter().filter(|found| found.severity >= Severity::Warning);
            let severe: Vec<_> = severe
                .filter(|found| found.message.id() != MessageId::ResiduePageNumber)
                .map(|found| (found.rule, found.span.slice(&text).to_owned()))
                .collect();
            let false_alarms: Vec<_> = severe.iter().filter(|(rule, _)| !DOUBT.contains(rule)).collect();
            assert!(false_alarms.is_empty() && severe.len() <= 3, "{name}, seed {seed}: {severe:?}\n{text}");
            let unread: Vec<_> = figures.iter().filter(|(_, _, found, written)| found != written).collect();
            assert!(certain == written || is_doubt_said, "{name}, seed {seed}: silent on {unread:?}\n{text}");
        }
        assert!(read * 100 >= all * LEAST_READ, "{name}: {read} of {all} figures");
    }
}

/// In each layout, at least so many of 100 figures are read with certainty. The reports have shifted rows and subtotals.
const LEAST_READ: usize = 95;

#[test]
fn no_figure_of_a_damaged_table_is_wrong_and_certain() {
    let mut damaged = 0;
    for (name, layout) in LAYOUTS {
        for seed in 0..REPORTS {
            let (report, text) = laid_out(seed, layout);
            let random = &mut StdRng::seed_from_u64(seed);
            for damage in DAMAGES {
                let Some(text) = damage(&text, random) else { continue };
                damaged += 1;
                let wrong: Vec<_> = certain(&report, &text)
                    .into_iter()
                    .filter(|(_, _, found, written)| found.is_some() && found != written)
                    .collect();
                assert!(wrong.is_empty(), "{name}, seed {seed}: {wrong:?}\n{text}");
            }
        }
    }
    assert!(damaged > 500, "{damaged} tables were damaged");
}

/// A damage to a line of the text.
type Damage = fn(&str, &mut StdRng) -> Option<String>;

const DAMAGES: [Damage; 3] = [
    // The label of a row is gone.
    |text, random| {
        change_line(text, random, |line| {
            let start = line.find(['.', '．', '、', '）', ')'])?;
            let label = line[start..].find(|c: char| c.is_ascii_digit() || "|｜│,;\"\t<&".contains(c))?;
            Some(format!("{}{}", &line[..start], &line[start + label..]))
        })
    },
    // A line with a number is between rows.
    |text, random| {
        let number = random.random_range(1..200);
        change_line(text, random, |line| Some(format!("{line}\n{number}")))
    },
    // A row is repeated.
    |text, random| change_line(text, random, |line| Some(format!("{line}\n{line}"))),
];

/// The text with a random row of table 3 changed.
fn change_line(text: &str, random: &mut StdRng, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("属于") || line.contains("申请")).collect();
    let has_figures = |line: &&&str| line.chars().filter(char::is_ascii_digit).count() > 6;
    let rows: Vec<&&str> = rows.iter().filter(has_figures).filter(|line| !line.contains('。')).collect();
    let line = rows.choose(random)?;
    Some(text.replacen(**line, &change(line)?, 1))
}

/// A random report with its tables in a layout. Columns and rows of subtotals are read in grids only.
fn laid_out(seed: u64, layout: RowLayout) -> (GeneratedReport, String) {
    let random = &mut StdRng::seed_from_u64(seed);
    let reports = std::iter::repeat_with(|| {
        let report = GeneratedReport::random(random);
        let text = render(&report, Style::Tabs, random);
        (report, text)
    });
    let (report, text) = reports.take(99).find(|(_, text)| !text.contains("小计")).unwrap();
    let text = lay_out(&text, layout);
    (report, text)
}

type Figure = Option<rust_decimal::Decimal>;

/// For each written figure: its table, its row, the figure that was read with certainty, and the figure that was written.
fn certain(report: &GeneratedReport, text: &str) -> Vec<(String, String, Figure, Figure)> {
    let read = Analysis::new(text).report;
    let mut figures = Vec::new();
    for (table, written) in report.edition.tables.iter().zip(&report.tables) {
        let found = read.as_ref().and_then(|read| read.table(&table.id));
        for (row, written) in written.iter().enumerate() {
            for (column, figure) in written.iter().enumerate() {
                let cell = found.and_then(|found| found.cell(row, column));
                let cell = cell.filter(|cell| cell.placement == Placement::Certain);
                let label = table.rows[row].label.to_string();
                figures.push((table.id.to_string(), label, cell.and_then(|cell| cell.value.number()), *figure));
            }
        }
    }
    figures
}

/// The findings of a planted error that are severe, or of its rule.
fn found_in(case: &Planted) -> Vec<Finding> {
    let expected = case.expected.as_ref();
    let is_expected = |found: &Finding| expected.is_some_and(|expected| expected.rule == found.rule);
    let mut findings = Analysis::new(&case.text).findings;
    findings.retain(|found| found.severity >= Severity::Warning || is_expected(found) || found.rule == "unknown-row");
    findings.retain(|found| found.message.id() != MessageId::ResiduePageNumber);
    findings
}

fn description(case: &Planted, findings: &[Finding]) -> String {
    let description = findings.iter().map(|found| format!("{} {:?}", found.message.id(), found.span.slice(&case.text)));
    format!("{}: {:?}", case.name, description.collect::<Vec<_>>())
}

#[test]
fn a_wrong_figure_is_reported_at_its_place_in_every_layout() {
    for (name, layout) in LAYOUTS {
        let kinds = [MistakeKind::WrongApplication, MistakeKind::WrongDispute].into_iter();
        let cases: Vec<Planted> =
            kinds.flat_map(|kind| (0..REPORTS).map(move |at| laid_out_with(kind, layout, at))).collect();
        let mut right = 0;
        for case in &cases {
            let findings = found_in(case);
            let expected = case.expected.as_ref().unwrap();
            let [finding] = findings.as_slice() else {
                let is_doubt = |found: &Finding| DOUBT.contains(&found.rule);
                assert!(findings.iter().any(is_doubt), "{name}: {}", description(case, &findings));
                continue;
            };
            let is_at_place =
                expected.places.iter().any(|place| finding.span.start < place.end && place.start < finding.span.end);
            let value = finding.fixes.first().and_then(|fix| fix.edits.first()?.text.parse().ok());
            if finding.rule == expected.rule && is_at_place && value == expected.value {
                right += 1;
            } else {
                assert!(DOUBT.contains(&finding.rule), "{name}: {}", description(case, &findings));
            }
        }
        assert!(right * 100 >= cases.len() * LEAST_READ, "{name}: {right} of {}", cases.len());
    }
}

/// Errors that are invisible in a layout without a reader of its own.
const UNSEEN: [MistakeKind; 1] = [MistakeKind::HeaderLost];

#[test]
fn every_other_error_or_a_doubt_is_reported_in_every_layout() {
    const CASES: u64 = 4;
    for (name, layout) in LAYOUTS {
        for (kind, index) in KINDS.into_iter().flat_map(|kind| (0..CASES).map(move |index| (kind, index))) {
            let case = laid_out_with(kind, layout, index);
            let findings = found_in(&case);
            let rule = case.expected.as_ref().map_or("", |expected| expected.rule);
            let is_true =
                |found: &Finding| found.rule == rule || DOUBT.contains(&found.rule) || found.rule == "unknown-row";
            assert!(findings.iter().all(is_true), "{name}: {}", description(&case, &findings));
            assert!(!findings.is_empty() || UNSEEN.contains(&kind), "{name}: {} is not found", case.name);
        }
    }
}
