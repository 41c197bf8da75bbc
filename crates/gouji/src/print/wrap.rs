//! Breaks text into lines that fit a terminal. A Chinese character takes two columns.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Breaks a text into lines of at most `width` columns, at the places that Unicode allows (UAX 14). Only a word that is longer than
/// a line is broken elsewhere.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut from) = (String::new(), 0);
    for (to, kind) in linebreaks(text) {
        let word = text.get(from..to).unwrap_or_default();
        from = to;
        if columns(&line) + columns(word.trim_end()) > width {
            push(&mut lines, &mut line);
        }
        if columns(word.trim_end()) > width {
            break_word(word, width, &mut lines, &mut line);
        } else {
            line.push_str(word);
        }
        if kind == BreakOpportunity::Mandatory {
            push(&mut lines, &mut line);
        }
    }
    lines
}

/// The width of a text in columns. Control characters take none.
pub fn columns(text: &str) -> usize {
    match text.bytes().any(|byte| byte.is_ascii_control()) {
        true => text.chars().map(|character| character.width().unwrap_or(0)).sum(),
        false => text.width(),
    }
}

fn push(lines: &mut Vec<String>, line: &mut String) {
    if !line.is_empty() {
        lines.push(line.trim_end().to_owned());
        line.clear();
    }
}

/// Breaks a word that is longer than a line.
fn break_word(word: &str, width: usize, lines: &mut Vec<String>, line: &mut String) {
    for character in word.chars() {
        if columns(line) + character.width().unwrap_or(0) > width {
            push(lines, line);
        }
        line.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_broken_between_characters_and_not_before_marks() {
        let text = "勾稽关系不成立：总计应为 13，表中是 12。请核对。";
        let lines = wrap(text, 16);
        assert!(lines.len() > 2 && lines.iter().all(|line| columns(line) <= 16), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['，', '。', '：'])), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn words_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("a\nabcdefghij k", 4), ["a", "abcd", "efgh", "ij k"]);
        assert_eq!(wrap("", 4), [""; 0]);
    }
}
