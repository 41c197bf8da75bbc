//! Relative paths that a configuration may use for files inside its folder. Pure path logic, the same on every system, so that a
//! configuration is valid or invalid everywhere.

use std::path::PathBuf;

/// Names of devices on Windows, in every folder and with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Parses `name` as a relative path with slashes or backslashes between its parts. `None` if any system would look outside of the
/// folder: at an absolute path, a drive, a network share, a device, a stream of a file, or a folder above.
#[must_use]
pub fn portable_path(name: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = name.split(['/', '\\']).skip_while(|part| *part == ".").collect();
    if parts.is_empty() || !parts.iter().all(|part| is_plain(part)) {
        return None;
    }
    Some(parts.iter().collect())
}

/// Whether a part of a path names an entry of its folder. Windows drops blanks and dots at the end of a name, so
/// that `.. ` is the folder above.
fn is_plain(part: &str) -> bool {
    let is_odd = |character: char| character == ':' || character.is_control();
    !part.is_empty() && !part.ends_with(['.', ' ']) && !part.contains(is_odd) && !is_device(part)
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt")).unwrap_or_default();
    DEVICES.contains(&&*stem) || matches!(port.chars().collect::<Vec<_>>()[..], ['0'..='9' | '¹' | '²' | '³'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_name_inside_the_folder_is_accepted() {
        for (name, path) in [
            ("accepted.json", "accepted.json"),
            ("./已接受.json", "已接受.json"),
            ("a/b/c.json", "a/b/c.json"),
            ("a\\b.json", "a/b.json"),
            (".accepted", ".accepted"),
            ("a..b", "a..b"),
            ("company.json", "company.json"),
            ("com10.json", "com10.json"),
        ] {
            assert_eq!(portable_path(name).as_deref(), Some(Path::new(path)), "{name}");
        }
    }

    #[test]
    fn a_name_that_leads_elsewhere_on_any_system_is_refused() {
        for name in [
            "",
            ".",
            "..",
            "../a.json",
            "a/../../b.json",
            "a/..",
            ".. /a.json",
            "... /a.json",
            "/etc/passwd",
            "//server/share/a.json",
            "\\\\server\\share\\a.json",
            "\\/server/share",
            "\\\\?\\C:\\a.json",
            "\\\\.\\pipe\\a",
            "C:\\a.json",
            "C:a.json",
            "c:/a.json",
            "a.json:stream",
            "a//b.json",
            "a/",
            "NUL",
            "d/nul.json",
            "con .txt",
            "COM1",
            "lpt¹.json",
            "CONIN$",
            "a\0b",
            "a\nb",
        ] {
            assert_eq!(portable_path(name), None, "{name:?}");
        }
    }
}
