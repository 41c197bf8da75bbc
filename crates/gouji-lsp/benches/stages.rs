//! What the time of a keystroke goes to: each stage from the text to the message, and each rule, with its allocations.
//!
//! `cargo xtask bench stages` runs it with the texts that it measures everything with, and makes a table of what it prints:
//! a line for each stage and text, `stage TAB text TAB nanoseconds TAB allocations TAB bytes`, medians.
//!
//! `cargo bench -p gouji-lsp --bench stages -- RUNS (TEXT OFFSET)…`, where OFFSET is the byte at which a character is typed.

#![allow(missing_docs, reason = "a program")]

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use gouji_core::analysis::examine;
use gouji_core::report::Report;
use gouji_core::rules::{self, Context, Rule};
use gouji_core::{Analysis, Catalogue, Finding, Locale, Passages, Policy, Span, Syntax, Watch};
use gouji_lsp::positions::Encoding;
use ropey::Rope;
use tower_lsp::ls_types::{Diagnostic, NumberOrString};

const TYPED: &str = "新";

fn main() {
    // cargo adds an argument of its own.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let runs: usize = arguments.next().and_then(|runs| runs.parse().ok()).expect("the number of runs");
    while let Some(path) = arguments.next() {
        let text = fs::read_to_string(&path).expect("a text");
        let offset = arguments.next().and_then(|offset| offset.parse().ok()).expect("the byte to type at");
        stages(&text, offset, |stage, work| {
            // What is prepared once in a process is not what a keystroke costs.
            work();
            let mut times: Vec<Duration> = (0..runs).map(|_| time(work)).collect();
            times.sort_unstable();
            let time = times.get(runs / 2).copied().unwrap_or_default();
            let counted = allocation_counter::measure(&mut *work);
            let (count, bytes) = (counted.count_total, counted.bytes_total);
            println!("{stage}\t{path}\t{}\t{count}\t{bytes}", time.as_nanos());
        });
    }
}

fn time(work: &mut dyn FnMut()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn stages(text: &str, offset: usize, mut measure: impl FnMut(&str, &mut dyn FnMut())) {
    let (before, after) = text.split_at(offset);
    let typed = format!("{before}{TYPED}{after}");
    let rope = Rope::from_str(text);
    let old = Syntax::parse(text);
    let report = Report::read(text, &old).expect("a report");
    let findings = Analysis::of(text).findings;
    let catalogue = Catalogue::new(Locale::Chinese);
    let diagnostics = diagnostics(&rope, &findings, &catalogue);

    measure("text of the rope", &mut || drop(black_box(rope.to_string())));
    measure("parse, full", &mut || drop(black_box(Syntax::parse(text))));
    measure("parse, incremental", &mut || drop(black_box(after_typing(&old, offset, &typed))));
    measure("model, full", &mut || drop(black_box(Report::read(text, &old))));
    // Back and forth between the two texts, so that each time one character has changed.
    let states = [(typed.as_str(), after_typing(&old, offset, &typed)), (text, old.clone())];
    let (mut passages, mut turns) = (Passages::default(), states.iter().cycle());
    let mut read_again = || {
        let (text, syntax) = turns.next()?;
        let report = Report::read_again(text, syntax, &mut passages, Watch::never()).ok().flatten()?;
        Some((*text, report))
    };
    measure("model, after an edit", &mut || drop(black_box(read_again())));
    measure("model and rules, after an edit", &mut || {
        let (text, report) = read_again().expect("a report");
        run(rules::ALL, text, &report);
    });
    measure("rules, none", &mut || run(&[], text, &report));
    measure("rules, all", &mut || run(rules::ALL, text, &report));
    measure("positions and messages", &mut || drop(black_box(self::diagnostics(&rope, &findings, &catalogue))));
    measure("JSON", &mut || drop(black_box(serde_json::to_string(&diagnostics))));
    for rule in rules::ALL {
        measure(&format!("rule {}", rule.name), &mut || run(&[*rule], text, &report));
    }
}

/// Runs some rules, with what is done once for all of them.
fn run(rules: &[Rule], text: &str, report: &Report) {
    drop(black_box(examine(rules, &Context::alone(text, report), &Policy::default(), Watch::never())));
}

/// The syntax when a character has been typed.
fn after_typing(old: &Syntax, offset: usize, typed: &str) -> Syntax {
    let mut syntax = old.clone();
    syntax.edit(Span::new(offset, offset), TYPED.len());
    syntax.reparse(typed, Watch::never()).expect("nothing gives it up")
}

/// The findings as the server sends them.
fn diagnostics(rope: &Rope, findings: &[Finding], catalogue: &Catalogue) -> Vec<Diagnostic> {
    let diagnostic = |finding: &Finding| Diagnostic {
        range: Encoding::Utf16.range(rope, finding.span),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some("gouji".to_owned()),
        message: catalogue.render(&finding.message),
        ..Diagnostic::default()
    };
    findings.iter().map(diagnostic).collect()
}
