//! Two years of one agency: which reports are a pair, and which findings a pair has.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_lint::Analysis;
use gouji_report::years::{Identity, last_years};
use gouji_testkit::cases::cases;
use gouji_testkit::{CLEAN, LAST, LAST_CLEAN, apply, findings_with_last_year, summary};

/// Whether the second report is last year's report of the first.
fn is_pair(this: (&str, Option<&str>, u16), last: (&str, Option<&str>, u16)) -> bool {
    let identity = |(source, agency, year)| Identity::new(source, agency, year);
    last_years(&[&identity(this), &identity(last)])[0] == Some(1)
}

#[test]
fn agencies_are_equal_in_all_forms_of_their_names() {
    for (this, last) in [
        ("青山县", "青山县"),
        ("青山县", "青山县人民政府"),
        ("青山县政府", "青山县人民政府"),
        ("青山县　人民政府", "青山县 政府"),
        ("青山县人民政府关于", "青山县"),
        ("青山县人民政府办公室", "青山县政府办公室"),
        ("青山县教育局", "青山县教育局"),
    ] {
        assert!(is_pair(("甲.txt", Some(this), 2024), ("乙.txt", Some(last), 2023)), "{this} {last}");
        assert!(is_pair(("甲.txt", Some(last), 2024), ("乙.txt", Some(this), 2023)), "{last} {this}");
        assert!(!is_pair(("甲.txt", Some(this), 2024), ("乙.txt", Some(last), 2022)), "not the year before");
        assert!(!is_pair(("甲.txt", Some(this), 2024), ("乙.txt", Some(last), 2024)), "the same year");
    }
}

#[test]
fn different_or_unknown_agencies_are_no_pair() {
    for (this, last) in [
        (Some("青山县"), Some("青山县教育局")),
        (Some("青山县"), Some("青山县人民政府办公室")),
        (Some("青山县"), Some("白水县")),
        (Some("青山县"), Some("江州市青山县")),
        (Some("青山县"), Some("青山镇")),
        (Some("正文"), Some("正文")),
        (Some("打印本页"), Some("打印本页")),
        (Some("政府"), Some("人民政府")),
        (Some("青山县"), None),
        (None, None),
    ] {
        assert!(!is_pair(("甲.txt", this, 2024), ("乙.txt", last, 2023)), "{this:?} {last:?}");
        assert!(!is_pair(("甲.txt", last, 2024), ("乙.txt", this, 2023)), "{last:?} {this:?}");
    }
}

#[test]
fn names_that_differ_only_in_the_year_help_if_the_agency_is_unclear() {
    let (this, last) = ("年报/青山2024.txt", "年报/青山2023.txt");
    for (agency, other) in [(None, None), (Some("青山县"), None), (Some("江州市青山县政府"), Some("青山县"))]
    {
        assert!(is_pair((this, agency, 2024), (last, other, 2023)), "{agency:?} {other:?}");
        assert!(is_pair((this, other, 2024), (last, agency, 2023)), "{other:?} {agency:?}");
    }
    assert!(!is_pair((this, Some("青山县"), 2024), (last, Some("白水县"), 2023)), "the agency decides");
    for other in ["旧/青山2023.txt", "年报/青山2023.md", "年报/白水2023.txt", "年报/青山.txt"] {
        assert!(!is_pair((this, None, 2024), (other, None, 2023)), "{other}");
    }
    assert!(!is_pair(("2024/1.txt", None, 2024), ("2023/1.txt", None, 2023)), "numbers may change their meaning");
}

#[test]
fn the_nearest_of_several_reports_of_last_year_is_used_or_none() {
    let pair = |this: &str, last: &[&str]| {
        let this = Identity::new(this, Some("青山县"), 2024);
        let others = last.iter().map(|source| Identity::new(source, Some("青山县"), 2023));
        let all: Vec<_> = std::iter::once(this).chain(others).collect();
        last_years(&all.iter().collect::<Vec<_>>())[0].map(|at| last[at - 1].to_owned())
    };
    assert_eq!(pair("a/2024.txt", &["b/2023.txt", "a/2023.md", "a/2023.txt"]).as_deref(), Some("a/2023.txt"));
    assert_eq!(pair("a/今年.txt", &["b/去年.txt", "a/去年.md", "a/去年.txt"]).as_deref(), Some("a/去年.txt"));
    assert_eq!(pair("a/今年.md", &["b/去年.txt", "c/去年.md"]).as_deref(), Some("c/去年.md"));
    assert_eq!(pair("a/今年.txt", &["a/一稿.txt", "a/二稿.txt"]), None);
    let many: Vec<String> = (0..40).map(|at| format!("{at}/2023.txt")).chain(["a/x.md".to_owned()]).collect();
    assert_eq!(pair("a/今年.md", &many.iter().map(String::as_str).collect::<Vec<_>>()), None, "a bound on the work");
}

#[test]
fn a_report_is_identified_by_its_title_unless_it_names_two_years() {
    let report = |text: &str| Analysis::new(text).report.unwrap();
    let identity = Identity::from_report("a", &report(CLEAN)).unwrap();
    assert_eq!(identity, Identity::new("a", Some("青山县人民政府"), 2024));
    let stale = CLEAN.replacen("自2024年", "自2023年", 1);
    assert_eq!(Identity::from_report("a", &report(&stale)), None);
}

#[test]
fn last_years_cell_is_named_in_its_own_text() {
    let case = cases().0.into_iter().find(|case| case.rule == "carried-over-mismatch").unwrap();
    let last = case.last_text().unwrap();
    let findings = findings_with_last_year(CLEAN, &last);
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    let row = last.find("四、结转下年度").unwrap();
    let places: Vec<&str> = finding.related.iter().map(|related| related.span.slice(&last)).collect();
    assert_eq!(places, ["2", "3"], "自然人 and 总计");
    for related in &finding.related {
        assert_eq!(related.source.as_deref(), Some(LAST));
        assert!(related.span.start > row);
    }
}

/// A figure that is wrong within its own report is not reported again in the comparison with last year's.
#[test]
fn a_finding_within_a_report_is_not_repeated_in_the_comparison_with_last_year() {
    for case in cases().0.into_iter().filter(|case| case.last.is_none() && case.alike.is_none()) {
        let text = case.text();
        let reported: Vec<_> =
            findings_with_last_year(&text, LAST_CLEAN).iter().map(|finding| summary(&text, finding)).collect();
        let expected = (case.rule.to_owned(), case.severity, case.place.clone());
        assert_eq!(reported, [expected], "{:?}", case.edits);
    }
}

#[test]
fn a_wrong_figure_of_last_year_causes_no_finding_this_year() {
    let last = LAST_CLEAN.replacen("办理\t\t\t3\t1\t0\t0\t0\t0\t4", "办理\t\t\t9\t1\t0\t0\t0\t0\t4", 1);
    assert_eq!(Analysis::new(&last).findings.len(), 1, "a tally in its own report");
    assert_eq!(findings_with_last_year(CLEAN, &last), []);
}

#[test]
fn last_years_figures_are_offered_if_they_break_no_relation() {
    // Without the row of 总计, the figures that were carried over are only in the relation of their own row.
    let start = CLEAN.find("\t（七）总计").unwrap();
    let text = format!("{}{}", &CLEAN[..start], &CLEAN[start + CLEAN[start..].find('\n').unwrap() + 1..]);
    let text = text.replacen("数量\t\t\t3\t1\t0\t0\t0\t0\t4", "数量\t\t\t5\t1\t0\t0\t2\t0\t8", 1);
    let compare = |text: &str| -> Vec<_> {
        findings_with_last_year(text, LAST_CLEAN).into_iter().filter(|f| f.rule == "carried-over-mismatch").collect()
    };
    let found = compare(&text);
    assert_eq!(found.iter().map(|finding| finding.span.slice(&text)).collect::<Vec<_>>(), ["8"]);
    let fixed = apply(&text, &found[0].fixes[0]);
    assert!(fixed.contains("数量\t\t\t3\t1\t0\t0\t0\t0\t4"), "{fixed}");
    assert_eq!(compare(&fixed), []);
}

#[test]
fn a_note_explains_a_new_count() {
    let wrong = CLEAN.replacen("文件\t3\t1\t12", "文件\t3\t1\t40", 1);
    assert_eq!(findings_with_last_year(&wrong, LAST_CLEAN).len(), 1);
    for (before, note) in [
        ("\n三、收到", "注：现行有效件数为全面核查后重新统计的数量。\n\n三、收到"),
        ("未经审核的信息一律不予发布。", "未经审核的信息一律不予发布。全面清理规范性文件。"),
    ] {
        assert_eq!(findings_with_last_year(&wrong.replacen(before, note, 1), LAST_CLEAN), [], "{note}");
    }
}

#[test]
fn text_is_unchanged_only_if_every_figure_is() {
    let section = "主要问题：2024年，一是政策解读的形式较为单一，全年只有12篇；二是工作人员流动较快。改进措施：一是丰富解读形式；二是加强培训，办好咨询电话。";
    let original =
        "主要问题：一是政策解读的形式较为单一；二是工作人员流动较快。改进措施：一是丰富解读形式；二是加强培训。";
    let text = CLEAN.replacen(original, section, 1);
    let compare = |other: &str| {
        let last = LAST_CLEAN.replacen(
            "一是栏目更新不够及时。改进措施：一是按季度检查栏目。",
            other.strip_prefix("主要问题：").unwrap(),
            1,
        );
        findings_with_last_year(&text, &last).into_iter().filter(|finding| finding.rule == "unchanged-text").count()
    };
    assert_eq!(compare(&section.replace("2024", "2023")), 1);
    assert_eq!(
        compare(&section.replace("2024", "2023").replace("；", "，\n").replace("12", "１２")),
        1,
        "but for layout"
    );
    assert_eq!(compare(&section.replace("12篇", "11篇")), 0);
}

/// The rule and the place of each finding in this year's report if its prose compares with last year in these words.
fn compared(words: &str) -> Vec<(&'static str, String)> {
    let text = CLEAN.replacen("共收到政府信息公开申请28件，其中", &format!("共收到政府信息公开申请28件{words}其中"), 1);
    let findings = findings_with_last_year(&text, LAST_CLEAN).into_iter();
    findings.map(|finding| (finding.rule, finding.span.slice(&text).to_owned())).collect()
}

#[test]
fn comparisons_in_prose_must_follow_from_last_years_report() {
    for (words, place) in [
        ("，同比减少2件，", "2"),
        ("，比上年增加1件，", "1"),
        ("，较2023年下降8%，", "8"),
        ("（去年为30件），", "30"),
        ("，与上年相比，增长3.5%，", "3.5"),
    ] {
        assert_eq!(compared(words), [("last-year-figure", place.to_owned())], "{words}");
    }
    for words in [
        "，同比减少1件，",
        "，较2023年下降3.4%，",
        "，同比下降3%，",
        "（上年为29件），",
        "，比2022年增加9件，",
        "，同比略有下降，",
        "，同比减少约2件，",
        "，其中网站申请同比增加5件，",
        "，主动公开信息同比增加12%，",
    ] {
        assert_eq!(compared(words), [], "{words}");
    }
}

#[test]
fn comparisons_with_a_doubtful_report_of_last_year_are_silent() {
    let text = CLEAN.replacen("申请28件，其中", "申请28件，同比减少2件，其中", 1);
    let last = LAST_CLEAN.replacen("数量\t\t\t21\t6\t1\t0\t1\t0\t29", "数量\t\t\t21\t6\t1\t0\t1\t0\t28", 1);
    assert_eq!(findings_with_last_year(&text, &last), []);
}

/// Without applications that were carried over, 收到32件 may mean those of this year, or all of them.
#[test]
fn a_comparison_is_right_if_it_is_right_for_one_reading_of_its_figure() {
    let row = |label: &str, from: &str, to: &str| (format!("{label}\t\t\t{from}"), format!("{label}\t\t\t{to}"));
    let edits = [
        row("一、本年新收政府信息公开申请数量", "20\t5\t1\t0\t2\t0\t28", "23\t6\t1\t0\t2\t0\t32"),
        row("二、上年结转政府信息公开申请数量", "3\t1\t0\t0\t0\t0\t4", "0\t0\t0\t0\t0\t0\t0"),
    ];
    let text = edits.iter().fold(CLEAN.to_owned(), |text, (from, to)| text.replacen(from, to, 1));
    let count = |words: &str| {
        let sentence = format!("共收到政府信息公开申请32件，同比{words}，其中");
        let text = text.replacen("共收到政府信息公开申请28件，其中", &sentence, 1);
        let findings = findings_with_last_year(&text, LAST_CLEAN).into_iter();
        findings.filter(|found| found.rule == "last-year-figure").count()
    };
    // Last year, 29 were received, and 4 carried over.
    assert_eq!([count("增加3件"), count("减少1件"), count("增加9件")], [0, 0, 1]);
}

#[test]
fn few_equal_figures_are_chance() {
    let same = |text: &str| {
        // Table 2 differs.
        let last = text.replace("2024", "2023").replace("436", "437");
        findings_with_last_year(text, &last).into_iter().filter(|found| found.rule == "unchanged-figures").count()
    };
    assert_eq!(same(CLEAN), 1);
    // 三 and its parts are 0, so that few figures are left.
    let zeros: String = CLEAN
        .lines()
        .map(|line| match line.split_once('\t') {
            Some((label, _)) if line.contains("\t0\t") => {
                format!("{label}{}\n", line[label.len()..].replace(|c: char| ('1'..='9').contains(&c), ""))
            }
            _ => format!("{line}\n"),
        })
        .collect();
    assert_eq!(same(&zeros), 0);
}
