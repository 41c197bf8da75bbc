//! Steps `format`, `lint` and `rust`: the Rust code.

use super::counts::Counts;
use super::step::{Extent, Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::cargo;
use anyhow::Result;

pub const FORMAT: Step = Step {
    name: "format",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| check(&["fmt", "--all", "--check"], line),
    next_command: "cargo fmt --all",
};

pub const LINT: Step = Step {
    name: "lint",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| check(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], line),
    next_command: "cargo clippy --locked --workspace --all-targets -- -D warnings",
};

pub const TEST: Step = Step {
    name: "rust",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: test,
    next_command: "cargo test --workspace --locked",
};

/// The environment variable that sets the number of random reports, and its value in a long run.
const LONG_RUN: (&str, &str) = ("GOUJI_LONG", "10000");

fn test(extent: Extent, line: &mut Listener<'_>) -> Result<StepOutcome> {
    let mut cargo = cargo();
    if extent.long {
        cargo.env(LONG_RUN.0, LONG_RUN.1);
    }
    let ended = cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]).watch(line)?;
    let mut outcome = Counts::from_cargo(&ended.output).judge(ended);
    outcome.output = without_passed(&outcome.output);
    if extent.long {
        outcome.output.push_str("\n(with GOUJI_LONG=10000)");
    }
    Ok(outcome)
}

/// Removes the lines of passed tests and of the server's log, because hundreds of them would hide a failure.
fn without_passed(output: &str) -> String {
    let passed = |line: &str| {
        let words = ["running ", "Running ", "Doc-tests ", "test result: ok."];
        line.is_empty()
            || line.contains("gouji: ")
            || line.ends_with(" ... ok")
            || words.iter().any(|word| line.starts_with(word))
    };
    output.lines().filter(|line| !passed(line.trim())).collect::<Vec<_>>().join("\n")
}

fn check(arguments: &[&str], line: &mut Listener<'_>) -> Result<StepOutcome> {
    let ended = cargo().args(arguments).watch(line)?;
    Ok(StepOutcome::one(ended.succeeded, ended.output))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_of_failed_tests_remain() {
        let output = "     Running tests/a.rs (target/a)\n\nrunning 2 tests\ntest one ... ok\ntest two ... FAILED\n\n\
                    failures:\n\n---- two stdout ----\nboom\n\ntest result: FAILED. 1 passed; 1 failed\n\
                    test result: ok. 3 passed; 0 failed\n";
        assert_eq!(
            without_passed(output),
            "test two ... FAILED\nfailures:\n---- two stdout ----\nboom\ntest result: FAILED. 1 passed; 1 failed"
        );
    }
}
