//! Word documents that tests build.
#![allow(dead_code, reason = "each test program uses some of them")]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The namespace of Word's elements.
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A package with these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(part.as_bytes()).expect("a part");
    }
    writer.finish().expect("a package").into_inner()
}

/// A document with this body.
pub fn document(body: &str) -> Vec<u8> {
    with_lists(body, "", "")
}

/// A document with this body, these lists and these styles.
pub fn with_lists(body: &str, lists: &str, styles: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation =
        |name: &str, target: &str| format!(r#"<Relationship Id="{name}" Type="{kind}/{name}" Target="{target}"/>"#);
    let relations = |all: &[String]| format!("<Relationships>{}</Relationships>", all.concat());
    let part =
        |root: &str, inner: &str| format!(r#"<?xml version="1.0"?><w:{root} xmlns:w="{WORD}">{inner}</w:{root}>"#);
    package(&[
        ("_rels/.rels", &relations(&[relation("officeDocument", "word/document.xml")])),
        ("word/document.xml", &part("document", &format!("<w:body>{body}</w:body>"))),
        (
            "word/_rels/document.xml.rels",
            &relations(&[relation("numbering", "numbering.xml"), relation("styles", "styles.xml")]),
        ),
        ("word/numbering.xml", &part("numbering", lists)),
        ("word/styles.xml", &part("styles", styles)),
    ])
}

/// A document with this body and these lists, with the content types that other programs require.
pub fn with_lists_and_types(body: &str, lists: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |name: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{kind}/{name}" Target="{target}"/></Relationships>"#
        )
    };
    let content = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{content}.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="{content}.numbering+xml"/></Types>"#
    );
    let part = |root: &str, inner: &str| format!(r#"<w:{root} xmlns:w="{WORD}">{inner}</w:{root}>"#);
    package(&[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &relation("officeDocument", "word/document.xml")),
        ("word/document.xml", &part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/_rels/document.xml.rels", &relation("numbering", "numbering.xml")),
        ("word/numbering.xml", &part("numbering", lists)),
    ])
}

/// A paragraph with this text.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A cell with these properties and this text.
pub fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// A row of cells.
pub fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// A table of rows.
pub fn tbl(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat())
}
