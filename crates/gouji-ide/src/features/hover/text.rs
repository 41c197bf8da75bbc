//! The parts of a hover text.

use gouji_l10n::{Catalogue, Message};
use gouji_report::Report;
use gouji_text::Span;

/// A hover text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The span that the text explains.
    pub span: Span,
    /// The parts of the text.
    pub blocks: Vec<HoverBlock>,
}

/// A part of a hover text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoverBlock {
    /// The name of the explained part.
    Title(String),
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
}

/// Writes the hover text of a report in one language.
pub(super) struct HoverWriter<'a> {
    pub report: &'a Report,
    pub last_year: Option<&'a Report>,
    pub catalogue: &'a Catalogue,
}

impl HoverWriter<'_> {
    pub fn text(&self, message: impl Into<Message>) -> HoverBlock {
        HoverBlock::Text(self.catalogue.text(message))
    }
}
