//! Converting any bytes as a PDF file either fails, or gives a text with a map of all places.
//!
//! It is no fuzz target: libFuzzer ends at every panic, also at those of the PDF library that the reader catches.

use gouji_convert::pdf;

use crate::documents::check_places;

/// The property, of bytes as a file, and as the content of a page.
pub fn holds(bytes: &[u8]) {
    check_places(&pdf(bytes));
    check_places(&pdf(&pdf_file(bytes)));
}

/// A PDF file with one page of this content, which has a font and a form.
fn pdf_file(content: &[u8]) -> Vec<u8> {
    let resources = "/Resources << /Font << /F1 4 0 R >> /XObject << /X0 5 0 R >> >>";
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut object = |head: String, stream: Option<&[u8]>| {
        file.extend(head.bytes());
        if let Some(stream) = stream {
            file.extend(b"\nstream\n");
            file.extend(stream);
            file.extend(b"\nendstream");
        }
        file.extend(b"\nendobj\n");
    };
    object("1 0 obj << /Type /Catalog /Pages 2 0 R >>".to_owned(), None);
    object("2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_owned(), None);
    object(format!("3 0 obj << /Type /Page /Parent 2 0 R {resources} /Contents 6 0 R >>"), None);
    object("4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(), None);
    let length = content.len();
    let form = format!("5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length {length} >>");
    object(form, Some(content));
    object(format!("6 0 obj << /Length {length} >>"), Some(content));
    // The table of objects is missing, so the reader looks for them.
    file.extend(b"trailer << /Root 1 0 R >>\n");
    file
}

#[cfg(test)]
mod tests {
    use super::holds;

    /// Contents of pages of PDF files: words, ruling lines, a turned page, a form, and operators that are cut off; and a damaged file.
    const PDF: [&str; 5] = [
        "BT /F1 12 Tf 72 700 Td (1. Overview) Tj 0 -14 Td [(a) -250 (b)] TJ T* <313233> ' ET",
        "0 0 100 20 re S 100 0 m 100 40 l S 0 20 200 0.5 re f BT /F1 9 Tf 2 4 Td (12) Tj 100 0 Td (34) Tj ET",
        "q 0 1 -1 0 0 0 cm /X0 Do Q BT 3 Tr 14 TL 1 0 0 1 72 700 Tm (x) Tj ET",
        "BI /W 1 /H 1 ID x EI q q q BT (unfinished \\( 99999999999 1e99 -",
        "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\ntrailer << /Root 1 0 R >>",
    ];

    #[test]
    fn any_bytes_are_read_or_refused() {
        for content in PDF {
            let bytes = content.as_bytes();
            holds(bytes);
            // Cut off, and with single bytes changed.
            (0..bytes.len()).for_each(|end| holds(&bytes[..end]));
            for at in 0..bytes.len() {
                let mut damaged = bytes.to_vec();
                damaged[at] ^= 0x15;
                holds(&damaged);
            }
        }
    }
}
