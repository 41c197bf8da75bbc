//! Reports with markup, invisible characters, look-alikes, separators of word processors, or numbers in other notations (all called markup here). Such
//! a report is read like the plain one.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use std::fs;
use std::path::Path;

use gouji_lint::{Analysis, Applicability, Finding, Severity};
use gouji_report::Report;
use gouji_testkit::generate::GeneratedReport;
use gouji_testkit::render::{STYLES, render};
use gouji_testkit::{CLEAN, apply, summaries};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// Markup of headings and titles; `·` is the place of the words.
const LINES: [&str; 46] = [
    "**·**",
    "__·__",
    "*·*",
    "***·***",
    "_·_",
    "<strong>·</strong>",
    "<b>·</b>",
    "<u>·</u>",
    "<p>·</p>",
    "<h2>·</h2>",
    "<p><strong>·</strong></p>",
    "<div align=center>·</div>",
    "<p class=\"a b\" style='x: y'><span>·</span></p>",
    "<a name=\"_Toc1\"></a>·",
    "<span id=\"s\"></span>·",
    "[]{#_Toc1 .anchor}·",
    "[·](#x)",
    "[·](https://example.com/a_b)",
    "[·]{.underline}",
    "- ·",
    "* ·",
    "+ ·",
    "> ·",
    "> **·**",
    "• ·",
    "■·",
    "● ·",
    "\u{F0B7} ·",
    "📌 ·",
    "➢·",
    "##·",
    "###**·**",
    "＃＃ ·",
    "\t·",
    "\t\t·",
    "    ·",
    "\u{3000}\u{3000}·",
    "· {#s .unnumbered}",
    "·<br>",
    "·\\",
    "<!-- 1 -->·",
    "\u{200B}·\u{200B}",
    "\u{FEFF}·",
    "\u{202A}·\u{202C}",
    "==·==",
    "<font color=\"#000000\">·</font>",
];

/// Words of any line, and the same words with look-alikes or invisible characters.
const CHARACTERS: [(&str, &str); 12] = [
    ("一", "⼀"),
    ("二", "⼆"),
    ("人", "⼈"),
    ("六", "\u{F9D1}"),
    ("民", "⺠"),
    ("门", "⻔"),
    ("公开", "公\u{200B}开"),
    ("信息", "信\u{AD}息"),
    ("政府", "政\u{2060}府"),
    ("情况", "\u{200E}情况"),
    ("年", "\u{202C}年"),
    ("和", "和\u{FE0F}"),
];

/// The parts of a report that markup must not change.
#[derive(Debug, PartialEq)]
struct Seen {
    /// The official sections, and how well their titles match.
    sections: Vec<(usize, String)>,
    agency: String,
    years: (Option<u16>, Option<u16>),
    figures: Vec<String>,
    claims: usize,
}

fn model(text: &str) -> Option<Seen> {
    let report: &Report = &*Analysis::new(text).report?;
    let sections = report.sections.iter().map(|section| (section.def, format!("{:?}", section.title)));
    let title = report.title.as_ref();
    let agency = title.and_then(|title| title.agency.as_deref()).unwrap_or_default();
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    let cells = rows.flat_map(|row| row.cells.iter());
    Some(Seen {
        sections: sections.collect(),
        agency: agency.chars().filter(|c| c.is_alphanumeric()).collect(),
        years: (title.and_then(|title| title.year), report.period.and_then(|period| period.first_year)),
        figures: cells.map(|cell| format!("{:?} {:?}", cell.value.number(), cell.column)).collect(),
        claims: report.claims.len(),
    })
}

/// The text with markup around its title and the headings of its sections.
fn with_markup(text: &str, random: &mut StdRng, kinds: &[&str]) -> String {
    let report = Analysis::new(text).report.unwrap();
    let headings = report.sections.iter().map(|section| report.headings[section.heading].span);
    let mut lines: Vec<_> = report.title.iter().map(|title| title.span).chain(headings).collect();
    lines.sort_unstable();
    let mut out = text.to_owned();
    for line in lines.into_iter().rev().filter(|line| !line.slice(text).contains(['\n', '\r'])) {
        // Headings with marks stay as they are.
        let start = text[..line.start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        if text[start..line.start].trim().is_empty() && !line.slice(text).starts_with('#') {
            let markup = kinds.choose(random).unwrap();
            out.replace_range(line.start..line.end, &markup.replace('·', line.slice(text)));
        }
    }
    out
}

fn severe(text: &str) -> Vec<(&'static str, String)> {
    let findings = Analysis::new(text).findings;
    let severe = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    severe
        .filter(|finding| finding.rule != "conversion-residue")
        .map(|finding| (finding.rule, finding.span.slice(text).to_owned()))
        .collect()
}

#[test]
fn a_report_is_read_through_each_dress_of_its_headings() {
    let random = &mut StdRng::seed_from_u64(1);
    let plain = model(CLEAN);
    for markup in LINES {
        let text = with_markup(CLEAN, random, &[markup]);
        assert_ne!(text, CLEAN);
        assert_eq!(model(&text), plain, "{markup}");
        assert_eq!(severe(&text), [], "{markup}\n{text}");
    }
}

#[test]
fn random_dress_changes_no_part_of_the_report() {
    for seed in 0..350 {
        let random = &mut StdRng::seed_from_u64(seed);
        let style = STYLES[usize::try_from(seed).unwrap() % STYLES.len()];
        let plain = render(&GeneratedReport::random(random), style, random);
        let mut text = with_markup(&plain, random, &LINES);
        assert_eq!(model(&text), model(&plain), "seed {seed}, {style:?}\n{text}");
        assert_eq!(severe(&text), severe(&plain), "seed {seed}, {style:?}\n{text}");
        let (from, to) = CHARACTERS.choose(random).unwrap();
        text = text.replace(from, to);
        // Claims are not compared: invisible characters split some words of their patterns.
        let read = model(&text).map(|seen| (seen.sections, seen.years, seen.figures));
        let expected = model(&plain).map(|seen| (seen.sections, seen.years, seen.figures));
        assert_eq!(read, expected, "seed {seed}, {style:?}, {from}\n{text}");
    }
}

/// Words without numbers and marks, and with common characters.
fn words(text: &str) -> String {
    let common: String = text.chars().map(|c| gouji_text::common_form(c).unwrap_or(c)).collect();
    let folded = gouji_text::fold_label(&common);
    folded.chars().filter(|c| !"一二三四五六七八九十".contains(*c) && gouji_text::is_han(*c)).collect()
}

/// Checks that no safe fix for headings and residue removes a word.
fn keeps_words(text: &str, name: &str) {
    let of_headings = |finding: &&Finding| {
        ["heading-punctuation", "heading-level", "conversion-residue", "missing-section"].contains(&finding.rule)
    };
    let findings = Analysis::new(text).findings;
    for finding in findings.iter().filter(of_headings) {
        for fix in finding.fixes.iter().filter(|fix| fix.applicability == Applicability::Safe) {
            assert_eq!(words(&apply(text, fix)), words(text), "{name}: {}", finding.rule);
        }
    }
}

#[test]
fn no_safe_fix_for_headings_removes_words() {
    for (from, to) in [
        ("一、总体情况\n", "一、总体情况2024年，全县公开信息。\n"),
        ("一、总体情况\n", "一，总体情况\n"),
        ("一、总体情况\n", "一、一、总体情况\n"),
        ("一、总体情况\n", "1. 总体情况\n"),
        ("一、总体情况\n", "㈠总体情况\n"),
        ("一、总体情况\n", "⼀、总体情况\n"),
        ("五、存在的主要问题及改进情况\n", "五、存在的主要问题及改进情况（一）主要问题解读不足，人员不足。\n"),
    ] {
        let text = CLEAN.replacen(from, to, 1);
        assert_ne!(text, CLEAN);
        keeps_words(&text, to);
        let findings = Analysis::new(&text).findings;
        assert!(!findings.is_empty(), "{to}");
        assert!(findings.iter().all(|finding| finding.severity <= Severity::Warning), "{to}: {:?}", summaries(&text));
    }
}

#[test]
fn text_behind_a_title_belongs_to_the_section() {
    for (to, rules) in [
        ("六、其他需要报告的事项：本年度未收取信息处理费。\n", &[][..]),
        ("六、其他需要报告的事项。本年度未收取信息处理费。\n", &[]),
        ("六、其他需要报告的事项 本年度未收取信息处理费。\n", &[]),
        ("六、其他需要报告的事项本年度未收取信息处理费，特此说明。\n", &["heading-punctuation"]),
        ("六、其他需要报告的事项：无。\n", &["missing-fee-statement"]),
        ("六、其他需要报告的事项（无）\n", &["missing-fee-statement"]),
    ] {
        let start = CLEAN.find("六、其他").unwrap();
        let text = format!("{}{to}", &CLEAN[..start]);
        let found: Vec<String> = summaries(&text).into_iter().map(|(rule, ..)| rule).collect();
        assert_eq!(found, rules, "{to}");
    }
}

#[test]
fn entries_of_contents_are_no_sections() {
    let titles = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ];
    for leader in ["", "......1", "……………1", " 1", "……", "\t1", " ... - 1 -", "·····12"] {
        for markup in ["·", "- [·](#x)", "**·**", "<p>·</p>"] {
            let contents: String =
                titles.iter().map(|title| format!("{}\n", markup.replace('·', &format!("{title}{leader}")))).collect();
            let text = CLEAN.replacen("根据", &format!("目录\n{contents}\n根据"), 1);
            assert_ne!(text, CLEAN);
            assert_eq!(summaries(&text), [], "{leader:?} {markup}\n{text}");
        }
    }
    // Six titles without text are the sections.
    let empty = format!("青山县2024年政府信息公开工作年度报告\n{}\n", titles.join("\n"));
    assert_eq!(Analysis::new(&empty).report.unwrap().sections.len(), 6);
    // Contents alone are no report.
    let alone: String = titles.iter().map(|title| format!("{title}……1\n")).collect();
    assert_eq!(summaries(&alone), []);
}

#[test]
fn titles_and_periods_are_read_in_every_notation() {
    for (from, to) in [
        ("青山县2024年政府", "青山县２０２４年政府"),
        ("青山县2024年政府", "青山县二〇二四年政府"),
        ("青山县2024年政府", "青山县二零二四年政府"),
        ("青山县2024年政府", "青山县二O二四年政府"),
        ("青山县2024年政府", "青山县 2024 年政府"),
        ("青山县2024年政府", "青山县24年政府"),
        ("年度报告\n", "年度报告（征求意见稿）\n"),
        ("2024年1月1日", "2024-01-01"),
        ("2024年1月1日", "2024.1.1"),
        ("2024年1月1日", "2024/1/1"),
        ("2024年1月1日", "２０２４年１月１日"),
        ("2024年1月1日", "二〇二四年一月一日"),
        ("2024年1月1日", "24年1月1日"),
    ] {
        let text = CLEAN.replacen(from, to, 1);
        assert_ne!(text, CLEAN, "{from}");
        let report = Analysis::new(&text).report.unwrap();
        let title = report.title.as_ref().unwrap();
        assert_eq!((title.agency.as_deref(), title.year), (Some("青山县"), Some(2024)), "{to}");
        assert_eq!(report.period.and_then(|period| period.first_year), Some(2024), "{to}");
    }
}

#[test]
fn a_stale_period_is_reported_in_every_notation() {
    for (title, period) in [
        ("青山县２０２４年政府", "2023年1月1日起至2023年12月31日"),
        ("青山县二〇二四年政府", "2023年1月1日起至2023年12月31日"),
        ("青山县2024年政府", "2023-01-01至2023-12-31"),
        ("青山县2024年政府", "2023.1.1—2023.12.31"),
        ("青山县2024年政府", "2023/01/01至2023/12/31"),
    ] {
        let text = CLEAN.replacen("青山县2024年政府", title, 1);
        let text = text.replacen("2024年1月1日起至2024年12月31日", period, 1);
        let found: Vec<_> =
            summaries(&text).into_iter().filter(|(_, severity, _)| *severity >= Severity::Warning).collect();
        assert_eq!(found, [("year-mismatch".to_owned(), Severity::Warning, "2023".to_owned())], "{title} {period}");
    }
}

#[test]
fn one_cause_makes_one_finding() {
    let random = &mut StdRng::seed_from_u64(2);
    for invisible in [
        "\u{AD}", "\u{200B}", "\u{2060}", "\u{202A}", "\u{2066}", "\u{180E}", "\u{34F}", "\u{3164}", "\u{2800}",
        "\u{FEFF}",
    ] {
        let mut text = String::new();
        // Only within words: a number in front of a heading must be whole.
        let is_word = |c: char| gouji_text::is_han(c) && !"一二三四五六七八九十".contains(c);
        let next = CLEAN.chars().skip(1).chain(['\n']);
        for (c, next) in CLEAN.chars().zip(next) {
            text.push(c);
            if is_word(c) && is_word(next) && random.random_range(0..20) == 0 {
                text.push_str(invisible);
            }
        }
        let findings = Analysis::new(&text).findings;
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["conversion-residue"], "{:?}", invisible.escape_unicode().to_string());
        assert_eq!(apply(&text, &findings[0].fixes[0]), CLEAN);
    }
    let text = CLEAN.replace('一', "⼀").replace('人', "⼈").replace('六', "\u{F9D1}");
    let findings = Analysis::new(&text).findings;
    assert_eq!(findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["conversion-residue"]);
    assert_eq!(apply(&text, &findings[0].fixes[0]), CLEAN);
}

#[test]
fn texts_about_reports_have_no_findings() {
    for text in [
        "青山县2024年政府信息公开工作年度报告\n\n2025年1月20日，青山县发布了上一年度的报告，全文见附件。\n",
        "关于做好2024年政府信息公开工作年度报告编制工作的通知\n\n各单位：\n\n报告应包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六个部分，统计期限为2024年1月1日至2024年12月31日。\n",
        "年度报告填报说明\n\n表中“本年新收政府信息公开申请数量”填本年收到的申请，“上年结转政府信息公开申请数量”填上年未办结的，“结转下年度继续办理”填年底未办结的。\n",
        "目录\n一、总体情况……1\n二、主动公开政府信息情况……2\n三、收到和处理政府信息公开申请情况……3\n",
        "# 政府信息公开\n\n规章、行政规范性文件、行政许可、行政处罚、行政强制、行政事业性收费。\n",
        "一、总体情况\n",
    ] {
        assert_eq!(summaries(text), [], "{text}");
        assert!(Analysis::new(text).report.is_none(), "{text}");
    }
}

/// Reads the cases of first users that concern markup. Skipped if the cases are not on this machine.
#[test]
fn dressed_cases_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    if !folder.is_dir() {
        println!("skipped: the cases are not on this machine");
        return;
    }
    let kinds = [
        "01",
        "03",
        "06",
        "07",
        "18",
        "22",
        "23",
        "25",
        "30a",
        "31-",
        "58-roman",
        "58-space",
        "58-nodun",
        "58-arabic",
        "61-",
    ];
    // Cases about other things: blank lines between rows, a figure, a contradiction.
    let others = ["06q", "06r", "01j", "01k", "18-prose-comma", "61-comma3"];
    let mut count = 0;
    for entry in fs::read_dir(folder.join("inputs")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !kinds.iter().any(|kind| name.starts_with(kind)) || others.iter().any(|other| name.starts_with(other)) {
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else { continue };
        count += 1;
        let report = Analysis::new(&text).report;
        let sections = report.as_ref().map(|report| report.sections.iter().map(|section| section.def).collect());
        assert_eq!(sections, Some(vec![0, 1, 2, 3, 4, 5]), "{name}");
        assert_eq!(severe(&text), [], "{name}");
        keeps_words(&text, &name);
        let planted = folder.join("planted").join(&name);
        if let Ok(text) = fs::read_to_string(planted) {
            let rules: Vec<_> = severe(&text).into_iter().map(|(rule, _)| rule).collect();
            assert_eq!(rules, ["tally-mismatch"], "planted {name}");
        }
    }
    assert!(count > 90, "{count} cases");
}
