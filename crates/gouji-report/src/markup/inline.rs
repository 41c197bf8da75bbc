//! Removes Markdown marks inside a line (emphasis, links, notes, code, escapes), HTML entities, and circled or raised
//! note figures.

use std::ops::Range;

use super::fill;

/// Entities of blanks and quotation marks. The comparison of words ignores these characters.
const ENTITIES: [&[u8]; 12] = [
    b"&nbsp;",
    b"&emsp;",
    b"&ensp;",
    b"&thinsp;",
    b"&#160;",
    b"&#xa0;",
    b"&#12288;",
    b"&quot;",
    b"&ldquo;",
    b"&rdquo;",
    b"&lsquo;",
    b"&rsquo;",
];

/// Overwrites the marks of a line with blanks.
pub(super) fn blank(plain: &mut [u8], line: Range<usize>) {
    let words = plain.get(line.clone()).unwrap_or_default();
    let budget = BUDGET * (words.len() + BUDGET);
    let mut marks = InlineMarks { line: words, blanks: Vec::new(), runs: Vec::new(), budget };
    marks.read();
    marks.pair();
    let blanks = marks.blanks;
    for blank in blanks {
        fill(plain, line.start + blank.start..line.start + blank.end);
    }
}

/// Bytes that may be searched for closing brackets, for each byte of a line. The limit keeps the time for a line of
/// brackets linear.
const BUDGET: usize = 8;

struct InlineMarks<'a> {
    line: &'a [u8],
    /// Bytes that may still be searched for closing brackets.
    budget: usize,
    /// Spans to overwrite, in bytes of the line.
    blanks: Vec<Range<usize>>,
    /// Runs of the same emphasis mark.
    runs: Vec<Range<usize>>,
}

impl InlineMarks<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.line.get(at).copied().unwrap_or(b' ')
    }

    fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(b' ', |before| self.byte(before))
    }

    fn read(&mut self) {
        let mut at = 0;
        while at < self.line.len() {
            let start = at;
            at += 1;
            match self.byte(start) {
                mark @ (b'*' | b'_' | b'~' | b'=' | b'`') => {
                    while self.line.get(at) == Some(&mark) {
                        at += 1;
                    }
                    self.runs.push(start..at);
                }
                b'\\' if is_escaped(self.line.get(at..).unwrap_or_default()) && !self.separates_digits(start) => {
                    self.blanks.push(start..at);
                    // The escaped character is not markup.
                    at += usize::from(self.byte(at).is_ascii());
                }
                b'[' => self.link(start),
                b'&' => self.entity(start),
                // Circled and raised figures of notes.
                0xC2 | 0xE2 if self.before(start).is_ascii_digit() => self.note(start),
                _ => {}
            }
        }
    }

    /// Whether the backslash at `start` escapes a separator inside a figure, as in `12\.35`. A blank would split the
    /// figure.
    fn separates_digits(&self, start: usize) -> bool {
        let is_separator = matches!(self.byte(start + 1), b'.' | b',');
        is_separator && self.before(start).is_ascii_digit() && self.byte(start + 2).is_ascii_digit()
    }

    /// Removes the marks of `[words](target)`, `[words]{attributes}`, `[^1]`, and of `[1]` after a figure.
    fn link(&mut self, start: usize) {
        let line = self.line;
        let rest = line.get(start..).unwrap_or_default();
        let Some(close) = self.closing(rest, b'[', b']') else { return };
        let words = rest.get(1..close).unwrap_or_default();
        let is_number = !words.is_empty() && words.len() < 3 && words.iter().all(u8::is_ascii_digit);
        let after = rest.get(close + 1..).unwrap_or_default();
        let target = match after.first() {
            Some(b'(') if is_target(after) => self.closing(after, b'(', b')'),
            Some(b'{') => self.closing(after, b'{', b'}'),
            _ => None,
        };
        let close = start + close;
        if words.starts_with(b"^") || is_number && self.before(start).is_ascii_digit() {
            self.blanks.push(start..close + 1);
        } else if let Some(end) = target.map(|end| close + 1 + end + 1) {
            match self.before(start) {
                // A picture with its alternative text.
                b'!' => self.blanks.push(start - 1..end),
                _ => self.blanks.extend([start..start + 1, close..end]),
            }
        }
    }

    /// Offset of the bracket that closes the one at the beginning of `text`.
    fn closing(&mut self, text: &[u8], open: u8, close: u8) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, byte) in text.iter().enumerate() {
            self.budget = self.budget.checked_sub(1)?;
            depth += usize::from(*byte == open);
            depth = depth.checked_sub(usize::from(*byte == close))?;
            if depth == 0 {
                return Some(at);
            }
        }
        None
    }

    fn entity(&mut self, start: usize) {
        let rest = self.line.get(start..).unwrap_or_default();
        let is_next = |entity: &&[u8]| rest.get(..entity.len()).is_some_and(|next| next.eq_ignore_ascii_case(entity));
        if let Some(entity) = ENTITIES.iter().find(|entity| is_next(entity)) {
            self.blanks.push(start..start + entity.len());
        }
    }

    fn note(&mut self, start: usize) {
        let rest = self.line.get(start..).unwrap_or_default();
        let length = match rest {
            [0xC2, 0xB2 | 0xB3 | 0xB9, ..] => 2,
            [0xE2, 0x91, 0xA0..=0xB3, ..] | [0xE2, 0x81, 0xB0 | 0xB4..=0xB9, ..] => 3,
            _ => return,
        };
        if !self.byte(start + length).is_ascii_digit() {
            self.blanks.push(start..start + length);
        }
    }

    /// Removes emphasis marks: two or more stars always, other marks only in pairs around words.
    fn pair(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        let mut open: [Option<Range<usize>>; 256] = [const { None }; 256];
        for run in runs {
            let mark = self.byte(run.start);
            if mark == b'*' && run.len() > 1 {
                self.blanks.push(run);
                continue;
            }
            let Some(slot) = open.get_mut(usize::from(mark)) else { continue };
            match slot.take().filter(|before| before.len() == run.len() && run.len() < 4) {
                Some(before) if self.may_close(&run) => match mark {
                    b'~' if run.len() == 2 => self.blanks.push(before.start..run.end),
                    b'~' => {}
                    b'=' if run.len() != 2 => {}
                    _ => self.blanks.extend([before, run]),
                },
                _ if self.may_open(&run) => {
                    if let Some(slot) = open.get_mut(usize::from(mark)) {
                        *slot = Some(run);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether emphasis may begin at the run: a word follows.
    fn may_open(&self, run: &Range<usize>) -> bool {
        let (before, next) = (self.before(run.start), self.byte(run.end));
        !next.is_ascii_whitespace() && !self.is_inside_word(run, before)
    }

    /// Whether emphasis may end at the run: a word precedes.
    fn may_close(&self, run: &Range<usize>) -> bool {
        let (before, next) = (self.before(run.start), self.byte(run.end));
        !before.is_ascii_whitespace() && !self.is_inside_word(run, next)
    }

    /// Whether a star multiplies two figures, or an underscore belongs to the same word as the byte `outside`.
    fn is_inside_word(&self, run: &Range<usize>, outside: u8) -> bool {
        match self.byte(run.start) {
            b'*' => self.before(run.start).is_ascii_digit() && self.byte(run.end).is_ascii_digit(),
            b'_' => outside.is_ascii_alphanumeric(),
            _ => false,
        }
    }
}

/// Whether a backslash before `rest` escapes a mark, as in `\*` and 一\、.
fn is_escaped(rest: &[u8]) -> bool {
    let punctuation = ["、", "．", "（", "）", "，", "。", "：", "；"];
    rest.first().is_some_and(u8::is_ascii_punctuation)
        || punctuation.iter().any(|mark| rest.starts_with(mark.as_bytes()))
}

/// Whether the bracket after the words of a link contains a target, not words.
fn is_target(bracket: &[u8]) -> bool {
    let first = bracket.get(1).copied().unwrap_or_default();
    first.is_ascii_alphabetic() || matches!(first, b')' | b'#' | b'.' | b'/' | b'<' | b'_' | b'?')
}
