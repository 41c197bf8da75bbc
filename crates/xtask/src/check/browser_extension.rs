//! Step `browser-extension`: tests of the extension in a browser: the script of its web worker alone, and end-to-end tests in a VS Code workbench
//! without a server, with a workspace that is on no disk.

use super::browser_tests;
use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::{paths, workbench};
use crate::{extension, web};
use anyhow::Result;
use std::fs;

pub const STEP: Step = Step {
    name: "browser-extension",
    smallest_scope: Scope::Full,
    needs: browser_tests::needs,
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
    let mut node = browser_tests::node(&home)?;
    node.args(["worker.test.mjs", "report.test.mjs"]).current_dir(paths::extension().join("test/web"));
    node.env("GOUJI_WEB_EXTENSION", stage).env("GOUJI_E2E_PICTURES", pictures);
    // The tests start the workbench themselves.
    node.env("GOUJI_E2E_BASE", "http://127.0.0.1").env("GOUJI_E2E_SCRATCH", scratch.path());
    let ended = node.watch(line)?;
    Ok(Counts::from_node(&ended.output).judge(ended))
}
