//! Unread files are never skipped in silence: the screen, every format and the exit code show them.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use support::{Run, check, folder};

const CLEAN: &[u8] = gouji_testkit::CLEAN.as_bytes();

/// A folder with the files that offices typically have.
const FILES: [(&str, &[u8]); 10] = [
    ("d/a.txt", CLEAN),
    ("d/b.rtf", b"{\\rtf1"),
    ("d/c.ODT", b"PK\x03\x04"),
    ("d/d.ofd", b"PK\x03"),
    ("d/e.mht", b"<p>"),
    ("d/f.xlsx", b"PK\x03\x04"),
    ("d/g.md", b"# Hello\n"),
    ("d/h.png", b"\x89PNG"),
    ("d/~$b.docx", b""),
    ("d/gouji.toml", b""),
];

fn checked(arguments: &[&str]) -> Run {
    check(folder(&FILES).path(), arguments)
}

#[test]
fn a_folder_run_counts_by_kind() {
    let run = checked(&["d"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let line = "文件夹中没有核对的：2 个不能直接读取的 Word 文件、1 个不能直接读取的 PDF 或 OFD 文件、1 个不能读取的网页、1 个电子表格、1 个不是年度报告的文件、1 个其他文件。";
    assert!(run.err.contains(line), "{}", run.err);
    assert!(run.err.contains("核对了 1 份报告"), "{}", run.err);
    let english = checked(&["--locale", "en", "d"]);
    assert!(
        english.err.contains(
            "Word documents that cannot be read as they are: 2, PDF and OFD files that cannot be read as they are: 1"
        ),
        "{}",
        english.err
    );
    assert_eq!(checked(&["--quiet", "d"]).err, "");
}

#[test]
fn a_folder_of_documents_only_exits_with_2() {
    let one = |name: &str, bytes: &[u8]| check(folder(&[(name, bytes)]).path(), &["d"]);
    for name in ["d/a.docx", "d/a.wps", "d/a.pdf", "d/a.mht", "d/a.csv"] {
        let run = one(name, b"PK");
        assert_eq!(run.code, Some(2), "{name}: {}", run.err);
        assert!(run.err.contains("一份报告也没有核对") && run.err.contains("文件夹中没有核对的"), "{}", run.err);
    }
    for name in ["d/readme.md", "d/main.rs"] {
        let run = one(name, b"text");
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        assert!(run.err.contains("没有找到可以核对的报告") && run.err.contains("1 个"), "{}", run.err);
    }
}

#[test]
fn a_named_file_that_was_not_checked_exits_with_2() {
    for name in ["d/b.rtf", "d/c.ODT", "d/d.ofd", "d/e.mht", "d/f.xlsx", "d/g.md", "d/h.png"] {
        let run = checked(&[name, "d/a.txt"]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.err);
        assert!(run.err.contains(name), "{name}: {}", run.err);
    }
}

/// Status and reason of each file, from the JSON formats.
fn statuses(elements: &[Value]) -> BTreeMap<String, (String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().replace('\\', "/");
    let status = |element: &Value| (text(&element["status"]), text(&element["reason"]));
    elements.iter().map(|element| (text(&element["file"]), status(element))).collect()
}

#[test]
fn json_names_each_file_with_its_status() {
    let faulty = String::from_utf8_lossy(CLEAN).replace("社会公益组织", "公益组织");
    let files = [&FILES[..], &[("d/z.txt", faulty.as_bytes()), ("d/y.txt", b"\xC4\xEA\xB1\xA8\n")]].concat();
    let folder = folder(&files);
    let run = check(folder.path(), &["--format=json", "d"]);
    assert_eq!(run.code, Some(2), "a text that cannot be read is a trouble");
    let elements = run.json();
    let expected = [
        ("d/a.txt", "clean", ""),
        ("d/b.rtf", "unread", "word"),
        ("d/c.ODT", "unread", "word"),
        ("d/d.ofd", "unread", "pdf"),
        ("d/e.mht", "unread", "web-page"),
        ("d/f.xlsx", "unread", "spreadsheet"),
        ("d/g.md", "unread", "not-a-report"),
        ("d/y.txt", "unread", "encoding"),
        ("d/z.txt", "checked", ""),
    ];
    let expected = expected.map(|(file, status, reason)| (file.to_owned(), (status.to_owned(), reason.to_owned())));
    assert_eq!(statuses(&elements), BTreeMap::from(expected));
    let files: Vec<&str> = elements.iter().filter_map(|element| element["file"].as_str()).collect();
    assert!(files.is_sorted(), "{files:?}");
    for element in elements.iter().filter(|element| element["status"] != "checked") {
        assert!(element["rule"].is_null() && element["severity"].is_null(), "{element}");
        assert!(element["message"].as_str().is_some_and(|message| message.contains("d")), "{element}");
        assert_eq!(element["start"]["line"], 1);
    }
    let lines = check(folder.path(), &["--format=jsonl", "d"]);
    let lines: Vec<Value> = lines.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines, elements);
}

#[test]
fn sarif_lists_files_including_unread_ones() {
    let run = checked(&["--format=sarif", "d", "absent.txt"]);
    assert_eq!(run.code, Some(2));
    let log: Value = serde_json::from_str(&run.out).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run["artifacts"].as_array().map(Vec::len), Some(8), "{}", run["artifacts"]);
    assert_eq!(run["artifacts"][1]["location"]["uri"], "d/a.txt");
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"].as_array().expect("a list");
    let of = |reason: &str| told.iter().find(|told| told["descriptor"]["id"] == reason).expect("it is told");
    assert_eq!(of("missing")["level"], "error");
    assert_eq!(of("pdf")["level"], "warning");
    assert_eq!(of("pdf")["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "d/d.ofd");
    assert_eq!(told.len(), 7);
    let fine = checked(&["--format=sarif", "d"]);
    let log: Value = serde_json::from_str(&fine.out).expect("JSON");
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn in_junit_unread_files_are_skipped_and_named_ones_are_errors() {
    let run = checked(&["--format=junit", "d", "absent.txt"]);
    let head = r#"<testsuites name="gouji" tests="8" skipped="6" failures="0" errors="1">"#;
    assert!(run.out.contains(head), "{}", run.out);
    assert_eq!(run.out.matches("<skipped").count(), 6, "{}", run.out);
    assert_eq!(run.out.matches("<error").count(), 1, "{}", run.out);
    assert!(run.out.contains(r#"<testsuite name="d/b.rtf" tests="1" skipped="1""#), "{}", run.out);
}

#[test]
fn workflow_commands_annotate_documents_and_log_other_files() {
    let run = checked(&["--format=github", "d", "absent.txt"]);
    assert!(run.out.contains("::notice file=d/d.ofd,title=pdf::"), "{}", run.out);
    assert!(run.out.contains("::warning file=absent.txt,title=missing::"), "{}", run.out);
    assert!(run.out.lines().any(|line| line.starts_with("::debug::") && line.contains("d/a.txt")), "{}", run.out);
    assert!(run.out.lines().all(|line| !line.contains("g.md") || line.starts_with("::debug::")), "{}", run.out);
}

#[test]
fn after_a_wrong_configuration_no_message_says_that_reports_are_missing() {
    let folder = folder(&[("a.txt", CLEAN), ("gouji.toml", b"rules = 1")]);
    let run = check(folder.path(), &["."]);
    assert_eq!(run.code, Some(2));
    assert!(!run.err.contains("没有找到可以核对的报告"), "{}", run.err);
    assert!(run.err.contains("1 份配置有误的报告"), "{}", run.err);
    let json = check(folder.path(), &["--format=json", "a.txt"]).json();
    assert_eq!((&json[0]["status"], &json[0]["reason"]), (&"unread".into(), &"configuration".into()));
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_counted_and_named_ones_followed() {
    let folder = folder(&[("a.txt", CLEAN), ("d/b.txt", CLEAN)]);
    std::os::unix::fs::symlink("../a.txt", folder.path().join("d/c.txt")).expect("a link");
    let run = check(folder.path(), &["d"]);
    assert!(run.err.contains("1 个链接"), "{}", run.err);
    let run = check(folder.path(), &["d/c.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("核对了 1 份报告"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_name_with_control_characters_stays_on_its_line() {
    let faulty = String::from_utf8_lossy(CLEAN).replace("社会公益组织", "公益组织");
    let folder = folder(&[("甲\n乙\u{1b}[31m.txt", faulty.as_bytes()), ("丙\n.txt", b"text")]);
    let shown = "甲\\n乙\\u{1b}[31m.txt";
    let text = check(folder.path(), &["."]);
    assert!(text.out.lines().any(|line| line.trim_start().starts_with("--> ") && line.contains(shown)), "{}", text.out);
    let concise = check(folder.path(), &["--format=concise", "."]);
    assert!(concise.out.lines().all(|line| line.contains(&format!("{shown}:"))), "{}", concise.out);
    let named = check(folder.path(), &["丙\n.txt"]);
    assert!(named.err.contains("丙\\n.txt"), "{}", named.err);
    let fixed = support::run(folder.path(), &["fix", "--diff", "."]);
    assert!(
        fixed.out.starts_with("--- \"a/甲\\n乙\\033[31m.txt\"\n+++ \"b/甲\\n乙\\033[31m.txt\"\n@@"),
        "{}",
        fixed.out
    );
    let paths = check(folder.path(), &["--format=json", "."]).json();
    let raw = Path::new(".").join("甲\n乙\u{1b}[31m.txt").display().to_string();
    assert!(paths.iter().any(|element| element["file"] == raw.as_str()), "programs get the name as it is");
}
