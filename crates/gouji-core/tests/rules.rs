//! Each rule on the clean report with one thing wrong: it is found there and nowhere else, and each fix mends it.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod support;

use gouji_core::{Analysis, Severity, Span};
use support::{CLEAN, apply, clean_but, tell, told};

/// One thing wrong: what stands for what, and the finding.
struct Case {
    rule: &'static str,
    severity: Severity,
    passage: &'static str,
    other: &'static str,
    /// The text of the finding's place.
    place: &'static str,
}

impl Case {
    /// Whether only the author can mend it: the original has to be looked up, or a sentence written.
    fn is_for_the_author(&self) -> bool {
        let shifted_row = self.rule == "torn-table" && !self.place.is_empty();
        let rules = ["missing-column", "cell-count", "narrative-sum", "stray-latin", "title-form"];
        shifted_row
            || rules.contains(&self.rule)
            || self.rule.starts_with("missing-") && self.severity == Severity::Info
    }
}

const fn error(rule: &'static str, passage: &'static str, other: &'static str, place: &'static str) -> Case {
    Case { rule, severity: Severity::Error, passage, other, place }
}

const fn warning(rule: &'static str, passage: &'static str, other: &'static str, place: &'static str) -> Case {
    Case { rule, severity: Severity::Warning, passage, other, place }
}

const fn info(rule: &'static str, passage: &'static str, other: &'static str, place: &'static str) -> Case {
    Case { rule, severity: Severity::Info, passage, other, place }
}

const CASES: &[Case] = &[
    error("missing-section", "五、存在的主要问题及改进情况\n", "", "六、其他需要报告的事项"),
    error("duplicate-section-number", "（三）政府信息管理情况", "（二）政府信息管理情况", "（二）"),
    error("duplicate-section-number", "一是政策解读", "\n1.政策。\n3.解读。\n3.形式。\n一是政策解读", "3."),
    error("missing-row", "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n", "", "1.信访举报投诉类申请"),
    error(
        "missing-column",
        "法律服务机构\t其他\t\n",
        "法律服务机构\t\t\n",
        "商业企业\t科研机构\t社会公益组织\t法律服务机构",
    ),
    warning("cell-count", "5.属于三类内部事务信息\t0\t0", "5.属于三类内部事务信息\t0", "5.属于三类内部事务信息"),
    warning("row-label", "其他法律行政法规禁止公开", "其他法律法规禁止公开", "2.其他法律法规禁止公开"),
    warning("row-label", "社会公益组织", "公益组织", "公益组织"),
    // Where one column is one finding, and where the row's own total is the wrong cell.
    error("tally-mismatch", "（一）予以公开\t\t10\t2\t1", "（一）予以公开\t\t10\t7\t1", "7"),
    error("tally-mismatch", "10\t2\t1\t0\t0\t0\t13", "10\t2\t1\t0\t0\t0\t31", "31"),
    error("tally-mismatch", "21\t6\t1\t0\t1\t0\t29", "21\t60\t1\t0\t1\t0\t29", "60"),
    error("tally-mismatch", "3\t1\t0\t0\t0\t0\t4", "3\t1\t0\t0\t9\t0\t4", "9"),
    error("tally-mismatch", "2\t1\t0\t1\t4\t0", "2\t1\t0\t1\t5\t0", "5"),
    warning("narrative-mismatch", "申请28件", "申请30件", "30"),
    warning("narrative-mismatch", "予以公开13件", "予以公开12件", "12"),
    warning("narrative-sum", "其他信息200条", "其他信息250条", "600条"),
    warning("repeated-word", "形式较为单一", "形式形式较为单一", "形式形式"),
    warning("stray-latin", "检查和培训", "检查 and 培训", "and"),
    warning("conversion-residue", "定期开展检查", "[bookmark: _GoBack]定期开展检查", "[bookmark: _GoBack]"),
    warning("conversion-residue", "\n五、存在", "\n- 4 -\n五、存在", "- 4 -"),
    warning("conversion-residue", "丰富解读", "丰\u{200B}富解读", "\u{200B}"),
    info("broken-paragraph", "公开为常态、不公开为例外，扎实推进", "公开为常态、不公开为例外，扎实\n\n推进", "实"),
    info("torn-table", "\t\t2.重复申请", "\n\t\t2.重复申请", ""),
    info("torn-table", "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0", "2.重复申请\t\t\t0\t0\t0\t0\t0\t0\t0", "2.重复申请"),
    info(
        "title-form",
        "青山县2024年政府信息公开工作年度报告",
        "青山县2024年度政府信息公开工作报告",
        "青山县2024年度政府信息公开工作报告",
    ),
    info(
        "missing-period",
        "本报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "",
        "青山县2024年政府信息公开工作年度报告",
    ),
    info("missing-fee-statement", "本年度未收取信息处理费。", "无。", "六、其他需要报告的事项"),
];

#[test]
fn nothing_is_wrong_in_the_clean_report() {
    assert_eq!(told(CLEAN), []);
}

#[test]
fn each_planted_error_is_the_one_finding() {
    for case in CASES {
        let text = clean_but(case.passage, case.other);
        let expected = (case.rule.to_owned(), case.severity, case.place.to_owned());
        assert_eq!(told(&text), [expected], "{:?} for {:?}", case.other, case.passage);
    }
}

#[test]
fn each_fix_removes_its_finding_and_adds_none() {
    for case in CASES {
        let text = clean_but(case.passage, case.other);
        for finding in Analysis::of(&text).findings {
            assert_eq!(finding.fixes.is_empty(), case.is_for_the_author(), "{} {:?}", case.rule, case.other);
            for fix in &finding.fixes {
                let mended = apply(&text, fix);
                assert_eq!(told(&mended), [], "{:?} in {:?}", fix.title, case.other);
            }
        }
    }
}

/// What needs more than one passage replaced has a test of its own, here or in `generated.rs`.
#[test]
fn every_rule_has_a_case() {
    let planted: Vec<&str> = CASES.iter().map(|case| case.rule).chain(["heading-level", "outdated-table"]).collect();
    for rule in gouji_core::rules::ALL {
        assert!(planted.contains(&rule.name), "{}", rule.name);
    }
}

#[test]
fn headings_of_one_level_have_one_depth() {
    let marked = CLEAN.replace("\n（", "\n### （").replace("青山县2024年", "# 青山县2024年");
    let marked = ["一", "二", "三", "四", "五", "六"]
        .iter()
        .fold(marked, |text, number| text.replacen(&format!("\n\n{number}、"), &format!("\n\n## {number}、"), 1));
    assert_eq!(told(&marked), []);
    let odd = marked.replace("## 五、", "#### 五、").replace("### （四）平台", "#### （四）平台");
    let places: Vec<String> = told(&odd).into_iter().map(|(_, _, place)| place).collect();
    assert_eq!(places, ["#### （四）平台建设情况", "#### 五、存在的主要问题及改进情况"]);
    for finding in Analysis::of(&odd).findings {
        let [one, all] = finding.fixes.as_slice() else { panic!("one fix for it, one for all") };
        assert_eq!(told(&apply(&odd, one)).len(), 1);
        assert_eq!(told(&apply(&odd, all)), []);
    }
}

#[test]
fn a_heading_inside_a_section_is_demoted_with_its_siblings() {
    let text =
        clean_but("五、存在的主要问题及改进情况\n", "五、存在的主要问题及改进情况\n\n一、主要问题\n\n二、改进措施\n");
    let findings = Analysis::of(&text).findings;
    let places: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.span.of(&text))).collect();
    assert_eq!(places, [("duplicate-section-number", "一、"), ("duplicate-section-number", "二、")]);
    let demoted = apply(&text, &findings[0].fixes[0]);
    assert!(demoted.contains("\n（一）主要问题\n\n（二）改进措施\n"), "{demoted}");
    assert_eq!(told(&demoted), []);
}

#[test]
fn fixes_end_their_lines_as_the_text_does() {
    let text = clean_but("五、存在的主要问题及改进情况\n", "").replace('\n', "\r\n");
    let findings = Analysis::of(&text).findings;
    assert_eq!(findings.len(), 1);
    let mended = apply(&text, &findings[0].fixes[0]);
    assert_eq!(mended.matches('\n').count(), mended.matches("\r\n").count());
    assert_eq!(told(&mended), []);
}

#[test]
fn a_missing_section_comes_with_its_blank_table() {
    let start = CLEAN.find("四、政府信息公开").unwrap();
    let end = CLEAN.find("五、存在").unwrap();
    let text = format!("{}{}", &CLEAN[..start], &CLEAN[end..]);
    let findings = Analysis::of(&text).findings;
    assert_eq!(
        findings.iter().map(|finding| tell(&text, finding)).map(|(rule, ..)| rule).collect::<Vec<_>>(),
        ["missing-section"]
    );
    let mended = apply(&text, &findings[0].fixes[0]);
    assert_eq!(told(&mended), []);
    let report = Analysis::of(&mended).report.unwrap();
    let table = report.table("disputes").unwrap();
    assert_eq!(table.header.len(), 15);
    assert_eq!(Span::new(start, start + 3).of(&mended), "四");
}

#[test]
fn ordinary_text_is_no_report() {
    for text in [
        "",
        "一、总体情况\n",
        "关于做好2024年政府信息公开工作年度报告编制工作的通知\n\n一、总体要求\n二、时间安排\n",
        "# 读书笔记\n\n1. 第一章\n1. 第二章\n",
    ] {
        assert!(Analysis::of(text).report.is_none(), "{text}");
        assert_eq!(told(text), []);
    }
}
