//! Output that cannot be written is reported, with exit code 2. A closed pipe is no error. `fix` continues in both cases.

#![cfg(unix)]

mod support;

use std::fs;
use std::process::Stdio;

use gouji_testkit::CLEAN;
use support::{Run, folder, gouji};
use tempfile::TempDir;

/// Runs the binary with standard output going to `out`.
fn run_into(folder: &TempDir, arguments: &[&str], out: Stdio) -> Run {
    let mut command = gouji();
    command.args(arguments).current_dir(folder.path()).stdout(out).stderr(Stdio::piped());
    let output = command.spawn().and_then(std::process::Child::wait_with_output).expect("the binary runs");
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    Run { code: output.status.code(), out: String::new(), err }
}

/// A pipe whose read end is closed.
fn without_reader() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// Faulty reports, so many that their output exceeds any buffer.
fn faulty(count: usize) -> TempDir {
    let text = CLEAN.replace("社会公益组织", "公益组织");
    let names: Vec<String> = (0..count).map(|at| format!("{at:03}.txt")).collect();
    folder(&names.iter().map(|name| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

fn fixed_files(folder: &TempDir) -> usize {
    let files = fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry").path());
    files.filter(|path| fs::read_to_string(path).expect("a file") == CLEAN).count()
}

const COMMANDS: &[&[&str]] = &[
    &["check", "."],
    &["check", "--statistics", "."],
    &["check", "--format", "concise", "."],
    &["check", "--format", "json", "."],
    &["check", "--format", "jsonl", "."],
    &["check", "--format", "sarif", "."],
    &["check", "--format", "junit", "."],
    &["check", "--format", "github", "."],
    &["extract", "."],
    &["extract", "--format", "csv", "."],
    &["fix", "--dry-run", "."],
    &["fix", "--diff", "."],
    &["explain"],
    &["explain", "row-label"],
    &["schema"],
    &["help"],
    &["--version"],
    &["check", "--help"],
];

#[cfg(target_os = "linux")]
#[test]
fn every_command_reports_a_full_disk() {
    let folder = faulty(3);
    for arguments in COMMANDS {
        let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let run = run_into(&folder, arguments, full.into());
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.err);
        assert!(run.err.contains("标准输出"), "{arguments:?} says why: {}", run.err);
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = faulty(3);
    for arguments in COMMANDS {
        let run = run_into(&folder, arguments, without_reader());
        assert!(matches!(run.code, Some(0 | 1)), "{arguments:?}: {:?} {}", run.code, run.err);
        assert!(!run.err.contains("标准输出"), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn every_file_is_fixed_although_the_output_pipe_is_closed() {
    let folder = faulty(40);
    let run = run_into(&folder, &["fix", "."], without_reader());
    assert_eq!((run.code, fixed_files(&folder)), (Some(0), 40), "{}", run.err);
    assert!(run.err.contains("40 份报告"), "the summary is printed: {}", run.err);
}

#[cfg(target_os = "linux")]
#[test]
fn every_file_is_fixed_although_the_output_cannot_be_written() {
    let folder = faulty(40);
    let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let run = run_into(&folder, &["fix", "."], full.into());
    assert_eq!((run.code, fixed_files(&folder)), (Some(2), 40), "{}", run.err);
    assert_eq!(run.err.matches("标准输出").count(), 1, "reported once: {}", run.err);
}
