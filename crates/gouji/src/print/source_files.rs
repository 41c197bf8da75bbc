//! The texts to which findings refer.

use std::sync::Arc;

use gouji_lint::Related;
use gouji_text::places::Places;

use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::documents::{Document, Spot};
use crate::run::pipeline::LoadedReport;

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
    others: Vec<SourceFile<'a>>,
}

impl<'a> SourceFiles<'a> {
    pub fn new(checked: &'a CheckedReport) -> Self {
        let own = SourceFile {
            file: names::portable(&checked.path),
            places: Places::new(&checked.text),
            document: checked.document.as_deref(),
        };
        let partners = [&checked.partners.last, &checked.partners.alike].into_iter().flatten();
        let other = |report: &'a Arc<LoadedReport>| SourceFile {
            file: report.source.clone(),
            places: Places::new(&report.text),
            document: report.document.as_deref(),
        };
        Self { own, others: partners.map(other).collect() }
    }

    /// The text that contains a related place.
    pub fn for_related(&self, related: &Related) -> &SourceFile<'a> {
        self.others.iter().find(|other| related.source.as_ref() == Some(&other.file)).unwrap_or(&self.own)
    }
}
