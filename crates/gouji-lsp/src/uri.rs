//! URIs as clients write them: some leave Han characters and blanks as they are.

use tower_lsp::ls_types::LSPAny;

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

const fn is_legal(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!'..=b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'[' | b']' | b'_' | b'~') && byte != b'"'
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn han_and_blanks_are_escaped_and_the_rest_stays() {
        let mut params = json!({"textDocument": {"uri": "file:///c%3A/年报 1.txt"}, "position": {}});
        assert_eq!(of_document(Some(&params)), Some("file:///c%3A/年报 1.txt"));
        tidy(&mut params);
        assert_eq!(of_document(Some(&params)), Some("file:///c%3A/%E5%B9%B4%E6%8A%A5%201.txt"));
    }
}
