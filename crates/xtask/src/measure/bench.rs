//! `cargo xtask bench`: measures the speed of the shipped program and writes BENCHMARKS.md, with figures that anyone can reproduce.

mod cli;
mod client;
mod engines;
mod machine;
mod page;
mod peers;
mod program;
mod server;
mod stages;
mod stats;
mod stopping;
mod target;
mod text;
mod workspace;

use crate::tools::build;
use crate::tools::command::Listener;
use crate::tools::progress::step;
use anyhow::Result;
use machine::Machine;
use std::path::PathBuf;
use target::Target;

#[derive(clap::Args)]
pub struct BenchOptions {
    /// 只测这一部分 · Measure only this part
    section: Option<BenchSection>,
    /// 少测几次，数字较粗 · Fewer samples, rougher figures
    #[arg(long)]
    quick: bool,
    /// 把命令行、整个文件夹或文件格式一节所用的文件写入此文件夹并保留 · Keep the files of the parts `cli`, `workspace` or `documents` in this folder
    #[arg(long, value_name = "FOLDER")]
    texts: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum BenchSection {
    /// 语言服务 · The language server
    Server,
    /// 语言服务核对整个文件夹 · The language server on a whole folder
    Workspace,
    /// 命令行 · The command line
    Cli,
    /// 各种文件格式 · Formats of documents
    Documents,
    /// DuckDB 与 Polars 调用 Python 模块 · The Python module in DuckDB and Polars
    Engines,
    /// 各步骤 · Each stage
    Stages,
}

const SECTIONS: [BenchSection; 6] = [
    BenchSection::Server,
    BenchSection::Workspace,
    BenchSection::Cli,
    BenchSection::Documents,
    BenchSection::Engines,
    BenchSection::Stages,
];

impl BenchSection {
    const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Workspace => "workspace",
            Self::Cli => "cli",
            Self::Documents => "documents",
            Self::Engines => "engines",
            Self::Stages => "stages",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Server => "Language server",
            Self::Workspace => "Workspace",
            Self::Cli => "Command line",
            Self::Documents => "Documents",
            Self::Engines => "Engines",
            Self::Stages => "Stages",
        }
    }

    fn measure(self, context: &Context, line: &mut Listener<'_>) -> Result<Part> {
        match self {
            Self::Server => server::measure(context, line),
            Self::Workspace => workspace::measure(context, line),
            Self::Cli => cli::measure(context, line),
            Self::Documents => cli::documents::measure(context, line),
            Self::Engines => engines::measure(context, line),
            Self::Stages => {
                let mut part = stages::measure(context, line)?;
                part.append(stopping::measure(context, line)?);
                Ok(part)
            }
        }
    }
}

/// How many samples to take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    Full,
    Quick,
}

impl Effort {
    /// Chooses between the values for a full and for a quick run.
    fn choose<T>(self, full: T, quick: T) -> T {
        match self {
            Self::Full => full,
            Self::Quick => quick,
        }
    }
}

/// The input of every measurement.
struct Context {
    effort: Effort,
    /// The shipped program.
    gouji: PathBuf,
    /// The folder in which to keep the texts of the sections of the command line, of the workspace and of documents.
    texts: Option<PathBuf>,
}

/// The result of a measurement: its targets, and its text in Markdown.
#[derive(Default)]
struct Part {
    targets: Vec<Target>,
    text: String,
}

impl Part {
    fn target(&mut self, target: Target) {
        self.targets.push(target);
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn append(&mut self, other: Self) {
        self.targets.extend(other.targets);
        self.say(&other.text);
    }
}

pub fn run(options: &BenchOptions) -> Result<()> {
    let gouji = step("构建 · build", build::shipped)?;
    let effort = if options.quick { Effort::Quick } else { Effort::Full };
    let texts = options.texts.as_deref().map(std::path::absolute).transpose()?;
    let context = Context { effort, gouji, texts };
    let names = SECTIONS.map(BenchSection::name);
    for section in SECTIONS.into_iter().filter(|section| options.section.is_none_or(|wanted| wanted == *section)) {
        let machine = Machine::current();
        let Part { targets, text } = step(section.name(), |line| section.measure(&context, line))?;
        let (name, title) = (section.name(), section.title());
        let quick = if options.quick { " --quick" } else { "" };
        let targets = if targets.is_empty() { String::new() } else { target::table(&targets) + "\n" };
        let text = format!("## {title}\n\n`cargo xtask bench {name}{quick}` on {machine}\n\n{targets}{text}");
        println!("{text}");
        page::replace(name, &text, &names)?;
    }
    Ok(())
}
