//! Writes reports as the documents that agencies publish: Word documents and web pages in the official layout.
//!
//! The tables follow the edition of the form ([`FormTable`]). The same report always gives the same bytes.

mod docx;
mod docx_parts;
mod html;
mod placed;
mod plan;

pub use docx::docx;
pub use gouji_edition::blank_report::blank_report;
pub use html::html;
pub use placed::{PlacedTable, Unplaced, UnplacedReason};
pub use plan::{PrintedReport, PrintedText, ReportPart, TextLevel};

/// The characters that XML and HTML allow, with the special ones escaped. It fits text and values between double quotes.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            _ if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => {}
            _ => escaped.push(character),
        }
    }
    escaped
}
