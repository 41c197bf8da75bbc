//! Options that several commands share.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::thread;

use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use gouji_l10n::{Catalogue, Locale};

use crate::run::session::Volume;

/// The language of the messages.
#[derive(Debug, Args)]
pub struct LocaleArgs {
    #[arg(long, value_enum)]
    locale: Option<Language>,
}

/// Whether the output is coloured.
#[derive(Debug, Args)]
pub struct ColorArgs {
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Whether a command prints only failures to standard error.
#[derive(Debug, Args)]
pub struct QuietArgs {
    #[arg(long, short)]
    quiet: bool,
}

/// The number of threads.
#[derive(Debug, Args)]
pub struct ThreadArgs {
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

impl LocaleArgs {
    /// The messages in the requested language.
    pub fn catalogue(&self) -> &'static Catalogue {
        catalogue(self.locale)
    }
}

/// The messages in the language that a command line requests. It may have errors, which are reported in this language.
pub fn requested_catalogue(arguments: &[OsString]) -> &'static Catalogue {
    let arguments: Vec<&str> =
        arguments.iter().take_while(|argument| *argument != "--").filter_map(|argument| argument.to_str()).collect();
    let separate = arguments.windows(2).find_map(|pair| match pair {
        ["--locale", value] => Some(*value),
        _ => None,
    });
    let value = separate.or_else(|| arguments.iter().find_map(|argument| argument.strip_prefix("--locale=")));
    catalogue(value.and_then(|value| Language::from_str(value, false).ok()))
}

fn catalogue(language: Option<Language>) -> &'static Catalogue {
    Catalogue::for_locale(match language {
        Some(Language::Chinese) => Locale::Chinese,
        Some(Language::English) => Locale::English,
        None => {
            let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
            let set = variables.into_iter().filter_map(|name| std::env::var(name).ok());
            let named = set.into_iter().find(|value| !value.is_empty());
            Locale::from_tag(&named.or_else(system_locale).unwrap_or_default())
        }
    })
}

/// The language tag of the user, where the system keeps it outside the environment.
#[cfg(windows)]
fn system_locale() -> Option<String> {
    sys_locale::get_locale()
}

/// Other systems name the language in the environment.
#[cfg(not(windows))]
const fn system_locale() -> Option<String> {
    None
}

impl QuietArgs {
    /// Which messages go to standard error.
    pub const fn volume(&self) -> Volume {
        if self.quiet { Volume::Quiet } else { Volume::Normal }
    }
}

impl ThreadArgs {
    /// The number of threads; by default that of the processor's cores.
    pub fn threads(&self) -> NonZeroUsize {
        self.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}

impl ColorArgs {
    /// When to use colours.
    pub const fn choice(&self) -> ColorChoice {
        match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}
