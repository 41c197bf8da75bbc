use rust_decimal::Decimal;

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
}

/// A part of a text, from the build script.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// Words, as they appear.
    Words(&'static str),
    /// The name of an argument.
    Argument(&'static str),
}

/// The messages of one locale.
#[derive(Debug)]
pub struct Catalogue {
    locale: Locale,
}

impl Catalogue {
    /// The catalogue of `locale`.
    pub const fn for_locale(locale: Locale) -> &'static Self {
        match locale {
            Locale::Chinese => &Self { locale: Locale::Chinese },
            Locale::English => &Self { locale: Locale::English },
        }
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
        let [chinese, english] = message.id.texts();
        let parts = match self.locale {
            Locale::Chinese => chinese,
            Locale::English => english,
        };
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Words(words) => text.push_str(words),
                Part::Argument(name) => {
                    // The build script lets no text name an argument that the type of the message lacks.
                    let arg = message.args.iter().find(|(known, _)| known == name);
                    text.push_str(&arg.map(|(_, arg)| self.arg(arg)).unwrap_or_default());
                }
            }
        }
        text
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
