//! Names of files as they are shown: on one line, and without anything that a terminal would act on.

use std::fmt::Write;
use std::path::Path;

/// The name for people. Control characters, and those that turn the direction of writing, are escaped.
pub fn shown(path: &Path) -> String {
    let mut shown = String::new();
    for character in path.to_string_lossy().chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ if is_unsafe(character) => {
                // A string takes whatever is written.
                let _ = write!(shown, "{}", character.escape_unicode());
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// The name behind `prefix` as git writes it in the head of a patch: without the folder `.`, which git refuses, and in quotes where
/// it bears what would end it.
pub fn quoted(prefix: &str, path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    let bytes = path.as_os_str().as_encoded_bytes();
    let plain = std::str::from_utf8(bytes).ok();
    if let Some(name) = plain.filter(|name| !name.chars().any(|c| c.is_control() || c == '"' || c == '\\')) {
        return format!("{prefix}{name}");
    }
    let mut quoted = format!("\"{prefix}");
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|character| quote(character, &mut quoted));
        chunk.invalid().iter().for_each(|byte| octal(*byte, &mut quoted));
    }
    quoted + "\""
}

fn quote(character: char, into: &mut String) {
    match character {
        '"' | '\\' => into.extend(['\\', character]),
        '\n' => into.push_str("\\n"),
        '\r' => into.push_str("\\r"),
        '\t' => into.push_str("\\t"),
        _ if character.is_control() => {
            character.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| octal(byte, into));
        }
        _ => into.push(character),
    }
}

fn octal(byte: u8, into: &mut String) {
    let _ = write!(into, "\\{byte:03o}");
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_on_its_line_and_says_nothing_to_the_terminal() {
        assert_eq!(shown(Path::new("年报 1.txt")), "年报 1.txt");
        assert_eq!(shown(Path::new("a\nb\u{1b}[31m\u{202e}.txt")), "a\\nb\\u{1b}[31m\\u{202e}.txt");
    }

    #[test]
    fn a_patch_names_files_as_git_does() {
        assert_eq!(quoted("a/", Path::new("年报 1.txt")), "a/年报 1.txt");
        assert_eq!(quoted("a/", Path::new("./年报/1.txt")), "a/年报/1.txt");
        assert_eq!(quoted("b/", Path::new("甲\n\"乙\".txt")), "\"b/甲\\n\\\"乙\\\".txt\"");
        assert_eq!(quoted("b/", Path::new("a\u{1b}\\.txt")), "\"b/a\\033\\\\.txt\"");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_octal() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xC4\xEA.txt");
        assert_eq!(quoted("a/", Path::new(name)), "\"a/\\304\\352.txt\"");
    }
}
