//! Requests that an editor sends while the user reads, types and moves the cursor, at 10 KB: gouji and other servers take turns.
//!
//! A server answers about the same words. Typst files are the business of tinymist, which no registry has as a program: it takes part if it is
//! on the path.

use super::contest::Entry;
use super::{Context, NAME, open, start};
use crate::measure::bench::Part;
use crate::measure::bench::client::{TypedDocument, TypingClient};
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::{Contestant, OWN};
use crate::measure::bench::stats::Times;
use crate::measure::bench::target::{Bound, Target};
use crate::measure::bench::text::{self, REPORT_BYTES, TypingText};
use crate::tools::paths::find_program;
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// The bound of a request that must feel immediate, in milliseconds.
const BOUND_MS: f64 = 2.0;
const HIGH: usize = 95;
/// The file name of the text for servers of Typst.
const TYPST_NAME: &str = "report.typ";

/// Where in the text a request asks.
#[derive(Clone, Copy)]
enum Place {
    /// A figure of a table.
    Figure,
    /// A blank line below a paragraph, where completion has the most to offer.
    BlankLine,
    /// The whole text.
    All,
}

/// A request.
struct Request {
    name: &'static str,
    method: &'static str,
    /// The capability of servers that answer it.
    provider: &'static str,
    place: Place,
    /// Whether gouji must answer within the bound.
    is_bounded: bool,
}

const fn request(name: &'static str, method: &'static str, provider: &'static str, place: Place) -> Request {
    Request { name, method, provider, place, is_bounded: false }
}

const fn bounded(name: &'static str, method: &'static str, provider: &'static str, place: Place) -> Request {
    Request { name, method, provider, place, is_bounded: true }
}

const REQUESTS: [Request; 13] = [
    bounded("completion", "textDocument/completion", "completionProvider", Place::BlankLine),
    bounded("inlay hints", "textDocument/inlayHint", "inlayHintProvider", Place::All),
    bounded("code lenses", "textDocument/codeLens", "codeLensProvider", Place::All),
    bounded("highlights", "textDocument/documentHighlight", "documentHighlightProvider", Place::Figure),
    request("hover", "textDocument/hover", "hoverProvider", Place::Figure),
    request("definition", "textDocument/definition", "definitionProvider", Place::Figure),
    request("references", "textDocument/references", "referencesProvider", Place::Figure),
    request("code actions", "textDocument/codeAction", "codeActionProvider", Place::Figure),
    request("outline", "textDocument/documentSymbol", "documentSymbolProvider", Place::All),
    request("folds", "textDocument/foldingRange", "foldingRangeProvider", Place::All),
    request("links", "textDocument/documentLink", "documentLinkProvider", Place::All),
    request("formatting", "textDocument/formatting", "documentFormattingProvider", Place::All),
    request("diagnostics", "textDocument/diagnostic", "diagnosticProvider", Place::All),
];

/// The times of a server for each request; `None` if it does not offer the request.
type Answered = Vec<Option<Answers>>;

#[derive(Clone, Default)]
struct Answers {
    times: Times,
    /// The size of the last answer in bytes.
    bytes: usize,
}

pub fn measure(context: &Context, servers: &[Contestant]) -> Result<Part> {
    let text = text::text(REPORT_BYTES)?;
    let parameters = parameters(&text)?;
    let tinymist = Contestant::program("tinymist", find_program("tinymist"), &["lsp"]);
    let mut entries = Vec::new();
    for (server, name) in servers.iter().map(|server| (server, NAME)).chain([(&tinymist, TYPST_NAME)]) {
        entries.push(Entry::enter(server, |server| first(server, name, &text.text))?);
    }
    for _ in 0..context.effort.choose(200, 40) {
        for (at, request) in REQUESTS.iter().enumerate() {
            for entry in &mut entries {
                entry.turn(|client, document, answered| {
                    let Some(Some(answers)) = answered.get_mut(at) else { return Ok(()) };
                    let (time, answer) = client.ask(request.method, document, &parameters[at])?;
                    answers.times.push(time);
                    answers.bytes = answer.to_string().len();
                    Ok(())
                })?;
            }
        }
    }
    part(&entries)
}

fn first(server: &Contestant, name: &str, text: &str) -> Result<(TypingClient, TypedDocument, Answered)> {
    let mut client = start(server)?;
    let (document, _) = open(&mut client, name, text)?;
    let answered = REQUESTS.iter().map(|request| client.offers(request.provider).then(Answers::default)).collect();
    Ok((client, document, answered))
}

/// The parameters of each request besides the document. A server ignores those that it does not know.
fn parameters(TypingText { text, places }: &TypingText) -> Result<Vec<Value>> {
    let (prose, figure) = (&places[1], &places[7]);
    let lines: Vec<&str> = text.lines().collect();
    let below = lines.iter().enumerate().skip(prose.line).find(|(_, line)| line.is_empty());
    let (blank, _) = below.context("no blank line below the paragraph")?;
    let end = json!({"line": lines.len(), "character": 0});
    let all = json!({"start": {"line": 0, "character": 0}, "end": end});
    let at = |line: usize, character: usize| {
        let position = json!({"line": line, "character": character});
        json!({"position": position, "range": {"start": position, "end": position}})
    };
    let parameters = |request: &Request| {
        let mut parameters = match request.place {
            Place::Figure => at(figure.line, figure.character),
            Place::BlankLine => at(blank, 0),
            Place::All => json!({"range": all}),
        };
        parameters["context"] = json!({"includeDeclaration": true, "diagnostics": [], "triggerKind": 1});
        parameters["options"] = json!({"tabSize": 4, "insertSpaces": false});
        parameters
    };
    Ok(REQUESTS.iter().map(parameters).collect())
}

fn part(entries: &[Entry<Answered>]) -> Result<Part> {
    let mut part = Part::default();
    let mut table = MarkdownTable::new(["request", "server", "p50 ms", "p95 ms", "p99 ms", "answer bytes", "asked"]);
    for (at, request) in REQUESTS.iter().enumerate() {
        for entry in entries {
            let Ok(answered) = &entry.measured else { continue };
            let Some(Some(answers)) = answered.get(at) else { continue };
            let size = [answers.bytes.to_string(), answers.times.len().to_string()];
            let head = [request.name.to_owned(), entry.name.clone()];
            table.row(head.into_iter().chain(answers.times.cells()).chain(size));
            if entry.name == OWN && request.is_bounded {
                ensure!(answers.bytes > "null".len(), "gouji has no answer to {}", request.method);
                let high = answers.times.percentile(HIGH).as_secs_f64() * 1e3;
                let what = format!("{}, 10 KB, p{HIGH}", request.name);
                part.target(Target::new(what, Bound::Below(BOUND_MS), Some(high), "ms"));
            }
        }
    }
    part.say(
        "\n### Answers\n\nRequests about a report of 10 KB that has not changed, from writing the request to having read the answer; the servers take turns.\n\
         Completion is asked for in a blank line, hints and lenses for the whole text, the others at a figure of a table. A server that\n\
         does not offer a request has no row. An answer of two or four bytes (`[]`, `null`) is an empty one.\n\n",
    );
    part.say(&table.markdown());
    for entry in entries {
        if let Err(reason) = &entry.measured {
            part.say(&format!("\n{} took no part: {reason}.\n", entry.name));
        }
    }
    Ok(part)
}
