//! The hooks for pre-commit and the action, with the wheel that was just built instead of the one in the registry.

use super::module;
use crate::tools::command::{Listener, Run as _};
use crate::tools::{paths, python};
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A repository with a report that has a finding uses the hook; then the action checks the same folder.
pub fn test(wheel: &Path, line: &mut Listener<'_>) -> Result<()> {
    let place = tempfile::tempdir()?;
    let folder = place.path().join("reports");
    fs::create_dir(&folder)?;
    let report =
        "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息30条。\n\n一、主动公开政府信息情况\n";
    fs::write(folder.join("青山县 2024 年度报告.txt"), report)?;
    fs::write(folder.join("notes.txt"), "no report")?;
    let wheels = wheel.parent().context("the folder of the wheel")?;
    run_hook(&folder, place.path(), wheels, line)?;
    run_action(&folder, place.path(), wheels)
}

fn run_hook(folder: &Path, home: &Path, wheels: &Path, line: &mut Listener<'_>) -> Result<()> {
    // The hook is installed from a repository with the files that pre-commit needs, because this one may have changes that are not committed.
    let hooks = home.join("hooks");
    fs::create_dir(&hooks)?;
    for name in [".pre-commit-hooks.yaml", "pyproject.toml"] {
        fs::copy(paths::root().join(name), hooks.join(name))?;
    }
    for repository in [&hooks, folder] {
        for arguments in [
            &["init", "--quiet"] as &[&str],
            &["add", "."],
            &["-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message", "test"],
        ] {
            Command::new("git").args(arguments).current_dir(repository).check(line)?;
        }
    }
    let engines = module::engines(line)?;
    let mut hook = Command::new(python::interpreter(&engines));
    hook.args(["-m", "pre_commit", "try-repo"]).arg(&hooks).args(["gouji", "--all-files", "--verbose"]);
    hook.current_dir(folder).env("PRE_COMMIT_HOME", home.join("pre-commit")).env("PIP_FIND_LINKS", wheels);
    let ended = hook.env("LC_ALL", "C.UTF-8").watch(line)?;
    let has_finding = ended.output.contains("duplicate-section-number");
    ensure!(
        !ended.succeeded && has_finding && !ended.output.contains("notes.txt"),
        "the hook printed\n{}",
        ended.output
    );
    Ok(())
}

/// Runs the script of the action as its runner does.
fn run_action(folder: &Path, home: &Path, wheels: &Path) -> Result<()> {
    let action = fs::read_to_string(paths::root().join("action.yml"))?;
    let (_, script) = action.split_once("run: |\n").context("the action has a script")?;
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]).current_dir(folder);
    bash.env("GOUJI_VERSION", crate::dist::VERSION).env("GOUJI_PATHS", ".\n").env("GOUJI_ARGUMENTS", "--locale\nen\n");
    bash.env("RUNNER_TEMP", home).env("PIP_FIND_LINKS", wheels).env("PIP_NO_INDEX", "1");
    let ended = bash.output()?;
    let (printed, errors) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    let annotation = "::error file=./青山县 2024 年度报告.txt,line=7";
    ensure!(ended.status.code() == Some(1) && printed.contains(annotation), "the action printed\n{printed}\n{errors}");
    Ok(())
}
