//! Strips the parts of a page that have no text and may be long: comments, drawings, and pictures in attributes.

use std::borrow::Cow;

/// The begin and end of stripped parts, and the number of bytes after the start of the part at which the search for the
/// end starts.
const PARTS: [(&str, &str, usize); 2] = [("<!--", "-->", 2), ("<svg", "</svg>", 4)];
/// The prefix of the data of a picture.
const PICTURE: &str = ";base64,";

/// The page without these parts. A part without an end stays.
pub fn strip(page: &str) -> Cow<'_, str> {
    let mut page = Cow::Borrowed(page);
    for (begin, end, skipped) in PARTS {
        page = without(page, begin, |rest| {
            let at = rest.get(skipped..)?.find(end)?;
            Some(skipped + at + end.len())
        });
    }
    without(page, PICTURE, |rest| {
        let bytes = rest.get(PICTURE.len()..)?;
        let is_picture = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
        Some(PICTURE.len() + bytes.bytes().position(|byte| !is_picture(byte)).unwrap_or(bytes.len()))
    })
}

/// The page without the parts that start with `begin`. `length` returns the length of such a part, or `None` if no further part
/// has an end.
fn without<'a>(page: Cow<'a, str>, begin: &str, length: impl Fn(&str) -> Option<usize>) -> Cow<'a, str> {
    let (mut stripped, mut rest) = (String::new(), &*page);
    while let Some((before, part)) = rest.find(begin).map(|at| rest.split_at(at)) {
        let Some(after) = length(part).and_then(|length| part.get(length..)) else { break };
        stripped.push_str(before);
        rest = after;
    }
    if rest.len() == page.len() {
        return page;
    }
    stripped.push_str(rest);
    Cow::Owned(stripped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_without_text_are_stripped() {
        for (page, expected) in [
            ("甲<!-- x -->乙<!--y-->丙", "甲乙丙"),
            ("甲<!-->乙<!-- x", "甲乙<!-- x"),
            ("<p>甲<svg d='1 2'><path/></svg>乙", "<p>甲乙"),
            ("<img src=\"data:image/png;base64,aGk/=\">甲", "<img src=\"data:image/png\">甲"),
            ("甲", "甲"),
        ] {
            assert_eq!(strip(page), expected);
        }
    }
}
