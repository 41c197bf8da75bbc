//! The options with which reviewers check many reports: lists of files, chosen rules, exit codes, one line per report.

mod support;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use gouji_testkit::{CLEAN, LAST_CLEAN};
use serde_json::Value;
use support::{Run, check, folder, gouji, run};

/// A report with a wrong label, which is a warning.
fn faulty() -> String {
    CLEAN.replace("社会公益组织", "公益组织")
}

/// A report with an English word, which is a hint or an info, and a wrong label.
fn very_faulty() -> String {
    faulty().replace("检查和培训", "检查 and 培训")
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = gouji();
    command.args(arguments).current_dir(folder);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn rules(run: &Run) -> Vec<String> {
    let mut rules: Vec<String> =
        run.json().iter().filter_map(|element| Some(element["rule"].as_str()?.to_owned())).collect();
    rules.sort();
    rules.dedup();
    rules
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("one object per line")).collect()
}

#[test]
fn a_list_names_the_files() {
    let text = faulty();
    let folder = folder(&[("a 1.txt", text.as_bytes()), ("b/乙.txt", text.as_bytes()), ("c.txt", text.as_bytes())]);
    let files = |run: &Run| -> Vec<String> {
        run.json().iter().map(|element| element["file"].as_str().expect("a file").to_owned()).collect()
    };
    for list in ["a 1.txt\nb/乙.txt\n", "a 1.txt\r\n\r\nb/乙.txt", "a 1.txt\0b/乙.txt\0"] {
        let run = run_with_input(
            folder.path(),
            &["check", "--select", "row-label", "--format", "json", "--files-from", "-"],
            list.as_bytes(),
        );
        assert_eq!(
            (run.code, files(&run)),
            (Some(1), vec!["a 1.txt".to_owned(), "b/乙.txt".to_owned()]),
            "{}",
            run.err
        );
    }
    std::fs::write(folder.path().join("list"), "b").expect("a list");
    let run = check(folder.path(), &["--select=row-label", "--format=json", "--files-from=list", "c.txt"]);
    assert_eq!(files(&run), ["b/乙.txt", "c.txt"], "folders and other paths, too: {}", run.err);
    let extracted = support::run(folder.path(), &["extract", "--format=jsonl", "--files-from=list"]);
    assert_eq!((extracted.code, lines(&extracted.out).len()), (Some(0), 1), "{}", extracted.err);
    let absent = check(folder.path(), &["--files-from", "none"]);
    assert_eq!((absent.code, absent.out.as_str()), (Some(2), ""), "{}", absent.err);
    assert!(absent.err.contains("none"), "{}", absent.err);
    let twice = run_with_input(folder.path(), &["check", "-", "--files-from", "-"], b"");
    assert!(twice.code == Some(2) && twice.err.contains("标准输入"), "{}", twice.err);
    let missing = run_with_input(folder.path(), &["check", "--files-from", "-"], b"c.txt\nd.txt\n");
    assert!(missing.code == Some(2) && missing.err.contains("d.txt"), "a named file: {}", missing.err);
}

#[test]
fn rules_are_selected_and_ignored() {
    let text = very_faulty();
    let folder = folder(&[("a.txt", text.as_bytes()), ("gouji.toml", b"rules = { row-label = \"off\" }\n")]);
    let found =
        |arguments: &[&str]| rules(&check(folder.path(), &[&["--format=json"], arguments, &["a.txt"]].concat()));
    assert_eq!(found(&[]), ["stray-latin"]);
    assert_eq!(found(&["--select", "row-label,title-form"]), ["row-label"], "the command line takes precedence");
    assert_eq!(found(&["--select", "row-label", "--select", "stray-latin"]), ["row-label", "stray-latin"]);
    assert_eq!(found(&["--select", "row-label,stray-latin", "--ignore", "stray-latin"]), ["row-label"]);
    assert_eq!(found(&["--ignore", "stray-latin"]), [] as [&str; 0]);
    let unknown = check(folder.path(), &["--select", "row-lable", "a.txt"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("row-lable") && unknown.err.contains("“row-label”"), "{}", unknown.err);
    let fixed = run(folder.path(), &["fix", "--ignore", "row-label", "a.txt"]);
    assert!(
        std::fs::read_to_string(folder.path().join("a.txt")).expect("a file").contains("公益组织"),
        "{}",
        fixed.out
    );
    run(folder.path(), &["fix", "--select", "row-label", "a.txt"]);
    let text = std::fs::read_to_string(folder.path().join("a.txt")).expect("a file");
    assert!(text.contains("社会公益组织"), "{text}");
}

#[test]
fn a_selection_finds_no_accepted_finding_obsolete() {
    let folder = folder(&[("a.txt", very_faulty().as_bytes())]);
    assert_eq!(check(folder.path(), &["--write-baseline", "a.txt"]).code, Some(0));
    let run = check(folder.path(), &["--select", "stray-latin", "a.txt"]);
    assert!(run.code == Some(0) && !run.err.contains("不再存在"), "{}", run.err);
    let conflict = check(folder.path(), &["--write-baseline", "--select", "stray-latin", "a.txt"]);
    assert_eq!(conflict.code, Some(2), "it would drop the other entries");
}

#[test]
fn a_severity_decides_the_exit_code() {
    let folder = folder(&[("a.txt", faulty().as_bytes())]);
    for (arguments, code) in [
        (&[][..], 1),
        (&["--fail-on", "error"], 0),
        (&["--fail-on", "hint"], 1),
        (&["--fail-on", "hint", "--severity", "error"], 0),
        (&["--fail-on", "hint", "--exit-zero"], 0),
    ] {
        let run = check(folder.path(), &[arguments, &["a.txt"]].concat());
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.out);
    }
    let junit = check(folder.path(), &["--fail-on", "error", "--format", "junit", "a.txt"]);
    assert!(junit.out.contains("failures=\"0\"") && !junit.out.contains("<failure"), "{}", junit.out);
}

#[test]
fn statistics_are_text_or_json() {
    let text = very_faulty();
    let folder = folder(&[("a.txt", text.as_bytes()), ("b.txt", faulty().as_bytes())]);
    let counts = check(folder.path(), &["--statistics", "--format", "json", "."]).json();
    let count = |rule: &str| {
        let count = counts.iter().find(|count| count["rule"] == rule).expect("counted");
        (count["findings"].as_u64(), count["reports"].as_u64())
    };
    assert_eq!((count("row-label"), count("stray-latin")), ((Some(2), Some(2)), (Some(1), Some(1))));
    assert_eq!(check(folder.path(), &["--statistics", "--format", "sarif", "."]).code, Some(2));
    let none = check(folder.path(), &["--statistics", "--format", "json", "--select", "title-form", "."]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), "[]\n"));
}

#[test]
fn excluded_files_are_checked_only_if_they_are_named() {
    let text = faulty();
    let files = [("a.txt", text.as_bytes()), ("草稿/b.txt", text.as_bytes()), ("c.bak.txt", text.as_bytes())];
    let folder = folder(&files);
    std::fs::write(folder.path().join("gouji.toml"), "exclude = [\"草稿/\", \"*.bak.txt\"]\n").expect("a file");
    let names = |arguments: &[&str]| -> Vec<String> {
        let run = check(folder.path(), &[&["--format=json", "--select=row-label"], arguments].concat());
        run.json().iter().map(|element| element["file"].as_str().expect("a file").to_owned()).collect()
    };
    assert_eq!(names(&["."]), ["./a.txt"]);
    assert_eq!(names(&["草稿"]), [] as [&str; 0]);
    assert_eq!(names(&[".", "c.bak.txt"]), ["./a.txt", "c.bak.txt"]);
    assert_eq!(names(&["--no-config", "."]).len(), 3);
}

#[test]
fn each_report_is_one_line_with_findings_and_figures() {
    let wrong = CLEAN.replace("数量\t\t\t3\t1", "数量\t\t\t4\t1");
    let folder = folder(&[("a.txt", LAST_CLEAN.as_bytes()), ("b.txt", wrong.as_bytes()), ("c.ofd", b"PK\x03")]);
    let run = check(folder.path(), &["--format", "reports", "."]);
    let reports = lines(&run.out);
    assert_eq!(reports.len(), 3, "{}", run.out);
    let [last, report, unread] = &reports[..] else { panic!("three lines") };
    assert_eq!((last["status"].as_str(), last["findings"].as_array().map(Vec::len)), (Some("checked"), Some(0)));
    assert_eq!(report["last_year"].as_str(), Some("./a.txt"));
    assert_eq!(report["year"].as_u64(), Some(2024));
    let findings = report["findings"].as_array().expect("a list");
    let single: Vec<Value> = serde_json::from_str(&check(folder.path(), &["--format", "json", "."]).out).expect("JSON");
    let single: Vec<&Value> = single.iter().filter(|element| element["file"] == "./b.txt").collect();
    assert!(!findings.is_empty() && findings.len() == single.len(), "{findings:?}");
    for (finding, element) in findings.iter().zip(single) {
        for (field, value) in finding.as_object().expect("an object") {
            assert_eq!(Some(value), element.get(field), "{field}");
        }
    }
    let counted: u64 = report["counts"].as_object().expect("an object").values().filter_map(Value::as_u64).sum();
    assert_eq!(usize::try_from(counted), Ok(findings.len()));
    let extracted: Value =
        serde_json::from_str(&support::run(folder.path(), &["extract", "--format", "jsonl", "b.txt"]).out)
            .expect("JSON");
    let mut certain = 0;
    for table in extracted["tables"].as_array().expect("tables") {
        for cell in table["cells"].as_array().expect("cells").iter().filter(|cell| cell["certainty"] == "certain") {
            let [table, row, column] =
                [&table["table"], &cell["row"], &cell["column"]].map(|id| id.as_str().expect("an id"));
            assert_eq!(report["figures"][table][row][column], cell["value"], "{table} {row} {column}");
            certain += 1;
        }
    }
    assert!(certain > 150, "{certain}");
    assert_eq!((unread["status"].as_str(), unread["reason"].as_str()), (Some("unread"), Some("pdf")));
}

#[test]
fn reports_are_checked_alone_on_request() {
    let text = CLEAN.replace("数量\t\t\t3\t1", "数量\t\t\t4\t1");
    let folder = folder(&[("a.txt", LAST_CLEAN.as_bytes()), ("b.txt", text.as_bytes())]);
    let together = lines(&check(folder.path(), &["--format", "reports", "."]).out);
    let alone = lines(&check(folder.path(), &["--format", "reports", "--no-last-year", "."]).out);
    assert_eq!(together[1]["last_year"].as_str(), Some("./a.txt"));
    assert_eq!(alone.len(), 2);
    assert!(alone[1]["last_year"].is_null());
    let single = lines(&check(folder.path(), &["--format", "reports", "./b.txt"]).out);
    assert_eq!(alone[1], single[0], "as if it were the only file");
}

#[test]
fn shells_and_man_get_their_files_in_the_language() {
    let folder = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(folder.path(), &["completions", shell]);
        assert_eq!(script.code, Some(0), "{}", script.err);
        assert!(script.out.contains("files-from") && script.out.contains("extract"), "{shell}: {}", script.out);
    }
    for command in [&["man"][..], &["man", "check"], &["man", "completions"]] {
        let page = run(folder.path(), command);
        assert_eq!(page.code, Some(0), "{}", page.err);
        assert!(page.out.contains(".SH 名称") && page.out.contains(".SH 选项"), "{}", page.out);
        for english in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXTRA"] {
            assert!(!page.out.contains(english), "{english} in {}", page.out);
        }
    }
    let page = gouji().args(["man", "check"]).env("LANG", "en_US.UTF-8").output().expect("it runs");
    let page = String::from_utf8(page.stdout).expect("UTF-8");
    assert!(page.contains(".SH NAME") && page.contains("Check only these rules"), "{page}");
    assert!(!page.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{page}");
    let help = run(folder.path(), &["help"]).out;
    assert!(help.contains("completions") && !help.contains("\n  man"), "man pages are for packages: {help}");
}
