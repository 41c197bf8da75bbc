//! Names of files and words of reports have no effect on a terminal or a log.

#![cfg(unix)]

mod support;

use std::fs;

use gouji_testkit::CLEAN;
use quick_xml::Reader;
use quick_xml::events::Event;
use support::{Run, gouji};
use tempfile::TempDir;

/// Names with an effect on a terminal, on a program that reads lines, or on the runner of GitHub Actions.
const NAMES: [&str; 10] = [
    "换行\n::error file=x::injected.txt",
    "回车\r::error::injected.txt",
    "::error file=x::injected.txt",
    " ::warning::injected.txt",
    "旧式##[error]injected.txt",
    "标题\u{1b}]0;pwned\u{7}.txt",
    "C1\u{9b}31m\u{85}.txt",
    "反向\u{202e}txt.\u{2066}\u{61c}.txt",
    "分行\u{2028}::error::injected\u{2029}.txt",
    "非字\u{fffe}\u{ffff}.txt",
];

/// The label of a row with a finding, with all harmful characters.
const WORDS: &str = "2.\u{fffe}其他\u{1b}]0;pwned\u{7}\u{9b}31m\u{202e}\u{2028}##[error]法律";

/// Reports with one finding each, a text that is no report, a text in another encoding, and a report with a wrong configuration.
fn hostile() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = CLEAN.replacen("2.其他法律", WORDS, 1).replace("社会公益组织", "公益组织");
    assert!(text.contains(WORDS));
    for name in NAMES {
        fs::write(folder.path().join(name), &text).expect("a file");
        for (ending, bytes) in [(".md", b"notes\n".as_slice()), (".text", &[0xFF, 0xFE, 0x41, 0]), (".pdf", b"%PDF")] {
            fs::write(folder.path().join(name.replace(".txt", ending)), bytes).expect("a file");
        }
        let inside = folder.path().join(name.replace(".txt", ".d"));
        fs::create_dir(&inside).expect("a folder");
        fs::write(inside.join("gouji.toml"), format!("\u{9b}31m\u{202e}##[error] = \"{WORDS}\"\n")).expect("a file");
        fs::write(inside.join("a.txt"), CLEAN).expect("a file");
    }
    folder
}

fn run(folder: &TempDir, arguments: &[&str]) -> Run {
    let output = gouji().args(arguments).current_dir(folder.path()).output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The list is repeated here, so that the test does not depend on that of the program.
fn is_harmful(character: char) -> bool {
    let code = u32::from(character);
    (code < 0x20 && !matches!(character, '\n' | '\t'))
        || (0x7F..=0x9F).contains(&code)
        || [0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFFFE, 0xFFFF].contains(&code)
        || (0x202A..=0x202E).contains(&code)
        || (0x2066..=0x2069).contains(&code)
}

/// The lines that the runner of GitHub Actions takes for commands: a line that begins with `::`, or that has `##[` anywhere.
fn commands(output: &str) -> Vec<&str> {
    // Excerpts have `::: ` before the name of a file, which is no name of a command.
    let begins_one = |line: &str| line.trim_start().strip_prefix("::").is_some_and(|rest| !rest.starts_with(": "));
    let is_command = |line: &&str| begins_one(line) || line.contains("##[");
    output.lines().filter(is_command).collect()
}

fn assert_harmless(output: &str, what: &str) {
    let harmful: Vec<char> = output.chars().filter(|character| is_harmful(*character)).collect();
    assert!(harmful.is_empty(), "{what}: {harmful:?} in {output:?}");
    assert!(commands(output).is_empty(), "{what}: {:?}", commands(output));
}

#[test]
fn every_format_is_harmless() {
    let folder = hostile();
    for format in ["text", "concise", "json", "jsonl", "sarif", "junit"] {
        let run = run(&folder, &["check", "--format", format, "."]);
        assert!(run.out.contains("injected"), "{format} names the files: {}", run.out);
        assert_harmless(&run.out, format);
        assert_harmless(&run.err, &format!("{format}, standard error"));
    }
    for format in ["json", "jsonl", "csv"] {
        let run = run(&folder, &["extract", "--format", format, "."]);
        assert!(run.out.contains("injected"), "{format} names the files: {}", run.out);
        assert_harmless(&run.out, &format!("extract, {format}"));
        assert_harmless(&run.err, &format!("extract, {format}, standard error"));
    }
}

#[test]
fn workflow_commands_are_those_of_the_findings() {
    let run = run(&hostile(), &["check", "--format", "github", "."]);
    let wrong: Vec<&str> = run.out.lines().filter(|line| !line.starts_with("::")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(!run.out.contains("##["), "{}", run.out);
    assert!(!run.out.contains(is_harmful), "{:?}", run.out);
    for line in run.out.lines() {
        let (name, _) = line.trim_start_matches(':').split_once([' ', ':']).expect("a command");
        assert!(["error", "warning", "notice", "debug"].contains(&name), "{line}");
    }
}

#[test]
fn colours_are_the_only_escape_sequences() {
    let folder = hostile();
    for format in ["text", "concise", "github"] {
        let run = run(&folder, &["check", "--format", format, "--color", "always", "."]);
        // A colour: `ESC [`, digits and semicolons, `m`.
        let mut parts = run.out.split("\u{1b}[");
        let mut plain = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (style, rest) = part.split_once('m').expect("an end");
            assert!(style.chars().all(|c| c.is_ascii_digit() || c == ';'), "{style:?}");
            plain.push_str(rest);
        }
        let harmful: Vec<char> = plain.chars().filter(|character| is_harmful(*character)).collect();
        assert!(harmful.is_empty(), "{format}: {harmful:?}");
    }
}

#[test]
fn messages_about_files_and_mistakes_are_harmless() {
    let folder = hostile();
    for name in NAMES {
        let absent = name.replace("injected", "absent");
        for arguments in [
            &["check", name, &absent][..],
            &["check", "--locale", &absent],
            &[&absent],
            &["check", "--config", &absent, name],
            &["check", "-o", "absent/\u{9b}.txt", name],
            &["fix", "--dry-run", name, &absent],
            &["explain", &absent],
            &["check", &format!("--{absent}"), name],
            &["fix", name],
        ] {
            let run = run(&folder, arguments);
            assert_harmless(&run.out, &format!("{arguments:?}"));
            assert_harmless(&run.err, &format!("{arguments:?}, standard error"));
            assert!(!run.out.is_empty() || !run.err.is_empty(), "{arguments:?} says something");
        }
    }
}

#[test]
fn junit_is_valid_xml_for_any_report() {
    let run = run(&hostile(), &["check", "--format", "junit", "."]);
    let mut reader = Reader::from_str(&run.out);
    let mut suites = 0;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) if element.name().as_ref() == b"testsuite" => suites += 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(suites > NAMES.len(), "{suites}");
    let is_forbidden = |c: char| matches!(u32::from(c), 0..=8 | 11..=12 | 14..=31 | 0xFFFE | 0xFFFF);
    assert!(!run.out.contains(is_forbidden), "XML 1.0 forbids them");
}

#[test]
fn formats_for_programs_keep_names_and_words() {
    let folder = hostile();
    let run = run(&folder, &["check", "--format", "json", "."]);
    let files: Vec<String> = run.json().iter().filter_map(|it| it["file"].as_str().map(str::to_owned)).collect();
    for name in NAMES {
        assert!(files.contains(&format!("./{name}")), "{name:?} of {files:?}");
    }
    assert!(run.json().iter().any(|it| it["message"].as_str().is_some_and(|words| words.contains('\u{202e}'))));
}
