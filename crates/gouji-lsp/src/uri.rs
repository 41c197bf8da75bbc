//! The URIs of documents. Some clients do not escape Han characters and blanks, so a document is known by the client's spelling.

use std::path::{Path, PathBuf};

use gouji_ide::Origin;
use ls_types::{LSPAny, Uri};

/// The URI of the document of a message, as the client spells it. An item that is resolved has it in its data.
pub fn of_document(params: Option<&LSPAny>) -> Option<&str> {
    let params = params?;
    let document = params.get("textDocument").or_else(|| params.get("data")?.get("textDocument"));
    document?.get("uri")?.as_str()
}

/// The scheme of an encoded spelling. A client's spelling need not be a URI: it may have Han characters, or it may be the title of an
/// unsaved text. The protocol's types accept URIs only, so such a spelling is encoded as hexadecimal digits.
const ENCODED: &str = "gouji-spelt:";

/// Encodes the client's spelling as a URI, if it is none. [`decode_all`] restores the spelling.
pub fn encode(uri: &str) -> Option<Uri> {
    match uri.parse::<Uri>() {
        Ok(whole) if whole.as_str() == uri && !uri.starts_with(ENCODED) => Some(whole),
        _ => {
            let digits = uri.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
            let digits: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
            format!("{ENCODED}{digits}").parse().ok()
        }
    }
}

/// The client's spelling in a string that [`encode`] made.
fn decode(encoded: &str) -> Option<String> {
    let digits = encoded.strip_prefix(ENCODED)?.as_bytes();
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
        _ => None,
    });
    String::from_utf8(pairs.collect::<Option<Vec<u8>>>()?).ok()
}

/// The path of the file of a URI in the parameters of a handler, which [`encode_document`] may have encoded.
pub fn path_of_params(uri: &Uri) -> Option<PathBuf> {
    let uri = uri.as_str();
    path(decode(uri).as_deref().unwrap_or(uri))
}

/// Encodes the document URI of a message.
pub fn encode_document(params: &mut LSPAny) {
    let uri = params.get_mut("textDocument").and_then(|document| document.get_mut("uri"));
    if let Some(LSPAny::String(uri)) = uri
        && let Some(encoded) = encode(uri)
        && encoded.as_str() != uri
    {
        *uri = encoded.as_str().to_owned();
    }
}

/// Restores the client's spelling of all documents in a message. URIs are values of the keys `uri` and `targetUri`, and keys of `changes`.
pub fn decode_all(value: &mut LSPAny) {
    match value {
        LSPAny::Array(items) => items.iter_mut().for_each(decode_all),
        LSPAny::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("uri" | "targetUri", LSPAny::String(uri)) => {
                        if let Some(spelling) = decode(uri) {
                            *uri = spelling;
                        }
                    }
                    ("changes", LSPAny::Object(changes)) => {
                        let by_name = std::mem::take(changes).into_iter();
                        *changes = by_name.map(|(uri, edits)| (decode(&uri).unwrap_or(uri), edits)).collect();
                    }
                    (_, value) => decode_all(value),
                }
            }
        }
        _ => {}
    }
}

/// Escapes the characters that a URI must not contain.
fn percent_encode_uri(uri: &str) -> String {
    use std::fmt::Write;
    let bytes = uri.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    bytes.iter().enumerate().fold(String::with_capacity(uri.len()), |mut encoded, (at, byte)| {
        // A percent sign that starts no escape is escaped itself.
        if is_legal(*byte) && (*byte != b'%' || is_hex(at + 1) && is_hex(at + 2)) {
            encoded.push(char::from(*byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// The source of the text of a document.
pub fn origin(uri: &str) -> Origin {
    if uri.starts_with("untitled:") {
        return Origin::Unsaved;
    }
    path(uri).map_or(Origin::Other, Origin::File)
}

/// The path of a `file:` URI, also if characters in it are not escaped.
pub fn path(uri: &str) -> Option<PathBuf> {
    let is_file = uri.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    if !is_file {
        return None;
    }
    let uri: Uri = percent_encode_uri(uri).parse().ok()?;
    uri.to_file_path().map(std::borrow::Cow::into_owned)
}

/// The URI of an absolute path.
pub fn from_path(path: &Path) -> Option<String> {
    // The library takes no path of WebAssembly for an absolute one, because there is no disk.
    if cfg!(target_family = "wasm") {
        return Some(format!("file://{}", percent_encode_path(&path.to_string_lossy())));
    }
    Uri::from_file_path(path).map(|uri| uri.as_str().to_owned())
}

/// Escapes a path with slashes, as the library does.
fn percent_encode_path(path: &str) -> String {
    use std::fmt::Write;
    path.bytes().fold(String::with_capacity(path.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// Whether a URI may contain the byte after its host.
const fn is_legal(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!'..=b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'_' | b'~') && byte != b'"'
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[cfg(unix)]
    #[test]
    fn all_spellings_of_a_uri_have_the_same_path() {
        for uri in ["file:///home/年报 1.txt", "file:///home/%E5%B9%B4%E6%8A%A5%201.txt", "FILE:///home/年报%201.txt"]
        {
            assert_eq!(path(uri).as_deref(), Some(Path::new("/home/年报 1.txt")), "{uri}");
        }
        assert_eq!(path("untitled:Untitled-1"), None);
        let there = from_path(Path::new("/home/年报 1.txt")).expect("a URI");
        assert_eq!(path(&there).as_deref(), Some(Path::new("/home/年报 1.txt")));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_may_have_characters_that_a_uri_must_escape() {
        for (uri, there) in [
            ("file:///w/[a] {b}.txt", "/w/[a] {b}.txt"),
            ("file:///w/100%.txt", "/w/100%.txt"),
            ("file:///w/%ZZ%2.txt", "/w/%ZZ%2.txt"),
        ] {
            assert_eq!(path(uri).as_deref(), Some(Path::new(there)), "{uri}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_is_escaped_as_by_the_library() {
        for there in
            ["/w/年报 1.txt", "/w/[a] {b}+c=d&e,f;g@h!i'(j)*.txt", "/w/100%.txt", "/w/a?b#c:d~e_f-g\\h\"i", "/"]
        {
            let uri = from_path(Path::new(there)).expect("a URI");
            assert_eq!(format!("file://{}", percent_encode_path(there)), uri);
            assert_eq!(path(&uri).as_deref(), Some(Path::new(there)));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_document_is_a_file_or_unsaved_or_neither() {
        for (uri, expected) in [
            ("untitled:Untitled-1", Origin::Unsaved),
            ("file:///home/张三/我的 报告.txt", Origin::File("/home/张三/我的 报告.txt".into())),
            ("file:///home/%E5%BC%A0/a.txt", Origin::File("/home/张/a.txt".into())),
            ("git:/a.txt", Origin::Other),
        ] {
            assert_eq!(origin(uri), expected, "{uri}");
        }
    }

    #[test]
    fn the_clients_spelling_is_restored() {
        for uri in ["file:///c%3A/年报 1.txt", "untitled:未命名 1%", "", "a", "gouji-spelt:61", "file:///w/[a].txt"]
        {
            let mut params = json!({"textDocument": {"uri": uri}, "position": {}});
            assert_eq!(of_document(Some(&params)), Some(uri));
            encode_document(&mut params);
            let encoded = of_document(Some(&params)).expect("a string").to_owned();
            assert!(encoded.parse::<Uri>().is_ok(), "{encoded}");
            let edit = json!({"newText": encoded, "uri": [encoded]});
            let mut answer = json!([{"location": {"uri": encoded}, "targetUri": encoded}, {"edit": {"changes": {encoded.clone(): [edit]}}}]);
            decode_all(&mut answer);
            let expected = json!([{"location": {"uri": uri}, "targetUri": uri}, {"edit": {"changes": {uri: [edit]}}}]);
            assert_eq!(answer, expected, "only names are decoded");
        }
        let mut params = json!({"textDocument": {"uri": "file:///c%3A/1.txt"}});
        encode_document(&mut params);
        assert_eq!(of_document(Some(&params)), Some("file:///c%3A/1.txt"), "a URI does not change");
    }
}
