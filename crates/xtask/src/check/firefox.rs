//! Step `firefox`: end-to-end tests of `gouji.html` in Firefox. The step `web` tests more of it, in Chromium.

use super::browser_tests;
use super::step::{Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::node::npm;
use crate::tools::system::{self, SystemPackage};
use crate::tools::{browser, install, paths};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::PathBuf;

pub const STEP: Step = Step {
    name: "firefox",
    smallest_scope: Scope::Full,
    needs,
    run: |_, line| test(line),
    next_command: "cargo xtask test --filter firefox",
};

fn needs() -> Vec<&'static SystemPackage> {
    browser_tests::needs().into_iter().chain(system::FIREFOX).collect()
}

fn test(line: &mut Listener<'_>) -> Result<StepOutcome> {
    browser_tests::test_page("firefox.test.mjs", line, |node, line| {
        node.env("GOUJI_FIREFOX_MODULES", driver(line)?);
        node.env("GOUJI_FIREFOX_PROGRAM", browser::firefox().context("no Firefox was found")?);
        Ok(())
    })
}

/// The folder with the driver of Firefox. It is installed from the package registry, once per lock file. The driver of Chromium needs a
/// Firefox that its maker has changed.
fn driver(line: &mut Listener<'_>) -> Result<PathBuf> {
    let recipe = paths::root().join("web/test/firefox");
    let lock = fs::read_to_string(recipe.join("package-lock.json")).context("web/test/firefox/package-lock.json")?;
    let home = paths::cache()?.join("firefox-driver");
    install::ensure(&home, &lock, || {
        for file in ["package.json", "package-lock.json"] {
            fs::copy(recipe.join(file), home.join(file)).with_context(|| file.to_owned())?;
        }
        npm(&home, &["ci", "--ignore-scripts"]).check(line).map(drop)
    })?;
    Ok(home.join("node_modules"))
}
