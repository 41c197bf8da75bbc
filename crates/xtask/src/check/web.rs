//! Step `web`: end-to-end tests of `gouji.html` in Chromium. Building the page also checks that `gouji-ide`, `gouji-lsp` and the crates below
//! them compile for a browser, so that no runtime, file or clock gets into them.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::{browser, paths, system, workbench};
use crate::web;
use anyhow::{Context as _, Result};
use std::fs;
use std::process::Command;

pub const STEP: Step = Step {
    name: "web",
    smallest_scope: Scope::Full,
    needs: || system::WASM_TOOLS.iter().chain(system::BROWSER).chain(workbench::needs()).collect(),
    run: |_, line| test(line),
    next_command: "cargo xtask test --filter web",
};

fn test(line: &mut Listener<'_>) -> Result<StepOutcome> {
    if !web::has_target(line)? {
        return Ok(StepOutcome::skipped(web::NO_TARGET));
    }
    let page = web::build(line)?;
    // The browser driver is installed with the workbench.
    let home = workbench::ensure(line)?;
    let pictures = paths::target()?.join("web/pictures");
    fs::create_dir_all(&pictures)?;
    let mut node = Command::new(home.node()?);
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=300000"]);
    node.arg(paths::root().join("web/test/page.test.mjs")).current_dir(paths::root().join("web/test"));
    node.env("GOUJI_WEB_PAGE", page).env("GOUJI_WEB_PICTURES", pictures).env("GOUJI_E2E_MODULES", home.modules());
    node.env("GOUJI_E2E_SAMPLES", paths::samples());
    let reports = paths::root().join("crates/gouji-lint/pages");
    node.env("GOUJI_WEB_REPORT", reports.join("clean.txt"));
    node.env("GOUJI_WEB_LAST_YEAR", reports.join("clean-last-year.txt"));
    node.env(browser::VARIABLE, browser::chromium().context("no Chromium was found")?);
    let ended = node.watch(line)?;
    Ok(Counts::from_node(&ended.output).judge(ended))
}
