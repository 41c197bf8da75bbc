//! `cargo xtask try`: from a checkout to an open report in an editor, with one command.

use crate::command::Run as _;
use crate::process::{interrupted, wait_until};
use crate::progress::step;
use crate::workbench::{self, Workbench, copy_reports};
use crate::{browser, extension, paths, system};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Shows most kinds of finding in one report.
const FIRST: &str = "xingan-2025.txt";

#[derive(clap::Args)]
pub struct Options {
    /// 即使装有 VS Code 也在浏览器中试用 · Use the browser even if VS Code is installed
    #[arg(long)]
    browser: bool,
    /// Start, wait until the workbench answers, and end.
    #[arg(long, hide = true)]
    headless_check: bool,
}

pub fn run(options: &Options) -> Result<()> {
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
    // Kept after this task ends, for VS Code goes on; a new copy each time.
    let reports = paths::target()?.join("try/reports");
    if reports.exists() {
        std::fs::remove_dir_all(&reports)?;
    }
    copy_reports(&reports)?;
    Command::new(code).arg("--new-window").arg(&reports).arg(reports.join(FIRST)).check(&mut |_| ())?;
    println!("已在 VS Code 中打开示例报告 · the sample reports are open in VS Code: {}", reports.display());
    Ok(())
}

fn in_browser(vsix: &Path, options: &Options) -> Result<()> {
    system::demand(workbench::needs())?;
    let home =
        step("安装工作台（首次约一分钟）· install the workbench, about a minute the first time", workbench::ensure)?;
    let mut workbench = step("启动工作台 · start the workbench", |line| Workbench::start(&home, vsix, line))?;
    let reports = workbench.reports();
    let address = workbench.address(&reports, &reports.join(FIRST));
    println!("\n  {address}\n");
    if options.headless_check {
        return Ok(());
    }
    if !browser::open(&address) {
        println!("请在浏览器中打开以上地址 · open this address in a browser");
    }
    println!("按 Ctrl-C 结束 · press Ctrl-C to end");
    let forever = Duration::from_secs(u64::MAX / 2);
    let ended = wait_until(forever, || workbench.has_ended().then_some(()));
    if ended.is_some() && !interrupted() {
        bail!("the workbench ended by itself");
    }
    drop(workbench);
    println!("\n已结束 · ended");
    Ok(())
}
