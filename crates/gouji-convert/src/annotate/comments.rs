//! The comments of a document (`word/comments.xml`).

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::AUTHOR;
use crate::Failure;
use crate::word::xml::{Xml, XmlEvent};

/// The namespace of Word's elements.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The comments, old and new.
pub struct WordComments {
    /// The old part up to the end of its last element, and the rest.
    head: String,
    tail: String,
    /// The prefix of its elements, with the colon.
    prefix: String,
    new: String,
    next_id: u32,
}

impl WordComments {
    /// Reads the part with the comments, if there is one.
    pub fn read(part: Option<&str>) -> Result<Self, Failure> {
        let blank = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{NAMESPACE}\"></w:comments>"
        );
        let part = part.unwrap_or(&blank);
        let mut xml = Xml::new(part);
        let (mut next_id, mut depth, mut end, mut root) = (0, 0_usize, 0, 0..0);
        while let Some(node) = xml.next()? {
            match node {
                XmlEvent::Open(tag) => {
                    if depth == 0 {
                        root = xml.event();
                    }
                    depth += 1;
                    if tag.word() == "comment" {
                        next_id = next_id.max(following(tag.number("id")));
                    }
                }
                XmlEvent::Close => {
                    depth = depth.saturating_sub(1);
                    end = xml.event().start;
                }
                XmlEvent::Text(_) => {}
            }
        }
        let tag = part.get(root).ok_or(Failure::Damaged)?;
        let name = tag.trim_start_matches('<').split([' ', '/', '>', '\n', '\t', '\r']).next().unwrap_or_default();
        let prefix = name.strip_suffix("comments").ok_or(Failure::Damaged)?.to_owned();
        let (mut head, mut tail) =
            (part.get(..end).unwrap_or_default().to_owned(), part.get(end..).unwrap_or_default().to_owned());
        if tag.ends_with("/>") {
            head = head.strip_suffix("/>").unwrap_or(&head).to_owned() + ">";
            tail = format!("</{name}>");
        }
        Ok(Self { head, tail, prefix, new: String::new(), next_id })
    }

    /// Adds a comment, and returns its id.
    pub fn add(&mut self, lines: &[String]) -> u32 {
        let (w, id) = (&self.prefix, self.next_id);
        self.next_id += 1;
        // Writing to a string does not fail. The date is optional, and the core has no clock.
        let _ = write!(self.new, "<{w}comment {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}initials=\"{AUTHOR}\">");
        for line in lines {
            let _ = write!(self.new, "<{w}p><{w}r><{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}p>", escape(line));
        }
        let _ = write!(self.new, "</{w}comment>");
        id
    }

    /// The part with all comments.
    pub fn finish(self) -> String {
        self.head + &self.new + &self.tail
    }
}

/// An id for tracked changes that no element of the document has.
pub fn next_id(document: &str) -> u32 {
    let ids = document.split(":id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(|id| following(id.parse().ok())).max().unwrap_or(1)
}

/// The id after this one. Ids outside the usual range are ignored.
fn following(id: Option<i64>) -> u32 {
    id.and_then(|id| u32::try_from(id).ok()).filter(|id| *id < 1 << 30).map_or(0, |id| id + 1)
}
