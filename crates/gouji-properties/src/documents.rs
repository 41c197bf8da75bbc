//! Converting and decoding any bytes either fails, or gives a text with a map of all places.
//!
//! A text that is a report can be written as Markdown and as documents.
//!
//! The first byte selects the kind: a Word document, the body of one, a web page, or text.

use std::io::{Cursor, Write};

use gouji_convert::publish::{PrintedReport, docx, html};
use gouji_convert::{Converted, Failure, MarkdownStyle, TextOrigin, decode, markdown, page, word};
use gouji_report::{Lines, Report};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The relations from the package to its parts.
const RELATIONS: &str = r#"<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/>
    <Relationship Type="x/numbering" Target="document.xml"/><Relationship Type="x/styles" Target="document.xml"/></Relationships>"#;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    match kind % 4 {
        0 => check_places(&word(bytes)),
        1 => check_places(&word(&package(bytes))),
        2 => check_places(&page(bytes)),
        _ => {
            if let Ok((text, encoding)) = decode(bytes.to_vec()) {
                check_printed(&text);
                assert_eq!(encoding.encode(&text), bytes, "{encoding:?} is written back as it was");
            }
        }
    }
}

/// Checks that the map covers the text, in order and on character boundaries.
pub fn check_places(read: &Result<Converted, Failure>) {
    let Ok(Converted { text, places, .. }) = read else { return };
    check_printed(text);
    let mut before = 0;
    for (start, place) in places.iter() {
        assert!(start >= before && text.is_char_boundary(start), "{place:?} at {start}");
        assert_eq!(places.place(start).is_some(), start <= text.len());
        before = start;
    }
    assert_eq!(places.place(0).is_none(), text.is_empty());
}

/// Writes a text that is a report as Markdown and as documents. The Word document can be read again.
fn check_printed(text: &str) {
    let Some(report) = Report::read(text, &Lines::parse(text)) else { return };
    for style in MarkdownStyle::ALL {
        markdown(text, &report, TextOrigin::Document, style);
    }
    let Ok(printed) = PrintedReport::new(&report, text) else { return };
    html(&printed);
    assert!(docx(&printed).is_some_and(|bytes| word(&bytes).is_ok()), "the document is read again");
}

/// A package in which these bytes are the document, the lists and the styles.
fn package(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 3] = [
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ("word/document.xml", bytes),
    ];
    for (name, part) in parts {
        // Writing to memory does not fail.
        let _ = writer.start_file(name, SimpleFileOptions::default());
        let _ = writer.write_all(part);
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
