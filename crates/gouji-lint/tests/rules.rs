//! Each rule on the clean report with one planted error. The rule reports the error and nothing else, and each fix removes it.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_l10n::MessageId;
use gouji_lint::analysis::examine;
use gouji_lint::rules::{self, Context, Rule};
use gouji_lint::{Analysis, Finding, Policy, Severity};
use gouji_testkit::cases::{PlantedCase, cases};
use gouji_testkit::{
    CLEAN, LAST_CLEAN, apply, clean_but, findings_with_alike, findings_with_last_year, summaries, summary,
    without_gaps_to_fill,
};
use gouji_text::{CancelToken, Span};

#[test]
fn nothing_is_wrong_in_the_clean_report() {
    assert_eq!(summaries(CLEAN), []);
}

#[test]
fn nothing_is_wrong_in_two_clean_years() {
    assert_eq!(summaries(LAST_CLEAN), []);
    assert_eq!(findings_with_last_year(CLEAN, LAST_CLEAN), []);
}

/// The findings in a case, with the other report if the case has one.
fn findings(case: &PlantedCase, text: &str) -> Vec<Finding> {
    if let Some(alike) = case.alike_text() {
        return findings_with_alike(text, &alike);
    }
    case.last_text().map_or_else(|| Analysis::new(text).findings, |last| findings_with_last_year(text, &last))
}

#[test]
fn each_planted_error_is_the_one_finding() {
    for case in cases().0 {
        let text = case.text();
        let expected = (case.rule.to_owned(), case.severity, case.place.clone());
        let reported: Vec<_> = findings(&case, &text).iter().map(|finding| summary(&text, finding)).collect();
        assert_eq!(reported, [expected], "{:?} {:?}", case.edits, case.last);
    }
}

#[test]
fn each_fix_removes_its_finding_and_adds_none() {
    for case in cases().0 {
        let text = case.text();
        for finding in findings(&case, &text) {
            assert_eq!(!finding.fixes.is_empty(), case.fixes, "{} {:?}", case.rule, case.edits);
            for fix in &finding.fixes {
                let left = without_gaps_to_fill(fix, findings(&case, &apply(&text, fix)));
                assert_eq!(left, [], "{:?} in {:?}", fix.title, case.edits);
            }
        }
    }
}

#[test]
fn every_rule_has_a_case() {
    let (cases, without) = cases();
    assert!(cases.len() > 25);
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn a_rule_that_panics_stops_no_other() {
    const BROKEN: Rule = Rule { check: |_, _| panic!("a bad rule"), ..rules::ALL[0] };
    let text = clean_but("形式较为单一", "形式形式较为单一");
    let report = Analysis::new(&text).report.unwrap();
    let all: Vec<Rule> = [BROKEN].into_iter().chain(rules::ALL.iter().skip(1).copied()).collect();
    let examined = examine(&all, &Context::single(&text, &report), &Policy::default(), CancelToken::never()).unwrap();
    assert_eq!(examined.failed.iter().map(|failed| failed.rule).collect::<Vec<_>>(), [rules::ALL[0].name]);
    assert_eq!(examined.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["repeated-word"]);
}

#[test]
fn the_first_findings_of_each_rule_are_kept_and_the_others_counted() {
    let allowed = "加强资金资金管理。<!-- gouji: allow repeated-word -->\n";
    let slips = format!("{}{allowed}", "加强资金资金管理。\n".repeat(5));
    let text = clean_but("本年度未收取信息处理费。", &format!("本年度未收取信息处理费。\n{slips}"));
    let kept = |most| Analysis::with_policy(&text, &Policy::default().with_limit(most));
    let (all, some) = (Analysis::new(&text), kept(3));
    let rules = |analysis: &Analysis| analysis.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>();
    assert_eq!((rules(&all), all.left_out), (vec!["repeated-word"; 5], 0));
    // It is unknown whether the comment accepts a finding that was left out, so the comment is not reported.
    assert_eq!((rules(&some), some.left_out), (vec!["repeated-word"; 3], 3));
    assert_eq!(some.findings, all.findings[..3], "the first of the text");
    assert_eq!((kept(6).left_out, kept(0).left_out), (0, 6));
}

#[test]
fn headings_of_one_level_have_one_depth() {
    let marked = CLEAN.replace("\n（", "\n### （").replace("青山县2024年", "# 青山县2024年");
    let marked = ["一", "二", "三", "四", "五", "六"]
        .iter()
        .fold(marked, |text, number| text.replacen(&format!("\n\n{number}、"), &format!("\n\n## {number}、"), 1));
    assert_eq!(summaries(&marked), []);
    let odd = marked.replace("## 五、", "#### 五、").replace("### （四）平台", "#### （四）平台");
    let places: Vec<String> = summaries(&odd).into_iter().map(|(_, _, place)| place).collect();
    assert_eq!(places, ["#### （四）平台建设情况", "#### 五、存在的主要问题及改进情况"]);
    for finding in Analysis::new(&odd).findings {
        let [one, all] = finding.fixes.as_slice() else { panic!("one fix for it, one for all") };
        assert_eq!(summaries(&apply(&odd, one)).len(), 1);
        assert_eq!(summaries(&apply(&odd, all)), []);
    }
}

#[test]
fn a_level_that_is_skipped_is_one_finding() {
    let marked = CLEAN.replace("\n（", "\n##### （").replace("\n\n一、", "\n\n## 一、");
    let findings = Analysis::new(&marked).findings;
    let places: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.span.slice(&marked))).collect();
    assert_eq!(places, [("heading-level", "##### （一）主动公开情况")]);
    let fixed = apply(&marked, &findings[0].fixes[0]);
    assert_eq!(fixed.matches("\n### （").count(), 5);
    assert_eq!(summaries(&fixed), []);
}

#[test]
fn a_heading_inside_a_section_is_demoted_with_its_siblings() {
    let text =
        clean_but("五、存在的主要问题及改进情况\n", "五、存在的主要问题及改进情况\n\n一、主要问题\n\n二、改进措施\n");
    let findings = Analysis::new(&text).findings;
    let places: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.span.slice(&text))).collect();
    assert_eq!(places, [("duplicate-section-number", "一、"), ("duplicate-section-number", "二、")]);
    let demoted = apply(&text, &findings[0].fixes[0]);
    assert!(demoted.contains("\n（一）主要问题\n\n（二）改进措施\n"), "{demoted}");
    assert_eq!(summaries(&demoted), []);
}

#[test]
fn fixes_use_the_line_ends_of_the_text() {
    let text = clean_but("五、存在的主要问题及改进情况\n", "").replace('\n', "\r\n");
    let findings = Analysis::new(&text).findings;
    assert_eq!(findings.len(), 1);
    let fixed = apply(&text, &findings[0].fixes[0]);
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count());
    assert_eq!(summaries(&fixed).into_iter().map(|(rule, ..)| rule).collect::<Vec<_>>(), ["empty-section"]);
}

#[test]
fn a_missing_section_comes_with_its_blank_table() {
    let start = CLEAN.find("四、政府信息公开").unwrap();
    let end = CLEAN.find("五、存在").unwrap();
    let text = format!("{}{}", &CLEAN[..start], &CLEAN[end..]);
    let findings = Analysis::new(&text).findings;
    assert_eq!(
        findings.iter().map(|finding| summary(&text, finding)).map(|(rule, ..)| rule).collect::<Vec<_>>(),
        ["missing-section"]
    );
    let fixed = apply(&text, &findings[0].fixes[0]);
    let reported: Vec<_> = summaries(&fixed).into_iter().map(|(rule, severity, _)| (rule, severity)).collect();
    assert_eq!(reported, [("blank-cell".to_owned(), Severity::Info)]);
    let report = Analysis::new(&fixed).report.unwrap();
    let table = report.table("disputes").unwrap();
    assert_eq!((table.header.len(), table.rows.len()), (15, 1));
    assert_eq!(Span::new(start, start + 3).slice(&fixed), "四");
}

/// The reader finds rows that a fix inserted, in any shape of the table's own rows, and the next fix fills all of them.
#[test]
fn inserted_rows_are_counted_and_filled() {
    let text = include_str!("../../../tests/reports/xingan-2025.txt");
    let find = |text: &str, rule: &str| -> Vec<Finding> {
        Analysis::new(text).findings.into_iter().filter(|found| found.rule == rule).collect()
    };
    let inserted = apply(text, &find(text, "missing-row")[0].fixes[0]);
    assert!(find(&inserted, "missing-row").is_empty());
    let blank = find(&inserted, "blank-cell").remove(0);
    assert_eq!(blank.related.len() + 1, 35, "five rows of seven");
    let filled = apply(&inserted, &blank.fixes[0]);
    assert!(find(&filled, "blank-cell").iter().all(|found| !found.message.args().contains(&("count", 35.into()))));
    let report = Analysis::new(&filled).report.unwrap();
    let rows = &report.table("applications").unwrap().rows;
    let certain = rows.iter().flat_map(|row| row.cells.iter()).filter(|cell| cell.value.number().is_some());
    assert_eq!((rows.len(), certain.count()), (25, 175));
}

/// In a report that has only its title, one fix inserts all missing sections and blank tables.
#[test]
fn one_fix_inserts_all_missing_sections_and_tables() {
    let title = "青山县2024年政府信息公开工作年度报告";
    for (text, findings) in [
        (title.to_owned(), 1),
        (format!("{title}\n"), 1),
        (format!("{title}\n\n一、总体情况\n"), 5),
        (format!("{title}\n\n一、总体情况\n\n二、主动公开政府信息情况"), 4),
        (format!("{title}\n\n二、主动公开政府信息情况\n\n五、存在的主要问题及改进情况\n"), 4),
    ] {
        let found = Analysis::new(&text).findings;
        let missing: Vec<&Finding> = found.iter().filter(|finding| finding.rule == "missing-section").collect();
        assert_eq!(missing.len(), findings, "{text}");
        let all = missing[0].fixes.iter().find(|fix| fix.title.id() == MessageId::MissingSectionAllFix).unwrap();
        let fixed = apply(&text, all);
        let analysis = Analysis::new(&fixed);
        let report = analysis.report.unwrap();
        assert_eq!((report.sections.len(), report.tables.len()), (6, 3), "{fixed}");
        let blank = analysis.findings.iter().filter(|finding| finding.message.id() == MessageId::BlankCellAll).count();
        assert_eq!(blank, 3, "{fixed}");
        for rule in ["missing-section", "missing-table", "missing-row", "section-number-order", "torn-table"] {
            assert!(analysis.findings.iter().all(|finding| finding.rule != rule), "{rule} in {fixed}");
        }
    }
}

#[test]
fn ordinary_text_is_no_report() {
    for text in [
        "",
        "一、总体情况\n",
        "青山县2024年政府信息公开工作年度报告\n\n已经公布，请点击下载。\n",
        "政府信息公开工作年度报告\n",
        "关于做好2024年政府信息公开工作年度报告编制工作的通知\n\n一、总体要求\n二、时间安排\n",
        "# 读书笔记\n\n1. 第一章\n1. 第二章\n",
    ] {
        assert!(Analysis::new(text).report.is_none(), "{text}");
        assert_eq!(summaries(text), []);
    }
}
