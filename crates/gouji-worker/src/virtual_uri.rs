//! The URIs of file systems that an editor provides, such as `vscode-vfs://github/owner/name/a.txt`.
//!
//! Every crate below knows files by their paths, and paths by `file:` URIs. So the worker gives each hierarchical URI a path, in a folder that no
//! disk has, and the client its own URI again.

use serde_json::Value;

/// The beginning of the `file:` URI of a file in another file system. The scheme and the authority follow as folders.
const PREFIX: &str = "file:///.gouji-virtual/";
/// The folder in place of an empty authority.
const NO_AUTHORITY: &str = "~";

/// The `file:` URI for a URI of the client; `None` if it stays as it is.
pub(crate) fn to_file(uri: &str) -> Option<String> {
    let (scheme, rest) = uri.split_once(':')?;
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if scheme.is_empty() || !scheme.bytes().all(is_scheme) || rest.contains(['?', '#']) {
        return None;
    }
    if ["file", "untitled"].iter().any(|own| scheme.eq_ignore_ascii_case(own)) {
        return None;
    }
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => (NO_AUTHORITY, rest),
    };
    let authority = if authority.is_empty() { NO_AUTHORITY } else { authority };
    let path = path.strip_prefix('/')?;
    Some(format!("{PREFIX}{scheme}/{authority}/{path}"))
}

/// The URI of the client for a `file:` URI that [`to_file`] may have made.
fn to_client(uri: &str) -> Option<String> {
    let (scheme, rest) = uri.strip_prefix(PREFIX)?.split_once('/')?;
    let (authority, path) = rest.split_once('/')?;
    Some(if authority == NO_AUTHORITY { format!("{scheme}:/{path}") } else { format!("{scheme}://{authority}/{path}") })
}

/// Gives all URIs in the parameters of a message their `file:` URIs.
pub(crate) fn map_params(params: &mut Value) {
    map(params, &to_file);
}

/// Gives the client's URIs back in a message of the server.
pub(crate) fn map_message(message: &mut Value) {
    map(message, &to_client);
}

/// URIs are values of certain keys, and keys of `changes`.
fn map(value: &mut Value, change: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| map(item, change)),
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("uri" | "targetUri" | "rootUri" | "before" | "now", Value::String(uri)) => {
                        if let Some(changed) = change(uri) {
                            *uri = changed;
                        }
                    }
                    ("changes", Value::Object(changes)) => {
                        let by_name = std::mem::take(changes).into_iter();
                        *changes = by_name.map(|(uri, edits)| (change(&uri).unwrap_or(uri), edits)).collect();
                    }
                    (_, value) => map(value, change),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_uri_of_any_file_system_has_a_path_and_comes_back() {
        for uri in [
            "memfs:/a.txt",
            "vscode-vfs://github/owner/name/%E5%B9%B4%E6%8A%A5%201.txt",
            "vscode-vfs://github%2B7b22/owner/name/a.txt",
            "vscode-test-web://mount/年报 1.txt",
            "memfs:/",
            "x://host/",
        ] {
            let file = to_file(uri).unwrap_or_else(|| panic!("{uri} has a path"));
            assert!(file.starts_with("file:///"), "{file}");
            assert_eq!(to_client(&file).as_deref(), Some(uri));
        }
        assert_eq!(to_client(&to_file("memfs:///a.txt").expect("a path")).as_deref(), Some("memfs:/a.txt"));
    }

    #[test]
    fn other_uris_stay_as_they_are() {
        for uri in [
            "file:///a.txt",
            "FILE:///a.txt",
            "untitled:Untitled-1",
            "git:/a.txt?%7B%7D",
            "memfs:/a.txt#1",
            "memfs:a.txt",
            "memfs://host",
            "",
            ":/a",
            "年:/a",
        ] {
            assert_eq!(to_file(uri), None, "{uri}");
        }
        for uri in ["file:///a.txt", "file:///.gouji-virtual/", "file:///.gouji-virtual/memfs", "memfs:/a.txt"] {
            assert_eq!(to_client(uri), None, "{uri}");
        }
    }

    #[test]
    fn only_names_of_documents_are_changed() {
        let uri = "memfs:/a.txt";
        let file = to_file(uri).expect("a path");
        let mut message =
            json!({"textDocument": {"uri": uri, "text": uri}, "edit": {"changes": {uri: [{"newText": uri}]}}});
        map_params(&mut message);
        let changed =
            json!({"textDocument": {"uri": file, "text": uri}, "edit": {"changes": {file: [{"newText": uri}]}}});
        assert_eq!(message, changed);
        map_message(&mut message);
        assert_eq!(message["textDocument"]["uri"], uri);
    }
}
