//! URIs as clients write them: some leave Han characters and blanks as they are.

use std::path::{Path, PathBuf};

use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::ls_types::{LSPAny, Uri};

/// The URI of the document that a message speaks of, as the client spells it.
pub(crate) fn of_document(params: Option<&LSPAny>) -> Option<&str> {
    params?.get("textDocument")?.get("uri")?.as_str()
}

/// What stands before a client's spelling that is no URI: clients leave Han characters as they are, or name a text that is not
/// saved by words. The protocol's types hold URIs only, so such a spelling is carried through them in hexadecimal digits.
const SPELT: &str = "gouji-spelt:";

/// The document's name, as the client spells it, in the form in which the protocol's types can hold it.
/// [`respelt_response`] and [`respelt_request`] give it back.
pub(crate) fn wire(uri: &str) -> Option<Uri> {
    match uri.parse::<Uri>() {
        Ok(whole) if whole.as_str() == uri && !uri.starts_with(SPELT) => Some(whole),
        _ => {
            let digits = uri.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
            let digits: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
            format!("{SPELT}{digits}").parse().ok()
        }
    }
}

/// The client's spelling in a string that [`wire`] made.
fn spelling(carried: &str) -> Option<String> {
    let digits = carried.strip_prefix(SPELT)?.as_bytes();
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
        _ => None,
    });
    String::from_utf8(pairs.collect::<Option<Vec<u8>>>()?).ok()
}

/// Brings the message's document URI into the form in which the protocol's types can hold it.
pub(crate) fn tidy(params: &mut LSPAny) {
    let uri = params.get_mut("textDocument").and_then(|document| document.get_mut("uri"));
    if let Some(LSPAny::String(uri)) = uri
        && let Some(carried) = wire(uri)
        && carried.as_str() != uri
    {
        *uri = carried.as_str().to_owned();
    }
}

/// The answer, with documents called as the client spells them.
pub(crate) fn respelt_response(response: Response) -> Response {
    let (id, mut body) = response.into_parts();
    if let Ok(result) = &mut body {
        respell(result);
    }
    Response::from_parts(id, body)
}

/// The server's own message, with documents called as the client spells them.
pub(crate) fn respelt_request(request: Request) -> Request {
    let (method, id, mut params) = request.into_parts();
    params.iter_mut().for_each(respell);
    let request = Request::build(method);
    let request = if let Some(params) = params { request.params(params) } else { request };
    let request = if let Some(id) = id { request.id(id) } else { request };
    request.finish()
}

/// URIs are values of the key `uri` and keys of `changes`.
fn respell(value: &mut LSPAny) {
    match value {
        LSPAny::Array(items) => items.iter_mut().for_each(respell),
        LSPAny::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("uri", LSPAny::String(uri)) => {
                        if let Some(spelt) = spelling(uri) {
                            *uri = spelt;
                        }
                    }
                    ("changes", LSPAny::Object(changes)) => {
                        let by_name = std::mem::take(changes).into_iter();
                        *changes = by_name.map(|(uri, edits)| (spelling(&uri).unwrap_or(uri), edits)).collect();
                    }
                    (_, value) => respell(value),
                }
            }
        }
        _ => {}
    }
}

/// `uri` with everything escaped that no URI may hold.
pub(crate) fn escaped(uri: &str) -> String {
    use std::fmt::Write;
    let bytes = uri.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    bytes.iter().enumerate().fold(String::with_capacity(uri.len()), |mut escaped, (at, byte)| {
        // A percent sign that escapes nothing is one itself.
        if is_legal(*byte) && (*byte != b'%' || is_hex(at + 1) && is_hex(at + 2)) {
            escaped.push(char::from(*byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

/// The folders on disk that `initialize` names.
pub(crate) fn workspace_folders(params: Option<&LSPAny>) -> Vec<PathBuf> {
    let folders = params.and_then(|params| params.get("workspaceFolders")).filter(|folders| folders.is_array());
    if folders.is_some() {
        return self::folders(folders);
    }
    // Clients that know one folder only.
    let root = params.and_then(|params| params.get("rootUri")?.as_str());
    root.and_then(path).into_iter().collect()
}

/// The folders on disk in a list of workspace folders.
pub(crate) fn folders(list: Option<&LSPAny>) -> Vec<PathBuf> {
    let list = list.and_then(LSPAny::as_array).into_iter().flatten();
    list.filter_map(|folder| path(folder.get("uri")?.as_str()?)).collect()
}

/// The path of a `file:` URI, also if characters in it are not escaped.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    let is_file = uri.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    let uri: Uri = Some(escaped(uri)).filter(|_| is_file)?.parse().ok()?;
    uri.to_file_path().map(std::borrow::Cow::into_owned)
}

/// The URI of an absolute path.
pub(crate) fn of_path(path: &Path) -> Option<String> {
    Uri::from_file_path(path).map(|uri| uri.as_str().to_owned())
}

/// Whether a URI may hold the byte behind its host.
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
    fn a_path_is_the_same_however_its_uri_is_spelt() {
        for uri in ["file:///home/年报 1.txt", "file:///home/%E5%B9%B4%E6%8A%A5%201.txt", "FILE:///home/年报%201.txt"]
        {
            assert_eq!(path(uri).as_deref(), Some(Path::new("/home/年报 1.txt")), "{uri}");
        }
        assert_eq!(path("untitled:Untitled-1"), None);
        let there = of_path(Path::new("/home/年报 1.txt")).expect("a URI");
        assert_eq!(path(&there).as_deref(), Some(Path::new("/home/年报 1.txt")));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_may_hold_what_no_uri_may() {
        for (uri, there) in [
            ("file:///w/[a] {b}.txt", "/w/[a] {b}.txt"),
            ("file:///w/100%.txt", "/w/100%.txt"),
            ("file:///w/%ZZ%2.txt", "/w/%ZZ%2.txt"),
        ] {
            assert_eq!(path(uri).as_deref(), Some(Path::new(there)), "{uri}");
        }
    }

    #[test]
    fn a_name_comes_back_as_the_client_spells_it() {
        for uri in ["file:///c%3A/年报 1.txt", "untitled:未命名 1%", "", "a", "gouji-spelt:61", "file:///w/[a].txt"]
        {
            let mut params = json!({"textDocument": {"uri": uri}, "position": {}});
            assert_eq!(of_document(Some(&params)), Some(uri));
            tidy(&mut params);
            let carried = of_document(Some(&params)).expect("a string").to_owned();
            assert!(carried.parse::<Uri>().is_ok(), "{carried}");
            let edit = json!({"newText": carried, "uri": [carried]});
            let mut answer = json!([{"location": {"uri": carried}}, {"edit": {"changes": {carried.clone(): [edit]}}}]);
            respell(&mut answer);
            let expected = json!([{"location": {"uri": uri}}, {"edit": {"changes": {uri: [edit]}}}]);
            assert_eq!(answer, expected, "nothing but names is spelt anew");
        }
        let mut params = json!({"textDocument": {"uri": "file:///c%3A/1.txt"}});
        tidy(&mut params);
        assert_eq!(of_document(Some(&params)), Some("file:///c%3A/1.txt"), "a URI is left as it is");
    }
}
