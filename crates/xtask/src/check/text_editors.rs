//! Steps `neovim` and `emacs`: the set-ups in `editors`, used by the editors themselves without a screen.

use super::counts::Counts;
use super::step::{Extent, Scope, Step, StepOutcome};
use crate::tools::command::{Exit, Listener, Run as _};
use crate::tools::process::{ProcessGroup, wait_until};
use crate::tools::workbench::copy_reports;
use crate::tools::{build, neovim, paths, system};
use anyhow::{Context as _, Result};
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

pub const NEOVIM: Step = Step {
    name: "neovim",
    smallest_scope: Scope::Full,
    needs: neovim::needs,
    run: test_neovim,
    next_command: "cargo xtask test --filter neovim",
};

pub const EMACS: Step = Step {
    name: "emacs",
    smallest_scope: Scope::Full,
    needs: || system::EMACS.iter().collect(),
    run: test_emacs,
    next_command: "cargo xtask test --filter emacs",
};

/// The tests take a few seconds. An editor that waits for an answer of the user is ended.
const TIME_LIMIT: Duration = Duration::from_secs(120);

fn test_neovim(_: Extent, line: &mut Listener<'_>) -> Result<StepOutcome> {
    if cfg!(windows) {
        return Ok(StepOutcome::skipped("安装脚本需要 sh · the install script needs sh"));
    }
    let program = match neovim::ensure(line) {
        Ok(program) => program,
        Err(error) => {
            return Ok(StepOutcome::not_installed("无法安装 Neovim · Neovim cannot be installed", &error));
        }
    };
    let home = EditorHome::new(&build::for_tests(line)?)?;
    let sources = paths::root().join("editors/neovim");
    home.command(Path::new("sh"))?.arg(sources.join("install.sh")).check(line)?;
    let configuration = home.folder.path().join(".config/nvim");
    fs::create_dir_all(&configuration)?;
    fs::copy(sources.join("test/init.lua"), configuration.join("init.lua"))?;

    let mut editor = home.command(&program)?;
    editor.args(["--headless", "-n", "-i", "NONE", "-c"]);
    editor.arg(format!("luafile {}", sources.join("test/run.lua").display()));
    let ended = home.run(&mut editor)?;
    Ok(Counts::from_text_editor(&ended.output).judge(ended))
}

fn test_emacs(_: Extent, line: &mut Listener<'_>) -> Result<StepOutcome> {
    if !system::emacs_has_eglot() {
        return Ok(StepOutcome::skipped("Emacs 中没有 Eglot · Emacs has no Eglot"));
    }
    let home = EditorHome::new(&build::for_tests(line)?)?;
    let sources = paths::root().join("editors/emacs");
    let mut editor = home.command(Path::new("emacs"))?;
    editor.args(["--batch", "-q", "-L"]).arg(&sources);
    editor.arg("-l").arg(sources.join("test/gouji-test.el")).args(["-f", "ert-run-tests-batch-and-exit"]);
    let ended = home.run(&mut editor)?;
    Ok(Counts::from_text_editor(&ended.output).judge(ended))
}

/// A temporary home folder for an editor, with copies of the sample reports and with `gouji` on `PATH`.
struct EditorHome {
    folder: TempDir,
    /// The folder of the server.
    programs: PathBuf,
}

impl EditorHome {
    fn new(programs: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("gouji-editor-").tempdir()?;
        copy_reports(&folder.path().join("reports"))?;
        Ok(Self { folder, programs: programs.to_owned() })
    }

    /// A command in the folder of the reports, which reads and writes no configuration of the user.
    fn command(&self, program: &Path) -> Result<Command> {
        let home = self.folder.path();
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.programs.clone()).chain(env::split_paths(&path));
        let mut command = Command::new(program);
        command.current_dir(home.join("reports")).env("HOME", home).env("PATH", env::join_paths(folders)?);
        for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env_remove(variable);
        }
        command.env("XDG_RUNTIME_DIR", home);
        Ok(command)
    }

    /// Runs an editor to its end. Ends it and its children after [`TIME_LIMIT`].
    fn run(&self, editor: &mut Command) -> Result<Exit> {
        let path = self.folder.path().join("output.log");
        let log = File::create(&path)?;
        editor.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let mut group = ProcessGroup::start(editor)?;
        let status = wait_until(TIME_LIMIT, || group.status());
        drop(group);
        let mut output = String::from_utf8_lossy(&fs::read(&path).context("output.log")?).into_owned();
        if status.is_none() {
            output.push_str("\nthe editor did not end");
        }
        Ok(Exit { succeeded: status.is_some_and(|status| status.success()), output })
    }
}
