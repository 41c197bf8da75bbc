//! Converting any bytes as a document of Word 97 to 2003 either fails, or gives a text with a map of all places.
//!
//! The first two bytes are the length of the stream with the document, in units of 64 bytes. The rest is the stream with the
//! tables. So the fuzzer reaches the reader without a valid container. If they are 0xFFFF, the rest is a whole file.

use std::io::{Cursor, Write};

use cfb::CompoundFile;
use gouji_convert::word97;

use crate::documents::check_places;

/// The unit of the length of the first stream, in bytes.
const UNIT: usize = 64;
/// The length that means that the rest is a whole file.
const WHOLE: u16 = u16::MAX;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let Some((length, rest)) = data.split_first_chunk::<2>() else { return };
    match u16::from_le_bytes(*length) {
        WHOLE => check_places(&word97(rest)),
        length => {
            let (document, table) = rest.split_at(rest.len().min(usize::from(length) * UNIT));
            check_places(&word97(&container(document, table)));
        }
    }
}

/// The seed inputs: a paragraph with changes, a field and a list, the cells of a row, and a whole file.
pub fn seeds() -> Vec<Vec<u8>> {
    let deleted = [0x00, 0x08, 1, 0x01, 0x08, 1];
    let list = [0x0B, 0x46, 1, 0, 0x0A, 0x26, 1, 0];
    // In a table, the end of a row, and the description of a row with one cell.
    let mut row = vec![0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xD6, 26, 0, 1, 0, 0, 0x84, 3, 0x60, 0];
    row.resize(36, 0);
    let whole = streams("27\u{8}\r", &[], &list);
    let inputs = [streams("\u{13}X\u{14}28\u{15}\r", &deleted, &list), streams("甲\u{7}乙\u{7}\u{7}", &[], &row)];
    let input = |(document, table): &(Vec<u8>, Vec<u8>)| {
        let units = u16::try_from(document.len() / UNIT).unwrap_or(WHOLE);
        [&units.to_le_bytes()[..], document, table].concat()
    };
    let whole = [&WHOLE.to_le_bytes()[..], &container(&whole.0, &whole.1)].concat();
    inputs.iter().map(input).chain([whole]).collect()
}

/// The streams of a document in which all characters and all paragraphs have the same properties.
fn streams(text: &str, characters: &[u8], paragraphs: &[u8]) -> (Vec<u8>, Vec<u8>) {
    const TEXT: u32 = 1024;
    const PAGE: usize = 512;
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u32::try_from(units.len()).unwrap_or_default();
    let mut document = vec![0; 1024];
    document.extend(&units);
    document.resize(document.len().next_multiple_of(PAGE), 0);
    let first_page = u32::try_from(document.len() / PAGE).unwrap_or_default();
    let byte = |length: usize| u8::try_from(length).unwrap_or_default();
    let range = [TEXT.to_le_bytes(), (TEXT + length).to_le_bytes()].concat();
    for list in [
        [&[byte(characters.len())], characters].concat(),
        [&[0, byte(paragraphs.len() / 2 + 1), 0, 0], paragraphs].concat(),
    ] {
        let mut page = [&range[..], &[128]].concat();
        page.resize(256, 0);
        page.extend(list);
        page.resize(PAGE - 1, 0);
        page.push(1);
        document.extend(page);
    }
    let pages = |number: u32| [&range[..], &number.to_le_bytes()].concat();
    let piece = [[0; 4], (length / 2).to_le_bytes(), [0; 4]].concat();
    let pieces = [&[2, 16, 0, 0, 0][..], &piece[..10], &TEXT.to_le_bytes(), &[0, 0]].concat();
    let table = [pages(first_page), pages(first_page + 1), pieces].concat();
    for (at, bytes) in [(0, [0xEC, 0xA5, 0xC1, 0]), (76, (length / 2).to_le_bytes())] {
        document[at..at + 4].copy_from_slice(&bytes);
    }
    for (index, start, length) in [(12, 0, 12), (13, 12, 12), (33, 24, 21)] {
        let at = 154 + index * 8;
        document[at] = start;
        document[at + 4] = length;
    }
    (document, table)
}

/// A compound file with these streams.
fn container(document: &[u8], table: &[u8]) -> Vec<u8> {
    // Writing to memory does not fail.
    let Ok(mut file) = CompoundFile::create(Cursor::new(Vec::new())) else { return Vec::new() };
    for (name, bytes) in [("/WordDocument", document), ("/0Table", table), ("/1Table", table)] {
        let _ = file.create_stream(name).and_then(|mut stream| stream.write_all(bytes));
    }
    let _ = file.flush();
    file.into_inner().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_documents() {
        let texts = [("\u{13}X\u{14}28\u{15}\r", ""), ("27\r", "27\n\n")];
        for (text, expected) in texts {
            let (document, table) = streams(text, if expected.is_empty() { &[0x00, 0x08, 1] } else { &[] }, &[]);
            let converted = word97(&container(&document, &table)).expect("a document");
            assert_eq!(converted.text, expected);
        }
        seeds().iter().for_each(|seed| holds(seed));
    }
}
