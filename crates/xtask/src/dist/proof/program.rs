//! A program alone does what the reference program does: it checks, extracts, fixes, and serves an editor.

use super::platform::Platform;
use crate::dist::VERSION;
use crate::tools::command::{Listener, display};
use crate::tools::workbench::copy_reports;
use anyhow::{Context as _, Result, ensure};
use gouji_testkit::lsp::Client;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The folder of the reports: Chinese, and with a space.
const FOLDER: &str = "年 报";

/// Commands whose output must equal that of the reference program, and their exit codes.
const COMMANDS: [(&[&str], i32); 7] = [
    (&["check", "--format", "jsonl", FOLDER], 1),
    (&["check", "--format", "sarif", FOLDER], 1),
    (&["check", "--format", "concise", "--locale", "en", FOLDER], 1),
    (&["extract", "--format", "csv", FOLDER], 0),
    (&["explain", "tally-mismatch"], 0),
    (&["fix", FOLDER], 1),
    // What is left after the fixes.
    (&["check", "--format", "reports", FOLDER], 1),
];

/// Runs the program in an empty place.
pub fn test(platform: &Platform, program: &Path, reference: &Path, line: &mut Listener<'_>) -> Result<()> {
    let (place, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
    copy_reports(&place.path().join(FOLDER))?;
    copy_reports(&other.path().join(FOLDER))?;
    platform.install(program, place.path())?;
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();

    let version = output(platform.command(&name, place.path()).arg("--version"))?;
    ensure!(version.text.trim() == format!("gouji {VERSION}"), "--version printed {:?}", version.text);
    for (arguments, code) in COMMANDS {
        line(&arguments.join(" "));
        let locale: &[&str] = if arguments.contains(&"--locale") { &[] } else { &["--locale", "zh"] };
        let found = output(platform.command(&name, place.path()).args(arguments).args(locale))?;
        let expected = output(Command::new(reference).args(arguments).args(locale).current_dir(other.path()))?;
        ensure!(found.code == Some(code), "{arguments:?} ended with {:?}:\n{}{}", found.code, found.text, found.errors);
        ensure!(
            lines(&found.text) == lines(&expected.text),
            "{arguments:?} printed\n{}\n{}\ninstead of\n{}",
            found.text,
            found.errors,
            expected.text
        );
    }
    for report in fs::read_dir(other.path().join(FOLDER))? {
        let report = report?;
        let fixed = fs::read(place.path().join(FOLDER).join(report.file_name()))?;
        ensure!(fixed == fs::read(report.path())?, "{} was fixed in another way", report.path().display());
    }
    serves_an_editor(platform.command(&name, place.path()).arg("lsp"))
}

/// The lines of an output, whatever ends them.
fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

struct Output {
    code: Option<i32>,
    text: String,
    errors: String,
}

fn output(command: &mut Command) -> Result<Output> {
    let output = command.stdin(Stdio::null()).output().with_context(|| display(command))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Output { code: output.status.code(), text: text(&output.stdout), errors: text(&output.stderr) })
}

/// An editor opens a report with a repeated section, gets the finding, and ends the server.
fn serves_an_editor(server: &mut Command) -> Result<()> {
    let mut client = Client::start(server.stderr(Stdio::null()), &json!({}), &Value::Null)?;
    let text =
        "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息30条。\n\n一、主动公开政府信息情况\n";
    let found = client.diagnostics_of("file:///z%3A/%E5%B9%B4%20%E6%8A%A5/a.txt", text)?;
    let codes: Vec<&str> = found.iter().filter_map(|diagnostic| diagnostic["code"].as_str()).collect();
    ensure!(codes.contains(&"duplicate-section-number"), "the server found {codes:?}");
    client.stop().context("the server did not end well")
}
