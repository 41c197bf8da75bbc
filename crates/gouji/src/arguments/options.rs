//! Options that several commands have.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::thread;

use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use gouji_l10n::{Catalogue, Locale};

use crate::run::session::Volume;

/// How a command speaks.
#[derive(Debug, Args)]
pub struct Speech {
    #[arg(long, value_enum)]
    locale: Option<Language>,
}

/// Whether the output is coloured.
#[derive(Debug, Args)]
pub struct Coloring {
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// How much a command says beside its output.
#[derive(Debug, Args)]
pub struct Loudness {
    #[arg(long, short)]
    quiet: bool,
}

/// How much of the machine a command takes.
#[derive(Debug, Args)]
pub struct Threading {
    #[arg(long)]
    threads: Option<NonZeroUsize>,
}

/// Language of the messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    #[value(name = "zh", aliases = ["zh-CN", "zh-cn", "zh_CN"])]
    Chinese,
    #[value(name = "en")]
    English,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Speech {
    /// The messages in the language that was asked for.
    pub fn catalogue(&self) -> &'static Catalogue {
        catalogue(self.locale)
    }
}

/// The messages in the language that a command line asks for, before it is known to be right: its errors are told in it.
pub fn spoken(given: &[OsString]) -> &'static Catalogue {
    let given: Vec<&str> = given.iter().map_while(|given| (given != "--").then(|| given.to_str())).flatten().collect();
    let apart = given.windows(2).find_map(|pair| match pair {
        ["--locale", value] => Some(*value),
        _ => None,
    });
    let value = apart.or_else(|| given.iter().find_map(|given| given.strip_prefix("--locale=")));
    catalogue(value.and_then(|value| Language::from_str(value, false).ok()))
}

fn catalogue(language: Option<Language>) -> &'static Catalogue {
    Catalogue::of(match language {
        Some(Language::Chinese) => Locale::Chinese,
        Some(Language::English) => Locale::English,
        None => {
            let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
            let set = variables.into_iter().filter_map(|name| std::env::var(name).ok());
            Locale::from_tag(&set.into_iter().find(|value| !value.is_empty()).unwrap_or_default())
        }
    })
}

impl Loudness {
    /// What is said beside the output.
    pub const fn volume(&self) -> Volume {
        if self.quiet { Volume::Quiet } else { Volume::Normal }
    }
}

impl Threading {
    /// How many threads work.
    pub fn threads(&self) -> NonZeroUsize {
        self.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}

impl Coloring {
    /// When to use colours.
    pub const fn choice(&self) -> ColorChoice {
        match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}
