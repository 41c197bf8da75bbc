//! The messages for users: typed messages, and their text in each language.
//!
//! The build script reads the catalogues in `locales/` and writes a type for each message into [`msg`]: the id in CamelCase,
//! with a field for each argument. All of these types convert into [`Message`].
//!
//! ```
//! use gouji_l10n::{Catalogue, Locale, msg};
//!
//! let english = Catalogue::for_locale(Locale::English);
//! assert_eq!(english.text(msg::RowLabelFix { official: "总计" }), "Change to “总计”");
//! assert_eq!(english.text(msg::ResidueFix), "Delete");
//! ```
//!
//! Invariant: the text of messages is in `locales/` only, and every message exists in every language with the same arguments.
//! A catalogue that breaks this, or that is not well-formed, does not compile.
//!
//! This crate is on the lowest level, like `gouji-text`, and does not depend on it. Every crate that shows text to users depends
//! on this one.

mod bilingual;
mod catalogue;
mod messages;

pub use bilingual::Bilingual;
use catalogue::Part;
pub use catalogue::{Catalogue, Locale};
pub use messages::{MessageId, Phrase, msg};

use rust_decimal::Decimal;

/// A message with its arguments. Only the types of [`msg`] convert into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    id: MessageId,
    args: Vec<(&'static str, Arg)>,
}

impl From<&Self> for Message {
    fn from(message: &Self) -> Self {
        message.clone()
    }
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
    /// Called by the generated types. `args` is in alphabetical order of the names.
    const fn new(id: MessageId, args: Vec<(&'static str, Arg)>) -> Self {
        Self { id, args }
    }

    /// The id in every catalogue.
    pub const fn id(&self) -> MessageId {
        self.id
    }

    /// The arguments with their names in the catalogue, in alphabetical order of the names. The order does not depend on the
    /// order of the words in a language.
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.args
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

impl From<Phrase> for Arg {
    fn from(phrase: Phrase) -> Self {
        Self::Message(phrase.into())
    }
}

impl<A: Into<Self>> FromIterator<A> for Arg {
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}
