//! Every word that a user reads: typed messages by their id, and their text in each language.
//!
//! Invariant: the words are in `locales/` and nowhere else, and every message exists in every language with the same arguments.
//! A catalogue that is not well-formed panics when it is first used; it never loses messages silently.
//!
//! This crate is as low as `gouji-text`, which it does not need. Everything that speaks to users depends on it.

mod bilingual;
mod catalogue;

pub use bilingual::Bilingual;
pub use catalogue::{Catalogue, Locale};

use rust_decimal::Decimal;

/// A message by its id in the catalogues, with what is put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Id in every catalogue of `locales/`.
    pub id: &'static str,
    /// Arguments by their name in the catalogue.
    pub args: Vec<(&'static str, Arg)>,
}

/// A value put into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words of the report or of the format, as they are.
    Text(String),
    /// Words that the format gives in each language.
    Words(Bilingual),
    /// A message inside a message.
    Message(Message),
    /// Several, joined as the language joins a list.
    List(Vec<Arg>),
    /// Addends, as in `10＋0＋3`.
    Sum(Vec<Decimal>),
    /// Addends and what they add up to, as in `10＋0＋3＝13`; a single figure stands alone.
    Equation(Vec<Decimal>),
}

impl Message {
    /// The message without arguments.
    pub const fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<Decimal> for Arg {
    fn from(number: Decimal) -> Self {
        Self::Text(number.normalize().to_string())
    }
}

impl From<&Bilingual> for Arg {
    fn from(words: &Bilingual) -> Self {
        Self::Words(words.clone())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl<A: Into<Self>> FromIterator<A> for Arg {
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}
