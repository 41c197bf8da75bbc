use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_decimal::Decimal;
use unic_langid::langid;

use super::{Arg, Message};

/// A language that users can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Chinese, the language of the reports and their authors.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Locale {
    /// Every locale.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The locale for a language tag or a POSIX locale name (`zh-cn`, `zh_CN.UTF-8`, `en`): Chinese for Chinese and for tags
    /// without a language (empty, `C`, `POSIX`), English for all others.
    pub fn from_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_', '.']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "" | "c" | "posix" | "zh" | "yue" => Self::Chinese,
            _ => Self::English,
        }
    }

    /// The source of the catalogue, in the syntax of Fluent.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Chinese => include_str!("../locales/zh-CN.ftl"),
            Self::English => include_str!("../locales/en.ftl"),
        }
    }
}

/// The messages of one locale.
pub struct Catalogue {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The catalogue of `locale`. It is parsed on first use.
    pub fn for_locale(locale: Locale) -> &'static Self {
        static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Locale::Chinese));
        static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Locale::English));
        match locale {
            Locale::Chinese => &CHINESE,
            Locale::English => &ENGLISH,
        }
    }

    fn read(locale: Locale) -> Self {
        let language = match locale {
            Locale::Chinese => langid!("zh-CN"),
            Locale::English => langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks would appear as boxes in terminals, and compared texts would differ.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(locale.source().to_owned());
        let resource =
            resource.unwrap_or_else(|(_, errors)| panic!("the catalogue of {locale:?} is broken: {errors:?}"));
        bundle.add_resource_overriding(resource);
        Self { locale, bundle }
    }

    /// The locale of this catalogue.
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The text of a message that is made for this call.
    pub fn text(&self, message: impl Into<Message>) -> String {
        self.render(&message.into())
    }

    /// The text of a message.
    pub fn render(&self, message: &Message) -> String {
        let pattern = self.bundle.get_message(message.id.name()).and_then(|found| found.value());
        let pattern = pattern.unwrap_or_else(|| panic!("the build script lets no catalogue lack {}", message.id));
        let mut args = FluentArgs::new();
        for (name, value) in &message.args {
            args.set(*name, self.arg(value));
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Words(words) => words.get(self.locale).to_owned(),
            Arg::Message(message) => self.render(message),
            Arg::Sum(addends) => self.sum(addends),
            Arg::Equation(addends) => match (addends.as_slice(), self.locale) {
                ([_], _) => self.sum(addends),
                (_, Locale::Chinese) => format!("{}＝{}", self.sum(addends), total(addends)),
                (_, Locale::English) => format!("{} = {}", self.sum(addends), total(addends)),
            },
            Arg::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.arg(item)).collect();
                items.join(match self.locale {
                    Locale::Chinese => "、",
                    Locale::English => ", ",
                })
            }
        }
    }

    fn sum(&self, addends: &[Decimal]) -> String {
        let figures: Vec<String> = addends.iter().map(|addend| addend.normalize().to_string()).collect();
        figures.join(match self.locale {
            Locale::Chinese => "＋",
            Locale::English => " + ",
        })
    }
}

fn total(addends: &[Decimal]) -> Decimal {
    addends.iter().fold(Decimal::ZERO, |total, addend| total.saturating_add(*addend)).normalize()
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("locale", &self.locale).finish_non_exhaustive()
    }
}
