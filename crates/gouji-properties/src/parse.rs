//! Parsing never fails and loses no line.

use gouji_report::Lines;
use gouji_text::{CancelToken, PassageCache};

use crate::script::Script;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = Script::read(data).text();
    let lines = Lines::parse(&text);
    check_tree(&text, &lines);
    check_coverage(&text, &lines);
    check_cached_lines(&text, &lines);
}

/// Checks that lines that are cached from this text or another equal those of a fresh parse.
pub fn check_cached_lines(text: &str, lines: &Lines) {
    let mut passages = PassageCache::default();
    let backwards: String = text.split_inclusive('\n').rev().collect();
    for (text, lines) in [(text, lines), (&backwards, &Lines::parse(&backwards)), (text, lines)] {
        let cached = Lines::parse_cached(text, &mut passages, CancelToken::never()).expect("nobody stops it");
        assert_eq!(cached.lines(), lines.lines());
    }
}

/// Checks that the tree of the grammar has no error, and the same lines as `lines`, which are parsed in sections.
pub fn check_tree(text: &str, lines: &Lines) {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_disclosure_report::LANGUAGE.into()).expect("the grammar can be loaded");
    // The lexer treats NUL as the end of the text.
    let tree = parser.parse(text.replace('\0', " "), None).expect("nobody stops it");
    let root = tree.root_node();
    assert!(!root.has_error(), "{}", root.to_sexp());
    let starts: Vec<usize> = root.named_children(&mut root.walk()).map(|line| line.start_byte()).collect();
    assert_eq!(lines.lines().iter().map(|line| line.span.start).collect::<Vec<_>>(), starts);
}

/// Checks that everything except blanks belongs to exactly one line.
pub fn check_coverage(text: &str, lines: &Lines) {
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
    // The lexer skips a byte order mark at the start.
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0';
    assert!(String::from_utf8_lossy(&rest).chars().all(blank), "{:?} of {text:?}", String::from_utf8_lossy(&rest));
}
