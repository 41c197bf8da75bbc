//! Texts in the encodings that Chinese offices use: UTF-8, UTF-16 and GB18030, which includes GBK and GB2312.
//!
//! Decoding is strict. Without a byte order mark, only the words distinguish one encoding from another: bytes in many
//! encodings are also valid GB18030, but meaningless. So a text counts as UTF-16 or GB18030 only if it contains the
//! words that every report has.

use encoding_rs::GB18030;
use gouji_report::SUBJECT;

/// Bytes that may be missing from the last character of a text.
const MAX_MISSING: usize = 3;

/// An encoding of texts. A byte order mark is kept as a character of the text, so that encoding writes it back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// GB18030.
    Gb18030,
}

/// Why bytes cannot be decoded as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// They are UTF-32.
    Utf32,
    /// They end inside a character.
    Cut,
    /// They are in another encoding, or not a report.
    Unknown,
}

impl Encoding {
    /// The bytes of a text. Every encoding can represent every character.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Gb18030 => GB18030.encode(text).0.into_owned(),
        }
    }

    /// The text, if all bytes are valid in this encoding.
    fn decode_strict(self, bytes: &[u8]) -> Option<String> {
        let units = |unit: fn([u8; 2]) -> u16| {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| unit(*pair));
            rest.is_empty().then(|| char::decode_utf16(units).collect::<Result<String, _>>().ok()).flatten()
        };
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Self::Utf16Le => units(u16::from_le_bytes),
            Self::Utf16Be => units(u16::from_be_bytes),
            Self::Gb18030 => GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into),
        }
    }
}

/// Decodes `bytes`. Returns the text and its encoding.
///
/// # Errors
/// If they are UTF-32, end inside a character, or are in an unknown encoding.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), NotText> {
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    let marked = match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Err(NotText::Utf32),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    };
    if let Some(encoding) = marked {
        let text = encoding.decode_strict(&bytes).map(|text| (text, encoding));
        return text.ok_or_else(|| if is_cut_report(encoding, &bytes) { NotText::Cut } else { NotText::Unknown });
    }
    if is_cut_utf8(&bytes) {
        return Err(NotText::Cut);
    }
    let all = [Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be];
    // A text that would not encode to the same bytes is refused.
    let is_report = |text: &str, encoding: Encoding| text.contains(SUBJECT) && encoding.encode(text) == bytes;
    let read = all.into_iter().find_map(|encoding| {
        let text = encoding.decode_strict(&bytes)?;
        is_report(&text, encoding).then_some((text, encoding))
    });
    read.ok_or_else(|| if is_cut_report(Encoding::Gb18030, &bytes) { NotText::Cut } else { NotText::Unknown })
}

/// Whether bytes are a report in this encoding that ends inside a character.
fn is_cut_report(encoding: Encoding, bytes: &[u8]) -> bool {
    let ends = (1..=MAX_MISSING).filter_map(|missing| bytes.get(..bytes.len().checked_sub(missing)?));
    ends.filter_map(|bytes| encoding.decode_strict(bytes)).any(|text| text.contains(SUBJECT))
}

/// Whether bytes are UTF-8 that ends inside a character. Hardly any Chinese text in another encoding passes this test.
fn is_cut_utf8(bytes: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(bytes) else { return false };
    let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
    error.error_len().is_none() && !valid.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "青山县2024年政府信息公开工作年度报告\r\n𠮷€①\t1\r\n";

    #[test]
    fn a_report_is_read_in_any_encoding_and_written_back() {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
            for mark in ["", "\u{FEFF}"] {
                let text = format!("{mark}{TEXT}");
                let bytes = encoding.encode(&text);
                assert_eq!(decode(bytes), Ok((text, encoding)));
            }
        }
    }

    #[test]
    fn the_encoding_of_other_texts_is_not_guessed() {
        for bytes in [&b"\xC4\xEA\xB1\xA8\n"[..], b"caf\xE9 au lait", b"\xA4\xA4\xA4\xE5\xB3\xF8\xA7i", &[0x80; 40]] {
            assert_eq!(decode(bytes.to_vec()), Err(NotText::Unknown), "{bytes:?}");
        }
        assert_eq!(
            decode(Encoding::Utf16Le.encode("\u{FEFF}通知")).map(|(text, _)| text).as_deref(),
            Ok("\u{FEFF}通知")
        );
    }

    #[test]
    fn a_cut_text_is_reported_as_cut() {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Gb18030] {
            let mut bytes = encoding.encode(&format!("\u{FEFF}{TEXT}报"));
            bytes.pop();
            assert_eq!(decode(bytes), Err(NotText::Cut), "{encoding:?}");
        }
        assert_eq!(decode(b"\xFF\xFE\0\0a\0\0\0".to_vec()), Err(NotText::Utf32));
        assert_eq!(decode(b"\0\0\xFE\xFF\0\0\0a".to_vec()), Err(NotText::Utf32));
    }
}
