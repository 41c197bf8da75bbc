//! Where the text of a document comes from.

use std::path::{Path, PathBuf};

/// The source of an open document. The caller derives it from the document's name, which has no meaning here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// A new text that was not saved yet.
    Unsaved,
    /// Any other source, for instance a version control system.
    Other,
}

impl Origin {
    /// The path of the file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Unsaved | Self::Other => None,
        }
    }
}
