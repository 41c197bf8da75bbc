//! Writes comments and tracked changes into a Word document (`.docx`). All other bytes of the package stay as they are.

mod anchors;
mod comments;
mod markup;
mod package;

use std::ops::Range;

use crate::Failure;
use crate::word::package::Package;
use crate::word::word_with_sources;
use anchors::CommentAnchors;
use comments::WordComments;
use markup::AnnotatedXml;
use package::Parts;

/// The author of comments and tracked changes.
pub const AUTHOR: &str = "gouji";

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words on which it comments, in bytes of the converted text.
    pub span: Range<usize>,
    /// Its paragraphs.
    pub lines: Vec<String>,
}

/// A change of the text that becomes a tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackedChange {
    /// The words that it deletes, in bytes of the converted text.
    pub span: Range<usize>,
    /// The words that it inserts.
    pub text: String,
}

/// A document with comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// The document.
    pub bytes: Vec<u8>,
    /// For each revision, whether it became a tracked change. A change of an automatic number cannot, and neither can a change over
    /// several paragraphs or inside a tracked change of another author.
    pub is_tracked: Vec<bool>,
}

/// Writes comments and tracked changes into a document. `text` is the converted text to which the spans refer. Revisions must be
/// in order and must not overlap.
///
/// # Errors
/// If the document cannot be read, or its text is not `text`.
pub fn annotate(bytes: &[u8], text: &str, notes: &[Note], revisions: &[TrackedChange]) -> Result<Annotated, Failure> {
    let mut package = Package::open(bytes)?;
    let name = package.document()?;
    let document = package.part(&name)?.ok_or(Failure::Damaged)?;
    let read = word_with_sources(&mut package, &name)?;
    if read.converted.text != text {
        return Err(Failure::OtherKind);
    }
    let anchors = CommentAnchors::new(&read, &document);
    let mut parts = Parts::read(&mut package, &name)?;
    let mut comments = WordComments::read(parts.comments.as_deref())?;
    let mut markup = AnnotatedXml::new(&document, &read.sources, comments::next_id(&document));
    let is_tracked: Vec<bool> = revisions
        .iter()
        .map(|revision| anchors.exact(revision.span.clone()).is_some_and(|place| markup.replace(place, &revision.text)))
        .collect();
    for note in notes {
        if let Some(place) = anchors.around(note.span.clone()) {
            markup.comment(&place, comments.add(&note.lines));
        }
    }
    parts.document = markup.finish();
    parts.comments = Some(comments.finish());
    let bytes = package::write(bytes, &name, &parts)?;
    Ok(Annotated { bytes, is_tracked })
}
