//! What a user waits for, measured on the real binary: one check from start to end, and from a keystroke to diagnostics.
//!
//! `cargo bench -p gouji --bench latency`

#![allow(missing_docs, reason = "a program")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::lsp::Server;
use support::{check, samples};

const URI: &str = "file:///report.txt";
/// 行政复议·总计 of the sample: 0 where it should be 1.
const TOTAL: (u64, u64) = (391, 1);

fn main() {
    let text = std::fs::read_to_string(samples().join("jianshan-2025.txt")).expect("the sample is there");
    println!("{} KB sample; median, 95th and 99th percentile in ms", text.len() / 1000);
    report("whole check, process included", &(0..50).map(|_| whole_check()).collect::<Vec<_>>());
    report("keystroke that mends, to diagnostics (pushed)", &pushed(&text));
    report("keystroke, to diagnostics (pulled)", &pulled(&text));
}

fn report(name: &str, times: &[Duration]) {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = |percent: usize| {
        times.get((times.len() * percent / 100).min(times.len() - 1)).map_or(0.0, Duration::as_secs_f64)
    };
    println!("{name:<48} {:>7.2} {:>7.2} {:>7.2}", at(50) * 1e3, at(95) * 1e3, at(99) * 1e3);
}

fn whole_check() -> Duration {
    let started = Instant::now();
    assert_eq!(check(&samples(), &["jianshan-2025.txt"]).code, Some(1));
    started.elapsed()
}

fn change(server: &mut Server, version: u64, text: &str) {
    let (line, column) = TOTAL;
    let range = json!({"start": {"line": line, "character": column}, "end": {"line": line, "character": column + 1}});
    let params =
        json!({"textDocument": {"uri": URI, "version": version}, "contentChanges": [{"range": range, "text": text}]});
    server.send(&json!({"method": "textDocument/didChange", "params": params}));
}

/// The diagnostics of `version`, when they come.
fn published(server: &mut Server, version: u64) -> Value {
    loop {
        let message = server.receive();
        if message["method"] == "textDocument/publishDiagnostics" && message["params"]["version"] == version {
            return message["params"]["diagnostics"].clone();
        }
    }
}

/// Mends the total, timed, and breaks it again. What is new on the edited line waits for quiet by design, so the text is
/// saved to see it at once.
fn pushed(text: &str) -> Vec<Duration> {
    let mut server = Server::start(&json!({}));
    let before = server.diagnostics(URI, text).len();
    let times = (1..=200).map(|round| {
        let started = Instant::now();
        change(&mut server, 2 * round, "1");
        assert_eq!(published(&mut server, 2 * round).as_array().map(Vec::len), Some(before - 1));
        let time = started.elapsed();
        change(&mut server, 2 * round + 1, "0");
        server.send(&json!({"method": "textDocument/didSave", "params": {"textDocument": {"uri": URI}}}));
        assert_eq!(published(&mut server, 2 * round + 1).as_array().map(Vec::len), Some(before));
        time
    });
    let times = times.collect();
    server.stop();
    times
}

fn pulled(text: &str) -> Vec<Duration> {
    let mut server = Server::start(&json!({"textDocument": {"diagnostic": {}}}));
    let document = json!({"uri": URI, "languageId": "disclosure-report", "version": 1, "text": text});
    server.send(&json!({"method": "textDocument/didOpen", "params": {"textDocument": document}}));
    let times = (2..=201_u64).map(|round| {
        let started = Instant::now();
        change(&mut server, round, if round % 2 == 0 { "1" } else { "0" });
        let params = json!({"textDocument": {"uri": URI}});
        server.send(&json!({"id": round, "method": "textDocument/diagnostic", "params": params}));
        while server.receive()["id"] != round {}
        started.elapsed()
    });
    let times = times.collect();
    server.stop();
    times
}
