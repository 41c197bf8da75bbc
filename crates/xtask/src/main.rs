//! The tasks of the repository. `cargo xtask try` opens sample reports in an editor, `cargo xtask test` runs the tests.

mod check;
mod dist;
mod docs;
mod extension;
mod fuzz;
mod grammar;
mod measure;
mod new;
mod tools;
mod try_;
mod web;

use crate::measure::{bench, conversions, growth, instructions, screenshot, soak};
use crate::tools::{process, progress, system};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of the repository", disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    task: XtaskCommand,
    /// 不询问即安装缺少的系统软件包（apt），CI=true 时也是 · Install missing packages of the system without asking, as with CI=true
    #[arg(long, global = true)]
    yes: bool,
}

#[derive(Subcommand)]
enum XtaskCommand {
    /// 试用：构建并在编辑器中打开示例报告 · Build everything and open the sample reports in an editor
    Try(try_::TryOptions),
    /// 运行测试 · Run the tests
    Test(check::CheckOptions),
    /// 发布前：全部测试，时间最长 · Before a release: all tests, at their full length
    ReleaseCheck(check::Choice),
    /// 模糊测试 · Fuzz what must hold of every text, edit and message
    Fuzz(fuzz::FuzzOptions),
    /// 各步骤的指令数 · Compare the instructions of every step with the committed figures
    Instructions(instructions::InstructionsOptions),
    /// 文本加倍时的增长 · Does every step grow with the text, and no faster?
    Growth(growth::GrowthOptions),
    /// 官方 Word 模板经各种工具转换后的读取情况 · How well are real conversions of the official Word form read?
    Conversions(conversions::ConversionsOptions),
    /// 新建规则或编辑器功能的骨架 · Write the skeleton of a new rule or editor feature
    New(new::NewOptions),
    /// 制作发布文件：压缩包、npm、Python、VS Code · Make the files of a release: archives, packages for npm, Python and VS Code
    Dist(dist::DistOptions),
    /// 只打包 VS Code 扩展 · Only package the VS Code extension
    Package(PackageOptions),
    /// 生成单个网页文件 gouji.html，双击即可核对 · Build gouji.html, one file that checks reports in any browser
    Web,
    /// 重新生成规则说明页 docs/rules 和 gouji.schema.json · Regenerate docs/rules and gouji.schema.json
    Docs,
    /// 语法改动后，重新生成分析器 · Regenerate the parser, after grammar.js has changed
    Grammar,
    /// 测量速度，写入 BENCHMARKS.md · Measure how fast it is, into BENCHMARKS.md
    Bench(bench::BenchOptions),
    /// 重新生成 docs/editor.png · Regenerate docs/editor.png
    Screenshot,
    /// 长时间随机输入，内存须平稳（默认一小时）· Type at the server for an hour; its memory must stay level
    Soak(soak::SoakOptions),
}

#[derive(clap::Args)]
struct PackageOptions {
    /// 供浏览器使用，不含程序 · For browsers, without a program
    #[arg(long)]
    web: bool,
}

fn package(options: &PackageOptions) -> anyhow::Result<()> {
    let build = if options.web { extension::package_web } else { extension::package };
    if options.web {
        system::ensure_installed(system::WASM_TOOLS)?;
    }
    let vsix = progress::step("打包扩展 · package the extension", build)?;
    println!("{}", vsix.display());
    Ok(())
}

fn main() -> ExitCode {
    process::notice_interrupts();
    let arguments = CommandLine::parse();
    if arguments.yes {
        system::give_consent();
    }
    let outcome = match arguments.task {
        XtaskCommand::Try(options) => try_::run(&options),
        XtaskCommand::Test(options) => return check::run(&options),
        XtaskCommand::ReleaseCheck(choice) => return check::check_release(&choice),
        XtaskCommand::Fuzz(options) => fuzz::run(&options),
        XtaskCommand::Instructions(options) => instructions::run(&options),
        XtaskCommand::Growth(options) => growth::run(&options),
        XtaskCommand::Conversions(options) => conversions::run(&options),
        XtaskCommand::New(options) => new::run(&options),
        XtaskCommand::Dist(options) => dist::run(&options),
        XtaskCommand::Package(options) => package(&options),
        XtaskCommand::Web => web::run(),
        XtaskCommand::Docs => {
            progress::step("生成规则说明页和配置的 Schema · write the rules' pages and the schema", docs::write)
        }
        XtaskCommand::Grammar => progress::step("生成分析器 · generate the parser", grammar::write),
        XtaskCommand::Bench(options) => bench::run(&options),
        XtaskCommand::Screenshot => screenshot::run(),
        XtaskCommand::Soak(options) => soak::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
