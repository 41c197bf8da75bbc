//! `cargo xtask try`: builds everything and opens the sample reports in an editor.

use crate::extension;
use crate::tools::command::Run as _;
use crate::tools::process::{interrupted, wait_until};
use crate::tools::progress::step;
use crate::tools::workbench::{self, Workbench, copy_reports};
use crate::tools::{browser, paths, system};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The sample report that opens first. It has findings of most kinds.
const FIRST_REPORT: &str = "xingan-2025.txt";

#[derive(clap::Args)]
pub struct TryOptions {
    /// 即使装有 VS Code 也在浏览器中试用 · Use the browser even if VS Code is installed
    #[arg(long)]
    browser: bool,
    /// Start, wait until the workbench answers, and end.
    #[arg(long, hide = true)]
    headless_check: bool,
}

pub fn run(options: &TryOptions) -> Result<()> {
    let vsix = step("构建服务与扩展 · build the server and the extension", extension::package)?;
    match paths::find_program("code") {
        Some(code) if !options.browser && !options.headless_check => in_vs_code(&code, &vsix),
        _ => in_browser(&vsix, options),
    }
}

fn in_vs_code(code: &Path, vsix: &Path) -> Result<()> {
    step("安装到 VS Code · install into VS Code", |line| {
        Command::new(code).arg("--install-extension").arg(vsix).arg("--force").check(line)
    })?;
    // VS Code continues after this task ends, so the copies must remain. The next run replaces them.
    let reports = paths::target()?.join("try/reports");
    if reports.exists() {
        print_saved_folder(save_edited(&reports, &paths::target()?.join("try"))?.as_deref());
        fs::remove_dir_all(&reports)?;
    }
    copy_reports(&reports)?;
    Command::new(code).arg("--new-window").arg(&reports).arg(reports.join(FIRST_REPORT)).check(&mut |_| ())?;
    println!(
        "已在 VS Code 中打开示例报告的副本 · copies of the sample reports are open in VS Code: {}",
        reports.display()
    );
    println!("下次试用时换成新的副本，改过的另存 · the next try makes new copies, and keeps those that were edited");
    Ok(())
}

fn in_browser(vsix: &Path, options: &TryOptions) -> Result<()> {
    system::ensure_installed(workbench::needs())?;
    let home =
        step("安装工作台（首次约一分钟）· install the workbench, about a minute the first time", workbench::ensure)?;
    let mut workbench = step("启动工作台 · start the workbench", |line| Workbench::start(&home, vsix, line))?;
    let reports = workbench.reports();
    let address = workbench.address(&reports, &reports.join(FIRST_REPORT));
    println!("\n  {address}\n");
    if options.headless_check {
        return Ok(());
    }
    if !browser::open(&address) {
        println!("请在浏览器中打开以上地址 · open this address in a browser");
    }
    let saved = paths::target()?.join("try");
    println!("这里的报告是副本，可以随意修改 · these reports are copies, edit them freely: {}", reports.display());
    println!(
        "按 Ctrl-C 结束。届时删除副本，保存过的修改另存 · Ctrl-C ends this and deletes the copies; saved edits are kept"
    );
    println!("  {}", saved.display());
    let forever = Duration::from_secs(u64::MAX / 2);
    let ended = wait_until(forever, || workbench.has_ended().then_some(()));
    match save_edited(&reports, &saved) {
        Ok(folder) => print_saved_folder(folder.as_deref()),
        Err(error) => {
            workbench.keep_folder();
            return Err(error.context(format!("the edited reports are still in {}", reports.display())));
        }
    }
    if ended.is_some() && !interrupted() {
        bail!("the workbench ended by itself");
    }
    drop(workbench);
    println!("\n已结束 · ended");
    Ok(())
}

fn print_saved_folder(folder: Option<&Path>) {
    if let Some(folder) = folder {
        println!("\n改过的报告保存在 · the edited reports are kept in: {}", folder.display());
    }
}

/// Copies the edited and new files into a new folder in `saved`. `None` if there are none.
fn save_edited(reports: &Path, saved: &Path) -> Result<Option<PathBuf>> {
    let edited = edited(reports, Path::new(""))?;
    if edited.is_empty() {
        return Ok(None);
    }
    let folder = (1..).map(|number| saved.join(format!("edited-{number}"))).find(|folder| !folder.exists());
    let folder = folder.context("numbers do not end")?;
    for name in edited {
        let to = folder.join(&name);
        fs::create_dir_all(to.parent().context("a file lies in a folder")?)?;
        fs::copy(reports.join(&name), &to).with_context(|| format!("could not keep {}", name.display()))?;
    }
    Ok(Some(folder))
}

/// The files below `folder` that differ from the sample of the same name, or that have no sample.
fn edited(reports: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(reports.join(folder))? {
        let entry = entry?;
        let name = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            names.extend(edited(reports, &name)?);
        } else if fs::read(paths::samples().join(&name)).ok() != Some(fs::read(entry.path())?) {
            names.push(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edited_and_new_files_are_kept_and_none_is_overwritten() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (reports, saved) = (folder.path().join("reports"), folder.path().join("saved"));
        copy_reports(&reports).expect("copied");
        assert_eq!(save_edited(&reports, &saved).expect("readable"), None, "nothing was edited");
        fs::write(reports.join(FIRST_REPORT), "改过").expect("writable");
        fs::create_dir(reports.join("历年")).expect("writable");
        fs::write(reports.join("历年/2023.txt"), "新").expect("writable");
        for number in 1..=2 {
            let copy = save_edited(&reports, &saved).expect("readable").expect("two files differ");
            assert_eq!(copy, saved.join(format!("edited-{number}")));
            assert_eq!(fs::read_to_string(copy.join(FIRST_REPORT)).expect("saved"), "改过");
            assert_eq!(fs::read_to_string(copy.join("历年/2023.txt")).expect("saved"), "新");
            assert_eq!(fs::read_dir(&copy).expect("a folder").count(), 2);
        }
    }
}
