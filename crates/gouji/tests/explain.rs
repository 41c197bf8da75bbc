//! `gouji explain` as users meet it.

mod support;

use gouji_lint::rules;
use support::{Run, run};

fn explain(arguments: &[&str]) -> Run {
    run(std::path::Path::new("."), &[&["explain"], arguments].concat())
}

#[test]
fn a_rule_is_explained_with_what_it_says() {
    let run = explain(&["row-label", "--locale", "zh"]);
    assert_eq!(run.code, Some(0));
    for part in [
        "`row-label` · 警告 · 可自动改正",
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
fn a_figure_is_never_said_to_be_mended_unasked() {
    let run = explain(&["tally-mismatch", "--locale", "zh"]);
    assert!(run.out.contains("有可选用的改法") && run.out.contains("由编写人选用，不会自动修改"), "{}", run.out);
}

#[test]
fn without_a_rule_all_are_listed_the_gravest_first() {
    let run = explain(&["--locale", "en"]);
    assert_eq!(run.code, Some(0));
    for rule in rules::ALL {
        assert!(run.out.lines().any(|line| line.split(' ').next() == Some(rule.name)), "{}", rule.name);
    }
    let headings: Vec<&str> = run.out.lines().filter(|line| line.starts_with('#')).collect();
    assert!(headings.starts_with(&["# error", "# warning", "# note"]), "{headings:?}");
}

#[test]
fn an_unknown_rule_exits_with_2_and_names_the_nearest() {
    let run = explain(&["row-lable"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("“row-label”"), "{}", run.err);
}

#[test]
fn headings_are_bold_where_colours_are_asked_for() {
    assert!(explain(&["row-label", "--color", "always"]).out.starts_with("\u{1b}[1m# "));
    assert!(explain(&["row-label"]).out.starts_with("# "));
}
