//! Step `web`: end-to-end tests of `gouji.html` in Chromium. Building the page also checks that `gouji-ide`, `gouji-lsp` and the crates below
//! them compile for a browser, so that no runtime, file or clock gets into them.

use super::browser_tests;
use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::{paths, workbench};
use crate::web;
use anyhow::Result;
use std::fs;

pub const STEP: Step = Step {
    name: "web",
    smallest_scope: Scope::Full,
    needs: browser_tests::needs,
    run: |_, line| test(line),
    next_command: "cargo xtask test --filter web",
};

fn test(line: &mut Listener<'_>) -> Result<StepOutcome> {
    if !web::has_target(line)? {
        return Ok(StepOutcome::skipped(web::NO_TARGET));
    }
    let page = web::build(line)?;
    let home = workbench::ensure(line)?;
    let pictures = paths::target()?.join("web/pictures");
    fs::create_dir_all(&pictures)?;
    let mut node = browser_tests::node(&home)?;
    node.arg("page.test.mjs").current_dir(paths::root().join("web/test"));
    node.env("GOUJI_WEB_PAGE", page).env("GOUJI_WEB_PICTURES", pictures);
    let ended = node.watch(line)?;
    Ok(Counts::from_node(&ended.output).judge(ended))
}
