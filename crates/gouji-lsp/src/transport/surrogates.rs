//! JSON may escape half a surrogate pair, which no UTF-8 text can hold. A client that cuts a rare Han character in two
//! sends such halves.

/// Replaces every lone surrogate escape by that of U+FFFD. Tells whether there was one.
pub(super) fn mend(json: &mut [u8]) -> Mended {
    let mut mended = Mended::Nothing;
    let mut at = 0;
    while let Some(found) = json.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        match (escape(json, at), escape(json, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                if let Some(digits) = json.get_mut(at + 2..at + 6) {
                    digits.copy_from_slice(b"fffd");
                }
                mended = Mended::Something;
                at += 6;
            }
            // An escaped backslash must not be taken for the beginning of the next escape.
            _ => at += 2,
        }
    }
    mended
}

/// Whether anything was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    Nothing,
    Something,
}

/// The code unit of the escape at `at`, `\u` and four digits.
fn escape(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        for (json, text) in [
            (r#""a\ud840b""#, "a\u{FFFD}b"),
            (r#""\udc00\ud840""#, "\u{FFFD}\u{FFFD}"),
            (r#""\ud840\ud840\udc00""#, "\u{FFFD}\u{20000}"),
            (r#""\\ud840""#, "\\ud840"),
            (r#""\ud840\n""#, "\u{FFFD}\n"),
        ] {
            let mut bytes = json.as_bytes().to_vec();
            mend(&mut bytes);
            assert_eq!(serde_json::from_slice::<String>(&bytes).expect("mended"), text, "{json}");
        }
    }

    #[test]
    fn odd_escapes_are_left_alone() {
        for json in [r#""\ud84"#, r"\", r"\u", r#""\u+123""#] {
            let mut bytes = json.as_bytes().to_vec();
            assert_eq!(mend(&mut bytes), Mended::Nothing);
            assert_eq!(bytes, json.as_bytes());
        }
    }
}
