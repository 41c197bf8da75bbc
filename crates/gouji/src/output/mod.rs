//! How findings are printed: a file a format, which makes a piece of text of each report, and one stream for the pieces.

mod element;
mod github;
mod json;
mod jsonl;
mod junit;
mod pages;
mod plain;
mod sarif;
mod sheets;
mod stream;
mod text;

use std::io::{self, Write};

use annotate_snippets::Renderer;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use gouji_core::Catalogue;

use crate::session::Checked;
use crate::summary::Summary;
use plain::Plain;
pub use stream::Stream;

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

/// Makes of findings what is printed in one format. The threads that examine reports make the pieces.
pub trait Printer: Sync {
    /// What is printed of one report; empty where nothing is.
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String;

    /// What stands round the pieces of a run that has seen this.
    fn frame(&self, _seen: &Summary, _catalogue: &Catalogue) -> Frame {
        Frame::default()
    }

    /// Whether the frame depends on what was seen, so that nothing can be printed before the end.
    fn counts(&self) -> bool {
        false
    }
}

/// What stands round the pieces. Empty unless a format says more.
#[derive(Debug, Default)]
pub struct Frame {
    /// Before the first.
    pub head: String,
    /// Between two.
    pub between: &'static str,
    /// Behind the last.
    pub foot: String,
    /// In the place of all, where there is none.
    pub none: String,
}

/// How a format is printed, and where to: standard output.
pub fn printer(format: Format, color: ColorChoice) -> (Box<dyn Printer>, Box<dyn Write>) {
    let colored = AutoStream::new(io::stdout(), color);
    let colors = colored.current_choice() != ColorChoice::Never;
    match format {
        Format::Text if colors => (Box::new(text::Text::new(Renderer::styled())), Box::new(colored)),
        // Colours that would only be taken out again are not put in.
        Format::Text => (Box::new(Plain(text::Text::new(Renderer::plain()))), Box::new(io::stdout())),
        Format::Github if colors => (Box::new(github::Commands), Box::new(colored)),
        Format::Github => (Box::new(Plain(github::Commands)), Box::new(io::stdout())),
        Format::Json => (Box::new(json::Array), Box::new(io::stdout())),
        Format::Jsonl => (Box::new(jsonl::Lines), Box::new(io::stdout())),
        Format::Sarif => (Box::new(sarif::Log), Box::new(io::stdout())),
        Format::Junit => (Box::new(junit::Suites), Box::new(io::stdout())),
    }
}
