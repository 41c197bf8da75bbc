//! URIs as clients write them: some leave Han characters and blanks as they are.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::{LSPAny, Uri};

/// The URI of the document that a message speaks of, as the client spells it.
pub(crate) fn of_document(params: Option<&LSPAny>) -> Option<&str> {
    params?.get("textDocument")?.get("uri")?.as_str()
}

/// Escapes in the message's document URI what no URI may hold.
pub(crate) fn tidy(params: &mut LSPAny) {
    let uri = params.get_mut("textDocument").and_then(|document| document.get_mut("uri"));
    if let Some(LSPAny::String(uri)) = uri
        && !uri.bytes().all(is_legal)
    {
        *uri = escaped(uri);
    }
}

/// `uri` with everything escaped that no URI may hold.
pub(crate) fn escaped(uri: &str) -> String {
    use std::fmt::Write;
    uri.bytes().fold(String::with_capacity(uri.len()), |mut escaped, byte| {
        if is_legal(byte) {
            escaped.push(char::from(byte));
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

/// The path of a `file:` URI.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    let is_file = uri.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    let uri: Uri = Some(escaped(uri)).filter(|_| is_file)?.parse().ok()?;
    uri.to_file_path().map(std::borrow::Cow::into_owned)
}

/// The URI of an absolute path.
pub(crate) fn of_path(path: &Path) -> Option<String> {
    Uri::from_file_path(path).map(|uri| uri.as_str().to_owned())
}

const fn is_legal(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!'..=b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'[' | b']' | b'_' | b'~') && byte != b'"'
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

    #[test]
    fn han_and_blanks_are_escaped_and_the_rest_stays() {
        let mut params = json!({"textDocument": {"uri": "file:///c%3A/年报 1.txt"}, "position": {}});
        assert_eq!(of_document(Some(&params)), Some("file:///c%3A/年报 1.txt"));
        tidy(&mut params);
        assert_eq!(of_document(Some(&params)), Some("file:///c%3A/%E5%B9%B4%E6%8A%A5%201.txt"));
    }
}
