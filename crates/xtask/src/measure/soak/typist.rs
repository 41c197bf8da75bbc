//! A simulated user who types at random in several reports, opens and closes them, and sometimes restores the original text.

use crate::tools::random::Random;
use anyhow::{Result, ensure};
use gouji_testkit::lsp::Client;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const TYPED: [&str; 16] = [
    "一",
    "三、",
    "（一）",
    "1.",
    "𠀀",
    "0",
    "12",
    "１２",
    "，",
    "。",
    "\n",
    "\t",
    " ",
    "总计",
    "政府信息公开",
    "其他",
];
const REQUESTS: [&str; 11] = [
    "hover",
    "definition",
    "references",
    "documentHighlight",
    "inlayHint",
    "completion",
    "codeLens",
    "documentLink",
    "documentSymbol",
    "foldingRange",
    "codeAction",
];

pub struct Typist {
    random: Random,
    reports: Vec<TypedReport>,
    version: i64,
    pub edits: u64,
    /// How often an original text had the same findings as at first.
    pub checks: u64,
}

struct TypedReport {
    uri: String,
    original: String,
    /// The present lines, each as characters; `None` while the report is closed.
    lines: Option<Vec<Vec<char>>>,
    /// The diagnostics when the report was first opened.
    diagnostics: Option<Value>,
}

impl Typist {
    pub fn new(seed: u64, reports: Vec<(PathBuf, String)>) -> Self {
        let report = |(path, original): (PathBuf, String)| TypedReport {
            uri: uri(&path),
            original,
            lines: None,
            diagnostics: None,
        };
        let reports = reports.into_iter().map(report).collect();
        Self { random: Random::new(seed), reports, version: 0, edits: 0, checks: 0 }
    }

    pub fn open_all(&mut self, client: &mut Client) -> Result<()> {
        (0..self.reports.len()).try_for_each(|at| self.open(at, client))
    }

    /// Restores all open reports and compares their diagnostics with the first ones.
    pub fn check_all(&mut self, client: &mut Client) -> Result<()> {
        (0..self.reports.len()).try_for_each(|at| self.restore(at, client))
    }

    /// Does one random action.
    pub fn act(&mut self, client: &mut Client) -> Result<()> {
        let at = self.random.below(self.reports.len());
        if self.reports[at].lines.is_none() {
            return self.open(at, client);
        }
        match self.random.below(400) {
            0 => self.close(at, client),
            1..=2 => self.restore(at, client),
            3..=6 => Ok(client.notify("textDocument/didSave", &self.about(at)).map(drop)?),
            7..=30 => self.ask(at, client),
            _ => self.type_something(at, client),
        }
    }

    fn open(&mut self, at: usize, client: &mut Client) -> Result<()> {
        self.version += 1;
        let report = &mut self.reports[at];
        report.lines = Some(lines(&report.original));
        let document =
            json!({"uri": report.uri, "languageId": "plaintext", "version": self.version, "text": report.original});
        client.notify("textDocument/didOpen", &json!({"textDocument": document}))?;
        self.check(at, client)
    }

    fn close(&mut self, at: usize, client: &mut Client) -> Result<()> {
        self.reports[at].lines = None;
        Ok(client.notify("textDocument/didClose", &self.about(at)).map(drop)?)
    }

    fn restore(&mut self, at: usize, client: &mut Client) -> Result<()> {
        if self.reports[at].lines.is_none() {
            return Ok(());
        }
        let original = self.reports[at].original.clone();
        self.reports[at].lines = Some(lines(&original));
        self.change(at, &json!({"text": original}), client)?;
        self.check(at, client)
    }

    /// Checks that the original text has the same diagnostics as at first.
    fn check(&mut self, at: usize, client: &mut Client) -> Result<()> {
        let diagnostics = client.ask("textDocument/diagnostic", &self.about(at))?.1["items"].take();
        let report = &mut self.reports[at];
        let first = report.diagnostics.get_or_insert_with(|| diagnostics.clone());
        ensure!(
            *first == diagnostics,
            "what is found in {} has become another: {first} and then {diagnostics}",
            report.uri
        );
        self.checks += 1;
        Ok(())
    }

    fn ask(&mut self, at: usize, client: &mut Client) -> Result<()> {
        let method = REQUESTS[self.random.below(REQUESTS.len())];
        let (line, column) = self.place(at);
        let position = json!({"line": line, "character": column});
        let mut params = self.about(at);
        params["position"] = position.clone();
        params["range"] = json!({"start": position, "end": position});
        params["context"] = json!({"diagnostics": [], "includeDeclaration": true});
        Ok(client.ask(&format!("textDocument/{method}"), &params).map(drop)?)
    }

    /// Replaces up to three characters by a random text.
    fn type_something(&mut self, at: usize, client: &mut Client) -> Result<()> {
        let (line, column) = self.place(at);
        let removed = if self.random.below(2) == 0 { self.random.below(4) } else { 0 };
        let typed = TYPED[self.random.below(TYPED.len())];
        let Some(lines) = &mut self.reports[at].lines else { return Ok(()) };
        let end = (column + removed).min(lines[line].len());
        let units = |column| lines[line][..column].iter().map(|c: &char| c.len_utf16()).sum::<usize>();
        let range = json!({
            "start": {"line": line, "character": units(column)}, "end": {"line": line, "character": units(end)},
        });
        lines[line].splice(column..end, typed.chars());
        if typed == "\n" {
            let rest = lines[line].split_off(column + 1);
            lines[line].pop();
            lines.insert(line + 1, rest);
        }
        self.edits += 1;
        self.change(at, &json!({"range": range, "text": typed}), client)
    }

    fn change(&mut self, at: usize, change: &Value, client: &mut Client) -> Result<()> {
        self.version += 1;
        let document = json!({"uri": self.reports[at].uri, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        Ok(client.notify("textDocument/didChange", &params).map(drop)?)
    }

    /// A random line and column, in characters.
    fn place(&mut self, at: usize) -> (usize, usize) {
        let lines = self.reports[at].lines.as_deref().unwrap_or_default();
        let line = self.random.below(lines.len());
        (line, self.random.below(lines.get(line).map_or(0, Vec::len) + 1))
    }

    fn about(&self, at: usize) -> Value {
        json!({"textDocument": {"uri": self.reports[at].uri}})
    }
}

/// The URI of a path that has no characters to escape.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn lines(text: &str) -> Vec<Vec<char>> {
    text.split('\n').map(|line| line.chars().collect()).collect()
}
