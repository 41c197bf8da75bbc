//! Any bytes can be read as a document or as text in any encoding: they are refused or give a text, and every place of it is known.
//!
//! The first byte says as what: a Word document, the body of one, a web page, or text.

use std::io::{Cursor, Write};

use gouji_convert::{Converted, Failure, decode, page, word};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What leads from a package to its document.
const RELATIONS: &str = r#"<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/>
    <Relationship Type="x/numbering" Target="document.xml"/><Relationship Type="x/styles" Target="document.xml"/></Relationships>"#;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    match kind % 4 {
        0 => known(&word(bytes)),
        1 => known(&word(&package(bytes))),
        2 => known(&page(bytes)),
        _ => {
            if let Ok((text, encoding)) = decode(bytes.to_vec()) {
                assert_eq!(encoding.encode(&text), bytes, "{encoding:?} is written back as it was");
            }
        }
    }
}

/// Every place of the text is known, and lies between characters.
fn known(read: &Result<Converted, Failure>) {
    let Ok(Converted { text, places, .. }) = read else { return };
    let mut before = 0;
    for (start, place) in places.iter() {
        assert!(start >= before && text.is_char_boundary(start), "{place:?} at {start}");
        assert_eq!(places.place(start).is_some(), start <= text.len());
        before = start;
    }
    assert_eq!(places.place(0).is_none(), text.is_empty());
}

/// A package in which these bytes are the document, its lists and its styles.
fn package(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 3] = [
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ("word/document.xml", bytes),
    ];
    for (name, part) in parts {
        // Memory takes whatever is written.
        let _ = writer.start_file(name, SimpleFileOptions::default());
        let _ = writer.write_all(part);
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
