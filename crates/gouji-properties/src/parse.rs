//! Parsing never fails and loses no line.

use gouji_report::Syntax;
use gouji_text::{Passages, Watch};

use crate::script::Script;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = Script::read(data).text();
    let lines = Syntax::parse(&text);
    is_no_error(&text, &lines);
    loses_no_line(&text, &lines);
    knows_lines_again(&text, &lines);
}

/// Lines that were met before, in this text or in another, are those of a fresh parse.
pub fn knows_lines_again(text: &str, lines: &Syntax) {
    let mut passages = Passages::default();
    let backwards: String = text.split_inclusive('\n').rev().collect();
    for (text, lines) in [(text, lines), (&backwards, &Syntax::parse(&backwards)), (text, lines)] {
        let known = Syntax::parse_cached(text, &mut passages, Watch::never()).expect("nobody stops it");
        assert_eq!(known.lines(), lines.lines());
    }
}

/// No text is an error of the grammar, and its tree has the lines that are read stretch by stretch.
pub fn is_no_error(text: &str, lines: &Syntax) {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_disclosure_report::LANGUAGE.into()).expect("the grammar can be loaded");
    // The lexer takes NUL for the end of the text.
    let tree = parser.parse(text.replace('\0', " "), None).expect("nobody stops it");
    let root = tree.root_node();
    assert!(!root.has_error(), "{}", root.to_sexp());
    let starts: Vec<usize> = root.named_children(&mut root.walk()).map(|line| line.start_byte()).collect();
    assert_eq!(lines.lines().iter().map(|line| line.span.start).collect::<Vec<_>>(), starts);
}

/// Whatever is not blank stands in one line of the tree, and no other line has it.
pub fn loses_no_line(text: &str, lines: &Syntax) {
    let mut rest = text.as_bytes().to_vec();
    let mut end = 0;
    for line in lines.lines() {
        crate::assert_inside(text, line.span, "a line");
        assert!(line.span.start >= end, "{line:?} begins before {end}");
        end = line.span.end;
        for part in [line.mark, line.ordinal].into_iter().flatten() {
            assert!(line.span.contains(part), "{part:?} of {line:?}");
        }
        if let Some(bytes) = rest.get_mut(line.span.start..line.span.end) {
            bytes.fill(b' ');
        }
    }
    // A byte order mark at the very start is the lexer's own business.
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0';
    assert!(String::from_utf8_lossy(&rest).chars().all(blank), "{:?} of {text:?}", String::from_utf8_lossy(&rest));
}
