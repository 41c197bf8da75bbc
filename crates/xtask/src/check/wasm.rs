//! Step `wasm`: checks that `gouji-ide` and the crates below it compile for a browser, so that no runtime, file or clock gets into them.

use super::step::{Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::{self, find_program};
use crate::tools::system;
use anyhow::Result;
use std::process::Command;

pub const STEP: Step = Step {
    name: "wasm",
    smallest_scope: Scope::Full,
    needs: || system::WASM_TOOLS.iter().collect(),
    run: |_, line| check(line),
    next_command: "cargo xtask test --filter wasm",
};

const TARGET: &str = "wasm32-unknown-unknown";

fn check(line: &mut Listener<'_>) -> Result<StepOutcome> {
    if !has_target(line)? {
        return Ok(StepOutcome::skipped(&format!("无法安装 {TARGET} · {TARGET} cannot be installed")));
    }
    let mut cargo = paths::cargo();
    cargo.args(["check", "--locked", "--target", TARGET, "--package", "gouji-ide"]);
    cargo.env("CC_wasm32_unknown_unknown", "clang").env("AR_wasm32_unknown_unknown", "llvm-ar");
    let ended = cargo.current_dir(paths::root()).watch(line)?;
    Ok(StepOutcome::one(ended.succeeded, ended.output))
}

/// Whether the compiler has the standard library of the target. Installs it where rustup manages the compiler.
fn has_target(line: &mut Listener<'_>) -> Result<bool> {
    let libraries = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).watch(line)?;
    if std::path::Path::new(libraries.output.trim()).is_dir() {
        return Ok(true);
    }
    if find_program("rustup").is_none() {
        return Ok(false);
    }
    Ok(Command::new("rustup").args(["target", "add", TARGET]).watch(line)?.succeeded)
}
