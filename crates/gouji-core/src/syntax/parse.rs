use std::borrow::Cow;

use tree_sitter::{Parser, Point, Range};

use super::line::{self, Line};
use crate::cancel::{Cancelled, Watch};
use crate::text::Span;

/// How much is parsed at a time, in bytes: about a millisecond's work, after which nobody may wait for it any more.
const STRETCH: usize = 1 << 16;

/// The lines of a stretch of whole lines of `text`; whether a blank line stands before them is not yet known.
pub(super) fn lines(text: &str, whole: Span, watch: Watch<'_>) -> Result<Vec<Line>, Cancelled> {
    let mut parser = Parser::new();
    let mut lines = Vec::new();
    // Without its grammar, which is part of the program, there is no line.
    if parser.set_language(&tree_sitter_disclosure_report::LANGUAGE.into()).is_err() {
        return Ok(lines);
    }
    let source = without_nul(text);
    let mut start = whole.start;
    while start < whole.end {
        watch.check()?;
        let rest = source.as_bytes().get(start..whole.end).unwrap_or_default();
        let more = rest.get(STRETCH..).and_then(|behind| memchr::memchr(b'\n', behind));
        let end = more.map_or(whole.end, |more| start + STRETCH + more + 1);
        parse(&mut parser, &source, Span::new(start, end), &mut lines);
        start = end;
    }
    Ok(lines)
}

/// Adds the lines of one stretch. The parser sees the whole text, so that its offsets, and what stands at its very beginning,
/// are those of the text.
fn parse(parser: &mut Parser, text: &str, stretch: Span, lines: &mut Vec<Line>) {
    // Rows are of no use to anyone here.
    let point = |byte| Point { row: 0, column: byte };
    let range = Range {
        start_byte: stretch.start,
        end_byte: stretch.end,
        start_point: point(stretch.start),
        end_point: point(stretch.end),
    };
    parser.reset();
    let tree = parser.set_included_ranges(&[range]).ok().and_then(|()| parser.parse(text.as_bytes(), None));
    if let Some(tree) = tree {
        line::read(tree.root_node(), text, lines);
    }
}

/// A lexer takes NUL for the end of the text; a blank of the same length keeps every offset.
fn without_nul(text: &str) -> Cow<'_, str> {
    match memchr::memchr(0, text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace('\0', " ")),
        None => Cow::Borrowed(text),
    }
}
