//! Runs the steps from text to findings one by one, so that callgrind can count their instructions.
//!
//! `stages steps FILE [NAME]`: runs each step, or one, in `measured` after a first run, and prints its name.
//! `stages times FILE [NAME]`: prints the shortest time of each step, or of one, in nanoseconds, and its name.
//! `stages requests FILE`: opens the file in a server and makes every request once.
//! `stages request NAME FILE`: makes one request after a hover; without NAME and FILE, prints the names of the requests.
//! `stages text KIND BYTES`: prints a text of a kind that could be slow; without KIND, prints the names of the kinds.
//!
//! `cargo xtask instructions` and `cargo xtask growth` run this program.

#[path = "../benches/steps/mod.rs"]
mod steps;

use std::error::Error;
use std::fs;
use std::time::Instant;

use gouji_ide::line_index::Encoding;
use gouji_properties::growth;
use gouji_testkit::lsp::Frame;
use ropey::Rope;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["steps", file] => count_steps(&fs::read_to_string(file)?, None),
        ["steps", file, name] => count_steps(&fs::read_to_string(file)?, Some(name)),
        ["times", file] => time_steps(&fs::read_to_string(file)?, None),
        ["times", file, name] => time_steps(&fs::read_to_string(file)?, Some(name)),
        ["requests", file] => {
            serve(&fs::read_to_string(file)?, &mut REQUESTS.iter().filter(|request| request.only.is_none()))?
        }
        ["request"] => REQUESTS.iter().for_each(|request| println!("{}", request.name)),
        ["request", name, file] => {
            let asked = |request: &&Request| request.name == "hover" || request.name == name;
            serve(&fs::read_to_string(file)?, &mut REQUESTS.iter().filter(asked))?;
        }
        ["text"] => growth::KINDS.iter().for_each(|kind| println!("{}", kind.name)),
        ["text", name, bytes] => {
            let kind = growth::KINDS.iter().find(|kind| kind.name == name).ok_or("no such kind")?;
            print!("{}", kind.text(bytes.parse()?));
        }
        _ => {
            return Err(
                "steps FILE [NAME], times FILE [NAME], requests FILE, request [NAME FILE], or text [KIND BYTES]".into(),
            );
        }
    }
    Ok(())
}

/// Callgrind counts inside this function only, and writes the count when the function returns.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
}

/// Counts each step, or the one that is `wanted`, after the first runs, which prepare the data that a process prepares once.
fn count_steps(text: &str, wanted: Option<&str>) {
    steps::steps(text, middle(text), &mut |name, work| {
        if wanted.is_some_and(|wanted| wanted != name) {
            return;
        }
        // Several runs, because patterns are compiled again after many searches.
        (0..3).for_each(|_| work());
        println!("{name}");
        measured(work);
    });
}

/// Times each step, or the one that is `wanted`, after the first runs.
fn time_steps(text: &str, wanted: Option<&str>) {
    steps::steps(text, middle(text), &mut |name, work| {
        if wanted.is_some_and(|wanted| wanted != name) {
            return;
        }
        work();
        let mut time = || {
            let start = Instant::now();
            work();
            start.elapsed()
        };
        let shortest = (0..3).map(|_| time()).min().unwrap_or_default();
        println!("{} {name}", shortest.as_nanos());
    });
}

/// A byte offset near the middle of the text.
fn middle(text: &str) -> usize {
    let mut middle = text.len() / 2;
    while !text.is_char_boundary(middle) {
        middle -= 1;
    }
    middle
}

const URI: &str = "untitled:a";

/// A request that a client can make of a document.
struct Request {
    /// The name of the request in this program.
    name: &'static str,
    /// The method; without `textDocument/` if it begins with that.
    method: &'static str,
    /// The only kind of code action that the request asks for.
    only: Option<&'static str>,
}

const fn plain(name: &'static str, method: &'static str) -> Request {
    Request { name, method, only: None }
}

/// The hover comes first, because the server analyses the text for the first request.
const REQUESTS: [Request; 20] = [
    plain("hover", "hover"),
    plain("definition", "definition"),
    plain("references", "references"),
    plain("highlights", "documentHighlight"),
    plain("hints", "inlayHint"),
    plain("completion", "completion"),
    plain("lenses", "codeLens"),
    plain("selection", "selectionRange"),
    plain("links", "documentLink"),
    plain("rename", "rename"),
    plain("formatting", "formatting"),
    plain("formatting while typing", "onTypeFormatting"),
    plain("quick fixes and fix-all", "codeAction"),
    Request { name: "quick fixes", method: "codeAction", only: Some("quickfix") },
    Request { name: "fix-all", method: "codeAction", only: Some("source.fixAll") },
    Request { name: "refactorings", method: "codeAction", only: Some("refactor") },
    plain("outline", "documentSymbol"),
    plain("folds", "foldingRange"),
    plain("diagnostics", "diagnostic"),
    plain("preview", "gouji/preview"),
];

/// Opens the text in a server and makes the requests, each for the middle of the text or for the whole text.
fn serve(text: &str, requests: &mut dyn Iterator<Item = &Request>) -> Result<(), Box<dyn Error>> {
    let mut input = Vec::new();
    let mut send = |mut message: serde_json::Value| {
        message["jsonrpc"] = "2.0".into();
        input.extend_from_slice(Frame::new(&message).bytes());
    };
    send(json!({"id": 0, "method": "initialize", "params": {"capabilities": {}}}));
    let document = json!({"uri": URI, "languageId": "plaintext", "version": 1, "text": text});
    send(json!({"method": "textDocument/didOpen", "params": {"textDocument": document}}));
    let end = Encoding::Utf16.position(&Rope::from_str(text), text.len());
    let range = json!({
        "start": {"line": 0, "character": 0},
        "end": {"line": end.line, "character": end.column},
    });
    for (id, request) in (1..).zip(requests) {
        let mut params = json!({
            "textDocument": {"uri": URI},
            "position": {"line": end.line / 2, "character": 2},
            "positions": [{"line": end.line / 2, "character": 2}],
            "range": range,
            "newName": "3",
            "ch": "|",
            "options": {"tabSize": 4, "insertSpaces": false},
            "context": {"diagnostics": [], "includeDeclaration": true, "triggerKind": 1},
        });
        if let Some(only) = request.only {
            params["context"]["only"] = json!([only]);
        }
        let prefix = if request.method.contains('/') { "" } else { "textDocument/" };
        send(json!({"id": id, "method": format!("{prefix}{}", request.method), "params": params}));
    }
    send(json!({"id": 99, "method": "shutdown"}));
    send(json!({"method": "exit"}));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?;
    runtime.block_on(gouji_server::serve(&*input, tokio::io::sink()));
    Ok(())
}
