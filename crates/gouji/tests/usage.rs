//! The command line itself: its help and its errors in one language, and its options.

mod support;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use gouji_testkit::CLEAN;
use serde_json::Value;
use support::{Run, check, folder, gouji, run};

/// A report with one wrong label, which is a warning.
fn faulty() -> String {
    CLEAN.replace("社会公益组织", "公益组织")
}

fn run_in_language(language: &str, arguments: &[&str]) -> Run {
    let output = gouji().args(arguments).env("LC_ALL", language).output().expect("the binary runs");
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn help_is_in_one_language() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["help"],
        &["check", "--help"],
        &["help", "check"],
        &["help", "fix"],
        &["help", "fmt"],
        &["help", "extract"],
        &["help", "import"],
        &["help", "export"],
        &["help", "new"],
        &["help", "explain"],
        &["help", "schema"],
        &["help", "lsp"],
        &["help", "completions"],
        &["help", "man"],
        &["help", "help"],
    ] {
        let english = run_in_language("en_US.UTF-8", arguments);
        assert_eq!(english.code, Some(0), "{arguments:?}");
        assert!(english.out.contains("Usage: gouji") && !is_chinese(&english.out), "{}", english.out);
        let chinese = run_in_language("zh_CN.UTF-8", arguments);
        assert_eq!(chinese.code, Some(0), "{arguments:?}");
        assert!(chinese.out.contains("用法：gouji") && chinese.out.contains("显示帮助"), "{}", chinese.out);
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "possible", "default:", "PATH", "OPTIONS"]
        {
            assert!(!chinese.out.contains(english), "{english} in {}", chinese.out);
        }
    }
    assert!(!is_chinese(&run_in_language("zh_CN.UTF-8", &["check", "--help", "--locale=en"]).out), "the option counts");
    let alone = run_in_language("zh_CN.UTF-8", &[]);
    assert_eq!(alone.code, Some(2));
    assert!(alone.err.contains("用法：gouji"), "{}", alone.err);
}

#[test]
fn errors_of_usage_are_in_one_language_and_name_the_mistake() {
    for (arguments, chinese, english) in [
        (&["check", "--quite", "a"][..], "“--quiet”", "“--quite”"),
        (&["chekc"], "“check”", "“chekc”"),
        (&["check"], "缺少：<路径>", "Missing: <PATH>"),
        (&["check", "--format", "xml", "a"], "“xml”", "sarif"),
        (&["extract"], "缺少：<路径>", "Missing: <PATH>"),
        (&["extract", "--format", "sarif", "a"], "“sarif”", "jsonl"),
        (&["check", "a", "--format"], "后面要写值", "needs a value"),
        (&["check", "--threads", "0", "a"], "“--threads <数目>”", "“0”"),
        (&["check", "--config", "a", "--no-config", "a"], "同时使用", "together"),
        (&["check", "--statistics", "--write-baseline", "a"], "同时使用", "together"),
        (&["check", "--locale", "zh", "--locale", "zh", "a"], "只能写一次", "错误"),
        (&["check", "--quiet=1", "a"], "不需要值", "takes no value"),
        (&["explain", "row-lable"], "“row-label”", "Did you mean"),
        (&["help", "chek"], "“check”", "cannot be"),
        (&["schema", "a"], "“a”", "no option or argument"),
    ] {
        let run = run_in_language("zh_CN.UTF-8", arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.err.starts_with("错误：") && run.err.contains(chinese), "{arguments:?}: {}", run.err);
        assert!(run.err.contains("用法：gouji") && !run.err.contains("error"), "{arguments:?}: {}", run.err);
        let run = run_in_language("en_US.UTF-8", arguments);
        assert!(run.err.contains(english), "{arguments:?}: {}", run.err);
        if !arguments.contains(&"zh") {
            assert!(!is_chinese(&run.err) && run.err.contains("Usage: gouji"), "{arguments:?}: {}", run.err);
        }
    }
}

#[test]
fn standard_input_is_checked_under_the_given_name() {
    let folder = folder(&[("d/gouji.toml", b"rules = { row-label = \"error\" }")]);
    let piped = |arguments: &[&str], text: &[u8]| {
        let mut command = gouji();
        command.args(["check"]).args(arguments).current_dir(folder.path());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        child.stdin.take().expect("a pipe").write_all(text).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    };
    let run = piped(&["--format=concise", "-"], faulty().as_bytes());
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.out.contains("<stdin>:") && run.out.contains(" warning row-label "), "{}", run.out);
    let named = piped(&["--format=concise", "--stdin-filename", "d/a.txt", "-"], faulty().as_bytes());
    assert!(named.out.contains("d/a.txt:") && named.out.contains(" error row-label "), "{}", named.out);
    let gbk = piped(&["-"], b"\xC4\xEA\xB1\xA8\n");
    assert_eq!(gbk.code, Some(2));
    assert!(gbk.err.contains("<stdin>"), "{}", gbk.err);
    assert_eq!(piped(&["-"], b"text").code, Some(2));
    let fix = run_fix_stdin();
    assert_eq!(fix.code, Some(2));
    assert!(fix.err.contains("标准输入"), "{}", fix.err);
}

fn run_fix_stdin() -> Run {
    run(std::path::Path::new("."), &["fix", "-"])
}

#[test]
fn concise_prints_one_line_per_finding() {
    let folder = folder(&[("a.txt", faulty().as_bytes())]);
    let run = check(folder.path(), &["--format=concise", "a.txt"]);
    let json = check(folder.path(), &["--format=json", "a.txt"]).json();
    let text = |value: &Value| value.as_str().expect("words").to_owned();
    let expected = json.iter().map(|found| {
        let (line, column) = (&found["start"]["line"], &found["start"]["column"]);
        let (severity, rule, message) = (text(&found["severity"]), text(&found["rule"]), text(&found["message"]));
        format!("a.txt:{line}:{column} {severity} {rule} {message}")
    });
    assert_eq!(run.out.lines().map(str::to_owned).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert_eq!(run.code, Some(1));
}

#[test]
fn results_go_into_a_file_and_never_over_a_report() {
    let folder = folder(&[("d/a.txt", faulty().as_bytes())]);
    let shown = check(folder.path(), &["--format=json", "d"]);
    for _ in 0..2 {
        let run = check(folder.path(), &["--format=json", "--output-file", "d/result.txt", "d/a.txt"]);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{}", run.err);
        assert_eq!(fs::read_to_string(folder.path().join("d/result.txt")).expect("it is there"), shown.out);
    }
    let again = check(folder.path(), &["--output-file", "d/result.txt", "d"]);
    assert_eq!(again.code, Some(1), "an earlier result in the folder is written anew: {}", again.err);
    let run = check(folder.path(), &["-o", "d/a.txt", "d"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("d/a.txt")).expect("it is there"), faulty());
    let absent = check(folder.path(), &["-o", "no/such.txt", "d"]);
    assert_eq!(absent.code, Some(2));
    assert!(absent.err.contains("no/such.txt"), "{}", absent.err);
}

#[test]
fn quiet_prints_only_failures() {
    let folder = folder(&[("a.txt", faulty().as_bytes())]);
    let quiet = check(folder.path(), &["--quiet", "a.txt"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(1), ""));
    assert_eq!(quiet.out, check(folder.path(), &["a.txt"]).out);
    assert!(check(folder.path(), &["-q", "a.txt", "b.txt"]).err.contains("b.txt"));
}

#[test]
fn severity_and_exit_zero_determine_the_exit_code() {
    let folder = folder(&[("a.txt", faulty().as_bytes())]);
    let of = |arguments: &[&str]| check(folder.path(), &[arguments, &["--format=concise", "a.txt"]].concat());
    assert!(of(&["--severity", "warning"]).out.lines().all(|line| line.contains(" warning ")));
    assert_eq!(of(&["--severity", "warning"]).code, Some(1));
    let errors = of(&["--severity", "error"]);
    assert_eq!((errors.code, errors.out.as_str()), (Some(0), ""), "{}", errors.err);
    let zero = of(&["--exit-zero"]);
    assert_eq!((zero.code, zero.out.is_empty()), (Some(0), false));
    assert_eq!(of(&["--exit-zero", "absent.txt"]).code, Some(2), "a trouble stays one");
}

#[test]
fn statistics_count_by_rule() {
    let folder = folder(&[("a.txt", faulty().as_bytes()), ("b.txt", faulty().as_bytes())]);
    let run = check(folder.path(), &["--statistics", "."]);
    assert_eq!(run.code, Some(1));
    let json = check(folder.path(), &["--format=json", "."]).json();
    let count = json.iter().filter(|found| found["rule"] == "row-label").count();
    let line = run.out.lines().find(|line| line.contains("row-label")).expect("the rule is counted");
    let words: Vec<&str> = line.split_whitespace().take(3).collect();
    assert_eq!(words, [count.to_string().as_str(), "warning", "row-label"]);
    assert!(line.ends_with("（2 份报告）"), "{line}");
}
