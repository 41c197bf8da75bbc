//! Characters and widths of the fonts of a PDF file.

use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId};
use hayro_syntax::object::{Dict, Name};

/// The fonts of a document. Each is read once.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    character_maps: CMapResolverFn,
}

/// A font.
pub struct PageFont<'a> {
    font: Font<'a>,
    codes: Codes,
    /// The characters of codes that were already looked up.
    characters: std::cell::RefCell<HashMap<u32, Option<Rc<str>>>>,
}

/// The meaning of character codes in a font that does not map them to Unicode itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codes {
    /// Codes of the font only.
    Own,
    /// GBK or GB18030.
    Gb,
    /// UCS-2 or UTF-16.
    Unicode,
}

impl<'a> Fonts<'a> {
    pub fn new() -> Self {
        // Fonts that are not in the file are replaced by a small one, which is enough for reading text.
        let programs: FontResolverFn = Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
        });
        Self { cache: FontCache::new(), programs, character_maps: Arc::new(load_embedded) }
    }

    /// The font that this dictionary describes; `None` if it cannot be read.
    pub fn font(&self, dict: &Dict<'a>) -> Option<PageFont<'a>> {
        let font = self.cache.font(dict, &self.programs, &self.character_maps)?;
        let encoding = dict.get::<Name<'_>>("Encoding");
        let codes = encoding.map_or(Codes::Own, |name| Codes::from_name(name.deref()));
        Some(PageFont { font, codes, characters: std::cell::RefCell::default() })
    }
}

impl Codes {
    fn from_name(name: &[u8]) -> Self {
        let contains = |word: &[u8]| name.windows(word.len()).any(|part| part == word);
        if contains(b"UCS2") || contains(b"UTF16") {
            Self::Unicode
        } else if contains(b"GBK") || contains(b"GBpc") || contains(b"GB-EUC") {
            Self::Gb
        } else {
            Self::Own
        }
    }

    fn character(self, code: u32) -> Option<Rc<str>> {
        match self {
            Self::Own => None,
            Self::Unicode => char::from_u32(code).map(|character| character.encode_utf8(&mut [0; 4]).into()),
            Self::Gb => {
                let bytes = code.to_be_bytes();
                let start = bytes.iter().position(|byte| *byte != 0)?;
                let (text, _, is_broken) = encoding_rs::GB18030.decode(bytes.get(start..)?);
                if is_broken { None } else { Some(text.as_ref().into()) }
            }
        }
    }
}

/// The text with ideographs for radicals. Both have the same glyph in a font, and programs that write PDF files pick either.
fn with_common_forms(text: Rc<str>) -> Rc<str> {
    if text.chars().any(|character| gouji_text::common_form(character).is_some()) {
        text.chars().map(|character| gouji_text::common_form(character).unwrap_or(character)).collect::<String>().into()
    } else {
        text
    }
}

impl PageFont<'_> {
    /// The code at the beginning of `bytes`, which must not be empty, and its length in bytes.
    pub fn read_code(&self, bytes: &[u8]) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, 0);
        (code, length.max(1))
    }

    /// The text of a code; `None` if the file does not say.
    pub fn text(&self, code: u32) -> Option<Rc<str>> {
        if let Some(text) = self.characters.borrow().get(&code) {
            return text.clone();
        }
        let unicode = match self.font.glyph(GlyphId::NOTDEF, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let text = match unicode {
            Some(BfString::Char(character)) => Some(character.encode_utf8(&mut [0; 4]).into()),
            Some(BfString::String(text)) => Some(text.into()),
            None => self.codes.character(code),
        };
        let text = text.map(with_common_forms);
        self.characters.borrow_mut().insert(code, text.clone());
        text
    }

    /// The way from a glyph to the next one, in thousandths of the font size: to the right and upwards.
    pub fn advance(&self, code: u32) -> (f64, f64) {
        let advance = self.font.code_advance(code);
        (advance.x, advance.y)
    }

    /// The place of the origin of a glyph, in thousandths of the font size.
    pub fn origin(&self, code: u32) -> (f64, f64) {
        let origin = self.font.origin_displacement(code);
        (origin.x, origin.y)
    }

    /// Whether text runs from left to right.
    pub fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }
}
