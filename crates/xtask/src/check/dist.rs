//! Steps `dist` and `dist-release`: the files of a release, installed into empty places.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::dist::{self, proof, target};
use crate::tools::build::SHIPPED;
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::find_program;
use crate::tools::{build, system};
use anyhow::Result;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::process::Command;

/// The packages with the program of the tests: how they are packed, and that they run.
pub const STEP: Step = Step {
    name: "dist",
    smallest_scope: Scope::Full,
    needs: || system::PYTHON.iter().collect(),
    run: |_, line| check_packages(line),
    next_command: "cargo xtask test --filter dist",
};

/// The files of every platform, as they are published.
pub const RELEASE: Step = Step {
    name: "dist-release",
    smallest_scope: Scope::Release,
    needs: || system::PYTHON.iter().chain(system::WINE).collect(),
    run: |_, line| check_release(line),
    next_command: "cargo xtask dist --all --test",
};

fn check_packages(line: &mut Listener<'_>) -> Result<StepOutcome> {
    if target::host().is_err() {
        return Ok(StepOutcome::skipped("本机不是发布平台 · there is no package for this machine"));
    }
    let folder = tempfile::tempdir()?;
    let program = folder.path().join(format!("gouji{EXE_SUFFIX}"));
    fs::copy(build::for_tests(line)?.join(format!("gouji{EXE_SUFFIX}")), &program)?;
    // Most of the program is for debuggers. Packing it takes longer than everything else.
    if find_program("strip").is_some() {
        Command::new("strip").arg(&program).check(line)?;
    }
    let release = dist::pack_program(program, &folder.path().join("dist"), line)?;
    Ok(outcome(proof::test_program(&release, line)))
}

fn check_release(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let folder = dist::folder(SHIPPED)?;
    let mut all = StepOutcome { counts: Counts::default(), output: String::new() };
    for target in target::shipped() {
        let tested = dist::build_for(target, SHIPPED, &folder, line).and_then(|release| proof::test(&release, line));
        let outcome = outcome(tested);
        all.counts += outcome.counts;
        all.output.push_str(&format!("{}: {}\n", target.triple, outcome.output));
    }
    Ok(all)
}

/// Prints and counts what was not tested.
fn outcome(tested: Result<Vec<String>>) -> StepOutcome {
    match tested {
        Ok(skipped) => {
            skipped.iter().for_each(|reason| eprintln!("  跳过 · skipped: {reason}"));
            let counts = Counts { passed: 1, skipped: skipped.len(), ..Counts::default() };
            StepOutcome { counts, output: String::new() }
        }
        Err(error) => StepOutcome::one(false, format!("{error:#}")),
    }
}
