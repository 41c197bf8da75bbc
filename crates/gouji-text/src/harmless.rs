//! Escapes text from reports and file names, so that it has no effect on a terminal, a log, or a program that reads lines.
//!
//! Three readers act on characters. A terminal acts on control characters (C0, DEL, C1) and on characters that change the direction
//! of writing. A program that reads lines acts on line ends. The runner of GitHub Actions acts on lines that begin with `::`, also
//! after blanks, or that contain `##[` (`actions/runner`, `ActionCommand.cs`). XML forbids some control characters, U+FFFE and U+FFFF.

use std::borrow::Cow;
use std::fmt::Write;

/// The start of a command in the runner's old form. The output never contains it.
const COMMAND: &str = "##[";

/// Whether a character must not reach the output as it is. Tabs and line ends are such characters, too.
pub fn is_harmful(character: char) -> bool {
    character.is_control() || is_harmful_beyond_ascii(character)
}

const fn is_harmful_beyond_ascii(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9F}'
            | '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FFFE}'
            | '\u{FFFF}'
    )
}

/// Text on one line: tabs, line ends and the like become blanks; all other harmful characters are escaped.
pub fn words(words: &str) -> Cow<'_, str> {
    replaced(words, |character, into| match character {
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => into.push(' '),
        _ => escape(character, into),
    })
}

/// The name of a file on one line, with harmful characters escaped. A name that would begin a command gets the prefix `./`.
pub fn name(name: &str) -> Cow<'_, str> {
    let escaped = replaced(name, |character, into| match character {
        '\n' => into.push_str("\\n"),
        '\r' => into.push_str("\\r"),
        '\t' => into.push_str("\\t"),
        _ => escape(character, into),
    });
    // A format may write a colon behind the name, so one at its beginning is enough.
    if escaped.trim_start().starts_with(':') { Cow::Owned(format!("./{escaped}")) } else { escaped }
}

/// Text with its tabs and line ends; all other harmful characters are escaped.
pub fn lines(lines: &str) -> Cow<'_, str> {
    replaced(lines, |character, into| match character {
        '\t' | '\n' => into.push(character),
        _ => escape(character, into),
    })
}

/// JSON with the same values. Only its strings can contain harmful characters, and any character of a string may be escaped.
pub fn json(json: String) -> String {
    let harmful = |character: char| character == '\u{7F}' || is_harmful_beyond_ascii(character);
    if !json.contains(harmful) && !json.contains(COMMAND) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 64);
    for (at, character) in json.char_indices() {
        if harmful(character) || opens_command(&json, at, character) {
            // All of them are in the first plane, so no surrogates are needed. Writing to a string does not fail.
            let _ = write!(safe, "\\u{:04x}", u32::from(character));
        } else {
            safe.push(character);
        }
    }
    safe
}

/// A part of a line, and the new position of `span`, in bytes. Each harmful character becomes one visible character.
pub fn excerpt(line: &str, span: std::ops::Range<usize>) -> (String, std::ops::Range<usize>) {
    let mut safe = String::with_capacity(line.len());
    let (mut start, mut end) = (None, None);
    for (at, character) in line.char_indices() {
        start = start.or((at >= span.start).then_some(safe.len()));
        end = end.or((at >= span.end).then_some(safe.len()));
        safe.push(match character {
            '\t' => '\t',
            // Unicode has pictures for the control characters of ASCII.
            '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
            '\u{7F}' => '\u{2421}',
            _ if is_harmful(character) => char::REPLACEMENT_CHARACTER,
            _ if opens_command(line, at, character) => '\u{2045}',
            _ => character,
        });
    }
    let last = safe.len();
    (safe, start.unwrap_or(last)..end.unwrap_or(last))
}

fn opens_command(text: &str, at: usize, character: char) -> bool {
    character == '[' && text.get(..at).is_some_and(|before| before.ends_with("##"))
}

fn escape(character: char, into: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(into, "{}", character.escape_unicode());
}

fn replaced(text: &str, replace: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(is_harmful) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        if is_harmful(character) {
            replace(character, &mut safe);
        } else if opens_command(text, at, character) {
            escape(character, &mut safe);
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_not_changed() {
        for text in ["", "年报 1.txt", "占5%：a, “b”", "👨\u{200d}👩 e\u{301} \u{feff}\u{3000}", "# [1]"] {
            assert!(matches!(words(text), Cow::Borrowed(same) if same == text), "{text:?}");
            assert!(matches!(name(text), Cow::Borrowed(same) if same == text), "{text:?}");
            assert_eq!(excerpt(text, 0..text.len()), (text.to_owned(), 0..text.len()));
            assert_eq!(json(text.to_owned()), text);
        }
    }

    #[test]
    fn a_name_stays_on_its_line_and_does_not_control_the_terminal() {
        assert_eq!(
            name("a\nb\u{1b}[31m\u{9b}\u{202e}\u{2028}\u{ffff}.txt"),
            "a\\nb\\u{1b}[31m\\u{9b}\\u{202e}\\u{2028}\\u{ffff}.txt"
        );
        assert_eq!(words("甲\r\n乙\u{9b}丙\t丁"), "甲  乙\\u{9b}丙 丁");
    }

    #[test]
    fn escaped_text_is_no_command_of_the_runner() {
        assert_eq!(name("::error::a.txt"), "./::error::a.txt");
        assert_eq!(name(" :"), "./ :", "with the colon before the line: ` ::3:1`");
        assert_eq!(name("\u{3000} ::error::a.txt"), "./\u{3000} ::error::a.txt");
        assert_eq!(words("###[error]a"), "###\\u{5b}error]a");
        assert_eq!(excerpt("##[a]", 3..4), ("##\u{2045}a]".to_owned(), 5..6));
        assert_eq!(json("\"##[a\"".to_owned()), "\"##\\u005ba\"");
    }

    #[test]
    fn json_keeps_its_values() {
        let value =
            serde_json::json!({"a\u{7f}": ["\u{9b}\u{85}\u{61c}\u{2028}\u{202e}\u{2069}\u{ffff}##[x]", "正文\n"]});
        let safe = json(value.to_string());
        assert!(!safe.contains(is_harmful) && !safe.contains(COMMAND), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).expect("JSON"), value);
    }

    #[test]
    fn the_span_follows_its_text() {
        let line = "\u{1b}甲\u{9b}\u{9b}乙\u{2028}丙";
        let at = line.find('乙').expect("it is there");
        let (safe, place) = excerpt(line, at..at + 3);
        assert_eq!((safe.as_str(), safe.get(place)), ("␛甲\u{fffd}\u{fffd}乙\u{fffd}丙", Some("乙")));
        assert_eq!(excerpt("甲", 3..3).1, 3..3);
    }
}
