//! The command line of gouji.

mod accept;
mod check;
mod configuration;
mod excerpt;
mod explain;
mod fix;
mod inputs;
mod options;
mod ordered;
mod output;
mod places;
mod reading;
mod replace;
mod session;
mod source;
mod summary;
mod uri;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Where threads hand memory to each other, as those that read reports and the one that writes what was found do, the system's
/// allocator takes a third more time.
#[cfg(any(all(target_os = "linux", target_env = "gnu"), target_os = "macos"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Checks government information disclosure annual reports. 核对政府信息公开工作年度报告。
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks reports and prints what does not tally. 核对报告。
    Check(check::Check),
    /// Mends what can be mended without changing a figure. 改正不涉及数字的问题。
    Fix(fix::Fix),
    /// Explains a rule, or lists all of them. 说明规则。
    Explain(explain::Explain),
    /// Prints the JSON schema of gouji.toml. 输出 gouji.toml 的 JSON Schema。
    Schema,
    /// Runs the language server on standard input and output. 运行语言服务器。
    Lsp(Lsp),
}

#[derive(Debug, clap::Args)]
struct Lsp {
    /// Accepted for editors that name the transport; it is the only one. 编辑器可能附带此选项。
    #[arg(long)]
    stdio: bool,
    /// Accepted for editors that pass it; `initialize` says the same.
    #[arg(long = "clientProcessId", hide = true, value_name = "PID")]
    client_process: Option<u32>,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check(check) => check.run(),
        Command::Fix(fix) => fix.run(),
        Command::Explain(explain) => explain.run(),
        Command::Schema => {
            // Nobody may read any more; that is no failure.
            let _ = writeln!(io::stdout(), "{:#}", gouji_config::schema());
            ExitCode::SUCCESS
        }
        Command::Lsp(_) => gouji_lsp::serve_stdio(),
    }
}
