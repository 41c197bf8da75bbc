//! Measures the stages of a keystroke: each stage from the text to the message, and each rule, with its allocations.
//!
//! `cargo xtask bench stages` runs this program with the texts of all measurements, and makes a table of its output: a line for each stage
//! and text, `stage TAB text TAB nanoseconds TAB allocations TAB bytes`, medians.
//!
//! `cargo bench -p gouji-server --bench stages -- RUNS (TEXT OFFSET)…`: OFFSET is the byte at which a character is typed.

#![allow(missing_docs, reason = "a program")]

mod steps;

use std::time::{Duration, Instant};
use std::{env, fs};

use gouji_ide::line_index::Encoding;
use gouji_l10n::{Catalogue, Locale};
use gouji_lint::analysis::examine;
use gouji_lint::rules::{self, Context};
use gouji_lint::{Analysis, Finding, Policy};
use gouji_lsp::to_proto;
use gouji_report::{Lines, ReadingCache, Report};
use gouji_text::CancelToken;
use ropey::Rope;
use steps::{one_more_character, step};
use tower_lsp::ls_types::{Diagnostic, NumberOrString};

fn main() {
    // Cargo adds the argument `--bench`.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let runs: usize = arguments.next().and_then(|runs| runs.parse().ok()).expect("the number of runs");
    while let Some(path) = arguments.next() {
        let text = fs::read_to_string(&path).expect("a text");
        let offset = arguments.next().and_then(|offset| offset.parse().ok()).expect("the byte to type at");
        let mut measure = |stage: &str, work: &mut dyn FnMut()| {
            // The first run prepares what a process prepares once. A keystroke does not pay for it.
            work();
            let mut times: Vec<Duration> = (0..runs).map(|_| time(work)).collect();
            times.sort_unstable();
            let time = times.get(runs / 2).copied().unwrap_or_default();
            let counted = allocation_counter::measure(&mut *work);
            let (count, bytes) = (counted.count_total, counted.bytes_total);
            let kind = if rules::ALL.iter().any(|rule| rule.name == stage) { "rule " } else { "" };
            println!("{kind}{stage}\t{path}\t{}\t{count}\t{bytes}", time.as_nanos());
        };
        steps::steps(&text, offset, &mut measure);
        keystroke(&text, offset, &mut measure);
    }
}

fn time(work: &mut dyn FnMut()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// Measures the other stages of a keystroke in a server.
fn keystroke(text: &str, offset: usize, measure: &mut dyn FnMut(&str, &mut dyn FnMut())) {
    let rope = Rope::from_str(text);
    step(measure, "text of the rope", || rope.to_string());
    let parsed = Lines::parse(text);
    let (edited, _) = one_more_character(text, &parsed, offset);
    let states = [(edited.as_str(), Lines::parse(&edited)), (text, parsed.clone())];
    let (mut passages, mut turns) = (ReadingCache::default(), states.iter().cycle());
    let policy = Policy::default();
    step(measure, "report and all rules again after an edit", || {
        let (text, parsed) = turns.next()?;
        let report = Report::read_incremental(text, parsed, &mut passages, CancelToken::never()).ok().flatten()?;
        Some(examine(rules::ALL, &Context::single(text, &report), &policy, CancelToken::never()))
    });
    let report = Report::read(text, &parsed).expect("a report");
    let alone = Context::single(text, &report);
    step(measure, "all rules", || examine(rules::ALL, &alone, &policy, CancelToken::never()));
    let diagnostics = diagnostics(&rope, text);
    step(measure, "JSON", || serde_json::to_string(&diagnostics));
}

/// The findings in the form in which the server sends them.
fn diagnostics(rope: &Rope, text: &str) -> Vec<Diagnostic> {
    let catalogue = Catalogue::for_locale(Locale::Chinese);
    let diagnostic = |finding: &Finding| Diagnostic {
        range: to_proto::range(Encoding::Utf16, rope, finding.span),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some("gouji".to_owned()),
        message: catalogue.render(&finding.message),
        ..Diagnostic::default()
    };
    Analysis::new(text).findings.iter().map(diagnostic).collect()
}
