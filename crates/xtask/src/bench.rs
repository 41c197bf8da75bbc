//! `cargo xtask bench`: how fast it all is, through the release binary, with figures that anyone can reproduce.

mod client;
mod machine;
mod page;
mod server;
mod stats;
mod text;

use crate::command::Run as _;
use crate::paths;
use crate::progress::step;
use anyhow::Result;
use machine::Machine;
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// 只测这一部分 · Measure only this part
    section: Option<Section>,
    /// 少测几次，数字较粗 · Fewer samples, rougher figures
    #[arg(long)]
    quick: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Section {
    /// 语言服务 · The language server
    Server,
}

const SECTIONS: [Section; 1] = [Section::Server];

impl Section {
    const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
        }
    }

    fn measure(self, context: &Context) -> Result<String> {
        match self {
            Self::Server => server::measure(context),
        }
    }
}

/// How many samples are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    Full,
    Quick,
}

/// What every measurement needs.
struct Context {
    effort: Effort,
    /// The release binary.
    gouji: PathBuf,
}

impl Context {
    /// The language server.
    fn server(&self) -> Command {
        let mut command = Command::new(&self.gouji);
        command.args(["lsp", "--stdio"]);
        command
    }
}

pub fn run(options: &Options) -> Result<()> {
    step("构建 · build", |line| {
        paths::cargo().args(["build", "--release", "--locked", "--package", "gouji"]).check(line)
    })?;
    let effort = if options.quick { Effort::Quick } else { Effort::Full };
    let context = Context { effort, gouji: paths::target()?.join(format!("release/gouji{EXE_SUFFIX}")) };
    let machine = Machine::here();
    let names = SECTIONS.map(Section::name);
    for section in SECTIONS.into_iter().filter(|section| options.section.is_none_or(|wanted| wanted == *section)) {
        let text = step(section.name(), |_| section.measure(&context))?;
        let text = format!("{text}\n{machine}\n");
        println!("{text}");
        page::replace(section.name(), &text, &names)?;
    }
    Ok(())
}
