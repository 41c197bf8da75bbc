//! The parts of a text that formatting may change.

use gouji_report::Report;
use gouji_text::{Span, lines};

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineBlock {
    /// Its lines, with their ends.
    pub span: Span,
    pub kind: BlockKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Rows of a Markdown table, with a delimiter row.
    Table,
    /// Several blank lines, or lines with blanks only, outside tables.
    Blank,
}

/// The parts that may change, in the order of the text. Blocks of code, and blank lines in tables, are left alone: there a blank line
/// ends a row.
pub(super) fn blocks(text: &str, report: &Report) -> Vec<LineBlock> {
    let mut finder = Finder { text, report, table: 0, blocks: Vec::new() };
    let (mut pending, mut is_code): (Option<LineBlock>, bool) = (None, false);
    for (span, line) in lines(text) {
        let is_fence = ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
        is_code ^= is_fence;
        let kind = if is_code || is_fence { None } else { finder.kind(span, line) };
        match (&mut pending, kind) {
            (Some(block), Some(kind)) if block.kind == kind => block.span.end = span.end,
            _ => {
                finder.finish(pending.take());
                pending = kind.map(|kind| LineBlock { span, kind });
            }
        }
    }
    finder.finish(pending);
    finder.blocks
}

struct Finder<'a> {
    text: &'a str,
    report: &'a Report,
    /// The first table that does not end before the line.
    table: usize,
    blocks: Vec<LineBlock>,
}

impl Finder<'_> {
    fn kind(&mut self, span: Span, line: &str) -> Option<BlockKind> {
        let content = line.trim_end_matches(['\n', '\r']);
        // A lone carriage return is a line end, too, and such a text is left alone.
        if content.contains('\r') {
            return None;
        }
        if is_row(content) {
            return Some(BlockKind::Table);
        }
        let is_blank = content.chars().all(|c| c == ' ' || c == '\t');
        (is_blank && !self.is_in_table(span)).then_some(BlockKind::Blank)
    }

    fn is_in_table(&mut self, line: Span) -> bool {
        while self.report.tables.get(self.table).is_some_and(|table| table.span.end <= line.start) {
            self.table += 1;
        }
        self.report.tables.get(self.table).is_some_and(|table| table.span.start < line.end)
    }

    /// Keeps a block that formatting may change.
    fn finish(&mut self, block: Option<LineBlock>) {
        self.blocks.extend(block.filter(|block| match block.kind {
            BlockKind::Table => has_delimiter(block.span.slice(self.text)),
            BlockKind::Blank => block.span.start > 0,
        }));
    }
}

/// Whether the line is a row between pipes. Code may contain pipes that separate nothing.
fn is_row(line: &str) -> bool {
    let trimmed = line.trim_matches(' ');
    trimmed.len() > 2
        && trimmed.starts_with('|')
        && trimmed.ends_with('|')
        && !trimmed.ends_with("\\|")
        && !line.contains('`')
}

/// Whether the second row has only dashes, so that Markdown sees a table.
fn has_delimiter(table: &str) -> bool {
    table.lines().nth(1).is_some_and(is_delimiter)
}

/// Whether the row separates the header from the rows.
pub(super) fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}
