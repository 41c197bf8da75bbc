//! Names of files for the output: on one line, and without effect on a terminal.

use std::fmt::Write;
use std::path::{MAIN_SEPARATOR, Path};

use gouji_text::harmless;

/// The name for messages and lists.
pub fn shown(path: &Path) -> String {
    harmless::name(&portable(path)).into_owned()
}

/// The name for programs: the path with slashes between its parts on every system, so that the same files have the same names everywhere.
pub fn portable(path: &Path) -> String {
    let name = path.display().to_string();
    if MAIN_SEPARATOR == '/' { name } else { name.replace(MAIN_SEPARATOR, "/") }
}

/// A name below the current folder, after `prefix`, as git writes it in the head of a patch: in quotes if it contains quotation marks,
/// backslashes or harmful characters, and followed by a tab if it contains a blank, at which `patch` would end it.
pub fn quoted(prefix: &str, path: &Path) -> String {
    let path = slashed(path);
    let is_special = |c: char| harmless::is_harmful(c) || c == '"' || c == '\\';
    let plain = std::str::from_utf8(&path).ok();
    if let Some(name) = plain.filter(|name| !name.contains(is_special) && !name.contains("##[")) {
        return format!("{prefix}{name}{}", if name.contains(char::is_whitespace) { "\t" } else { "" });
    }
    let mut quoted = format!("\"{prefix}");
    for chunk in path.utf8_chunks() {
        chunk.valid().chars().for_each(|character| quote(character, &mut quoted));
        chunk.invalid().iter().for_each(|byte| octal(*byte, &mut quoted));
    }
    // An equal name that is no command for GitHub's runner.
    quoted.replace("##[", "##\\133") + "\""
}

/// The bytes of a path with slashes between its parts on every system.
fn slashed(path: &Path) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    parts.join(&b'/')
}

fn quote(character: char, into: &mut String) {
    match character {
        '"' | '\\' => into.extend(['\\', character]),
        '\n' => into.push_str("\\n"),
        '\r' => into.push_str("\\r"),
        '\t' => into.push_str("\\t"),
        _ if harmless::is_harmful(character) => {
            character.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| octal(byte, into));
        }
        _ => into.push(character),
    }
}

fn octal(byte: u8, into: &mut String) {
    let _ = write!(into, "\\{byte:03o}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_slashes_on_every_system() {
        let path: std::path::PathBuf = ["年报", "空 格", "1.txt"].iter().collect();
        assert_eq!(portable(&path), "年报/空 格/1.txt");
        assert_eq!(shown(&path), "年报/空 格/1.txt");
    }

    #[test]
    fn a_patch_names_files_as_git_does() {
        assert_eq!(quoted("a/", Path::new("年报 1.txt")), "a/年报 1.txt\t");
        assert_eq!(quoted("a/", Path::new("年报/1.txt")), "a/年报/1.txt");
        assert_eq!(quoted("a/", Path::new("[1].txt")), "a/[1].txt");
        assert_eq!(quoted("a/", Path::new("##[1].txt")), "\"a/##\\1331].txt\"");
        assert_eq!(quoted("a/", Path::new("\u{202e}.txt")), "\"a/\\342\\200\\256.txt\"");
        assert_eq!(quoted("b/", Path::new("甲\n\"乙\".txt")), "\"b/甲\\n\\\"乙\\\".txt\"");
        assert_eq!(quoted("b/", Path::new("a\u{1b}\\.txt")), "\"b/a\\033\\\\.txt\"");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_not_utf_8_are_octal() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xC4\xEA.txt");
        assert_eq!(quoted("a/", Path::new(name)), "\"a/\\304\\352.txt\"");
    }
}
