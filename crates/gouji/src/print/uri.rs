//! Paths as URIs.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters that are escaped in a segment of a path. They include the colon, which would turn the first segment into a scheme.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A relative path as a relative reference, an absolute one as a `file:` URI.
pub fn from_path(path: &Path) -> String {
    let mut uri = String::new();
    for component in path.components() {
        match component {
            Component::RootDir => {}
            Component::CurDir => continue,
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {
                if path.is_absolute() || !uri.is_empty() {
                    uri.push('/');
                }
                uri.extend(utf8_percent_encode(&component.as_os_str().to_string_lossy(), ESCAPED));
            }
        }
    }
    if path.is_absolute() { format!("file://{uri}") } else { uri }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(from_path(Path::new("./年报/a b%.txt")), "%E5%B9%B4%E6%8A%A5/a%20b%25.txt");
        assert_eq!(from_path(Path::new("../c:1.txt")), "../c%3A1.txt");
        #[cfg(unix)]
        assert_eq!(from_path(Path::new("/r/a.txt")), "file:///r/a.txt");
    }
}
