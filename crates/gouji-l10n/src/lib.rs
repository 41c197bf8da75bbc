//! The messages for users: typed messages by id, and their text in each language.
//!
//! Invariant: the text of messages is in `locales/` only, and every message exists in every language with the same arguments.
//! A catalogue that is not well-formed panics on first use; it never loses messages silently.
//!
//! This crate is on the lowest level, like `gouji-text`, and does not depend on it. Every crate that shows text to users depends
//! on this one.

mod bilingual;
mod catalogue;

pub use bilingual::Bilingual;
pub use catalogue::{Catalogue, Locale};

use rust_decimal::Decimal;

/// A message: its id in the catalogues and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The id in every catalogue of `locales/`.
    pub id: &'static str,
    /// The arguments, each with its name in the catalogue.
    pub args: Vec<(&'static str, Arg)>,
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words of the report or of the edition, unchanged.
    Text(String),
    /// Words that the edition has in each language.
    Words(Bilingual),
    /// A message within a message.
    Message(Message),
    /// Several arguments, joined like a list in the language.
    List(Vec<Arg>),
    /// Addends, as in `10＋0＋3`.
    Sum(Vec<Decimal>),
    /// Addends and their sum, as in `10＋0＋3＝13`; a single figure is written alone.
    Equation(Vec<Decimal>),
}

impl Message {
    /// The message without arguments.
    pub const fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// Adds an argument.
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
