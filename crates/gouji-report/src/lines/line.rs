use std::ops::Range;

use gouji_text::Span;
use tree_sitter::Node;

/// The kind of a line, as far as the line alone shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Reads like the report's title.
    Title,
    /// Numbered or marked by `#`, and no sentence.
    Heading,
    /// Numbered, and a sentence.
    Item,
    /// Cells between tabs.
    Row,
    /// One cell after a tab.
    CellLine,
    /// Cells between pipes.
    PipeRow,
    /// Anything else that is not blank.
    Paragraph,
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The kind of the line.
    pub kind: LineKind,
    /// The line without its end.
    pub span: Span,
    /// `#` marks, without the blanks after them.
    pub mark: Option<Span>,
    /// Numeral and punctuation before a heading or item.
    pub ordinal: Option<Span>,
    /// Whether a blank line or the start of the text precedes the line.
    pub after_blank: bool,
}

impl Line {
    /// The line after the text has moved from the byte `from` to the byte `to`.
    pub(super) fn moved(&self, from: usize, to: usize) -> Self {
        let moved = |span: Span| span.rebase(from, to);
        Self { span: moved(self.span), mark: self.mark.map(moved), ordinal: self.ordinal.map(moved), ..*self }
    }
}

/// Adds the lines of a tree. `text` is the parsed text.
pub(super) fn read(root: Node<'_>, text: &str, lines: &mut Vec<Line>) {
    let mut cursor = root.walk();
    for node in root.named_children(&mut cursor) {
        let span = without_line_end(node.byte_range().into(), text);
        let mut line = Line { kind: kind(node.kind()), span, mark: None, ordinal: None, after_blank: false };
        if matches!(line.kind, LineKind::Heading | LineKind::Item) {
            add_lead(&mut line, node, text);
        }
        lines.push(line);
    }
}

/// Sets [`Line::after_blank`] of all lines.
pub(super) fn with_after_blank(text: &str, mut lines: Vec<Line>) -> Vec<Line> {
    let all = 0..lines.len();
    set_after_blank(text, &mut lines, all);
    lines.shrink_to_fit();
    lines
}

/// Sets [`Line::after_blank`] of the lines in the range `which`.
pub(super) fn set_after_blank(text: &str, lines: &mut [Line], which: Range<usize>) {
    let mut before = which.start.checked_sub(1).and_then(|before| lines.get(before)).map(|line| line.span.end);
    for line in lines.iter_mut().take(which.end).skip(which.start) {
        let between = before.map(|end| Span::new(end, line.span.start).slice(text));
        line.after_blank = !between.is_some_and(|between| matches!(between, "\n" | "\r\n" | "\r"));
        before = Some(line.span.end);
    }
}

fn add_lead(line: &mut Line, node: Node<'_>, text: &str) {
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor) {
        let span = Span::from(child.byte_range()).trimmed(text);
        match child.kind() {
            "mark" => line.mark = Some(span),
            "ordinal" => line.ordinal = Some(span),
            _ => {}
        }
    }
}

fn kind(node: &str) -> LineKind {
    match node {
        "title" => LineKind::Title,
        "heading" => LineKind::Heading,
        "item" => LineKind::Item,
        "row" => LineKind::Row,
        "cell_line" => LineKind::CellLine,
        "pipe_row" => LineKind::PipeRow,
        _ => LineKind::Paragraph,
    }
}

fn without_line_end(span: Span, text: &str) -> Span {
    Span::new(span.start, span.start + span.slice(text).trim_end_matches(['\r', '\n']).len())
}
