//! How findings are printed.

mod element;
mod github;
mod json;
mod jsonl;
mod junit;
mod sarif;
mod sheets;
mod text;

use std::io::{self, BufWriter};

use annotate_snippets::Renderer;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use gouji_core::Catalogue;

use crate::session::Checked;

/// Form of the output.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
    /// For people. 供人阅读。
    #[default]
    Text,
    /// One JSON array. 一个 JSON 数组。
    Json,
    /// One JSON object a line. 每行一个 JSON 对象。
    Jsonl,
    /// SARIF 2.1.0, for code scanning. 供代码扫描平台。
    Sarif,
    /// Workflow commands of GitHub Actions. GitHub Actions 批注。
    Github,
    /// JUnit's XML, for test reports. JUnit 测试报告。
    Junit,
}

/// Prints findings in one format.
pub trait Printer {
    /// Takes what was found in one file.
    ///
    /// # Errors
    /// Where nobody reads any more.
    fn print(&mut self, checked: &Checked, catalogue: &Catalogue) -> io::Result<()>;

    /// Ends the output.
    ///
    /// # Errors
    /// Where nobody reads any more.
    fn finish(&mut self, catalogue: &Catalogue) -> io::Result<()>;
}

/// A printer to standard output.
pub fn printer(format: Format, color: ColorChoice) -> Box<dyn Printer> {
    // What is printed of a report goes out at once, and not line by line.
    let out = BufWriter::new(io::stdout());
    match format {
        Format::Text => {
            let out = AutoStream::new(io::stdout(), color);
            // Colours that would only be taken out again are not put in.
            let colors = out.current_choice() != ColorChoice::Never;
            let renderer = if colors { Renderer::styled() } else { Renderer::plain() };
            Box::new(text::Text::new(BufWriter::new(out), renderer))
        }
        Format::Json => Box::new(json::Array::new(out)),
        Format::Jsonl => Box::new(jsonl::Lines::new(out)),
        Format::Sarif => Box::new(sarif::Log::new(out)),
        Format::Github => Box::new(github::Commands::new(BufWriter::new(AutoStream::new(io::stdout(), color)))),
        Format::Junit => Box::new(junit::Report::new(out)),
    }
}
