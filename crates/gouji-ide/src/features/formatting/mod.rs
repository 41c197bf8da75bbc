//! Formatting: the columns of Markdown tables are aligned, and several blank lines become one. No word and no figure changes.
//!
//! Between tabs nothing can be aligned without adding characters to cells, so such tables stay as they are. Widths count as on a screen:
//! a Han character is as wide as two digits.

mod lines;
mod numbering;
mod table;

use gouji_report::Report;
use gouji_text::{CancelToken, Cancelled, Span, TextEdit};

use lines::{BlockKind, blocks};

pub use numbering::on_new_line;

/// The edits that format `text`, whose report is `report`; only those that change lines in `within`, if it is given. They are in the
/// order of the text.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn format(
    text: &str,
    report: &Report,
    within: Option<Span>,
    cancel: CancelToken<'_>,
) -> Result<Vec<TextEdit>, Cancelled> {
    let mut edits = Vec::new();
    for block in blocks(text, report) {
        cancel.check()?;
        match block.kind {
            BlockKind::Table => edits.extend(table::align(text, block.span)),
            BlockKind::Blank => edits.extend(one_blank_line(text, block.span)),
        }
    }
    if let Some(within) = within {
        edits.retain(|edit| edit.span.start <= within.end && within.start <= edit.span.end);
    }
    Ok(edits)
}

/// The edits that align the table at `offset`, after its author has typed a pipe.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn align_table_at(
    text: &str,
    report: &Report,
    offset: usize,
    cancel: CancelToken<'_>,
) -> Result<Vec<TextEdit>, Cancelled> {
    cancel.check()?;
    let mut tables = blocks(text, report).into_iter().filter(|block| block.kind == BlockKind::Table);
    let table = tables.find(|block| block.span.touches(offset));
    Ok(table.map(|table| table::align(text, table.span)).unwrap_or_default())
}

/// Replaces a run of blank lines by one empty line.
fn one_blank_line(text: &str, span: Span) -> Option<TextEdit> {
    let ending = gouji_text::line_ending(text);
    // At the end of the text no blank line is needed.
    let expected = if span.end == text.len() { "" } else { ending };
    (span.slice(text) != expected).then(|| TextEdit::new(span, expected))
}

#[cfg(test)]
mod tests;
