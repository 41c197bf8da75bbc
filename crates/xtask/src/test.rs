//! `cargo xtask test`: every test there is, with one sum at the end.

mod counts;
mod docs;
pub mod editor;
mod extension;
mod fuzz;
mod grammar;
mod instructions;
mod rust;
mod supply;

use crate::command::{Listener, tail};
use crate::process::interrupted;
use crate::progress::Step;
use anyhow::Result;
use counts::Counts;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Options {
    /// 跳过编辑器界面测试 · Skip the tests in the real editor
    #[arg(long)]
    no_editor: bool,
    /// 随机报告的测试加长到 10000 例 · Try 10,000 random reports where 504 would do
    #[arg(long)]
    long: bool,
    /// 只运行名称含有此文字的步骤 · Run only the steps whose name contains this
    #[arg(long, value_name = "NAME")]
    filter: Option<String>,
}

/// What a step found; an `Err` instead means that it could not be done at all.
pub struct Outcome {
    counts: Counts,
    /// What to show the user if anything failed.
    said: String,
}

/// One kind of test. Its errors name the command that mends it.
struct Kind {
    name: &'static str,
    run: fn(&mut Listener<'_>) -> Result<Outcome>,
    /// What to run to see it again, or to mend it.
    next: &'static str,
}

const EDITOR: &str = "editor";
const RUST: &str = "rust";

/// The tests of the Rust side with more random reports.
const LONG: Kind = Kind { name: RUST, run: rust::test_long, next: "GOUJI_LONG=10000 cargo test --workspace --locked" };

/// Cheap ones first; none needs another.
const KINDS: &[Kind] = &[
    Kind { name: "format", run: rust::format, next: "cargo fmt --all" },
    Kind { name: "lint", run: rust::lint, next: "cargo clippy --locked --workspace --all-targets -- -D warnings" },
    Kind { name: RUST, run: rust::test, next: "cargo test --workspace --locked" },
    Kind { name: "supply", run: supply::check, next: "cargo xtask test --filter supply" },
    Kind { name: "docs-are-generated", run: docs::are_generated, next: docs::REGENERATE },
    Kind { name: "grammar-is-generated", run: grammar::is_generated, next: grammar::REGENERATE },
    Kind { name: "grammar-corpus", run: grammar::corpus, next: "cargo xtask test --filter grammar-corpus" },
    Kind { name: "extension-types", run: extension::types, next: "cd editors/vscode && npm run typecheck" },
    Kind { name: "extension-unit", run: extension::unit, next: "cd editors/vscode && npm test" },
    Kind { name: "instructions", run: instructions::stay, next: "cargo xtask instructions" },
    Kind { name: "growth", run: instructions::grow_with_the_text, next: "cargo xtask growth" },
    Kind { name: "fuzz", run: fuzz::briefly, next: "cargo xtask fuzz" },
    Kind { name: EDITOR, run: editor::test, next: "cargo xtask test --filter editor" },
];

pub fn run(options: &Options) -> ExitCode {
    let wanted = |name: &str| options.filter.as_deref().is_none_or(|filter| name.contains(filter));
    let mut sum = Counts::default();
    for kind in KINDS.iter().filter(|kind| wanted(kind.name)) {
        if interrupted() {
            eprintln!("已中断 · interrupted before: {}", kind.name);
            sum.failed += 1;
            break;
        }
        if kind.name == EDITOR && options.no_editor {
            eprintln!("- {EDITOR}  跳过 · skipped: --no-editor");
            sum.skipped += 1;
            continue;
        }
        let long = options.long && kind.name == RUST;
        sum += run_one(if long { &LONG } else { kind });
    }
    if sum == Counts::default() {
        eprintln!(
            "没有这样的步骤 · no such step; there are: {}",
            KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")
        );
        sum.failed += 1;
    }
    println!("{sum}");
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A failure is shown and counted, and the next kind goes on.
fn run_one(kind: &Kind) -> Counts {
    let step = Step::start(kind.name);
    let outcome = (kind.run)(&mut |line| step.note(line)).unwrap_or_else(|error| Outcome {
        counts: Counts { failed: 1, ..Counts::default() },
        said: format!("{error:#}"),
    });
    let failed = outcome.counts.failed > 0;
    step.finish(if failed { "✗" } else { "✓" }, &outcome.counts.to_string().replace(", 0 failed", ""));
    if failed {
        eprintln!("{}\n→ {}\n", tail(&outcome.said, 200), kind.next);
    }
    outcome.counts
}
