use tree_sitter::Node;

use super::Syntax;
use crate::text::Span;

/// What a line is, as far as the line alone tells.
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
    /// One cell behind a tab.
    CellLine,
    /// Cells between pipes.
    PipeRow,
    /// Anything else that is not blank.
    Paragraph,
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The line without its end.
    pub span: Span,
    /// `#` marks, without the blanks behind them.
    pub mark: Option<Span>,
    /// Numeral and punctuation in front of a heading or item.
    pub ordinal: Option<Span>,
    /// Whether a blank line, or the start of the text, stands before it.
    pub after_blank: bool,
}

impl Syntax {
    /// The lines of `text`, which must be the text that was parsed; blank ones are left out.
    pub fn lines(&self, text: &str) -> Vec<Line> {
        let Some(root) = self.root() else { return Vec::new() };
        let mut lines = Vec::with_capacity(root.named_child_count());
        let mut cursor = root.walk();
        let mut end = None;
        for node in root.named_children(&mut cursor) {
            let whole = Span::from(node.byte_range());
            let mut line = Line {
                kind: kind(node.kind()),
                span: without_line_end(whole, text),
                mark: None,
                ordinal: None,
                after_blank: end != Some(whole.start),
            };
            end = Some(whole.end);
            if matches!(line.kind, LineKind::Heading | LineKind::Item) {
                add_lead(&mut line, node, text);
            }
            lines.push(line);
        }
        lines
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
    Span::new(span.start, span.start + span.of(text).trim_end_matches(['\r', '\n']).len())
}
