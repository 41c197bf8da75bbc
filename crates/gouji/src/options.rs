//! Options that several commands have.

use std::num::NonZeroUsize;
use std::thread;

use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use gouji_core::{Catalogue, Locale};

/// How a command speaks.
#[derive(Debug, Args)]
pub struct Speech {
    /// Language of the messages; that of the environment unless given. 信息的语言。
    #[arg(long, value_enum)]
    locale: Option<Language>,
}

/// Whether the output is coloured.
#[derive(Debug, Args)]
pub struct Coloring {
    /// When to use colours. 何时使用颜色。
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// How much of the machine a command takes.
#[derive(Debug, Args)]
pub struct Threading {
    /// Threads that read and check reports; as many as the machine runs at once unless given. 线程数。
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,
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

impl Speech {
    /// The messages in the language that was asked for.
    pub fn catalogue(&self) -> &'static Catalogue {
        Catalogue::of(match self.locale {
            Some(Language::Chinese) => Locale::Chinese,
            Some(Language::English) => Locale::English,
            None => {
                let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
                let set = variables.into_iter().filter_map(|name| std::env::var(name).ok());
                Locale::from_tag(&set.into_iter().find(|value| !value.is_empty()).unwrap_or_default())
            }
        })
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
