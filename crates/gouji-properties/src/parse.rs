//! Parsing never fails and loses no line.

use gouji_core::Syntax;

use crate::script::Script;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = Script::read(data).text();
    is_no_error(&text);
    loses_no_line(&text);
}

/// No text is an error of the grammar.
pub fn is_no_error(text: &str) {
    let sexp = Syntax::parse(text).to_sexp();
    assert!(!sexp.contains("ERROR") && !sexp.contains("MISSING"), "{sexp}");
}

/// Whatever is not blank stands in one line of the tree, and no other line has it.
pub fn loses_no_line(text: &str) {
    let mut rest = text.as_bytes().to_vec();
    let mut end = 0;
    for line in Syntax::parse(text).lines(text) {
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
