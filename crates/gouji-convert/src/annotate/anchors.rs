//! Finds words of the converted text in the XML of the document.
//!
//! The conversion changes blanks only, and puts automatic numbers before paragraphs. So the other characters of a place are the
//! last characters of its pieces of text, in the same order.

use std::ops::Range;

use crate::word::ConvertedWithSources;
use crate::word::sources::SourcePiece;
use crate::{Place, limits};

/// A point in the XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum XmlPoint {
    /// Inside the text of a run, with the index of the run and the offset.
    Text(usize, usize),
    /// Before or after a whole run, with the index of the run.
    Run(usize),
    /// In a paragraph without text, with the index of the paragraph.
    Paragraph(usize),
}

/// The start and the end of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The start.
    pub start: XmlPoint,
    /// The end.
    pub end: XmlPoint,
}

/// A part of a piece of text, in bytes of the XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPart {
    /// The run that contains it.
    pub run: usize,
    /// Its place.
    pub place: Range<usize>,
}

/// A visible character, without blanks.
struct VisibleCharacter<'a> {
    character: char,
    piece: &'a SourcePiece,
    /// Its place in the XML.
    place: Range<usize>,
}

/// The places of a document, with their sources.
pub struct CommentAnchors<'a> {
    read: &'a ConvertedWithSources,
    document: &'a str,
    places: Vec<(usize, Place)>,
}

impl<'a> CommentAnchors<'a> {
    /// The places of a document that was read from this part.
    pub fn new(read: &'a ConvertedWithSources, document: &'a str) -> Self {
        Self { read, document, places: read.converted.places.iter().collect() }
    }

    /// The words of a span, or the whole paragraph or cell if they cannot be found. Words after the end of the place are left out.
    pub fn around(&self, span: Range<usize>) -> Option<Around> {
        let (index, place) = self.place(span.start)?;
        let characters = self.characters(index);
        let (Some(first), Some(last)) = (characters.first(), characters.last()) else {
            let paragraph = XmlPoint::Paragraph(*self.read.paragraphs.get(index)?.first()?);
            return Some(Around { start: paragraph, end: paragraph });
        };
        let words = self.matched(&place, &characters, &span).and_then(|matched| characters.get(matched));
        let (first, last) = words.and_then(|words| Some((words.first()?, words.last()?))).unwrap_or((first, last));
        Some(Around { start: first.point(first.place.start), end: last.point(last.place.end) })
    }

    /// Exactly the words of a span, blanks included; `None` if they are not text that can be changed.
    pub fn exact(&self, span: Range<usize>) -> Option<Vec<TextPart>> {
        let (index, place) = self.place(span.start)?;
        if span.end > place.end {
            return None;
        }
        let characters = self.characters(index);
        let matched = self.matched(&place, &characters, &span)?;
        let words = self.read.converted.text.get(span)?;
        let before = matched.start.checked_sub(1).and_then(|index| characters.get(index));
        let next = characters.get(matched.start);
        // An insertion is next to a character. Blanks at the ends of the words are between characters.
        let from = match (words.starts_with(char::is_whitespace) || words.is_empty(), before, next) {
            (true, Some(before), _) => before.end()?,
            (_, _, Some(next)) => next.start()?,
            (false, _, None) | (true, None, None) => return None,
        };
        let last = characters.get(matched.clone()).and_then(<[_]>::last);
        let to = match last {
            _ if words.is_empty() => from.clone(),
            Some(last) if !words.ends_with(char::is_whitespace) => last.end()?,
            _ => characters.get(matched.end)?.start()?,
        };
        self.parts(index, &from, &to).filter(|parts| self.words(parts) == words)
    }

    /// The index of a place, and its text without the line end.
    fn place(&self, byte: usize) -> Option<(usize, Range<usize>)> {
        let index = self.places.partition_point(|(start, _)| *start <= byte).checked_sub(1)?;
        let (start, _) = *self.places.get(index)?;
        let end = self.places.get(index + 1).map_or(self.read.converted.text.len(), |(end, _)| *end);
        Some((index, start..end))
    }

    /// The first characters of a place.
    fn characters(&self, index: usize) -> Vec<VisibleCharacter<'_>> {
        self.pieces(index).flat_map(characters).take(limits::ANCHORED).collect()
    }

    fn pieces(&self, index: usize) -> impl Iterator<Item = &SourcePiece> {
        let paragraphs = self.read.paragraphs.get(index).into_iter().flatten();
        paragraphs
            .filter_map(|paragraph| self.read.sources.paragraphs.get(*paragraph))
            .flat_map(|source| &source.pieces)
    }

    /// The indices of the characters of a span of a place. `None` if the span contains a part of an automatic number, or if the
    /// characters are not those of the text.
    fn matched(
        &self,
        place: &Range<usize>,
        characters: &[VisibleCharacter<'_>],
        span: &Range<usize>,
    ) -> Option<Range<usize>> {
        if place.len() > limits::ANCHORED {
            return None;
        }
        let text = &self.read.converted.text;
        let visible = |range: Range<usize>| text.get(range).map(|text| text.chars().filter(|one| !one.is_whitespace()));
        let count = visible(place.clone())?.count();
        let number = count.checked_sub(characters.len())?;
        let is_same = visible(place.clone())?.skip(number).eq(characters.iter().map(|one| one.character));
        if !is_same {
            return None;
        }
        let start = visible(place.start..span.start)?.count().checked_sub(number)?;
        let end = visible(place.start..span.end.min(place.end))?.count().checked_sub(number)?;
        Some(start..end)
    }

    /// The parts of text between two points; `None` if a part cannot be split or belongs to a tracked change.
    fn parts(&self, index: usize, from: &TextPart, to: &TextPart) -> Option<Vec<TextPart>> {
        let range = from.place.start..to.place.start;
        if range.start > range.end {
            return None;
        }
        let mut parts: Vec<TextPart> = Vec::new();
        for piece in self.pieces(index) {
            let (start, end) = (range.start.max(piece.place.start), range.end.min(piece.place.end));
            let is_point = range.is_empty() && start == end && parts.is_empty();
            if start > end || (start == end && !is_point) {
                continue;
            }
            if !piece.is_text || piece.is_inserted {
                return None;
            }
            parts.push(TextPart { run: piece.run, place: start..end });
        }
        (!parts.is_empty()).then_some(parts)
    }

    fn words(&self, parts: &[TextPart]) -> String {
        let part = |part: &TextPart| self.document.get(part.place.clone()).unwrap_or_default();
        let raw: String = parts.iter().map(part).collect();
        quick_xml::escape::unescape(&raw).map(std::borrow::Cow::into_owned).unwrap_or_default()
    }
}

impl VisibleCharacter<'_> {
    fn point(&self, offset: usize) -> XmlPoint {
        if self.piece.is_text { XmlPoint::Text(self.piece.run, offset) } else { XmlPoint::Run(self.piece.run) }
    }

    fn start(&self) -> Option<TextPart> {
        self.piece.is_text.then_some(TextPart { run: self.piece.run, place: self.place.start..self.place.start })
    }

    fn end(&self) -> Option<TextPart> {
        self.piece.is_text.then_some(TextPart { run: self.piece.run, place: self.place.end..self.place.end })
    }
}

/// The visible characters of a piece.
fn characters(piece: &SourcePiece) -> impl Iterator<Item = VisibleCharacter<'_>> {
    let is_literal = piece.text.len() == piece.place.len();
    let visible = piece.text.char_indices().filter(|(_, character)| !character.is_whitespace());
    visible.map(move |(offset, character)| {
        let start = piece.place.start + offset;
        let place = if is_literal { start..start + character.len_utf8() } else { piece.place.clone() };
        VisibleCharacter { character, piece, place }
    })
}
