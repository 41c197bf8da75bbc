//! The workspace section: the language server checks a folder with as many reports as a province has, beside the command line on the same
//! folder.

use super::cli::files::{Files, Layouts};
use super::page::MarkdownTable;
use super::stats::{Times, figure, ratio};
use super::target::{Bound, Target};
use super::{Context, Part};
use crate::measure::usage::{self, mib};
use crate::tools::command::Listener;
use crate::tools::process::interrupted;
use anyhow::{Context as _, Result, bail, ensure};
use gouji_testkit::lsp::{self, Frame};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The token of the partial results.
const PARTS: &str = "parts";
/// A check that takes longer has failed.
const LIMIT: Duration = Duration::from_secs(600);
/// If the server has nothing new for this long, and has reported every file, it has finished.
const QUIET: Duration = Duration::from_secs(3);

/// One check of the folder by the server. Times run from the start of the process.
struct Checked {
    /// The first part with a report.
    first: Duration,
    /// The answer that completes the diagnostics of all reports.
    all: Duration,
    /// Number of findings.
    findings: usize,
    /// The largest resident memory, in MiB.
    peak: Option<f64>,
}

pub fn measure(context: &Context, line: &mut Listener<'_>) -> Result<Part> {
    let temporary = tempfile::tempdir()?;
    let folder = context.texts.clone().unwrap_or_else(|| temporary.path().to_owned());
    line("texts");
    let files = Files::reports(&folder, context.effort.choose(10_000, 1_000), Layouts::Mixed, line)?;
    let root = std::fs::canonicalize(folder.join(files.path))?;
    let (mut commands, mut checks) = (Times::default(), Vec::new());
    for _ in 0..context.effort.choose(5, 2) {
        line("command line");
        commands.push(command_line(context, &root)?);
        line("language server");
        checks.push(server(context, &root, files.count)?);
    }
    Ok(part(&files, &commands, &checks))
}

/// The time of a whole run of the command line.
fn command_line(context: &Context, root: &Path) -> Result<Duration> {
    let mut command = Command::new(&context.gouji);
    command.arg("check").arg(root).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let status = command.status()?;
    ensure!(status.code().is_some_and(|code| code < 2), "gouji check: {status}");
    Ok(started.elapsed())
}

/// What the server has reported so far.
#[derive(Default)]
struct SeenReports(HashMap<String, SeenReport>);

struct SeenReport {
    /// The id of the last diagnostics.
    id: String,
    findings: usize,
}

impl SeenReports {
    /// Takes note of reports. Returns whether any is new or has changed.
    fn add(&mut self, items: &Value) -> bool {
        let mut is_news = false;
        for item in items.as_array().into_iter().flatten() {
            let (Some(uri), Some(id)) = (item["uri"].as_str(), item["resultId"].as_str()) else { continue };
            let findings = item["items"].as_array().map_or(0, Vec::len);
            let before = self.0.insert(uri.to_owned(), SeenReport { id: id.to_owned(), findings });
            is_news |= before.is_none_or(|before| before.id != id);
        }
        is_news
    }

    /// The ids, as the client sends them with its next request.
    fn ids(&self) -> Vec<Value> {
        self.0.iter().map(|(uri, report)| json!({"uri": uri, "value": report.id})).collect()
    }

    fn findings(&self) -> usize {
        self.0.values().map(|report| report.findings).sum()
    }
}

/// Starts the server on the folder, and asks again until each of `reports` reports has its last diagnostics.
fn server(context: &Context, root: &Path, reports: usize) -> Result<Checked> {
    let mut command = Command::new(&context.gouji);
    command.arg("lsp").stderr(Stdio::null());
    let folders = json!([{"uri": format!("file://{}", root.display()), "name": "reports"}]);
    let capabilities = json!({"workspace": {"diagnostics": {}}, "textDocument": {"diagnostic": {}}});
    let options = json!({"workspaceDiagnostics": true});
    let mut client = lsp::Client::start_timed_with(&mut command, &capabilities, &folders, &options)?;
    let started = client.started;
    let mut seen = SeenReports::default();
    let (mut first, mut last) = (None, started);
    for request in 0.. {
        let is_complete = seen.0.len() >= reports;
        let params = json!({"previousResultIds": seen.ids(), "partialResultToken": PARTS});
        let id = format!("workspace-{request}");
        client.write(&Frame::request(id.as_str(), "workspace/diagnostic", &params))?;
        // The request stays open while the server has nothing new.
        let deadline = Instant::now() + if is_complete { QUIET } else { LIMIT };
        loop {
            ensure!(!interrupted(), "interrupted");
            let Some(message) = client.next(deadline)? else {
                ensure!(is_complete, "{} of {reports} reports after {} s", seen.0.len(), LIMIT.as_secs());
                let peak = if cfg!(target_os = "linux") { Some(mib(usage::peak(client.process())?)) } else { None };
                let first = first.context("the server found no report")? - started;
                return Ok(Checked { first, all: last - started, findings: seen.findings(), peak });
            };
            let at = message.at;
            let message = message.json()?;
            ensure!(message["error"].is_null(), "workspace/diagnostic: {}", message["error"]);
            let is_part = message["params"]["token"] == PARTS;
            let items = if is_part { &message["params"]["value"]["items"] } else { &message["result"]["items"] };
            if seen.add(items) {
                first.get_or_insert(at);
                last = at;
            }
            if message["id"] == id.as_str() {
                break;
            }
        }
    }
    bail!("the server answers without end")
}

fn part(files: &Files, commands: &Times, checks: &[Checked]) -> Part {
    let times = |time: fn(&Checked) -> Duration| -> Times { checks.iter().map(time).collect() };
    let (first, all) = (times(|checked| checked.first), times(|checked| checked.all));
    let peak = checks.iter().filter_map(|checked| checked.peak).reduce(f64::max);
    let mut part = Part::default();
    let seconds = |time: Duration| Some(time.as_secs_f64());
    let what = |words: &str| format!("{}: {words}", files.name);
    part.target(Target::new(what("first results"), Bound::Below(1.0), seconds(first.median()), "s"));
    let against = Some(ratio(all.median(), commands.median()));
    part.target(Target::new(what("all results ÷ the command line's time"), Bound::Below(2.0), against, ""));
    let mut table = MarkdownTable::new(["from the start of the process to", "p50 s", "longest s", "runs"]);
    for (what, times) in [
        ("the end of `gouji check`", commands),
        ("the first diagnostics of `gouji lsp`", &first),
        ("the last diagnostics of `gouji lsp`", &all),
    ] {
        let longest = times.percentile(100).as_secs_f64();
        table.row([what.to_owned(), figure(times.median().as_secs_f64()), figure(longest), times.len().to_string()]);
    }
    part.say(&format!(
        "{} in one folder, {} MB. The client asks again after each answer, as an editor does, until every report has its last diagnostics.\n\n",
        files.name,
        figure(files.bytes as f64 / 1e6),
    ));
    part.say(&table.markdown());
    let findings = checks.last().map_or(0, |checked| checked.findings);
    let peak = peak.map_or_else(|| "not measured".to_owned(), |peak| format!("{} MiB", figure(peak)));
    part.say(&format!("\nFindings: {findings}. Largest memory of the server: {peak}.\n"));
    part
}
