//! The parts of a Word document besides its text: page, fonts, styles and page numbers, as GB/T 9704-2012 asks of official
//! documents.
//!
//! A4 page with a text area of 156 mm × 225 mm: margins of 37 mm above, 35 mm below, 28 mm at the left and 26 mm at the right.
//! Title in 二号 (22 pt) 方正小标宋, headings in 三号 (16 pt) 黑体 and 楷体, text in 三号 仿宋, 28 pt from line to line.
//! Tables have the type of the published form: 宋体 in 10 pt.

use super::escaped;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                          xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The part with the text.
pub fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {NAMESPACES}><w:body>{body}<w:sectPr>\
         <w:footerReference w:type=\"even\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" \
         w:header=\"851\" w:footer=\"1361\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// The properties of the document, with its title.
pub fn properties(title: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>zh-CN</dc:language>\
         </cp:coreProperties>",
        escaped(title)
    )
}

/// The parts that every document has.
pub const FIXED: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/package.rels")),
    ("word/_rels/document.xml.rels", include_str!("docx/document.rels")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/fontTable.xml", include_str!("docx/font_table.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/footer1.xml", include_str!("docx/footer_odd.xml")),
    ("word/footer2.xml", include_str!("docx/footer_even.xml")),
];
