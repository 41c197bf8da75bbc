//! The styles of a document (`STSH`), as far as they affect the numbering of paragraphs.

use super::little_endian::{slice, u16_at};
use super::properties::ParagraphProperties;
use crate::limits;
use crate::word::styles::{NumberingProperties, ParagraphStyle, Styles};

/// The built-in styles (`sti`) of the lines of a table of contents.
const CONTENTS: std::ops::RangeInclusive<u16> = 19..=27;
/// The index that means “no style”.
const NONE: u16 = 0xFFF;
/// The kind of the styles of paragraphs (`stk`).
const PARAGRAPH: u16 = 1;

/// Reads the styles. The id of a style is its index in decimal digits.
pub fn read(table: &[u8]) -> Styles {
    let mut styles = Styles::default();
    let Some(length) = u16_at(table, 0).map(usize::from) else { return styles };
    let base = u16_at(table, 4).map(usize::from).unwrap_or_default();
    let mut at = 2 + length;
    for index in 0..limits::DEFINITIONS.min(usize::from(NONE)) {
        let Some(length) = u16_at(table, at).map(usize::from) else { break };
        if let Some(style) = slice(table, at + 2, length).and_then(|style| read_style(style, base)) {
            styles.add(index.to_string(), style);
        }
        // Each style begins at an even offset.
        at += 2 + length.next_multiple_of(2);
    }
    styles
}

/// The id of the style with this index.
pub fn id(index: u16) -> String {
    index.to_string()
}

/// Reads a style (`STD`) whose fixed part has `base` bytes; `None` if it is no style of paragraphs.
fn read_style(style: &[u8], base: usize) -> Option<ParagraphStyle> {
    let (built_in, kind) = (u16_at(style, 0)? & 0xFFF, u16_at(style, 2)?);
    if kind & 0xF != PARAGRAPH {
        return None;
    }
    let parent = kind >> 4;
    let name = usize::from(u16_at(style, base)?);
    let properties_at = (base + 2 + name * 2 + 2).next_multiple_of(2);
    let length = u16_at(style, properties_at).map(usize::from).unwrap_or_default();
    // The first two bytes of the properties repeat the index of the style.
    let list = slice(style, properties_at + 4, length.saturating_sub(2)).unwrap_or_default();
    let properties = ParagraphProperties::default().with(list);
    Some(ParagraphStyle {
        based_on: (parent != NONE).then(|| id(parent)),
        numbering: NumberingProperties { list: properties.list.map(i64::from), level: properties.level.map(i64::from) },
        is_contents: CONTENTS.contains(&built_in),
    })
}
