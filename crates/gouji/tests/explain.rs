//! `gouji explain`, run as a program.

mod support;

use gouji_lint::rules;
use support::{Run, run};

fn explain(arguments: &[&str]) -> Run {
    run(std::path::Path::new("."), &[&["explain"], arguments].concat())
}

#[test]
fn the_page_of_a_rule_is_printed() {
    let run = explain(&["row-label", "--locale", "zh"]);
    assert_eq!(run.code, Some(0));
    for part in [
        "`row-label` · 警告 · `tables` 组（规定表格的行、列和单元格） · 可自动改正",
        "## 为什么",
        "2.其他法律法规禁止公开\t0",
        "请改为“2.其他法律行政法规禁止公开”",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
    let english = explain(&["row-label", "--locale", "en"]);
    assert!(english.out.contains("`row-label` · warning · ") && english.out.contains("## Why"), "{}", english.out);
}

#[test]
fn no_page_says_that_a_figure_is_fixed_automatically() {
    let run = explain(&["tally-mismatch", "--locale", "zh"]);
    assert!(run.out.contains("有可选用的改法") && run.out.contains("由编写人选用，不会自动修改"), "{}", run.out);
}

#[test]
fn without_a_rule_all_are_listed_the_most_severe_first() {
    let run = explain(&["--locale", "en"]);
    assert_eq!(run.code, Some(0));
    for rule in rules::ALL {
        assert!(run.out.lines().any(|line| line.split(' ').next() == Some(rule.name)), "{}", rule.name);
    }
    let headings: Vec<&str> = run.out.lines().filter(|line| line.starts_with('#')).collect();
    assert!(headings.starts_with(&["# error", "# warning", "# note"]), "{headings:?}");
}

#[test]
fn the_rules_of_a_group_are_listed() {
    let run = explain(&["dates", "--locale", "en"]);
    assert_eq!(run.code, Some(0));
    let listed: Vec<&str> =
        run.out.lines().filter(|line| line.contains("  dates  ")).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(listed.len(), rules::Group::Dates.rules().count(), "{}", run.out);
    assert!(listed.contains(&"year-mismatch") && !run.out.contains("row-label"), "{}", run.out);
}

#[test]
fn an_unknown_rule_exits_with_2_and_names_the_nearest() {
    let run = explain(&["row-lable"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("“row-label”"), "{}", run.err);
}

#[test]
fn headings_are_bold_if_colours_are_requested() {
    assert!(explain(&["row-label", "--color", "always"]).out.starts_with("\u{1b}[1m# "));
    assert!(explain(&["row-label"]).out.starts_with("# "));
}
