use std::borrow::Cow;

use gouji_text::Span;

use super::plain;

/// Whether words may contain markup. Most words do not, and need no copy.
pub(super) fn may_contain_markup(words: &str) -> bool {
    let bytes = words.as_bytes();
    memchr::memchr3(b'<', b'\\', b'&', bytes).is_some()
        || memchr::memchr3(b'*', b'`', b'~', bytes).is_some()
        || memchr::memchr(b'_', bytes).is_some()
}

/// The words of a cell without the markup that Markdown and HTML allow in it.
pub(super) fn strip(cell: &str) -> Cow<'_, str> {
    if may_contain_markup(cell) { Cow::Owned(plain::shown(cell)) } else { Cow::Borrowed(cell) }
}

/// The cells of a line between pipes. A pipe after a backslash is a character of its cell.
pub(super) fn pipe_cells(text: &str, line: Span) -> Vec<Span> {
    let whole = line.trimmed(text);
    let words = whole.slice(text);
    let pipes = memchr::memchr_iter(b'|', words.as_bytes()).count();
    let mut cells = Vec::with_capacity(pipes.saturating_sub(1));
    let mut start = None;
    // The byte that a backslash escapes.
    let mut escaped = None;
    for at in memchr::memchr2_iter(b'|', b'\\', words.as_bytes()) {
        if escaped == Some(at) {
            continue;
        }
        if words.as_bytes().get(at) == Some(&b'\\') {
            escaped = Some(at + 1);
            continue;
        }
        cells.extend(start.map(|start| Span::new(whole.start + start, whole.start + at)));
        start = Some(at + 1);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_after_a_backslash_is_a_character() {
        let line = r"前|甲 | a \| b | 乙 \\| |";
        let start = line.find('|').expect("the line has a pipe");
        let cells = pipe_cells(line, Span::new(start, line.len()));
        let words: Vec<String> = cells.iter().map(|cell| strip(cell.trimmed(line).slice(line)).into_owned()).collect();
        assert_eq!(words, ["甲", "a | b", "乙 ", ""]);
    }

    #[test]
    fn markup_is_left_out_and_figures_stay() {
        for (cell, words) in [
            ("商业<br/>企业", "商业企业"),
            ("**规章**", "规章"),
            ("<SPAN class=\"x\">3</SPAN>&nbsp;", "3 "),
            ("1 < 2", "1 < 2"),
            ("`31`", "31"),
            ("~~30~~31", "31"),
            ("<del>30</del><ins>31</ins>", "31"),
            ("20<br>11", "20、11"),
            ("31<sup>1</sup>", "31["),
            ("&quot;三安全一稳定&quot;", "\"三安全一稳定\""),
        ] {
            assert_eq!(strip(cell), words);
        }
    }
}
