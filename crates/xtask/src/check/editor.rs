//! Step `editor`: end-to-end tests of the packaged extension in a VS Code workbench, driven through Chromium.
//!
//! The environment variable `GOUJI_E2E_ONLY` names the test files to run, such as `documents,preview`. Without it all are run.

use super::counts::Counts;
use super::step::{Extent, Scope, Step, StepOutcome};
use crate::extension;
use crate::tools::command::{Listener, Run as _};
use crate::tools::workbench::{self, Home, Workbench};
use crate::tools::{browser, paths, system};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

pub const STEP: Step = Step {
    name: "editor",
    smallest_scope: Scope::Usual,
    needs: || system::BROWSER.iter().chain(workbench::needs()).collect(),
    run: test,
    next_command: "cargo xtask test --filter editor",
};

fn test(extent: Extent, line: &mut Listener<'_>) -> Result<StepOutcome> {
    let home = workbench::ensure(line)?;
    // The Rust tests have already built the debug program; building the release program takes some minutes more.
    let released = extent.scope == Scope::Release;
    let vsix = if released { extension::package(line) } else { extension::package_for_tests(line) }?;
    let pictures = paths::target()?.join("e2e");
    if pictures.exists() {
        fs::remove_dir_all(&pictures)?;
    }
    fs::create_dir_all(&pictures)?;

    let workbench = Workbench::start(&home, &vsix, line)?;
    let mut node = node(&home, &workbench)?;
    // Run one test at a time, because the tests share two processors with a browser and an editor.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=600000"]);
    node.args(test_files()?).env("GOUJI_E2E_PICTURES", &pictures);
    let ended = node.watch(line)?;
    Ok(Counts::from_node(&ended.output).judge(ended))
}

/// Runs one script of the end-to-end test folder with the environment of the tests.
pub fn script(home: &Home, vsix: &Path, name: &str, arguments: &[&str], line: &mut Listener<'_>) -> Result<()> {
    let workbench = Workbench::start(home, vsix, line)?;
    node(home, &workbench)?.arg(name).args(arguments).check(line).map(drop)
}

fn node(home: &Home, workbench: &Workbench) -> Result<Command> {
    let mut node = Command::new(home.node()?);
    node.current_dir(paths::extension().join("test/e2e"));
    node.env("GOUJI_E2E_BASE", workbench.base());
    node.env("GOUJI_E2E_MODULES", home.modules());
    node.env("GOUJI_E2E_SAMPLES", paths::samples());
    node.env("GOUJI_E2E_SCRATCH", workbench.scratch());
    node.env(browser::VARIABLE, browser::chromium().context("no Chromium was found")?);
    Ok(node)
}

fn test_files() -> Result<Vec<String>> {
    let only = std::env::var("GOUJI_E2E_ONLY").unwrap_or_default();
    let is_wanted = |name: &str| only.is_empty() || only.split(',').any(|only| name == format!("{only}.test.mjs"));
    let mut names = Vec::new();
    for entry in fs::read_dir(paths::extension().join("test/e2e"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") && is_wanted(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
