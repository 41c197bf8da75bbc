//! A page without what shows no text and may be long: comments, drawings and pictures within attributes.

use std::borrow::Cow;

/// What begins and ends parts that are taken out; the end is searched from so many bytes behind the beginning.
const PARTS: [(&str, &str, usize); 2] = [("<!--", "-->", 2), ("<svg", "</svg>", 4)];
/// The prefix of the bytes of a picture.
const PICTURE: &str = ";base64,";

/// The page without such parts. What has no end stays.
pub fn bare(page: &str) -> Cow<'_, str> {
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

/// The page without what begins so; `length` gives the length of such a part, or nothing once no more have an end.
fn without<'a>(page: Cow<'a, str>, begin: &str, length: impl Fn(&str) -> Option<usize>) -> Cow<'a, str> {
    let (mut kept, mut rest) = (String::new(), &*page);
    while let Some((before, part)) = rest.find(begin).map(|at| rest.split_at(at)) {
        let Some(behind) = length(part).and_then(|length| part.get(length..)) else { break };
        kept.push_str(before);
        rest = behind;
    }
    if rest.len() == page.len() {
        return page;
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_without_text_are_taken_out() {
        for (page, expected) in [
            ("甲<!-- x -->乙<!--y-->丙", "甲乙丙"),
            ("甲<!-->乙<!-- x", "甲乙<!-- x"),
            ("<p>甲<svg d='1 2'><path/></svg>乙", "<p>甲乙"),
            ("<img src=\"data:image/png;base64,aGk/=\">甲", "<img src=\"data:image/png\">甲"),
            ("甲", "甲"),
        ] {
            assert_eq!(bare(page), expected);
        }
    }
}
