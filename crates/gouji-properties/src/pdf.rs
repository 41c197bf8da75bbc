//! Converting any bytes as a PDF file either fails, or gives a text with a map of all places.

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
