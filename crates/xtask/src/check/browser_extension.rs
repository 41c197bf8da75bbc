//! Step `browser-extension`: tests of the extension in a browser: the script of its web worker alone, and end-to-end tests in a VS Code workbench
//! without a server, with a workspace that is on no disk.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::{browser, paths, system, workbench};
use crate::{extension, web};
use anyhow::{Context as _, Result};
use std::fs;
use std::process::Command;

pub const STEP: Step = Step {
    name: "browser-extension",
    smallest_scope: Scope::Full,
    needs: || system::WASM_TOOLS.iter().chain(system::BROWSER).chain(workbench::needs()).collect(),
    run: |_, line| test(line),
    next_command: "cargo xtask test --filter browser-extension",
};

fn test(line: &mut Listener<'_>) -> Result<StepOutcome> {
    if !web::has_target(line)? {
        return Ok(StepOutcome::skipped(web::NO_TARGET));
    }
    let stage = extension::stage_web(line)?;
    let home = workbench::ensure(line)?;
    let pictures = paths::target()?.join("browser-extension");
    fs::create_dir_all(&pictures)?;
    let scratch = tempfile::tempdir()?;
    let folder = paths::extension().join("test/web");
    let mut node = Command::new(home.node()?);
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=300000"]);
    node.args(["worker.test.mjs", "report.test.mjs"]).current_dir(&folder);
    node.env("GOUJI_WEB_EXTENSION", stage).env("GOUJI_E2E_PICTURES", pictures).env("GOUJI_E2E_MODULES", home.modules());
    // The tests start the workbench themselves.
    node.env("GOUJI_E2E_BASE", "http://127.0.0.1").env("GOUJI_E2E_SCRATCH", scratch.path());
    node.env("GOUJI_E2E_SAMPLES", paths::samples());
    let reports = paths::root().join("crates/gouji-lint/pages");
    node.env("GOUJI_WEB_REPORT", reports.join("clean.txt"));
    node.env("GOUJI_WEB_LAST_YEAR", reports.join("clean-last-year.txt"));
    node.env(browser::VARIABLE, browser::chromium().context("no Chromium was found")?);
    let ended = node.watch(line)?;
    Ok(Counts::from_node(&ended.output).judge(ended))
}
