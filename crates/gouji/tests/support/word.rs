//! Reports as Word documents.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The Word document of a report whose tables have tabs between their cells.
pub fn document(report: &str) -> Vec<u8> {
    let escaped = report.replace('&', "&amp;").replace('<', "&lt;");
    let (mut body, mut rows) = (String::new(), String::new());
    for line in escaped.lines().chain([""]) {
        if line.contains('\t') {
            let cells: String = line.split('\t').map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).collect();
            rows += &format!("<w:tr>{cells}</w:tr>");
            continue;
        }
        if !rows.is_empty() {
            body += &format!("<w:tbl>{}</w:tbl>", std::mem::take(&mut rows));
        }
        body += &paragraph(line);
    }
    with_body(&body)
}

/// A Word document with this body.
pub fn with_body(body: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let relation = format!(r#"<Relationship Id="d" Type="{kind}" Target="word/document.xml"/>"#);
    package(&[
        ("_rels/.rels", &format!("<Relationships>{relation}</Relationships>")),
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
    ])
}

/// A package with these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(part.as_bytes()).expect("a part");
    }
    writer.finish().expect("a package").into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}
