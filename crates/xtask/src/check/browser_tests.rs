//! What the steps `web` and `browser-extension` share: tests in Node.js that drive Chromium and read two reports, of a year and of the year before.

use super::counts::Counts;
use super::step::StepOutcome;
use crate::tools::command::{Listener, Run as _};
use crate::tools::system::{self, SystemPackage};
use crate::tools::{browser, paths, workbench};
use crate::web;
use anyhow::{Context as _, Result};
use std::fs;
use std::process::Command;

/// The system packages that the tests need, to build the module too.
pub fn needs() -> Vec<&'static SystemPackage> {
    system::WASM_TOOLS.iter().chain(system::BROWSER).chain(workbench::needs()).collect()
}

/// Node.js as it runs such tests. The browser driver is installed with the workbench.
pub fn node(home: &workbench::Home) -> Result<Command> {
    let mut node = Command::new(home.node()?);
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=300000"]);
    let reports = paths::root().join("crates/gouji-lint/pages");
    node.env("GOUJI_WEB_REPORT", reports.join("clean.txt"));
    node.env("GOUJI_WEB_LAST_YEAR", reports.join("clean-last-year.txt"));
    node.env("GOUJI_E2E_MODULES", home.modules()).env("GOUJI_E2E_SAMPLES", paths::samples());
    node.env(browser::VARIABLE, browser::chromium().context("no Chromium was found")?);
    Ok(node)
}

/// Builds `gouji.html` and runs the tests in `web/test/{script}`. `configure` adds what only they need to the command.
pub fn test_page(
    script: &str,
    line: &mut Listener<'_>,
    configure: impl FnOnce(&mut Command, &mut Listener<'_>) -> Result<()>,
) -> Result<StepOutcome> {
    if !web::has_target(line)? {
        return Ok(StepOutcome::skipped(web::NO_TARGET));
    }
    let page = web::build(line)?;
    let home = workbench::ensure(line)?;
    let pictures = paths::target()?.join("web/pictures");
    fs::create_dir_all(&pictures)?;
    let mut node = node(&home)?;
    node.arg(script).current_dir(paths::root().join("web/test"));
    node.env("GOUJI_WEB_PAGE", page).env("GOUJI_WEB_PICTURES", pictures);
    configure(&mut node, line)?;
    let ended = node.watch(line)?;
    Ok(Counts::from_node(&ended.output).judge(ended))
}
