use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Span, constant};

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?i)(?P<note><sup(?:\s[^<>]*)?>[^<]{1,6}</sup>)|(?P<break><br\s*/?>)|(?P<tag></?(?:b|i|u|em|strong|span|font|sup|sub|p)(?:\s[^<>]*)?>)|(?P<pipe>\\\|)|(?P<blank>&nbsp;|&emsp;|&ensp;|&#160;|&#xa0;)",
    )
});

/// Whether words may bear markup: most do not, and need no closer look.
pub(super) fn may_stand_in(words: &str) -> bool {
    words.bytes().any(|byte| matches!(byte, b'<' | b'\\' | b'&' | b'*'))
}

/// A cell's words without the markup that Markdown and HTML allow in it.
pub(super) fn without(cell: &str) -> Cow<'_, str> {
    if !may_stand_in(cell) {
        return Cow::Borrowed(cell);
    }
    let plain = MARKUP.replace_all(cell, |found: &regex::Captures<'_>| {
        let is = |name: &str| found.name(name).is_some();
        match () {
            () if is("pipe") => "|",
            () if is("blank") => " ",
            // 31<sup>1</sup> is 31 with a note, not 311.
            () if is("note") => "[",
            () => "",
        }
    });
    match plain.contains("**") {
        true => Cow::Owned(plain.replace("**", "")),
        false => plain,
    }
}

/// The cells of a line between pipes. A pipe behind a backslash is a character of its cell.
pub(super) fn pipe_cells(text: &str, line: Span) -> Vec<Span> {
    let whole = line.trimmed(text);
    let words = whole.of(text);
    let pipes = memchr::memchr_iter(b'|', words.as_bytes()).count();
    let mut cells = Vec::with_capacity(pipes.saturating_sub(1));
    let mut start = None;
    let mut escaped = false;
    for (at, byte) in words.bytes().enumerate() {
        match byte {
            b'|' if !escaped => {
                cells.extend(start.map(|start| Span::new(whole.start + start, whole.start + at)));
                start = Some(at + 1);
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_behind_a_backslash_is_a_character() {
        let line = r"前|甲 | a \| b | 乙 \\| |";
        let start = line.find('|').expect("stands there");
        let cells = pipe_cells(line, Span::new(start, line.len()));
        let words: Vec<String> = cells.iter().map(|cell| without(cell.trimmed(line).of(line)).into_owned()).collect();
        assert_eq!(words, ["甲", "a | b", r"乙 \\", ""]);
    }

    #[test]
    fn markup_is_left_out_and_figures_stay() {
        for (cell, words) in [
            ("商业<br/>企业", "商业企业"),
            ("**规章**", "规章"),
            ("<SPAN class=\"x\">3</SPAN>&nbsp;", "3 "),
            ("1 < 2", "1 < 2"),
        ] {
            assert_eq!(without(cell), words);
        }
    }
}
