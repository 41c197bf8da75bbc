//! The texts to which findings refer.

use gouji_lint::Related;
use gouji_text::places::Places;

use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::documents::{Document, Spot};

/// A text with its path.
pub struct SourceFile<'a> {
    /// Its path.
    pub file: String,
    /// Its lines and columns.
    pub places: Places<'a>,
    document: Option<&'a Document>,
}

impl SourceFile<'_> {
    /// The place in the document of a byte, if the text is that of a document.
    pub fn spot(&self, byte: usize) -> Option<Spot> {
        self.document.and_then(|document| document.spot(byte))
    }
}

/// The texts that contain the places of a report's findings.
pub struct SourceFiles<'a> {
    /// The text of the report.
    pub own: SourceFile<'a>,
    last: Option<SourceFile<'a>>,
}

impl<'a> SourceFiles<'a> {
    pub fn new(checked: &'a CheckedReport) -> Self {
        let own = SourceFile {
            file: names::portable(&checked.path),
            places: Places::new(&checked.text),
            document: checked.document.as_deref(),
        };
        let last = checked.last.as_ref().map(|last| SourceFile {
            file: last.source.clone(),
            places: Places::new(&last.text),
            document: last.document.as_deref(),
        });
        Self { own, last }
    }

    /// The text that contains a related place.
    pub fn for_related(&self, related: &Related) -> &SourceFile<'a> {
        self.last.as_ref().filter(|last| related.source.as_ref() == Some(&last.file)).unwrap_or(&self.own)
    }
}
