//! Random consistent reports in every layout, with irregularities. The model that is read equals the model that was written, and
//! page numbers are the only errors or warnings.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_edition::editions;
use gouji_l10n::MessageId;
use gouji_lint::{Analysis, Severity};
use gouji_properties::model::same;
use gouji_report::ReadingCache;
use gouji_testkit::generate::GeneratedReport;
use gouji_testkit::render::{STYLES, render, render_for};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rust_decimal::Decimal;

const REPORTS: u64 = 10_000;

#[test]
fn the_model_that_is_read_equals_the_model_that_was_written() {
    for seed in 0..REPORTS {
        let random = &mut StdRng::seed_from_u64(seed);
        let report = GeneratedReport::random(random);
        let style = STYLES[usize::try_from(seed).unwrap() % STYLES.len()];
        let text = render(&report, style, random);
        check(&report, &text, &format!("seed {seed}, {style:?}"));
    }
}

/// Reads the reports as the threads of the command line do, with a cache so small that passages are evicted.
#[test]
fn what_was_read_before_changes_nothing() {
    let mut passages = ReadingCache::shared();
    for seed in 0..1_000 {
        let random = &mut StdRng::seed_from_u64(seed);
        let report = GeneratedReport::random(random);
        let style = STYLES[usize::try_from(seed).unwrap() % STYLES.len()];
        let text = render(&report, style, random);
        let read = gouji_report::Report::read_with_cache(&text, &mut passages);
        assert!(same(read.as_ref(), Analysis::new(&text).report.as_deref()), "seed {seed}, {style:?}\n{text}");
    }
}

#[test]
fn reports_in_the_edition_of_2019_are_read_by_that_edition() {
    for seed in 0..1_000 {
        let random = &mut StdRng::seed_from_u64(seed);
        let report = GeneratedReport::random_in(&editions()[1], random);
        let style = STYLES[usize::try_from(seed).unwrap() % STYLES.len()];
        let text = render(&report, style, random);
        check(&report, &text, &format!("seed {seed}, {style:?}"));
    }
}

#[test]
fn tables_of_2019_are_outdated_in_a_report_for_2021() {
    for style in STYLES {
        let random = &mut StdRng::seed_from_u64(7);
        let report = GeneratedReport::random_in(&editions()[1], random);
        let text = render_for(&report, 2021, style, random);
        let findings = Analysis::new(&text).findings;
        let found: Vec<_> =
            findings.iter().filter(|finding| finding.rule == "outdated-table").map(|f| f.message.id()).collect();
        assert_eq!(found, [MessageId::OutdatedTable, MessageId::OutdatedTableRow], "{style:?}\n{text}");
        assert!(findings.iter().all(|finding| finding.rule != "missing-row"), "{style:?}");
    }
}

/// The form of 2019 fixes no unit for 采购总金额, and authors write their own.
#[test]
fn an_amount_without_a_fixed_unit_may_be_in_yuan() {
    let report = GeneratedReport::random_in(&editions()[1], &mut StdRng::seed_from_u64(7));
    let text = render(&report, STYLES[0], &mut StdRng::seed_from_u64(7));
    let row = text.lines().find(|line| line.contains("政府集中采购")).unwrap().trim_end();
    let text = text.replacen(row, &format!("{row}元"), 1);
    assert!(Analysis::new(&text).findings.iter().all(|finding| finding.rule != "implausible-value"), "{text}");
}

#[test]
fn a_report_that_mixes_two_editions_has_a_finding() {
    let random = &mut StdRng::seed_from_u64(3);
    let [new, old] = [0, 1].map(|edition| {
        let report = GeneratedReport::random_in(&editions()[edition], random);
        render_for(&report, 2020, STYLES[0], random)
    });
    let section = |text: &str| {
        let start = text.find("二、主动公开").unwrap();
        (start, text.find("三、收到和处理").unwrap())
    };
    let ((a, b), (c, d)) = (section(&new), section(&old));
    let mixed = format!("{}{}{}", &new[..a], &old[c..d], &new[b..]);
    let rules =
        |text: &str| -> Vec<_> { Analysis::new(text).findings.iter().map(|finding| finding.message.id()).collect() };
    assert!(rules(&mixed).contains(&MessageId::OutdatedTableMixed), "{:?}", rules(&mixed));
    assert!(!rules(&old).contains(&MessageId::OutdatedTableMixed), "{:?}", rules(&old));
    let later = mixed.replace("2020", "2024");
    assert!(rules(&later).contains(&MessageId::OutdatedTable), "{:?}", rules(&later));
}

fn check(report: &GeneratedReport, text: &str, name: &str) {
    let analysis = Analysis::new(text);
    let read = analysis.report.unwrap_or_else(|| panic!("{name}: a report\n{text}"));
    for (table, figures) in report.edition.tables.iter().zip(&report.tables) {
        let found = read.table(&table.id).unwrap_or_else(|| panic!("{name}: {}\n{text}", table.id));
        // Table 4 is the same in every edition, so it is read by the edition in force.
        if table.id != "disputes" {
            assert_eq!(found.edition.id, report.edition.id, "{name}\n{text}");
        }
        for (row, figures) in figures.iter().enumerate() {
            for (column, figure) in figures.iter().enumerate() {
                let cell: Option<Decimal> = found.cell(row, column).and_then(|cell| cell.value.number());
                assert_eq!(cell, *figure, "{name}: {} {} {column}\n{text}", table.id, table.rows[row].label);
            }
        }
    }
    let severe = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    let severe: Vec<_> = severe.filter(|finding| finding.message.id() != MessageId::ResiduePageNumber).collect();
    assert!(severe.is_empty(), "{name}: {severe:?}\n{text}");
}
