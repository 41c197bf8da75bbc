//! `gouji check`, run as a program.

mod support;

use std::fs;
use std::path::Path;

use support::{Run, check, folder, gouji, samples};

/// A report with one doubled word, which is a warning.
fn report() -> String {
    fs::read_to_string(samples().join("xingan-2022.txt")).expect("the sample is there")
}

fn in_folder(files: &[(&str, &[u8])], arguments: &[&str]) -> Run {
    check(folder(files).path(), arguments)
}

#[test]
fn findings_of_warning_or_above_exit_with_1() {
    let run = in_folder(&[("年报 1.txt", report().as_bytes())], &["年报 1.txt"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("warning[repeated-word]: "), "{}", run.out);
    assert!(run.out.contains(" --> 年报 1.txt:17:137\n"), "{}", run.out);
    assert!(run.err.contains("核对了 1 份报告"), "{}", run.err);
}

#[test]
fn the_underline_is_as_wide_as_its_place_on_the_screen() {
    let run = in_folder(&[("a.txt", report().as_bytes())], &["a.txt"]);
    let shown: Vec<&str> = run.out.lines().skip_while(|line| !line.contains("[row-label]")).skip(1).take(4).collect();
    assert_eq!(
        shown,
        [
            "  --> a.txt:51:3",
            "   |",
            "51 |         2.其他法律法规禁止公开    0    0    0    0    0    0    0",
            "   |         ^^^^^^^^^^^^^^^^^^^^^^",
        ]
    );
}

#[test]
fn a_line_of_5_mb_is_cut() {
    let text = report().replace("疫情疫情", &format!("{}疫情疫情", "字，".repeat(1_000_000)));
    let run = in_folder(&[("a.txt", text.as_bytes())], &["a.txt"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains(" --> a.txt:17:2000137\n"));
    assert!(run.out.lines().all(|line| line.chars().count() < 400), "a line would not fit on the screen");
}

#[test]
fn json_has_every_field() {
    let run = in_folder(&[("a.txt", report().as_bytes())], &["--format", "json", "a.txt"]);
    assert_eq!(run.code, Some(1));
    let findings = run.json();
    let finding = findings.iter().find(|finding| finding["rule"] == "repeated-word").expect("the doubled word");
    assert_eq!(finding["file"], "a.txt");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["start"], serde_json::json!({"line": 17, "column": 137}));
    assert_eq!(finding["end"], serde_json::json!({"line": 17, "column": 141}));
    assert!(finding["relations"].is_array() && finding["related"].is_array());
    let fix = &finding["fixes"][0];
    assert!(fix["title"].is_string() && fix["safe"].is_boolean());
    assert_eq!(fix["edits"][0]["text"], "");
    assert!(fix["edits"][0]["start"]["line"].is_number() && fix["edits"][0]["end"]["column"].is_number());
}

#[test]
fn json_without_files_is_an_empty_array() {
    let run = in_folder(&[("d/a.rs", b"")], &["--format", "json", "d"]);
    assert_eq!((run.code, run.json().len()), (Some(0), 0));
}

#[test]
fn files_that_cannot_be_checked_exit_with_2_and_do_not_stop_the_others() {
    let gbk = b"\xC4\xEA\xB1\xA8\n";
    for (name, bytes, advice) in [
        ("b.txt", &gbk[..], "GBK"),
        ("b.txt", b"\xFF\xFE\0\0a\0\0\0", "UTF-32"),
        ("b.txt", b"PK\x03\x04\xFF\0\0", "Word"),
        ("b.txt", b"text\0text", "Word"),
    ] {
        let run = in_folder(&[("a.txt", report().as_bytes()), (name, bytes)], &["a.txt", "b.txt", "c.txt"]);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("b.txt") && run.err.contains(advice), "{}", run.err);
        assert!(run.err.contains("找不到 c.txt"), "{}", run.err);
        assert!(run.out.contains("[repeated-word]"), "the other file is checked all the same");
    }
}

#[test]
fn texts_that_are_no_reports_are_reported_if_named_and_skipped_in_folders() {
    let report = report();
    let files: &[(&str, &[u8])] = &[("d/a.txt", report.as_bytes()), ("d/readme.md", b"# Hello\n"), ("d/x.rs", b"\xFF")];
    let named = in_folder(files, &["d/readme.md"]);
    assert_eq!(named.code, Some(2));
    assert!(named.err.contains("d/readme.md"), "{}", named.err);
    let found = in_folder(files, &["--format=json", "d"]);
    assert_eq!(found.code, Some(1));
    assert!(!found.err.contains("readme") && !found.err.contains("x.rs"), "{}", found.err);
    assert!(found.err.contains("1 个不是年度报告的文件") && found.err.contains("1 个其他文件"), "{}", found.err);
    assert!(
        found
            .json()
            .iter()
            .filter(|element| element["status"] == "checked")
            .all(|finding| finding["file"] == Path::new("d").join("a.txt").to_str().expect("UTF-8"))
    );
}

#[test]
fn gitignore_applies_and_files_come_sorted_and_once() {
    let report = report();
    let files: &[(&str, &[u8])] = &[
        ("d/.gitignore", b"old/\n"),
        ("d/old/a.txt", report.as_bytes()),
        ("d/b.txt", report.as_bytes()),
        ("d/a.md", report.as_bytes()),
    ];
    let run = in_folder(files, &["--format=json", "d/b.txt", "d"]);
    let mut seen: Vec<String> = run.json().iter().map(|finding| finding["file"].to_string()).collect();
    let count = seen.len();
    seen.dedup();
    assert_eq!(seen, ["\"d/a.md\"", "\"d/b.txt\""]);
    let single = in_folder(files, &["--format=json", "d/b.txt"]);
    assert_eq!(count, 2 * single.json().len(), "each file once");
}

#[test]
fn a_byte_order_mark_is_understood() {
    let text = format!("\u{FEFF}{}", report());
    let run = in_folder(&[("a.txt", text.as_bytes())], &["a.txt"]);
    assert!(run.out.contains(" --> a.txt:17:137\n"), "{}", run.out);
}

#[test]
fn an_empty_folder_is_reported() {
    let run = in_folder(&[("d/x.rs", b"")], &["d"]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("没有找到"), "{}", run.err);
}

#[test]
fn the_language_follows_the_environment_and_the_option() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |variable: &str, arguments: &[&str]| {
        let mut command = gouji();
        command.args(["check", "absent.txt"]).args(arguments).env("LANG", variable).current_dir(&folder);
        String::from_utf8(command.output().expect("the binary runs").stderr).expect("UTF-8")
    };
    assert!(run("", &[]).contains("找不到"));
    assert!(run("zh_CN.UTF-8", &[]).contains("找不到"));
    assert!(run("en_US.UTF-8", &[]).contains("does not exist"));
    assert!(run("en_US.UTF-8", &["--locale", "zh"]).contains("找不到"));
    assert!(run("zh_CN.UTF-8", &["--locale", "en"]).contains("does not exist"));
}

#[test]
fn colours_are_used_if_requested() {
    let report = report();
    let colours =
        |choice| in_folder(&[("a.txt", report.as_bytes())], &["--color", choice, "a.txt"]).out.contains('\u{1b}');
    assert!(colours("always"));
    assert!(!colours("never"));
    assert!(!colours("auto"), "the output is no terminal");
}

#[test]
fn bad_usage_exits_with_2() {
    for arguments in [&["--no-such-flag", "a.txt"][..], &[], &["--format", "xml", "a.txt"]] {
        assert_eq!(in_folder(&[], arguments).code, Some(2), "{arguments:?}");
    }
}

#[test]
fn the_version_is_printed() {
    let output = gouji().arg("--version").output().expect("the binary runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), format!("gouji {}", env!("CARGO_PKG_VERSION")));
}

/// The clean report and last year's report of the same agency, whose 结转下年度 differs from the figure carried over.
fn two_years() -> (String, String) {
    let this = gouji_testkit::CLEAN.to_owned();
    (this.clone(), this.replace("2024", "2023").replacen("青山县", "\u{FEFF}青山县", 1))
}

#[test]
fn years_are_paired_within_a_run_and_places_in_last_years_report_name_its_file() {
    let (this, last) = two_years();
    let files: &[(&str, &[u8])] = &[("d/新/二〇二四.txt", this.as_bytes()), ("d/旧/二〇二三.md", last.as_bytes())];
    let run = in_folder(files, &["--format=json", "d"]);
    assert_eq!(run.code, Some(1));
    let found = run.json();
    let finding = found.iter().find(|finding| finding["rule"] == "carried-over-mismatch").expect("a mismatch");
    let name = |parts: [&str; 3]| parts.iter().collect::<std::path::PathBuf>().display().to_string();
    assert_eq!(finding["file"], name(["d", "新", "二〇二四.txt"]));
    let line = |text: &str, words: &str| text.lines().position(|line| line.contains(words)).expect("the row") + 1;
    assert_eq!(finding["start"]["line"], line(&this, "二、上年结转"));
    for related in finding["related"].as_array().expect("an array") {
        assert_eq!(related["file"], name(["d", "旧", "二〇二三.md"]));
        assert_eq!(related["start"]["line"], line(&last, "四、结转下年度"));
    }
    let shown = in_folder(files, &["d"]).out;
    assert!(shown.contains(&name(["d", "旧", "二〇二三.md"])), "{shown}");

    let alone = in_folder(files, &["--format=json", "d/新"]);
    assert!(
        alone.json().iter().all(|finding| finding["rule"] != "carried-over-mismatch"),
        "last year's is not in the run"
    );
}
