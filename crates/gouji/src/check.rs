//! `gouji check`: reads, analyses, prints. Nothing is ever written to a file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};
use gouji_core::{Analysis, Catalogue, Locale, Message, Severity};

use crate::inputs::{Input, Origin, inputs};
use crate::output::{Checked, Printer};
use crate::source;

/// Options of `gouji check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Files and folders; folders are searched for reports, heeding .gitignore. 文件和文件夹。
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the output. 输出格式。
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Language of the messages; that of the environment unless given. 信息的语言。
    #[arg(long, value_enum)]
    locale: Option<Language>,
    /// When to use colours. 何时使用颜色。
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
    /// For people. 供人阅读。
    #[default]
    Text,
    /// One JSON array. 一个 JSON 数组。
    Json,
}

/// Language of the messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// Chinese. 中文。
    #[value(name = "zh", aliases = ["zh-CN", "zh-cn", "zh_CN"])]
    Chinese,
    /// English. 英文。
    #[value(name = "en")]
    English,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Color {
    /// On a terminal. 终端上使用。
    #[default]
    Auto,
    /// Always. 总是。
    Always,
    /// Never. 从不。
    Never,
}

/// How a run turned out; the greatest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing at warning or above.
    Clean,
    /// Something at warning or above.
    Findings,
    /// A file could not be checked.
    Trouble,
}

impl Check {
    /// Runs the command. Exit code 0: nothing at warning or above; 1: something; 2: a file could not be checked.
    pub fn run(self) -> ExitCode {
        let choice = match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let catalogue = Catalogue::new(self.locale());
        let mut run = Run {
            printer: Printer::new(self.format, AutoStream::new(io::stdout(), choice)),
            catalogue: &catalogue,
            outcome: Outcome::Clean,
            tally: Tally::default(),
        };
        for input in inputs(self.paths) {
            // Nobody reads any more: `gouji check … | head`.
            if run.take(input).is_err() {
                return ExitCode::from(run.outcome as u8);
            }
        }
        let _ = run.printer.finish();
        run.summarise();
        ExitCode::from(run.outcome as u8)
    }

    fn locale(&self) -> Locale {
        match self.locale {
            Some(Language::Chinese) => Locale::Chinese,
            Some(Language::English) => Locale::English,
            None => {
                let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
                let set = variables.into_iter().filter_map(|name| std::env::var(name).ok());
                Locale::from_tag(&set.into_iter().find(|value| !value.is_empty()).unwrap_or_default())
            }
        }
    }
}

struct Run<'a> {
    printer: Printer,
    catalogue: &'a Catalogue,
    outcome: Outcome,
    tally: Tally,
}

/// Counts of what was seen.
#[derive(Default)]
struct Tally {
    reports: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    hints: usize,
}

impl Run<'_> {
    fn take(&mut self, input: Input) -> io::Result<()> {
        match input {
            Input::File(path, origin) => self.check(&path, origin),
            Input::Unreadable(message) => {
                self.trouble(&message);
                Ok(())
            }
        }
    }

    fn check(&mut self, path: &Path, origin: Origin) -> io::Result<()> {
        let text = match source::read(path) {
            Ok(text) => text,
            Err(message) => {
                self.trouble(&message);
                return Ok(());
            }
        };
        let analysis = Analysis::of(&text);
        if analysis.report.is_none() {
            if origin == Origin::Named {
                self.say(&Message::new("cli-not-a-report").with("path", path.display().to_string()));
            }
            return Ok(());
        }
        self.tally.reports += 1;
        for finding in &analysis.findings {
            *match finding.severity {
                Severity::Error => &mut self.tally.errors,
                Severity::Warning => &mut self.tally.warnings,
                Severity::Info => &mut self.tally.infos,
                Severity::Hint => &mut self.tally.hints,
            } += 1;
            if finding.severity >= Severity::Warning {
                self.outcome = self.outcome.max(Outcome::Findings);
            }
        }
        self.printer.print(&Checked { path, text: &text, findings: &analysis.findings }, self.catalogue)
    }

    fn trouble(&mut self, message: &Message) {
        self.outcome = Outcome::Trouble;
        self.say(message);
    }

    fn summarise(&self) {
        let tally = &self.tally;
        if tally.reports == 0 {
            self.say(&Message::new("cli-no-report"));
            return;
        }
        let summary = Message::new("cli-summary").with("reports", tally.reports).with("errors", tally.errors);
        let summary = summary.with("warnings", tally.warnings).with("infos", tally.infos).with("hints", tally.hints);
        self.say(&summary);
    }

    fn say(&self, message: &Message) {
        let _ = writeln!(io::stderr(), "{}", self.catalogue.render(message));
    }
}
