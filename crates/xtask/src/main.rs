//! The tasks of the repository. `cargo xtask try` opens sample reports in an editor, `cargo xtask test` runs the tests.

mod check;
mod docs;
mod extension;
mod fuzz;
mod grammar;
mod measure;
mod new;
mod tools;
mod try_;

use crate::measure::{bench, conversions, growth, instructions, screenshot, soak};
use crate::tools::{process, progress, system};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of the repository", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
    /// 不询问即安装缺少的系统软件包（apt），CI=true 时也是 · Install missing packages of the system without asking, as with CI=true
    #[arg(long, global = true)]
    yes: bool,
}

#[derive(Subcommand)]
enum Task {
    /// 试用：构建并在编辑器中打开示例报告 · Build everything and open the sample reports in an editor
    Try(try_::Options),
    /// 运行测试 · Run the tests
    Test(check::Options),
    /// 发布前：全部测试，时间最长 · Before a release: all tests, at their full length
    ReleaseCheck(check::Choice),
    /// 模糊测试 · Fuzz what must hold of every text, edit and message
    Fuzz(fuzz::Options),
    /// 各步骤的指令数 · Compare the instructions of every step with the committed figures
    Instructions(instructions::Options),
    /// 文本加倍时的增长 · Does every step grow with the text, and no faster?
    Growth(growth::Options),
    /// 官方 Word 模板经各种工具转换后的读取情况 · How well are real conversions of the official Word form read?
    Conversions(conversions::Options),
    /// 新建规则或编辑器功能的骨架 · Write the skeleton of a new rule or editor feature
    New(new::Options),
    /// 只打包 VS Code 扩展 · Only package the VS Code extension
    Package,
    /// 重新生成规则说明页 docs/rules 和 gouji.schema.json · Regenerate docs/rules and gouji.schema.json
    Docs,
    /// 语法改动后，重新生成分析器 · Regenerate the parser, after grammar.js has changed
    Grammar,
    /// 测量速度，写入 BENCHMARKS.md · Measure how fast it is, into BENCHMARKS.md
    Bench(bench::Options),
    /// 重新生成 docs/editor.png · Regenerate docs/editor.png
    Screenshot,
    /// 长时间随机输入，内存须平稳（默认一小时）· Type at the server for an hour; its memory must stay level
    Soak(soak::Options),
}

fn main() -> ExitCode {
    process::notice_interrupts();
    let arguments = Arguments::parse();
    if arguments.yes {
        system::give_consent();
    }
    let outcome = match arguments.task {
        Task::Try(options) => try_::run(&options),
        Task::Test(options) => return check::run(&options),
        Task::ReleaseCheck(choice) => return check::check_release(&choice),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Instructions(options) => instructions::run(&options),
        Task::Growth(options) => growth::run(&options),
        Task::Conversions(options) => conversions::run(&options),
        Task::New(options) => new::run(&options),
        Task::Package => progress::step("打包扩展 · package the extension", extension::package)
            .map(|vsix| println!("{}", vsix.display())),
        Task::Docs => {
            progress::step("生成规则说明页和配置的 Schema · write the rules' pages and the schema", docs::write)
        }
        Task::Grammar => progress::step("生成分析器 · generate the parser", grammar::write),
        Task::Bench(options) => bench::run(&options),
        Task::Screenshot => screenshot::run(),
        Task::Soak(options) => soak::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
