//! `cargo xtask soak`: types into the real server for a long time. Its memory must not grow and its answers must stay right.

mod memory;
mod typist;

use crate::measure::usage;
use crate::tools::process::interrupted;
use crate::tools::progress::step;
use crate::tools::{build, command::Listener, paths};
use anyhow::{Context, Result, bail, ensure};
use gouji_testkit::lsp::Client;
pub use memory::Memory;
use memory::Sample;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use typist::{Typist, uri};

#[derive(clap::Args)]
pub struct SoakOptions {
    /// 分钟数 · How many minutes
    #[arg(long, default_value_t = 60.0)]
    minutes: f64,
    /// 随机数种子 · Where the random numbers begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Time between two edits. It is far shorter than a person needs, and leaves processor time to others.
const EDIT_INTERVAL: Duration = Duration::from_millis(4);
/// The number of memory samples in a run.
const SAMPLES: u32 = 60;

pub fn run(options: &SoakOptions) -> Result<()> {
    let server = step("编译 · build", build)?;
    let memory = soak(&server, options)?;
    println!("{memory}");
    memory.judge()
}

/// Runs for some minutes with the usual seed, for the step `soak`.
pub fn measure(minutes: f64, line: &mut Listener<'_>) -> Result<Memory> {
    soak(&build(line)?, &SoakOptions { minutes, seed: 1 })
}

fn build(line: &mut Listener<'_>) -> Result<PathBuf> {
    Ok(build::release(line)?.join(format!("gouji{}", std::env::consts::EXE_SUFFIX)))
}

fn soak(server: &Path, options: &SoakOptions) -> Result<Memory> {
    ensure!(options.minutes > 0.0, "how many minutes?");
    let workspace = tempfile::tempdir()?;
    let folders = json!([{"uri": uri(workspace.path()), "name": "soak"}]);
    let mut command = Command::new(server);
    command.args(["lsp", "--stdio"]).stderr(Stdio::null());
    let mut client = Client::start_timed(&mut command, &json!({}), &folders)?;
    let mut typist = Typist::new(options.seed, copy_samples(workspace.path())?);
    let whole = Duration::from_secs_f64(options.minutes * 60.0);
    let (start, every) = (Instant::now(), whole / SAMPLES);
    let mut memory = Memory::default();
    let mut due = every;
    typist.open_all(&mut client)?;
    while start.elapsed() < whole {
        if interrupted() {
            bail!("已中断 · interrupted");
        }
        typist.act(&mut client)?;
        if start.elapsed() >= due {
            let sample = Sample { after: start.elapsed(), rss: usage::memory(client.process())?, edits: typist.edits };
            eprintln!("  {sample}");
            memory.samples.push(sample);
            due += every;
        }
        std::thread::sleep(EDIT_INTERVAL);
    }
    typist.check_all(&mut client)?;
    (memory.requests, memory.published, memory.checks) = (client.requests, client.published, typist.checks);
    client.stop()?;
    Ok(memory)
}

/// Copies the sample reports into the workspace, where the server scans the folder after each save.
fn copy_samples(to: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut copied = Vec::new();
    for entry in fs::read_dir(paths::samples())? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "txt" || end == "md") {
            let copy = to.join(path.file_name().context("a file has a name")?);
            fs::copy(&path, &copy)?;
            copied.push((copy, fs::read_to_string(&path)?));
        }
    }
    copied.sort();
    Ok(copied)
}
