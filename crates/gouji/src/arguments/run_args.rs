//! Options of all commands that read reports, and options of the commands that check them.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use gouji_config::RuleChoice;
use gouji_l10n::{Message, msg};
use gouji_lint::rules::{self, Group};

use crate::arguments::options::{LocaleArgs, QuietArgs, ThreadArgs};
use crate::run::configuration::Configuration;
use crate::run::file_list::FileList;
use crate::run::inputs::STDIN;
use crate::run::session::Session;

/// The number of names of a list that are read at once.
const BATCH: usize = 10_000;

/// The files of a run, and how it runs.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The named files and folders.
    #[arg(required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// A file with more names; `-` is standard input.
    #[arg(long)]
    files_from: Option<PathBuf>,
    #[command(flatten)]
    thread_args: ThreadArgs,
    #[command(flatten)]
    quiet_args: QuietArgs,
    #[command(flatten)]
    locale_args: LocaleArgs,
}

impl RunArgs {
    /// The session of the run.
    pub fn session(&self, configuration: Configuration) -> Session {
        let mut session = Session::new(self.locale_args.catalogue(), configuration, self.thread_args.threads());
        session.volume = self.quiet_args.volume();
        session
    }

    /// The named files and folders, and those of the list.
    ///
    /// # Errors
    /// The message for the user if the list cannot be read.
    pub fn all_paths(&self) -> Result<Vec<PathBuf>, Message> {
        let mut paths = Vec::new();
        for batch in self.batches() {
            paths.extend(batch?);
        }
        Ok(paths)
    }

    /// The named files and folders, and those of the list, in batches of a bounded size. An item is an error if the list cannot be
    /// read; it is the last one.
    pub fn batches(&self) -> impl Iterator<Item = Result<Vec<PathBuf>, Message>> + use<> {
        let mut batch = self.paths.clone();
        let mut list = self.files_from.as_deref().map(|list| self.open(list));
        std::iter::from_fn(move || {
            if let Some(names) = list.take() {
                match names.and_then(|names| fill(&mut batch, names)) {
                    Ok(rest) => list = rest.map(Ok),
                    Err(message) => return Some(Err(message)),
                }
            }
            let batch = std::mem::take(&mut batch);
            if batch.is_empty() { None } else { Some(Ok(batch)) }
        })
    }

    fn open(&self, list: &Path) -> Result<FileList, Message> {
        if list.as_os_str() == STDIN && self.paths.iter().any(|path| path.as_os_str() == STDIN) {
            return Err(msg::CliStdinTwice.into());
        }
        FileList::open(list)
    }
}

/// Adds names to the batch until it is full. Returns the rest of the list, if there is one.
fn fill(batch: &mut Vec<PathBuf>, mut names: FileList) -> Result<Option<FileList>, Message> {
    while batch.len() < BATCH {
        match names.next_path()? {
            Some(path) => batch.push(path),
            None => return Ok(None),
        }
    }
    Ok(Some(names))
}

/// The rules that a command line chooses.
#[derive(Debug, Default, Args)]
pub struct RuleArgs {
    #[arg(long, value_delimiter = ',', value_parser = rule_and_group_names())]
    select: Vec<String>,
    #[arg(long, value_delimiter = ',', value_parser = rule_and_group_names())]
    ignore: Vec<String>,
}

impl RuleArgs {
    /// The choice.
    pub fn choice(&self) -> RuleChoice {
        RuleChoice::new(self.select.iter().map(String::as_str), self.ignore.iter().map(String::as_str))
    }
}

/// Accepts the names of the rules and of their groups.
pub fn rule_and_group_names() -> PossibleValuesParser {
    let rules = rules::ALL.iter().map(|rule| rule.name);
    PossibleValuesParser::new(rules.chain(Group::ALL.into_iter().map(Group::name)))
}
