//! Fix-all: it ends, it changes nothing the second time, and it changes no figure.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_l10n::msg;
use gouji_lint::fixing::{choose, fix_all};
use gouji_lint::{Analysis, Applicability, Fix};
use gouji_properties::fixes::check_fix_all;
use gouji_report::Report;
use gouji_testkit::cases::cases;
use gouji_testkit::render::{STYLES, render};
use gouji_testkit::{CLEAN, clean_but, generate};
use gouji_text::{Span, TextEdit};
use rand::SeedableRng;
use rand::rngs::StdRng;

fn fixed(text: &str) -> gouji_lint::fixing::Fixed {
    fix_all(text, Analysis::new(text), Analysis::new)
}

/// The figures of a report's tables by row, in the order of the text.
fn figures(report: &Report) -> Vec<Vec<String>> {
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    rows.map(|row| row.cells.iter().filter_map(|cell| cell.value.number()).map(|n| n.to_string()).collect()).collect()
}

/// Applies all safe fixes to `text`, checks the result, and returns the number of fixes.
fn check(text: &str, about: &str) -> usize {
    let before = Analysis::new(text);
    let once = check_fix_all(text, before.clone());
    assert!(choose(&once.analysis.findings).is_empty(), "{about}: something safe is left");
    assert_eq!(figures(&before.report.unwrap()), figures(&once.analysis.report.unwrap()), "{about}\n{}", once.text);
    once.applied.len()
}

#[test]
fn planted_errors_with_a_safe_fix_are_fixed() {
    let mut fixed_count = 0;
    for case in cases().0 {
        fixed_count += check(&case.text(), &format!("{} {:?}", case.rule, case.edits));
    }
    assert!(fixed_count > 5, "{fixed_count}");
}

#[test]
fn random_reports_keep_every_figure() {
    let mut fixed_count = 0;
    for seed in 0..210 {
        let random = &mut StdRng::seed_from_u64(seed);
        let report = generate::GeneratedReport::random(random);
        let style = STYLES[usize::try_from(seed).unwrap() % STYLES.len()];
        let text = render(&report, style, random).replace("2.重复申请", "2.重复的申请");
        fixed_count += check(&text, &format!("seed {seed}, {style:?}"));
    }
    assert!(fixed_count > 100, "{fixed_count}");
}

#[test]
fn findings_of_several_rules_are_fixed_together() {
    let text = CLEAN.replace("社会公益组织", "公益组织").replace("其他法律行政法规禁止公开", "其他法律法规禁止公开");
    let text = text.replace("五、存在的", "[bookmark: _GoBack]\n五、存在的");
    let fixed = fixed(&text);
    let rules: Vec<&str> = fixed.applied.iter().map(|applied| applied.rule).collect();
    assert_eq!(rules, ["row-label", "row-label", "conversion-residue"]);
    assert!(fixed.analysis.findings.is_empty(), "{:?}", fixed.analysis.findings);
}

/// Residue inside a figure is one finding. No safe fix removes it, because the digits would join to another figure.
#[test]
fn no_safe_fix_changes_a_figure() {
    for (passage, other, figure) in [
        ("（一）予以公开\t\t10\t2", "（一）予以公开\t\t2[bookmark: _GoBack]21\t2", "221"),
        ("（一）予以公开\t\t10\t2", "（一）予以公开\t\t1[bookmark: _GoBack]0\t2", "10"),
        ("行政许可\t436", "行政许可\t4\u{FFFD}36", "436"),
        ("行政许可\t436", "行政许可\t4[bookmark: a][bookmark: b],360", "4360"),
    ] {
        let text = clean_but(passage, other);
        let found = Analysis::new(&text).findings;
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["conversion-residue"], "{other}");
        assert_eq!(found[0].fixes[0].applicability, Applicability::Chosen, "{other}");
        assert_eq!(found[0].fixes[0].edits[0].text, figure, "{other}");
        assert_eq!(fixed(&text).text, text, "{other}");
    }
    // The same is true in prose. A safe fix removes residue next to a figure.
    let text = clean_but("申请28件", "申请2[bookmark: _GoBack]8件");
    assert_eq!(fixed(&text).text, text);
    let with_residue = clean_but("行政许可\t436", "行政许可\t436[bookmark: _GoBack]");
    assert_eq!(fixed(&with_residue).text, CLEAN);
    let invisible = clean_but("行政许可\t436", "行政许可\t4\u{AD}36");
    assert_eq!(fixed(&invisible).text, CLEAN);
}

/// A fix that would change a figure is not safe, even if its rule calls it safe.
#[test]
fn a_fix_that_would_change_a_figure_is_not_applied() {
    let text = clean_but("社会公益组织", "公益组织");
    let at = text.find("436").unwrap();
    let dishonest = |text: &str| {
        let mut analysis = Analysis::new(text);
        let mut finding = Analysis::new(&clean_but("社会公益组织", "公益组织")).findings.remove(0);
        finding.fixes = vec![Fix {
            title: msg::TallyFix { value: 437 }.into(),
            applicability: Applicability::Safe,
            edits: vec![TextEdit::new(Span::new(at, at + 3), "437")],
        }];
        analysis.findings.insert(0, finding);
        analysis
    };
    let fixed = fix_all(&text, dishonest(&text), dishonest);
    assert_eq!(fixed.text, CLEAN, "the label is fixed, the figure stays");
    assert_eq!(fixed.applied.len(), 1);
}

/// Without a bound the fixes of this text have 150,000 edits.
#[test]
fn fixes_of_a_long_list_have_few_edits_together() {
    let headings = 3_000;
    let text = format!("兴安区2025年政府信息公开工作年度报告\n{}", "一、总体情况\n已完成。\n".repeat(headings));
    let findings = Analysis::new(&text).findings;
    let edits: usize = findings.iter().flat_map(|finding| &finding.fixes).map(|fix| fix.edits.len()).sum();
    assert!((headings..20_000).contains(&edits), "{edits} edits in {} findings", findings.len());
}
