//! The types of the messages, from the build script.

use std::fmt;

use crate::Message;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

impl MessageId {
    /// The id in the catalogues, in kebab-case.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The texts in both languages, Chinese first.
    pub(crate) const fn texts(self) -> [&'static [crate::Part]; 2] {
        Self::TEXTS[self as usize]
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The id in the catalogues, in quotation marks.
impl fmt::Debug for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.name())
    }
}

impl Phrase {
    /// The id of the message.
    pub const fn id(self) -> MessageId {
        // The discriminant of a phrase is the place of its id.
        MessageId::ALL[self as usize]
    }
}

impl From<Phrase> for Message {
    fn from(phrase: Phrase) -> Self {
        Self::new(phrase.id(), Vec::new())
    }
}
