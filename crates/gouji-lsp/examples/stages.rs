//! The steps from text to findings, one by one, for callgrind to count.
//!
//! `stages steps FILE`: does each step in `measured`, when it has been done once before, and prints its name.
//! `stages requests FILE`: opens the file in a server and asks once for everything that a client can ask.
//! `stages text KIND BYTES`: prints a text of a kind that could be slow; without KIND, the names of the kinds.
//!
//! `cargo xtask instructions` and `cargo xtask growth` run it.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::sync::Arc;

use gouji_core::analysis::examine;
use gouji_core::fixing::fix_all;
use gouji_core::report::Report;
use gouji_core::rules::{self, Context, Rule};
use gouji_core::{Analysis, Catalogue, Locale, Neighbour, Passages, Policy, Span, Syntax, Watch};
use gouji_lsp::positions::Encoding;
use gouji_properties::growth;
use ropey::Rope;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["steps", file] => steps(&fs::read_to_string(file)?),
        ["requests", file] => requests(&fs::read_to_string(file)?)?,
        ["text"] => growth::KINDS.iter().for_each(|kind| println!("{}", kind.name)),
        ["text", name, bytes] => {
            let kind = growth::KINDS.iter().find(|kind| kind.name == name).ok_or("no such kind")?;
            print!("{}", kind.text(bytes.parse()?));
        }
        _ => return Err("steps FILE, requests FILE, or text [KIND BYTES]".into()),
    }
    Ok(())
}

/// What callgrind counts: it collects inside this function only, and writes its count when it is left.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
}

/// Counts `work` when all that is made once in a process has been made.
fn count<T>(name: &str, mut work: impl FnMut() -> T) {
    drop(black_box(work()));
    println!("{name}");
    measured(&mut || drop(black_box(work())));
}

fn steps(text: &str) {
    let syntax = Syntax::parse(text);
    count("parse", || Syntax::parse(text));
    let (edited, stale) = one_more_character(text, &syntax);
    count("parse again after an edit", || stale.reparse(&edited, Watch::never()));
    count("report", || Report::read(text, &syntax));
    let states = [(text, syntax.clone()), (edited.as_str(), Syntax::parse(&edited))];
    let (mut passages, mut turn) = (Passages::default(), states.iter().cycle());
    let mut again = || {
        let (text, syntax) = turn.next()?;
        Report::read_again(text, syntax, &mut passages, Watch::never()).ok().flatten()
    };
    again();
    count("report again after an edit", again);
    let Some(report) = Report::read(text, &syntax).map(Arc::new) else { return };
    let policy = Policy::default();
    let check = |rules: &[Rule], context: &Context<'_>| examine(rules, context, &policy, Watch::never());
    let alone = Context::alone(text, &report);
    count("no rule", || check(&[], &alone));
    for rule in rules::ALL {
        count(rule.name, || check(&[*rule], &alone));
    }
    // As its own last year's report, so that everything is the same.
    let beside = Context::beside(text, &report, Some(Neighbour { source: "last year", text, report: &report }));
    count("all rules beside last year", || check(rules::ALL, &beside));
    let analysis = Analysis::of(text);
    count("fix", || fix_all(text, analysis.clone(), Analysis::of));
    let catalogue = Catalogue::new(Locale::Chinese);
    count("messages", || {
        analysis.findings.iter().map(|finding| catalogue.render(&finding.message).len()).sum::<usize>()
    });
    let rope = Rope::from_str(text);
    let cells = || report.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).map(|cell| cell.span);
    let spans = || report.headings.iter().map(|heading| heading.span).chain(cells());
    count("positions", || spans().map(|span| Encoding::Utf16.range(&rope, span).end.character).max());
}

/// The text with one more character in its middle, and the lines of the text before, told of it.
fn one_more_character(text: &str, syntax: &Syntax) -> (String, Syntax) {
    let mut at = text.len() / 2;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (before, behind) = text.split_at(at);
    let edited = format!("{before}的{behind}");
    let mut stale = syntax.clone();
    stale.edit(Span::at(at), '的'.len_utf8());
    (edited, stale)
}

const URI: &str = "untitled:a";

fn requests(text: &str) -> Result<(), Box<dyn Error>> {
    let mut input = Vec::new();
    let mut send = |mut message: serde_json::Value| {
        message["jsonrpc"] = "2.0".into();
        let body = message.to_string();
        input.extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    };
    send(json!({"id": 0, "method": "initialize", "params": {"capabilities": {}}}));
    let document = json!({"uri": URI, "languageId": "plaintext", "version": 1, "text": text});
    send(json!({"method": "textDocument/didOpen", "params": {"textDocument": document}}));
    let end = Encoding::Utf16.position(&Rope::from_str(text), text.len());
    let place = json!({"line": end.line / 2, "character": 2});
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": end.line, "character": 0}});
    for (id, method) in (1..).zip(METHODS) {
        let params = json!({
            "textDocument": {"uri": URI},
            "position": place,
            "range": range,
            "context": {"diagnostics": [], "includeDeclaration": true},
        });
        send(json!({"id": id, "method": format!("textDocument/{method}"), "params": params}));
    }
    send(json!({"id": 99, "method": "shutdown"}));
    send(json!({"method": "exit"}));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?;
    runtime.block_on(gouji_lsp::serve(&*input, tokio::io::sink()));
    Ok(())
}

const METHODS: [&str; 7] =
    ["hover", "definition", "references", "codeAction", "documentSymbol", "foldingRange", "diagnostic"];
