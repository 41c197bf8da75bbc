//! Finds markup before and after a line's words: marks of headings, lists and quotes, symbols, indentation.

use std::ops::Range;

use gouji_text::{is_han, strip_ordinal};

use super::is_row;
use crate::titles::Titles;
use crate::{reads_like_title, table};

/// The markup before and after a line's words.
pub(super) struct Lead {
    /// Spans to overwrite, in bytes of the line.
    pub blanks: Vec<Range<usize>>,
    /// Wide blanks after `#` marks. The grammar expects blanks of one byte there.
    pub narrow: Option<Range<usize>>,
    /// Whether the line is a row of a table.
    pub is_row: bool,
}

/// Most marks before or after the words of one line.
const MOST_MARKS: usize = 8;

/// Reads the markup of a line.
pub(super) fn read(line: &str) -> Lead {
    let mut lead = LeadReader { line, at: 0, blanks: Vec::new(), narrow: None, has_mark: false };
    lead.quotes();
    let is_row = is_row(line) && !lead.is_indented();
    if !is_row {
        lead.marks();
        lead.trailing_marks();
    }
    Lead { blanks: lead.blanks, narrow: lead.narrow, is_row }
}

struct LeadReader<'a> {
    line: &'a str,
    at: usize,
    blanks: Vec<Range<usize>>,
    narrow: Option<Range<usize>>,
    has_mark: bool,
}

impl<'a> LeadReader<'a> {
    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        self.at = self.line.len() - self.rest().trim_start_matches(is_skipped).len();
    }

    /// Skips blanks other than tabs.
    fn skip_blanks(&mut self) {
        self.skip(|c| c.is_whitespace() && c != '\t');
    }

    fn blank(&mut self, length: usize) {
        self.blanks.push(self.at..self.at + length);
        self.at += length;
    }

    /// Removes quote marks, which may also precede a row.
    fn quotes(&mut self) {
        for _ in 0..MOST_MARKS {
            self.skip_blanks();
            if !self.rest().starts_with('>') {
                break;
            }
            self.blank(1);
        }
    }

    /// Whether the line has tabs before words that are no cell: a sentence, or the title of a section or of the report.
    fn is_indented(&self) -> bool {
        let words = self.rest().trim_start_matches('\t');
        words.len() < self.rest().len() && !words.contains('\t') && is_no_cell(words)
    }

    fn marks(&mut self) {
        for _ in 0..MOST_MARKS {
            self.skip_blanks();
            let rest = self.rest();
            let Some(first) = rest.chars().next() else { return };
            let words = rest.get(first.len_utf8()..).unwrap_or_default();
            match first {
                '\t' if self.is_indented() => self.blank(rest.len() - rest.trim_start_matches('\t').len()),
                '#' if !self.has_mark => self.hashes(),
                '＃' => self.blank(rest.len() - rest.trim_start_matches(['＃', '#']).len()),
                '-' | '+' | '*' if words.starts_with(char::is_whitespace) && may_be_item(words) => self.blank(1),
                _ if is_symbol(first) && begins_words(words) => self.blank(first.len_utf8()),
                '【' | '《' => {
                    self.enclosed(first);
                    return;
                }
                _ => return,
            }
        }
    }

    /// Reads `#` marks. They stay if a blank follows, which may be a wide one.
    fn hashes(&mut self) {
        const DEEPEST: usize = 6;
        let rest = self.rest();
        let words = rest.trim_start_matches('#');
        let depth = rest.len() - words.len();
        let blank = words.trim_start();
        if blank.is_empty() {
            return;
        }
        self.has_mark = true;
        if depth > DEEPEST || blank.len() == words.len() {
            self.blank(depth);
            return;
        }
        self.at += depth;
        if !words.starts_with(' ') {
            self.narrow = Some(self.at..self.at + words.len() - blank.len());
        }
        self.at += words.len() - blank.len();
    }

    /// Removes brackets around the whole line, as in 【一、总体情况】.
    fn enclosed(&mut self, open: char) {
        let close = if open == '【' { '】' } else { '》' };
        let words = self.rest().trim_end();
        let inner = words.get(open.len_utf8()..).and_then(|words| words.strip_suffix(close));
        if inner.is_some_and(|inner| !inner.contains([open, close]) && !inner.is_empty()) {
            let end = self.at + words.len();
            self.blanks.push(self.at..self.at + open.len_utf8());
            self.blanks.push(end - close.len_utf8()..end);
        }
    }

    /// Start of the attributes in braces at the end of `words`. Attributes directly after a bracket belong to the words
    /// in it.
    fn attributes(words: &str) -> Option<usize> {
        let open = words.rfind('{')?;
        let inner = words.get(open + 1..words.len() - 1)?;
        let is_attribute = inner.starts_with(['#', '.', '=', '-']) || inner.contains('=');
        (is_attribute && !words.get(..open)?.ends_with(']')).then_some(open)
    }

    /// Removes closing `#` marks, attributes in braces, and the mark of a forced line break.
    fn trailing_marks(&mut self) {
        let mut end = self.line.trim_end().len();
        for _ in 0..MOST_MARKS {
            let words = self.line.get(self.at..end).unwrap_or_default();
            let start = if words.ends_with('}') {
                Self::attributes(words)
            } else if words.ends_with('\\') {
                Some(words.len() - 1)
            } else {
                Some(words.trim_end_matches('#'))
                    .filter(|bare| self.has_mark && bare.len() < words.len() && bare.ends_with(char::is_whitespace))
                    .map(str::len)
            };
            let Some(start) = start else { return };
            self.blanks.push(self.at + start..end);
            end = self.at + words.get(..start).unwrap_or_default().trim_end().len();
        }
    }
}

/// Whether words after a tab are no cell of a table.
fn is_no_cell(words: &str) -> bool {
    let words = words.trim().trim_matches(['*', '_', '#', '>', '~', ' ']);
    let is_title = || {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        reads_like_title(&words)
    };
    let is_sentence = || words.contains(['。', '；']);
    let is_section = || Titles::current().read(words).is_some();
    !table::is_label(strip_ordinal(words)) && !table::is_label(words) && (is_sentence() || is_title() || is_section())
}

/// Whether `c` is a symbol in place of a list mark: a bullet, shape, dingbat or emoji, or a private character of a
/// symbol font.
const fn is_symbol(c: char) -> bool {
    matches!(
        c,
        '·' | '・'
            | '•'
            | '‣'
            | '※'
            | '⁃'
            | '∙'
            | '\u{25A0}'..='\u{2775}'
            | '\u{2794}'..='\u{27BF}'
            | '\u{2B00}'..='\u{2BFF}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{1F300}'..='\u{1FAFF}'
    )
}

/// Whether `rest` begins like a heading or a paragraph, and not like figures.
fn begins_words(rest: &str) -> bool {
    let rest = rest.trim_start();
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with(|c: char| is_han(c) || "（(《“【*_[<#>Ⅰⅱ㈠".contains(c) || matches!(c, 'Ⅰ'..='Ⅻ' | '㈠'..='㈩'))
        || number.len() < rest.len() && number.starts_with(['.', '、', '．'])
}

/// Whether `rest`, which follows a dash or star, is a list item. In a row without marks between its cells, a dash is an
/// empty cell and figures or dashes end the line.
fn may_be_item(rest: &str) -> bool {
    begins_words(rest) && !rest.trim_end().ends_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—'))
}
