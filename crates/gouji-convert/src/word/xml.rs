//! Reads the XML of a package, element by element. There is no recursion, entities that a document defines are not expanded, and
//! the depth of nested elements is limited.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::{Failure, limits};

/// Namespaces of Word elements: transitional and strict.
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// An event of a part.
#[derive(Debug)]
pub enum XmlEvent<'x> {
    /// An element begins.
    Open(StartTag<'x>),
    /// The element that began last ends.
    Close,
    /// Text.
    Text(Cow<'x, str>),
}

/// The beginning of an element.
#[derive(Debug)]
pub struct StartTag<'x> {
    start: BytesStart<'x>,
    is_word: bool,
}

impl StartTag<'_> {
    /// Its name without the prefix.
    pub fn local(&self) -> &str {
        std::str::from_utf8(self.start.local_name().into_inner()).unwrap_or_default()
    }

    /// Its name without the prefix if it is a Word element; empty otherwise.
    pub fn word(&self) -> &str {
        if self.is_word { self.local() } else { "" }
    }

    /// The value of the first attribute with this local name.
    pub fn value(&self, local: &str) -> Option<String> {
        // With checks, each attribute would be compared with all others.
        let mut attributes = self.start.attributes();
        let attribute = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == local.as_bytes())?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The value of the attribute `val`.
    pub fn val(&self) -> Option<String> {
        self.value("val")
    }

    /// The attribute with this local name as a number.
    pub fn number(&self, local: &str) -> Option<i64> {
        self.value(local)?.trim().parse().ok()
    }

    /// Whether an on/off element is on.
    pub fn is_on(&self) -> bool {
        !self.val().is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// A reader of a part of the package.
pub struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// The prefix of Word elements, with the colon.
    prefix: Option<Vec<u8>>,
    depth: usize,
    /// The bytes before the text that the reader sees: a byte order mark.
    skipped: usize,
    /// The place of the last event.
    event: Range<usize>,
}

impl<'x> Xml<'x> {
    /// A reader of `part`.
    pub fn new(part: &'x str) -> Self {
        let text = part.trim_start_matches('\u{FEFF}');
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, prefix: None, depth: 0, skipped: part.len() - text.len(), event: 0..0 }
    }

    /// The next event; `None` at the end.
    pub fn next(&mut self) -> Result<Option<XmlEvent<'x>>, Failure> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| Failure::Damaged)?;
            self.event = start..self.position();
            match event {
                Event::Start(start) => return self.open(start).map(Some),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(XmlEvent::Close));
                }
                Event::Text(text) => return text.decode().map_err(|_| Failure::Damaged).map(XmlEvent::Text).map(Some),
                Event::CData(text) => return text.decode().map_err(|_| Failure::Damaged).map(XmlEvent::Text).map(Some),
                Event::GeneralRef(reference) => {
                    let name = reference.decode().map_err(|_| Failure::Damaged)?;
                    let named = quick_xml::escape::resolve_predefined_entity(&name).map(Cow::Borrowed);
                    let numbered = reference.resolve_char_ref().ok().flatten();
                    let text = named.or_else(|| numbered.map(|character| Cow::Owned(character.to_string())));
                    // Other entities are defined by the document, and no word processor writes any. They are skipped.
                    if let Some(text) = text {
                        return Ok(Some(XmlEvent::Text(text)));
                    }
                }
                Event::Eof => return if self.depth == 0 { Ok(None) } else { Err(Failure::Damaged) },
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// The place of the last event in the part, in bytes. It is empty at the end of an element without content.
    pub fn event(&self) -> Range<usize> {
        self.event.clone()
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).saturating_add(self.skipped)
    }

    fn open(&mut self, start: BytesStart<'x>) -> Result<XmlEvent<'x>, Failure> {
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(Failure::TooLarge);
        }
        if self.prefix.is_none() {
            self.prefix = Some(prefix_of_word(&start));
        }
        let name = start.name().into_inner();
        let prefix = self.prefix.as_deref().unwrap_or_default();
        let rest = name.strip_prefix(prefix);
        let is_word = rest.is_some_and(|rest| !rest.contains(&b':'));
        Ok(XmlEvent::Open(StartTag { start, is_word }))
    }
}

/// The prefix of Word elements, with the colon, as the root element declares it.
fn prefix_of_word(root: &BytesStart<'_>) -> Vec<u8> {
    let mut attributes = root.attributes();
    let declared = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| WORD.iter().any(|namespace| attribute.value.as_ref() == namespace.as_bytes()));
    let prefix = declared.map(|attribute| attribute.key.into_inner().to_vec());
    match prefix.as_deref().map(|key| key.strip_prefix(b"xmlns:")) {
        Some(Some(prefix)) => [prefix, b":"].concat(),
        Some(None) => Vec::new(),
        None => b"w:".to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(part: &str) -> Result<String, Failure> {
        let (mut xml, mut rendered) = (Xml::new(part), String::new());
        while let Some(node) = xml.next()? {
            match node {
                XmlEvent::Open(tag) => rendered += &format!("<{}|{}>", tag.local(), tag.word()),
                XmlEvent::Close => rendered += "</>",
                XmlEvent::Text(text) => rendered += &text,
            }
        }
        Ok(rendered)
    }

    #[test]
    fn word_elements_are_recognised_by_their_namespace() {
        let strict = "<x:a xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:b/><m:b/></x:a>";
        assert_eq!(all(strict).as_deref(), Ok("<a|a><b|b></><b|></></>"));
        assert_eq!(all("<w:a>1&amp;&#x4E00;&own;</w:a>").as_deref(), Ok("<a|a>1&一</>"));
        let unprefixed = "<a xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><m:b/></a>";
        assert_eq!(all(unprefixed).as_deref(), Ok("<a|a><b|></></>"));
    }

    #[test]
    fn cut_or_too_deep_parts_are_refused() {
        assert_eq!(all("<w:a><w:b>"), Err(Failure::Damaged));
        assert_eq!(all("<w:a></w:b>"), Err(Failure::Damaged));
        assert_eq!(all(&"<w:a>".repeat(100_000)), Err(Failure::TooLarge));
    }
}
