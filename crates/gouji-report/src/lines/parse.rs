use std::borrow::Cow;

use gouji_text::{CancelToken, Cancelled, Span};
use tree_sitter::{Parser, Point, Range};

use super::line::{self, Line};

/// Bytes that are parsed at a time: about a millisecond's work, so that a cancelled reading stops soon.
pub(super) const STRETCH: usize = 1 << 16;

/// Parses stretches of whole lines of one text.
pub(super) struct Stretches<'a> {
    parser: Parser,
    source: Cow<'a, str>,
}

impl<'a> Stretches<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut parser = Parser::new();
        let language = parser.set_language(&tree_sitter_disclosure_report::LANGUAGE.into());
        language.expect("the grammar was generated for this version of the parser");
        Self { parser, source: without_nul(text) }
    }

    /// Parses stretches of whole lines and adds their lines. The stretches are in the order of the text. The parser
    /// gets the whole text, so that offsets and the start of the text are right.
    pub(super) fn parse(&mut self, stretches: &[Span], lines: &mut Vec<Line>) {
        if stretches.is_empty() {
            // An empty list of ranges would mean the whole text.
            return;
        }
        // Nothing reads the rows of these points.
        let point = |byte| Point { row: 0, column: byte };
        let range = |stretch: &Span| Range {
            start_byte: stretch.start,
            end_byte: stretch.end,
            start_point: point(stretch.start),
            end_point: point(stretch.end),
        };
        let ranges: Vec<Range> = stretches.iter().map(range).collect();
        self.parser.reset();
        let ranges = self.parser.set_included_ranges(&ranges).ok();
        let tree = ranges.and_then(|()| self.parser.parse(self.source.as_bytes(), None));
        if let Some(tree) = tree {
            line::read(tree.root_node(), &self.source, lines);
        }
    }
}

/// The lines of `whole`, a stretch of whole lines of `text`, except that [`Line::after_blank`] is not set.
pub(super) fn lines(text: &str, whole: Span, cancel: CancelToken<'_>) -> Result<Vec<Line>, Cancelled> {
    let mut stretches = Stretches::new(text);
    let mut lines = Vec::new();
    let mut start = whole.start;
    while start < whole.end {
        cancel.check()?;
        let rest = text.as_bytes().get(start..whole.end).unwrap_or_default();
        let more = rest.get(STRETCH..).and_then(|rest| memchr::memchr(b'\n', rest));
        let end = more.map_or(whole.end, |more| start + STRETCH + more + 1);
        stretches.parse(&[Span::new(start, end)], &mut lines);
        start = end;
    }
    Ok(lines)
}

/// The text with blanks in place of NUL, which a lexer takes for the end of the text. Every offset stays.
fn without_nul(text: &str) -> Cow<'_, str> {
    match memchr::memchr(0, text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace('\0', " ")),
        None => Cow::Borrowed(text),
    }
}
