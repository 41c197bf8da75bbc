//! Why a document cannot be read.

use std::fmt;

/// Why a document cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is not a document of the kind that its name says.
    OtherKind,
    /// It is a Word document in a format before Word 97.
    OldWord,
    /// It needs a password.
    Encrypted,
    /// Parts of it are missing or cannot be read.
    Damaged,
    /// Its pages are pictures, or the characters of its text are not known.
    NoText,
    /// It is too large when unpacked, or its elements are nested too deeply.
    TooLarge,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::OtherKind => "not a document of this kind",
            Self::OldWord => "a Word document in a format before Word 97",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::NoText => "without text",
            Self::TooLarge => "too large",
        })
    }
}

impl std::error::Error for Failure {}
