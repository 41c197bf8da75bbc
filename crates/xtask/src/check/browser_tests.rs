//! What the steps `web` and `browser-extension` share: tests in Node.js that drive Chromium and read two reports, of a year and of the year before.

use crate::tools::system::{self, SystemPackage};
use crate::tools::{browser, paths, workbench};
use anyhow::{Context as _, Result};
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
