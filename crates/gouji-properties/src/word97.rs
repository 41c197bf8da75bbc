//! Converting any bytes as a document of Word 97 to 2003 either fails, or gives a text with a map of all places.
//!
//! The first two bytes are the length of the stream with the document, in units of 64 bytes. The rest is the stream with the
//! tables. So the fuzzer reaches the reader without a valid container. If they are 0xFFFF, the rest is a whole file.

use std::io::{Cursor, Write};

use cfb::CompoundFile;
use gouji_convert::word97;
use gouji_testkit::word97::Word97;

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

/// The seed inputs: documents as streams, and one as a whole file.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut changed = Word97::default();
    changed.run("27", &[0x00, 0x08, 1]).run("\u{13}X\u{14}28\u{15}", &[0x01, 0x08, 1]).end(
        "\r",
        0,
        &[0x0B, 0x46, 1, 0],
        &[],
    );
    let mut table = Word97::default();
    table
        .paragraph("一、总体情况")
        .row(0, &[(900, 3 << 5, "甲"), (1800, 2, "乙"), (2700, 1, "")])
        .row(0, &[(1800, 1 << 5, "1")]);
    let whole = [&WHOLE.to_le_bytes()[..], &table.bytes()].concat();
    let input = |word: &Word97| {
        let (document, table) = word.streams();
        let units = u16::try_from(document.len() / UNIT).unwrap_or(WHOLE);
        [&units.to_le_bytes()[..], &document, &table].concat()
    };
    vec![input(&changed), input(&table), whole]
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
