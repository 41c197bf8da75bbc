//! PDF files that tests write by hand.

use std::fmt::Write as _;

/// Height of a page, in points. Tests count from the top.
const HEIGHT: f64 = 842.0;

/// The content of a page.
#[derive(Clone, Debug, Default)]
pub struct Sheet(pub String);

impl Sheet {
    /// Writes text at a place that is counted from the left and the top.
    pub fn text(mut self, x: f64, y: f64, size: f64, text: &str) -> Self {
        let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        let _ = writeln!(self.0, "BT /F1 {size} Tf {x} {} Td <{codes}> Tj ET", HEIGHT - y);
        self
    }

    /// Draws a line.
    pub fn line(mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Self {
        let _ = writeln!(self.0, "{x0} {} m {x1} {} l S", HEIGHT - y0, HEIGHT - y1);
        self
    }

    /// Fills a rectangle.
    pub fn fill(mut self, x: f64, y: f64, width: f64, height: f64) -> Self {
        let _ = writeln!(self.0, "{x} {} {width} {height} re f", HEIGHT - y - height);
        self
    }

    /// Draws all lines of a table with these edges.
    pub fn grid(mut self, xs: &[f64], ys: &[f64]) -> Self {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for x in xs {
            self = self.line((*x, top), (*x, bottom));
        }
        for y in ys {
            self = self.line((left, *y), (right, *y));
        }
        self
    }

    /// Writes one row of cells.
    pub fn row(mut self, xs: &[f64], y: f64, cells: &[&str]) -> Self {
        for (x, cell) in xs.iter().zip(cells) {
            self = self.text(x + 4.0, y, 10.0, cell);
        }
        self
    }
}

/// The objects of a font whose codes are UTF-16: its dictionary, its descendant and its map to Unicode.
fn font(first: usize) -> [String; 3] {
    let ranges: String = (0..256).map(|high| format!("<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n")).collect();
    let parts: Vec<String> = ranges
        .lines()
        .collect::<Vec<_>>()
        .chunks(100)
        .map(|part| format!("{} beginbfrange\n{}\nendbfrange", part.len(), part.join("\n")))
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n{}\nendcmap end end",
        parts.join("\n")
    );
    [
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [{} 0 R] /ToUnicode {} 0 R >>",
            first + 1,
            first + 2
        ),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500]\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            .to_owned(),
        stream("", &map),
    ]
}

/// A stream object.
pub fn stream(entries: &str, content: &str) -> String {
    format!("<< /Length {} {entries} >>\nstream\n{content}\nendstream", content.len())
}

/// A file of these objects, numbered from 1. The first is the catalogue.
pub fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut starts = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for start in starts {
        file.extend(format!("{start:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

/// A file with these pages.
pub fn pdf(sheets: &[Sheet]) -> Vec<u8> {
    with_resources(sheets, "", &[], "")
}

/// A file with these pages. Their dictionaries have `entries`; their forms are `/X0`, `/X1` and so on.
pub fn with_resources(sheets: &[Sheet], entries: &str, forms: &[(&str, String)], trailer: &str) -> Vec<u8> {
    let first_form = 6;
    let first_page = first_form + forms.len();
    let kids: Vec<String> = (0..sheets.len()).map(|index| format!("{} 0 R", first_page + 2 * index)).collect();
    let names: String = (0..forms.len()).map(|index| format!("/X{index} {} 0 R ", first_form + index)).collect();
    let resources = format!("/Resources << /Font << /F1 3 0 R >> /XObject << {names} >> >>");
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 595 842] >>", sheets.len(), kids.join(" ")),
    ];
    objects.extend(font(3));
    for (entries, content) in forms {
        let kind = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]";
        objects.push(stream(&format!("{kind} {resources} {entries}"), content));
    }
    for (index, sheet) in sheets.iter().enumerate() {
        let content = first_page + 2 * index + 1;
        objects.push(format!("<< /Type /Page /Parent 2 0 R {resources} /Contents {content} 0 R {entries} >>"));
        objects.push(stream("", &sheet.0));
    }
    file(&objects, trailer)
}
