//! The styles of a Word document, as far as they affect the numbering of paragraphs.

use std::collections::HashMap;

use super::xml::{Xml, XmlEvent};
use crate::{Failure, limits};

/// The styles of paragraphs.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, ParagraphStyle>,
    /// The style of paragraphs that do not name one.
    default: Option<String>,
}

/// A style of paragraphs.
#[derive(Debug, Default)]
pub struct ParagraphStyle {
    /// The id of the style on which it is based.
    pub based_on: Option<String>,
    /// Its numbering.
    pub numbering: NumberingProperties,
    /// Whether it is for lines of a table of contents.
    pub is_contents: bool,
}

/// The numbering properties of a paragraph or style; `None` if it does not set them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberingProperties {
    /// The list; 0 means no list.
    pub list: Option<i64>,
    /// The level in the list.
    pub level: Option<i64>,
}

impl Styles {
    /// Reads the part with the styles.
    pub fn read(part: &str) -> Result<Self, Failure> {
        let (mut xml, mut styles) = (Xml::new(part), Self::default());
        let mut open: Option<(String, ParagraphStyle)> = None;
        let mut depth = 0_usize;
        while let Some(node) = xml.next()? {
            match node {
                XmlEvent::Open(tag) => {
                    depth += 1;
                    match (tag.word(), &mut open) {
                        ("style", _) if tag.value("type").is_none_or(|kind| kind == "paragraph") => {
                            let id = tag.value("styleId").unwrap_or_default();
                            if tag.value("default").is_some_and(|on| matches!(on.as_str(), "1" | "true" | "on")) {
                                styles.default = Some(id.clone());
                            }
                            open = Some((id, ParagraphStyle::default()));
                        }
                        ("style", _) => open = None,
                        ("name", Some((_, style))) if depth == 3 => {
                            style.is_contents = tag.val().is_some_and(|name| name.to_lowercase().starts_with("toc "));
                        }
                        ("basedOn", Some((_, style))) => style.based_on = tag.val(),
                        ("numId", Some((_, style))) => style.numbering.list = tag.number("val"),
                        ("ilvl", Some((_, style))) => style.numbering.level = tag.number("val"),
                        _ => {}
                    }
                }
                XmlEvent::Close => {
                    depth = depth.saturating_sub(1);
                    if let Some((id, style)) = open.take_if(|_| depth == 1) {
                        if styles.styles.len() >= limits::DEFINITIONS {
                            return Err(Failure::TooLarge);
                        }
                        styles.styles.insert(id, style);
                    }
                }
                XmlEvent::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// Adds a style.
    pub fn add(&mut self, id: String, style: ParagraphStyle) {
        self.styles.insert(id, style);
    }

    /// The numbering of paragraphs with a style, and the id of the style that sets the list.
    pub fn numbering(&self, id: Option<&str>) -> Option<(NumberingProperties, &str)> {
        let mut level = None;
        for (id, style) in self.ancestors(id) {
            level = level.or(style.numbering.level);
            if let Some(list) = style.numbering.list {
                return Some((NumberingProperties { list: Some(list), level }, id));
            }
        }
        None
    }

    /// Whether a style is for lines of a table of contents, which repeat the headings.
    pub fn is_contents(&self, id: Option<&str>) -> bool {
        self.ancestors(id).any(|(_, style)| style.is_contents)
    }

    /// A style, followed by the styles on which it is based.
    fn ancestors(&self, id: Option<&str>) -> impl Iterator<Item = (&str, &ParagraphStyle)> {
        let find = |id: &str| self.styles.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        let first = id.or(self.default.as_deref()).and_then(find);
        std::iter::successors(first, move |(_, style)| style.based_on.as_deref().and_then(find)).take(limits::STYLES)
    }
}
