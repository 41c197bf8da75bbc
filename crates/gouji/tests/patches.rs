//! `git apply` and `patch` apply the patches of `gouji fix --diff`. For other files the command prints the reason.

#![cfg(unix)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use gouji_testkit::CLEAN;
use support::{Run, folder, run};
use tempfile::TempDir;

fn faulty() -> String {
    CLEAN.replace("社会公益组织", "公益组织")
}

/// Texts with different line ends.
fn dressed() -> [(&'static str, String, String); 5] {
    let dress = |name, dress: fn(String) -> String| (name, dress(faulty()), dress(CLEAN.to_owned()));
    [
        dress("lf", |text| text),
        dress("crlf", |text| format!("\u{FEFF}{}", text.replace('\n', "\r\n"))),
        dress("cr", |text| text.replace('\n', "\r")),
        dress("mixed", |text| text.replacen('\n', "\r", 3).replace("\n\n", "\n\r")),
        dress("no-end", |text| text.trim_end().to_owned()),
    ]
}

fn diff(folder: &Path, paths: &[&str]) -> Run {
    run(folder, &[&["fix", "--diff", "--locale", "zh"], paths].concat())
}

/// Feeds `patch` to a program in `folder`. Returns its messages if it fails.
fn apply(folder: &Path, program: &[&str], patch: &str) -> Result<(), String> {
    let mut command = Command::new(program[0]);
    command.args(&program[1..]).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Ignore repositories above the folder.
    command.env("GIT_CEILING_DIRECTORIES", folder.parent().expect("a parent"));
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), patch.as_bytes())
        .map_err(|error| error.to_string())?;
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let said = [output.stdout, output.stderr].concat();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said).into_owned()) }
}

/// The programs that apply patches, if they are installed.
fn programs() -> Vec<&'static [&'static str]> {
    let all: [&[&str]; 2] = [&["git", "apply"], &["patch", "-p1", "--binary"]];
    let is_here = |program: &&[&str]| {
        let found = Command::new(program[0]).arg("--version").output().is_ok();
        if !found {
            eprintln!("skipped: {} is not installed", program[0]);
        }
        found
    };
    all.into_iter().filter(is_here).collect()
}

#[test]
fn an_applied_patch_gives_the_text_that_fix_writes() {
    for program in programs() {
        for (name, before, after) in dressed() {
            let folder = folder(&[("a.txt", before.as_bytes())]);
            let diff = diff(folder.path(), &["a.txt"]);
            assert_eq!(diff.code, Some(1), "{name}: {}", diff.err);
            apply(folder.path(), program, &diff.out)
                .unwrap_or_else(|said| panic!("{program:?} {name}: {said}\n{}", diff.out));
            assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("a file"), after, "{program:?} {name}");
        }
    }
}

const NAMES: [&str; 7] =
    ["a.txt", "年报 1.txt", "s/t u/b.txt", "\"引\"\\号.txt", "反向\u{202e}.txt", "::error::a.txt", "##[error]a.txt"];

fn named() -> TempDir {
    let text = faulty();
    folder(&NAMES.map(|name| (name, text.as_bytes())))
}

#[test]
fn a_patch_of_any_name_is_applied() {
    for program in programs() {
        for path in [".", "./", "absolute", "s/.."] {
            let folder = named();
            let absolute = folder.path().display().to_string();
            let diff = diff(folder.path(), &[if path == "absolute" { &absolute } else { path }]);
            assert_eq!(diff.code, Some(1), "{path}: {}", diff.err);
            assert!(!diff.out.contains('\u{202e}') && !diff.out.contains("##["), "{}", diff.out);
            apply(folder.path(), program, &diff.out)
                .unwrap_or_else(|said| panic!("{program:?} {path}: {said}\n{}", diff.out));
            for name in NAMES {
                assert_eq!(
                    fs::read_to_string(folder.path().join(name)).expect("a file"),
                    CLEAN,
                    "{program:?} {path} {name}"
                );
            }
        }
    }
}

#[test]
fn a_patch_names_the_target_of_a_link() {
    for program in programs() {
        let folder = folder(&[("s/a.txt", faulty().as_bytes())]);
        std::os::unix::fs::symlink("s/a.txt", folder.path().join("link.txt")).expect("a link");
        let diff = diff(folder.path(), &["link.txt"]);
        assert!(diff.out.starts_with("--- a/s/a.txt\n"), "{}", diff.out);
        apply(folder.path(), program, &diff.out).unwrap_or_else(|said| panic!("{program:?}: {said}"));
        assert_eq!(fs::read_to_string(folder.path().join("s/a.txt")).expect("a file"), CLEAN);
    }
}

#[test]
fn a_file_outside_the_folder_has_no_patch() {
    let folder = folder(&[("a.txt", faulty().as_bytes()), ("here/b.txt", faulty().as_bytes())]);
    let run = diff(&folder.path().join("here"), &["../a.txt", "b.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("../a.txt 不在当前文件夹内"), "{}", run.err);
    assert!(run.out.starts_with("--- a/b.txt\n") && run.out.matches("+++ ").count() == 1, "{}", run.out);
}

/// A patch contains the text without escapes, so there is no patch for a text that a log would act on.
#[test]
fn a_text_with_commands_for_a_log_has_no_patch() {
    for harmful in
        ["::error::injected", "  ::add-mask::injected", "\u{1b}]0;pwned\u{7}", "\u{9b}31m", "a ##[error]injected"]
    {
        let line = "\t\t\t\t商业企业\t科研机构\t公益组织";
        let text = faulty().replacen(line, &format!("{harmful}\n{line}"), 1);
        assert_ne!(text, faulty());
        let folder = folder(&[("a.txt", text.as_bytes())]);
        let run = diff(folder.path(), &["a.txt"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{harmful:?}: {}", run.err);
        assert!(run.err.contains("没有输出 a.txt 的补丁"), "{harmful:?}: {}", run.err);
    }
}
