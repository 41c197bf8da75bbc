//! The lists of a document (`PlfLst` and `PlfLfo`), which give its paragraphs their numbers.

use super::little_endian::{i32_at, slice, u8_at, u16_at, u32_at};
use crate::limits;
use crate::word::numbering::{LEVELS, ListLevel, Numbering, WordList};

/// Bytes of a definition (`LSTF`), of the fixed part of a level (`LVLF`), of a list (`LFO`) and of an override (`LFOLVL`).
const DEFINITION: usize = 28;
const LEVEL: usize = 28;
const LIST: usize = 16;
const OVERRIDE: usize = 8;

/// The names (`ST_NumberFormat`) of the numerals with these numbers (`MSONFC`).
const FORMATS: [&str; 40] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
];
/// The number that means “no numeral”.
const NO_NUMERAL: u8 = 255;

/// Reads the lists. `definitions` is followed by `levels` in the stream. The id of a list is its index from 1.
pub fn read(definitions: &[u8], mut levels: &[u8], lists: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    let count = u16_at(definitions, 0).map(usize::from).unwrap_or_default().min(limits::DEFINITIONS);
    for index in 0..count {
        let Some(definition) = slice(definitions, 2 + index * DEFINITION, DEFINITION) else { break };
        let Some(id) = i32_at(definition, 0) else { break };
        let is_simple = u8_at(definition, 26).is_some_and(|flags| flags & 1 != 0);
        let mut own: [ListLevel; LEVELS] = Default::default();
        for level in own.iter_mut().take(if is_simple { 1 } else { LEVELS }) {
            let Some(read) = read_level(&mut levels) else { break };
            *level = read;
        }
        numbering.define(id.into(), own);
    }
    read_lists(lists, &mut numbering);
    numbering
}

fn read_lists(table: &[u8], numbering: &mut Numbering) {
    let count = u32_at(table, 0).and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
    let count = count.min(limits::DEFINITIONS);
    let mut rest = table.get(4 + count * LIST..).unwrap_or_default();
    for index in 0..count {
        let Some(list) = slice(table, 4 + index * LIST, LIST) else { break };
        let mut read = WordList { definition: i32_at(list, 0).unwrap_or_default().into(), ..WordList::default() };
        // The overrides of a list begin with four bytes that have no meaning.
        rest = rest.get(4..).unwrap_or_default();
        for _ in 0..u8_at(list, 12).unwrap_or_default() {
            if read_override(&mut rest, &mut read).is_none() {
                break;
            }
        }
        numbering.add_list(i64::try_from(index + 1).unwrap_or_default(), read);
    }
}

/// Reads an override of a level (`LFOLVL`).
fn read_override(rest: &mut &[u8], list: &mut WordList) -> Option<()> {
    let fixed = slice(rest, 0, OVERRIDE)?;
    let (start, flags) = (i32_at(fixed, 0)?, u32_at(fixed, 4)?);
    *rest = rest.get(OVERRIDE..)?;
    let at = usize::try_from(flags & 0xF).ok()?;
    let (starts, formats) = (flags & 0x10 != 0, flags & 0x20 != 0);
    let own = if formats { Some(read_level(rest)?) } else { None };
    if starts {
        let start = own.as_ref().map_or(i64::from(start), |level| level.start);
        *list.starts.get_mut(at)? = Some(start);
    }
    if own.is_some() {
        *list.levels.get_mut(at)? = own;
    }
    Some(())
}

/// Reads a level (`LVL`).
fn read_level(rest: &mut &[u8]) -> Option<ListLevel> {
    let fixed = slice(rest, 0, LEVEL)?;
    let (start, format, flags) = (i32_at(fixed, 0)?, u8_at(fixed, 4)?, u8_at(fixed, 5)?);
    let places = slice(fixed, 6, LEVELS)?;
    let properties = usize::from(u8_at(fixed, 24)?) + usize::from(u8_at(fixed, 25)?);
    let text_at = LEVEL + properties;
    let length = usize::from(u16_at(rest, text_at)?);
    let text = slice(rest, text_at + 2, length * 2)?;
    let level = ListLevel {
        start: start.into(),
        format: format_name(format).to_owned(),
        text: label_text(text, places),
        style: None,
        is_legal: flags & 4 != 0,
        never_restarts: flags & 8 != 0,
    };
    *rest = rest.get(text_at + 2 + length * 2..)?;
    Some(level)
}

fn format_name(format: u8) -> &'static str {
    if format == NO_NUMERAL {
        return "none";
    }
    FORMATS.get(usize::from(format)).copied().unwrap_or("decimal")
}

/// The text of a label in the notation of `.docx`: `%1` for the number of the first level. `places` are the positions of numbers,
/// from 1.
fn label_text(text: &[u8], places: &[u8]) -> String {
    let mut label = String::new();
    let units = (0..text.len() / 2).filter_map(|index| u16_at(text, index * 2));
    for (index, character) in char::decode_utf16(units).enumerate() {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        let level = u32::from(character);
        let is_number = level < 9 && places.iter().any(|place| usize::from(*place) == index + 1);
        if is_number {
            label.push('%');
            label.extend(char::from_digit(level + 1, 10));
        } else if !character.is_control() {
            label.push(character);
        }
    }
    if label.len() > limits::LABEL { String::new() } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_contains_the_numbers_of_its_levels() {
        let text: Vec<u8> = "（\u{1}）\u{7}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(label_text(&text, &[2, 0, 0]), "（%2）");
        assert_eq!(label_text(&[], &[0]), "");
        assert_eq!([0, 39, 255, 200].map(format_name), ["decimal", "chineseCountingThousand", "none", "decimal"]);
    }
}
