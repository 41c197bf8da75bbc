//! Steps `format`, `lint` and `rust`: the Rust code.

use super::counts::Counts;
use super::step::{Extent, Outcome, Scope, Step};
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::cargo;
use anyhow::Result;

pub const FORMAT: Step = Step {
    name: "format",
    since: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| check(&["fmt", "--all", "--check"], line),
    next: "cargo fmt --all",
};

pub const LINT: Step = Step {
    name: "lint",
    since: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| check(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], line),
    next: "cargo clippy --locked --workspace --all-targets -- -D warnings",
};

pub const TEST: Step = Step {
    name: "rust",
    since: Scope::Usual,
    needs: Step::NOTHING,
    run: test,
    next: "cargo test --workspace --locked",
};

/// The environment variable that sets the number of random reports, and its value in a long run.
const LONG: (&str, &str) = ("GOUJI_LONG", "10000");

fn test(extent: Extent, line: &mut Listener<'_>) -> Result<Outcome> {
    let mut cargo = cargo();
    if extent.long {
        cargo.env(LONG.0, LONG.1);
    }
    let ended = cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]).watch(line)?;
    let mut outcome = Counts::of_cargo(&ended.said).judge(ended);
    outcome.said = without_passed(&outcome.said);
    if extent.long {
        outcome.said.push_str("\n(with GOUJI_LONG=10000)");
    }
    Ok(outcome)
}

/// Removes the lines of passed tests and of the server's log, because hundreds of them would hide a failure.
fn without_passed(said: &str) -> String {
    let passed = |line: &str| {
        let words = ["running ", "Running ", "Doc-tests ", "test result: ok."];
        line.is_empty()
            || line.contains("gouji: ")
            || line.ends_with(" ... ok")
            || words.iter().any(|word| line.starts_with(word))
    };
    said.lines().filter(|line| !passed(line.trim())).collect::<Vec<_>>().join("\n")
}

fn check(arguments: &[&str], line: &mut Listener<'_>) -> Result<Outcome> {
    let ended = cargo().args(arguments).watch(line)?;
    Ok(Outcome::one(ended.succeeded, ended.said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_left_when_what_passed_is_taken_away() {
        let said = "     Running tests/a.rs (target/a)\n\nrunning 2 tests\ntest one ... ok\ntest two ... FAILED\n\n\
                    failures:\n\n---- two stdout ----\nboom\n\ntest result: FAILED. 1 passed; 1 failed\n\
                    test result: ok. 3 passed; 0 failed\n";
        assert_eq!(
            without_passed(said),
            "test two ... FAILED\nfailures:\n---- two stdout ----\nboom\ntest result: FAILED. 1 passed; 1 failed"
        );
    }
}
