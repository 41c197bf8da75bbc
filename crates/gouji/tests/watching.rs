//! `check --watch`, and runs that the user stops.

#![cfg(unix)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use gouji_testkit::CLEAN;
use serde_json::Value;
use support::{folder, gouji};

fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill exists");
    assert!(sent.success());
}

fn faulty() -> String {
    CLEAN.replace("社会公益组织", "公益组织")
}

#[test]
fn changes_are_checked_until_the_user_ends_it() {
    let folder = folder(&[("a.txt", faulty().as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let mut command = gouji();
    command.args(["check", "--watch", "--format", "concise", "."]).current_dir(folder.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut notes = BufReader::new(child.stderr.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    // Each round ends with this note, so no time is waited for.
    let mut round = || notes.by_ref().take_while(|line| !line.contains("正在监视")).collect::<Vec<_>>().join("\n");
    assert!(round().contains("警告 1 处"));
    fs::write(folder.path().join("b.txt"), faulty()).expect("a file");
    assert!(round().contains("警告 2 处"), "b.txt was read again");
    fs::write(folder.path().join("c.txt"), faulty()).expect("a file");
    assert!(round().contains("核对了 3 份报告：错误 0 处，警告 3 处"), "c.txt is new");
    fs::remove_file(folder.path().join("a.txt")).expect("a file");
    assert!(round().contains("核对了 2 份报告：错误 0 处，警告 2 处"), "a.txt is gone");
    fs::write(folder.path().join("gouji.toml"), "rules = { row-label = \"off\" }\n").expect("a file");
    assert!(round().contains("警告 0 处"), "the configuration is new");
    interrupt(&child);
    let rest = notes.collect::<Vec<_>>().join("\n");
    assert!(rest.contains("已结束监视"), "{rest}");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let mut out = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut out).expect("UTF-8");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 1 + 2 + 3 + 2, "{out}");
    assert!(!out.contains('\u{1b}'), "no terminal, no control sequences: {out}");
}

#[test]
fn last_years_report_is_followed_too() {
    let last = gouji_testkit::LAST_CLEAN;
    let folder = folder(&[("2023.txt", last.as_bytes()), ("2024.txt", CLEAN.as_bytes())]);
    let mut command = gouji();
    command.args(["check", "--watch", "--select", "carried-over-mismatch", "."]).current_dir(folder.path());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut notes = BufReader::new(child.stderr.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    let mut round = || notes.by_ref().take_while(|line| !line.contains("正在监视")).collect::<Vec<_>>().join("\n");
    let findings = |round: &str| !round.contains("错误 0 处，警告 0 处，提示 0 处，建议 0 处");
    assert!(!findings(&round()));
    // One more application was received and carried over; the report itself has no mistake.
    let received = ("数量\t\t\t21\t6\t1\t0\t1\t0\t29", "数量\t\t\t22\t6\t1\t0\t1\t0\t30");
    let carried = ("办理\t\t\t3\t1\t0\t0\t0\t0\t4", "办理\t\t\t4\t1\t0\t0\t0\t0\t5");
    let wrong = last.replacen(received.0, received.1, 1).replacen(carried.0, carried.1, 1);
    assert_ne!(last, wrong);
    fs::write(folder.path().join("2023.txt"), wrong).expect("a file");
    assert!(findings(&round()), "only last year's report changed");
    interrupt(&child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn a_stopped_run_ends_its_output_well() {
    let names: Vec<String> = (0..3_000).map(|at| format!("{at:04}.txt")).collect();
    let text = faulty();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    let mut command = gouji();
    command.args(["check", "--no-last-year", "--format", "json", "."]).current_dir(folder.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut out = vec![0; 1];
    let mut reader = child.stdout.take().expect("a pipe");
    // The program works once it has printed something; the pipe holds much less than the whole output.
    reader.read_exact(&mut out).expect("output");
    interrupt(&child);
    reader.read_to_end(&mut out).expect("output");
    let elements: Vec<Value> = serde_json::from_slice(&out).expect("the array is complete");
    assert!(elements.len() < names.len(), "{} elements", elements.len());
    let mut notes = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut notes).expect("UTF-8");
    assert!(notes.contains("已停止"), "{notes}");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn a_stopped_run_leaves_the_old_output_file() {
    let text = faulty();
    let names: Vec<String> = (0..3_000).map(|at| format!("{at:04}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), text.as_bytes())).collect();
    let (folder, other) = (folder(&files), folder(&[("a.json", b"old"), ("a.html", b"old")]));
    let mut command = gouji();
    command.args(["check", "--format", "json", "-o"]).arg(other.path().join("a.json"));
    command.arg("--report").arg(other.path().join("a.html")).arg(".").current_dir(folder.path());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    // The temporary files exist as soon as the run has begun.
    while fs::read_dir(other.path()).expect("the folder").count() < 4 {
        assert_eq!(child.try_wait().expect("its state"), None);
    }
    // The handler is installed before the first file is read; without it, the signal would end the program at once.
    std::thread::yield_now();
    interrupt(&child);
    let code = child.wait().expect("it ends");
    for name in ["a.json", "a.html"] {
        assert_eq!(fs::read_to_string(other.path().join(name)).expect("a file"), "old", "{code:?}");
    }
}
