//! Replaces lone surrogates. JSON can escape half of a surrogate pair, but UTF-8 cannot encode it. Some clients send such a half when they
//! delete half of a rare Han character.

/// Replaces every escape of a lone surrogate by the escape of U+FFFD. Returns whether there was one.
pub fn replace_lone_surrogates(json: &mut [u8]) -> Replaced {
    let mut replaced = Replaced::None;
    let mut at = 0;
    while let Some(found) = json.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        match (escape(json, at), escape(json, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                if let Some(digits) = json.get_mut(at + 2..at + 6) {
                    digits.copy_from_slice(b"fffd");
                }
                replaced = Replaced::Some;
                at += 6;
            }
            // The second backslash of an escaped backslash does not start another escape.
            _ => at += 2,
        }
    }
    replaced
}

/// Whether an escape was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// None was.
    None,
    /// At least one was.
    Some,
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
            replace_lone_surrogates(&mut bytes);
            assert_eq!(serde_json::from_slice::<String>(&bytes).expect("JSON"), text, "{json}");
        }
    }

    #[test]
    fn incomplete_escapes_do_not_change() {
        for json in [r#""\ud84"#, r"\", r"\u", r#""\u+123""#] {
            let mut bytes = json.as_bytes().to_vec();
            assert_eq!(replace_lone_surrogates(&mut bytes), Replaced::None);
            assert_eq!(bytes, json.as_bytes());
        }
    }
}
