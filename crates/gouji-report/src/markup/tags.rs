//! HTML tags and comments. Undressing removes them outside tables; the table reader handles those inside.

use std::ops::Range;

use super::{fill, is_row, is_space};

/// Elements whose content is not displayed.
const HIDDEN: [&[u8]; 3] = [b"script", b"style", b"head"];
/// Elements of a table. The table reader handles them, even outside a table.
const OF_TABLES: [&[u8]; 10] =
    [b"table", b"thead", b"tbody", b"tfoot", b"tr", b"td", b"th", b"caption", b"col", b"colgroup"];
/// Elements that begin and end on lines of their own.
const BLOCKS: [&[u8]; 32] = [
    b"address",
    b"article",
    b"aside",
    b"blockquote",
    b"body",
    b"br",
    b"center",
    b"dd",
    b"div",
    b"dl",
    b"dt",
    b"figure",
    b"footer",
    b"form",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"header",
    b"hr",
    b"html",
    b"li",
    b"main",
    b"nav",
    b"ol",
    b"p",
    b"pre",
    b"section",
    b"title",
    b"ul",
];
/// Elements whose content was struck out.
const STRUCK: [&[u8]; 3] = [b"del", b"s", b"strike"];
/// Longest content of `<sup>`, in bytes, that is a note mark. Longer content is part of the text.
const LONGEST_NOTE: usize = 24;
/// Bytes within which an element must end, if its content is removed too.
const FURTHEST: usize = 1 << 10;

/// A tag: from `<` to `>`.
pub(crate) struct Tag {
    name: Range<usize>,
    pub is_end: bool,
    /// The byte after `>`.
    pub end: usize,
}

impl Tag {
    /// The tag that begins at the byte `at`.
    pub fn at(text: &[u8], at: usize) -> Option<Self> {
        let is_end = text.get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(is_end);
        let rest = text.get(start..)?;
        rest.first().filter(|first| first.is_ascii_alphabetic())?;
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-')).count();
        // A control character may fill the place of an entity that was replaced by `>`.
        rest.get(length).filter(|byte| matches!(byte, 0..=b' ' | b'/' | b'>'))?;
        // Another `<` before the next `>` shows that this one begins no tag.
        let end = memchr::memchr2(b'<', b'>', rest).filter(|end| rest.get(*end) == Some(&b'>'))?;
        Some(Self { name: start..start + length, is_end, end: start + end + 1 })
    }

    /// Whether it is a tag of one of these elements.
    pub fn is_any(&self, text: &[u8], names: &[&[u8]]) -> bool {
        let own = text.get(self.name.clone()).unwrap_or_default();
        names.iter().any(|name| own.eq_ignore_ascii_case(name))
    }

    /// Whether the element begins and ends on lines of its own.
    pub fn is_block(&self, text: &[u8]) -> bool {
        self.is_any(text, &BLOCKS)
    }

    /// The end of the tag. If the tag begins a note mark or struck-out words that end before `end`, the end of these.
    pub fn removed_end(&self, text: &[u8], end: usize) -> usize {
        let is_note = self.is_any(text, &[b"sup"]);
        if self.is_end || !(is_note || self.is_any(text, &STRUCK)) {
            return self.end;
        }
        let rest = text.get(self.end..end.min(self.end + FURTHEST)).unwrap_or_default();
        let rest = rest.get(..memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())).unwrap_or_default();
        let name = text.get(self.name.clone()).unwrap_or_default();
        let close = memchr::memchr_iter(b'<', rest).take(8).find_map(|at| {
            let other = Self::at(rest, at).filter(|other| other.is_end && other.is_any(rest, &[name]))?;
            Some((at, other.end))
        });
        match close {
            Some((length, close)) if !is_note || length <= LONGEST_NOTE => self.end + close,
            _ => self.end,
        }
    }
}

/// The tags of `text` inside `within`, with their offsets.
fn tags(text: &[u8], within: Range<usize>) -> impl Iterator<Item = (usize, Tag)> + '_ {
    let part = text.get(within.clone()).unwrap_or_default();
    memchr::memchr_iter(b'<', part).filter_map(move |at| Some((within.start + at, Tag::at(text, within.start + at)?)))
}

/// The spans of comments, and of elements whose content is not displayed.
pub(crate) fn hidden(plain: &[u8]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    let mut open: Option<(usize, &[u8])> = None;
    for at in memchr::memchr_iter(b'<', plain) {
        let rest = plain.get(at..).unwrap_or_default();
        if at < end {
            continue;
        }
        if open.is_none() && rest.starts_with(b"<!") {
            // A comment needs an end.
            let length = match rest.starts_with(b"<!--") {
                true => memchr::memmem::find(rest, b"-->").map(|close| close + 3),
                false => {
                    memchr::memchr2(b'\n', b'>', rest).filter(|end| rest.get(*end) == Some(&b'>')).map(|end| end + 1)
                }
            };
            match length {
                Some(length) => {
                    end = at + length;
                    spans.push(at..end);
                }
                // No later comment has an end either.
                None if rest.starts_with(b"<!--") => break,
                None => {}
            }
            continue;
        }
        let Some(tag) = Tag::at(plain, at) else { continue };
        match open {
            None if !tag.is_end => {
                open = HIDDEN.into_iter().find(|name| tag.is_any(plain, &[name])).map(|name| (at, name))
            }
            Some((start, name)) if tag.is_end && tag.is_any(plain, &[name]) => {
                spans.push(start..tag.end);
                open = None;
            }
            _ => {}
        }
    }
    spans
}

/// The spans of the outermost tables that have a start tag and an end tag.
pub(super) fn tables(plain: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, tag) in tags(plain, 0..plain.len()).filter(|(_, tag)| tag.is_any(plain, &[b"table"])) {
        if !tag.is_end {
            open.push(at);
        } else if let Some(start) = open.pop()
            && open.is_empty()
        {
            found.push(start..tag.end);
        }
    }
    // If a table has no end tag, the complete tables after it look nested.
    match open.first() {
        Some(_) if found.is_empty() => closed(plain),
        _ => found,
    }
}

/// The spans from each start tag to the next end tag, without nesting.
fn closed(plain: &[u8]) -> Vec<Range<usize>> {
    let mut open = None;
    let mut found = Vec::new();
    for (at, tag) in tags(plain, 0..plain.len()).filter(|(_, tag)| tag.is_any(plain, &[b"table"])) {
        match tag.is_end {
            false => open = open.or(Some(at)),
            true => found.extend(open.take().map(|start| start..tag.end)),
        }
    }
    found
}

/// Overwrites the tags of a part of the text with blanks, and with a line end where a block begins or ends within a line.
pub(super) fn blank_tags(plain: &mut [u8], part: Range<usize>) {
    // A table that ends on the same line counts as words.
    let begins_line = part.start.checked_sub(1).is_none_or(|before| matches!(plain.get(before), Some(b'\n' | b'\r')));
    let mut line = TagLine { seen: part.start, has_words: !begins_line, row_until: part.start, is_row: false };
    let mut from = part.start;
    while let Some(at) = memchr::memchr(b'<', plain.get(from..part.end).unwrap_or_default()).map(|at| from + at) {
        from = at + 1;
        let Some(tag) = Tag::at(plain, at).filter(|tag| tag.end <= part.end) else { continue };
        if line.is_row(plain, at, part.end) || tag.is_any(plain, &OF_TABLES) {
            continue;
        }
        from = tag.end;
        line.see(plain, at);
        let is_block = tag.is_block(plain);
        let end = tag.removed_end(plain, part.end);
        fill(plain, at..end);
        from = from.max(end);
        line.seen = end;
        if is_block && line.has_words && !ends_line(plain.get(end..).unwrap_or_default()) {
            if let Some(place) = plain.get_mut(at) {
                *place = b'\n';
            }
            line.has_words = false;
        }
    }
}

fn ends_line(rest: &[u8]) -> bool {
    rest.iter().find(|byte| !is_space(**byte)).is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// The line of the current tag.
struct TagLine {
    /// End of the examined text.
    seen: usize,
    /// Whether the line has words before `seen`.
    has_words: bool,
    /// End of the line for which `is_row` was computed.
    row_until: usize,
    is_row: bool,
}

impl TagLine {
    /// Whether the line around `at` is a row of a table. The table reader handles the tags of such a line.
    fn is_row(&mut self, plain: &[u8], at: usize, end: usize) -> bool {
        if at >= self.row_until {
            let start = self.row_until
                + memchr::memrchr2(b'\n', b'\r', plain.get(self.row_until..at).unwrap_or_default())
                    .map_or(0, |end| end + 1);
            let rest = plain.get(at..end).unwrap_or_default();
            self.row_until = at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let line =
                plain.get(start..self.row_until).and_then(|line| std::str::from_utf8(line).ok()).unwrap_or_default();
            let starts_with_bar = line.trim_start().starts_with('|');
            self.is_row = is_row(line) && (starts_with_bar || !holds_blocks(line.as_bytes()));
        }
        self.is_row
    }

    /// Examines the text before the tag at `at`. Tabs before the first tag of a line are indentation and become spaces.
    fn see(&mut self, plain: &mut [u8], at: usize) {
        let between = self.seen..at;
        for place in between.clone().rev() {
            let byte = plain.get(place).copied().unwrap_or_default();
            if matches!(byte, b'\n' | b'\r') {
                self.has_words =
                    plain.get(place..at).unwrap_or_default().iter().any(|byte| !byte.is_ascii_whitespace());
                self.indent(plain, place..at);
                return;
            }
        }
        self.has_words |= plain.get(between.clone()).unwrap_or_default().iter().any(|byte| !byte.is_ascii_whitespace());
        self.indent(plain, between);
    }

    fn indent(&self, plain: &mut [u8], span: Range<usize>) {
        if !self.has_words {
            plain
                .get_mut(span)
                .unwrap_or_default()
                .iter_mut()
                .filter(|byte| **byte == b'\t')
                .for_each(|tab| *tab = b' ');
        }
    }
}

/// Whether the line has block tags, as the text of a web page has. `<br>` does not count, because a cell may contain it.
fn holds_blocks(line: &[u8]) -> bool {
    let blocks = || BLOCKS.into_iter().filter(|name| *name != b"br");
    tags(line, 0..line.len()).any(|(_, tag)| blocks().any(|name| tag.is_any(line, &[name])))
}
