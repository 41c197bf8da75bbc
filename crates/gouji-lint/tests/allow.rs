//! Comments that accept findings: which findings they accept, and that they are hidden from the rules.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_lint::suppress::{allow_everywhere, allow_here};
use gouji_lint::{Analysis, Finding, Fix, Level, Policy, Severity};
use gouji_testkit::generate::GeneratedReport;
use gouji_testkit::render::{STYLES, render};
use gouji_testkit::{CLEAN, LAST_CLEAN, apply, clean_but, findings_with_last_year, summaries};
use rand::SeedableRng;
use rand::rngs::StdRng;

const COMMENT: &str = "<!-- gouji: allow unused-allow -->";

/// The clean report with 资金 twice in its last sentence, and with `comment` before this sentence.
fn doubled(comment: &str) -> String {
    clean_but("本年度未收取信息处理费。", &format!("{comment}本年度资金资金未收取信息处理费。"))
}

fn rules(text: &str) -> Vec<&'static str> {
    Analysis::new(text).findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_comment_accepts_its_rules_on_the_next_line_and_no_others() {
    assert_eq!(rules(&doubled("")), ["repeated-word"]);
    for accepted in [
        "<!-- gouji: allow repeated-word -->\n",
        "<!-- gouji: allow repeated-word -->\n\n\n",
        "\u{3000} <!--gouji：allow repeated-word-->\r\n",
        "<!-- Gouji: Allow title-form、repeated-word，unused-allow -->\n",
        "<!-- gouji: allow repeated-word: 引用原文 -->\n",
        "<!-- gouji: allow repeated-word -->\n<!-- gouji: allow unused-allow, title-form -->\n",
        "<!-- gouji: allow repeated-word --> ",
        "<!-- gouji: allow repeated-word --> <!-- gouji: allow row-label unused-allow -->\n",
    ] {
        assert_eq!(summaries(&doubled(accepted)), [], "{accepted}");
    }
    for (other, rules_left) in [
        ("<!-- gouji: allow title-form -->\n", vec!["unused-allow", "repeated-word"]),
        ("<!-- gouji: allow repeated-word -->\n甲。\n", vec!["unused-allow", "repeated-word"]),
        ("<!-- allow repeated-word -->\n", vec!["repeated-word"]),
        ("<!-- gouji: allow\nrepeated-word -->\n", vec!["repeated-word"]),
    ] {
        assert_eq!(rules(&doubled(other)), rules_left, "{other}");
    }
}

#[test]
fn a_comment_above_the_first_line_is_about_the_whole_text() {
    for top in [
        "<!-- gouji: allow repeated-word -->\n",
        "\u{FEFF}<!-- gouji: allow repeated-word -->\r\n\r\n",
        "\n\n<!-- gouji: allow title-form, unused-allow -->\n<!-- gouji: allow repeated-word -->\n",
    ] {
        assert_eq!(summaries(&format!("{top}{}", doubled(""))), [], "{top}");
    }
    // A comment in the line of the title is about the title only.
    let text = doubled("").replacen("工作年度报告\n", "工作年度报告 <!-- gouji: allow repeated-word -->\n", 1);
    assert_eq!(rules(&text), ["unused-allow", "repeated-word"]);
}

#[test]
fn comments_about_rules_that_did_not_run_are_not_reported() {
    let text = clean_but("本年度未收取", "<!-- gouji: allow repeated-word -->\n本年度未收取");
    assert_eq!(rules(&text), ["unused-allow"]);
    let mut policy = Policy::default();
    policy.set("repeated-word", Level::Off);
    assert_eq!(Analysis::with_policy(&text, &policy).findings, []);
    let top = format!("<!-- gouji: allow unused-allow -->\n{text}");
    assert_eq!(summaries(&top), []);
    let across = clean_but("本年度未收取", "<!-- gouji: allow carried-over-mismatch -->\n本年度未收取");
    assert_eq!(summaries(&across), []);
    let found: Vec<_> = findings_with_last_year(&across, LAST_CLEAN).iter().map(|finding| finding.rule).collect();
    assert_eq!(found, ["unused-allow"]);
    let last = format!("{COMMENT}\n{}", LAST_CLEAN.replace("定期开展", &format!("{COMMENT}\n定期开展")));
    assert_eq!(findings_with_last_year(CLEAN, &last), []);
}

#[test]
fn a_misspelt_name_is_reported_with_the_likely_name() {
    let text = doubled("<!-- gouji: allow repeatedword -->\n");
    let findings = Analysis::new(&text).findings;
    let unused = findings.iter().find(|finding| finding.rule == "unused-allow").unwrap();
    assert_eq!(unused.span.slice(&text), "repeatedword");
    assert_eq!(summaries(&apply(&text, &unused.fixes[0])), []);
    assert_eq!(apply(&text, &unused.fixes[1]), doubled(""));
}

#[test]
fn unused_names_are_deleted_and_the_others_stay() {
    let text = doubled("<!-- gouji: allow title-form, repeated-word, row-label: 原文 -->\n");
    let findings = Analysis::new(&text).findings;
    assert_eq!(findings.len(), 1);
    let fixed = apply(&text, &findings[0].fixes[0]);
    assert_eq!(fixed, doubled("<!-- gouji: allow repeated-word: 原文 -->\n"));
    for (comment, at_end) in [
        ("<!-- gouji: allow row-label -->\r\n", ""),
        ("  <!-- gouji: allow row-label -->", ""),
        ("", "\n<!-- gouji: allow row-label -->"),
    ] {
        let text = format!("{}{at_end}", clean_but("本年度未收取", &format!("{comment}本年度未收取")));
        let findings = Analysis::new(&text).findings;
        assert_eq!(apply(&text, &findings[0].fixes[0]).trim_end(), CLEAN.trim_end());
    }
}

#[test]
fn comments_split_no_table_and_are_hidden_from_rules() {
    for seed in 0..140 {
        let random = &mut StdRng::seed_from_u64(seed);
        let style = STYLES[usize::try_from(seed).unwrap() % STYLES.len()];
        let plain = render(&GeneratedReport::random(random), style, random);
        let mut text = String::new();
        // Maps each byte offset of the plain text to the text with comments.
        let mut moved: Vec<usize> = Vec::new();
        for (at, line) in plain.split_inclusive('\n').enumerate() {
            if at % 3 == usize::try_from(seed % 3).unwrap() {
                text += &format!("{COMMENT}\n");
            }
            moved.extend(text.len()..text.len() + line.len());
            text += line;
        }
        moved.push(text.len());
        let found = |text: &str| Analysis::new(text).findings;
        let place = |finding: &Finding, at: &dyn Fn(usize) -> usize| {
            (finding.rule, finding.message.clone(), at(finding.span.start))
        };
        let expected: Vec<_> = found(&plain).iter().map(|finding| place(finding, &|at| moved[at])).collect();
        let with: Vec<_> = found(&text).iter().map(|finding| place(finding, &|at| at)).collect();
        assert_eq!(with, expected, "seed {seed}, {style:?}\n{text}");
        let figures = |text: &str| -> Vec<String> {
            let report = Analysis::new(text).report.unwrap();
            let rows = report.tables.iter().flat_map(|table| &table.rows);
            rows.flat_map(|row| row.cells.iter())
                .map(|cell| format!("{:?} {:?} {:?}", cell.value, cell.column, cell.placement))
                .collect()
        };
        assert_eq!(figures(&text), figures(&plain), "seed {seed}, {style:?}");
    }
}

/// The text with its tables as Markdown.
fn piped(text: &str) -> String {
    let row = |line: &str| format!("| {} |\n", line.replace('\t', " | "));
    text.lines().map(|line| if line.contains('\t') { row(line) } else { format!("{line}\n") }).collect()
}

#[test]
fn comments_work_in_markdown_tables_and_after_the_title() {
    let rows = piped(CLEAN);
    for text in [
        rows.replace("| 4 |", &format!("| 4 {COMMENT} |")),
        rows.replacen(" |\n", &format!(" | {COMMENT}\n"), 9),
        rows.replacen("报告\n", &format!("报告{COMMENT}\n"), 1),
    ] {
        assert!(text.contains(COMMENT));
        assert_eq!(summaries(&text), [], "{text}");
    }
}

#[test]
fn a_sentence_may_continue_after_a_comment() {
    let text = clean_but("有疑问，", &format!("有疑问，\n{COMMENT}\n"));
    assert_eq!(summaries(&text), []);
    let broken = clean_but("有疑问，", "有疑问，\n<!-- gouji: allow broken-paragraph -->\n\n");
    let without = clean_but("有疑问，", "有疑问，\n\n");
    assert_eq!(rules(&without), rules(&broken).into_iter().filter(|rule| *rule != "unused-allow").collect::<Vec<_>>());
}

#[test]
fn a_fix_does_not_delete_comments() {
    let text = clean_but("行政强制\t4", &format!("\n{COMMENT}\n行政强制\t4"));
    let findings = Analysis::new(&text).findings;
    assert_eq!(findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["torn-table"]);
    let fixed = apply(&text, &findings[0].fixes[0]);
    assert_eq!(fixed, clean_but("行政强制\t4", &format!("{COMMENT}\n行政强制\t4")));
    let text = clean_but("五、存在", &format!("{COMMENT}\n- 4 -\n五、存在"));
    let findings = Analysis::new(&text).findings;
    assert_eq!(apply(&text, &findings[0].fixes[0]), clean_but("五、存在", &format!("{COMMENT}\n五、存在")));
}

/// Each fix of `action` for each finding of `text`, applied.
fn accepted(text: &str, action: fn(&str, &Finding) -> Option<Fix>) -> Vec<(&'static str, String)> {
    let findings = Analysis::new(text).findings;
    findings.iter().map(|finding| (finding.rule, apply(text, &action(text, finding).unwrap()))).collect()
}

#[test]
fn inserted_comments_accept_the_finding() {
    for text in [
        doubled(""),
        doubled("\u{3000}\u{3000}").replace('\n', "\r\n"),
        format!("\u{FEFF}{}", doubled("")),
        clean_but("青山县2024年政府信息公开工作年度报告", "青山县2024年度政府信息公开工作报告"),
        clean_but("行政强制\t4", "\n行政强制\t4"),
        piped(&clean_but("其他法律行政法规禁止公开", "其他法律法规禁止公开")),
        clean_but("\t\t2.其他法律行政法规禁止公开", "\t\t2.其他法律法规禁止公开"),
    ] {
        for action in [allow_here, allow_everywhere] {
            let before = summaries(&text);
            for (rule, after) in accepted(&text, action) {
                let left: Vec<_> = before.iter().filter(|(other, ..)| other != rule).cloned().collect();
                assert_eq!(summaries(&after), left, "{rule}:\n{after}");
                let breaks = |text: &str| (text.matches('\n').count(), text.matches("\r\n").count());
                if breaks(&text).1 > 0 {
                    assert_eq!(breaks(&after).0, breaks(&after).1);
                }
            }
        }
    }
}

#[test]
fn inserted_comments_split_no_markdown_table_and_apply_to_the_title_only() {
    let text = piped(&clean_but("其他法律行政法规禁止公开", "其他法律法规禁止公开"));
    let [(_, after)] = accepted(&text, allow_here).try_into().unwrap();
    assert_eq!(after.lines().count(), text.lines().count());
    assert!(after.contains(" 0 <!-- gouji: allow row-label --> |\n"), "{after}");
    let text = clean_but("青山县2024年政府信息公开工作年度报告", "青山县2024年度政府信息公开工作报告");
    let [(_, after)] = accepted(&text, allow_here).try_into().unwrap();
    assert!(after.starts_with("青山县2024年度政府信息公开工作报告 <!-- gouji: allow title-form -->\n"), "{after}");
}

#[test]
fn many_comments_take_linear_time() {
    // Quadratic work on a hundred thousand comments would not end in time.
    let line = format!("{CLEAN}{}", "<!-- gouji: allow row-label -->".repeat(100_000));
    assert!(Analysis::new(&line).report.is_some());
    let stack = format!("{CLEAN}{}疫情疫情。", "<!-- gouji: allow row-label -->\n".repeat(100_000));
    assert_eq!(Analysis::new(&stack).findings.len(), 100_001);
}

#[test]
fn a_policy_switches_rules_off_and_sets_their_severity() {
    let text = doubled("");
    let mut policy = Policy::default();
    policy.set("repeated-word", Level::At(Severity::Hint));
    let findings = Analysis::with_policy(&text, &policy).findings;
    assert_eq!(findings.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Hint]);
    policy.set("repeated-word", Level::Off);
    assert_eq!(Analysis::with_policy(&text, &policy).findings, []);
}
