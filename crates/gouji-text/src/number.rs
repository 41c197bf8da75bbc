use std::borrow::Cow;

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::residue::WithResidue;
use super::{is_common_han, is_invisible};

/// The meaning of a table cell. A blank, a stroke, 0 and words stay different values: a blank is not a zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A figure, exact.
    Number(Decimal),
    /// A figure with words after it, as in `22（其中修订16件）` or `0件`.
    Noted(Decimal),
    /// A figure whose number is uncertain: it has residue inside, as in `1[bookmark: _GoBack]3`, or its thousands separators are
    /// in the wrong places, as in `1,3`.
    Doubtful,
    /// Nothing is written.
    Blank,
    /// `-`, `—`, `/`, 不适用 or the like.
    Stroke,
    /// Words; in a table also a figure that its column does not allow, such as a negative number of cases.
    Text,
}

/// Words that mean the same as a stroke.
const STROKES: [&str; 3] = ["不适用", "不涉及", "N/A"];

/// Words that programs write into cells without a value.
const NO_VALUES: [&str; 5] = ["NaN", "nan", "None", "null", "NULL"];

/// Whether `c` is one of the strokes that keyboards and input methods produce.
const fn is_stroke(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '−' | '‐' | '‒' | '─' | 'ー' | '/' | '\\')
}

/// Whether `c` is a note mark that compatibility normalisation (NFKC) turns into a digit or letter: `①`, `¹`, `Ⅰ`.
pub const fn is_note_mark(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{2776}'..='\u{2793}' | '¹' | '²' | '³' | '⁰'..='⁹' | 'Ⅰ'..='ⅿ')
}

/// Replaces the note marks after a figure by brackets, so that `31①` is 31 with a note and not 311.
fn without_note_marks(text: &str) -> Cow<'_, str> {
    let figure = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, ',' | '.'));
    let is_noted =
        figure.len() < text.len() && figure.starts_with(is_note_mark) && !text.trim_start().starts_with(is_note_mark);
    if is_noted { Cow::Owned(text.replace(is_note_mark, "[")) } else { Cow::Borrowed(text) }
}

impl Value {
    /// Reads a cell's text. It accepts full-width digits, thousands separators and blanks between digits.
    pub fn read(text: &str) -> Self {
        Self::read_common(text.trim()).unwrap_or_else(|| Self::read_any(text))
    }

    /// Reads the common cells quickly: nothing, up to nine digits, dashes, or words that begin with a Han character, a bracket or
    /// an ordinal. `None` for all others.
    fn read_common(text: &str) -> Option<Self> {
        const MAX_DIGITS: usize = 9;
        if text.is_empty() {
            return Some(Self::Blank);
        }
        if text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Number(text.parse::<u32>().ok()?.into()));
        }
        if text.bytes().all(|byte| byte == b'-') {
            return Some(Self::Stroke);
        }
        let begins_word = |c: char| is_common_han(c) && !STROKES.iter().any(|stroke| stroke.starts_with(c));
        let ordinal = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_ordinal = || {
            ordinal.len() < text.len()
                && ordinal.strip_prefix('.').is_some_and(|words| words.starts_with(is_common_han))
        };
        let is_word = text.starts_with(|c| begins_word(c) || matches!(c, '（' | '(' | '《' | '“')) || is_ordinal();
        is_word.then_some(Self::Text)
    }

    fn read_any(text: &str) -> Self {
        let Some(words) = WithResidue::find(text) else { return Self::read_clean(text) };
        let (joined, gapped) = (Self::read_clean(&words.joined), Self::read_clean(&words.gapped));
        // Removing the residue is certain only if it does not change the figure.
        let is_certain = joined.number() == gapped.number() && !(words.garbled && joined != gapped);
        if joined.number().is_none() || is_certain { joined } else { Self::Doubtful }
    }

    /// Reads words without residue.
    fn read_clean(text: &str) -> Self {
        let text = without_note_marks(text);
        let is_kept = |c: &char| !c.is_whitespace() && !is_invisible(*c);
        // Normalisation changes no such character, and takes most of the time.
        let is_normal = text.chars().all(|c| c.is_ascii() || is_common_han(c));
        let folded: String =
            if is_normal { text.chars().filter(is_kept).collect() } else { text.nfkc().filter(is_kept).collect() };
        if folded.is_empty() || NO_VALUES.contains(&folded.as_str()) {
            return Self::Blank;
        }
        if STROKES.contains(&folded.as_str()) || folded.chars().all(is_stroke) {
            return Self::Stroke;
        }
        let end = number_end(&folded);
        let (digits, note) = folded.split_at(end);
        let continues = note.starts_with(|c: char| matches!(c, '.' | '、' | ',') || c.is_ascii_alphanumeric());
        if !continues && !is_grouped(digits) {
            return Self::Doubtful;
        }
        match digits.replace(',', "").parse::<Decimal>() {
            Ok(number) if note.is_empty() => Self::Number(number),
            Ok(number) if !continues => Self::Noted(number),
            _ => Self::Text,
        }
    }

    /// The figure, if the value has one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) | Self::Noted(number) => Some(*number),
            Self::Doubtful | Self::Blank | Self::Stroke | Self::Text => None,
        }
    }
}

/// Byte length of the leading figure: sign, digits with thousands separators, one decimal point.
fn number_end(folded: &str) -> usize {
    let mut point = false;
    let mut digit = false;
    let mut end = 0;
    for (at, c) in folded.char_indices() {
        match c {
            '+' | '-' if at == 0 => {}
            '0'..='9' => {
                digit = true;
                end = at + 1;
            }
            ',' if digit && !point => {}
            '.' if digit && !point => point = true,
            _ => break,
        }
    }
    end
}

/// Whether the thousands separators, if any, separate groups of three digits.
fn is_grouped(digits: &str) -> bool {
    let whole = digits.trim_start_matches(['+', '-']).split('.').next().unwrap_or_default();
    let Some((first, rest)) = whole.split_once(',') else { return true };
    (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3)
}

/// The likely figure of a [`Value::Doubtful`] cell: its digits without residue and separators.
pub fn likely_figure(text: &str) -> Option<Decimal> {
    let joined = WithResidue::find(text).map_or_else(|| text.to_owned(), |words| words.joined);
    Value::read(&joined.replace([',', '，'], "")).number()
}

/// Whether `text` has residue of a conversion.
pub fn has_residue(text: &str) -> bool {
    WithResidue::find(text).is_some()
}

/// Whether `text` has a character with a numeric value, as 1, １ and ①. Chinese numerals such as 一 count as words.
pub fn has_numeric(text: &str) -> bool {
    text.contains(|c| !is_common_han(c) && c.is_numeric())
}

/// Whether a cell's words mean 0, as 无 does.
pub fn is_word_for_zero(words: &str) -> bool {
    matches!(words.trim(), "无" | "零" | "没有" | "〇" | "○" | "O" | "o")
}

/// The words after the figure of a cell, as in `22（其中修订16件）`.
pub fn figure_note(text: &str) -> &str {
    let in_figure = |c: char| c.is_numeric() || c.is_whitespace() || matches!(c, ',' | '，' | '.' | '．' | '+' | '-');
    text.trim().trim_start_matches(in_figure)
}

/// The value of a figure in prose: digits, or a Chinese numeral up to 九十九, with 零 and with 两 for two (两起).
pub fn prose_figure(text: &str) -> Option<Decimal> {
    match text {
        "零" | "〇" => Some(Decimal::ZERO),
        "两" => Some(Decimal::TWO),
        _ => chinese_numeral(text).map(Decimal::from).or_else(|| Value::read(text).number()),
    }
}

/// The value of a Chinese numeral from 一 to 九十九; `None` for anything else.
pub fn chinese_numeral(text: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|p| p as u32 + 1);
    let (tens, ones) = match text.split_once('十') {
        None => (Some(0), text),
        Some(("", ones)) => (Some(1), ones),
        Some((tens, ones)) => (single(tens).and_then(digit), ones),
    };
    match ones {
        "" => tens.filter(|t| *t > 0).map(|t| t * 10),
        _ => Some(tens? * 10 + single(ones).and_then(digit)?),
    }
}

/// The only character of `text`; `None` if it has none or several.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if chars.next().is_some() { None } else { Some(first) }
}

/// The Chinese numeral for 1 to 99; Arabic digits for other numbers.
pub fn to_chinese_numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |d: u32| DIGITS.get(d as usize).copied().unwrap_or_default();
    match number {
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number % 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_type_them() {
        for (text, value) in [
            ("0", Value::Number(0.into())),
            ("007", Value::Number(7.into())),
            ("予以公开", Value::Text),
            (" 不予公开", Value::Text),
            (" １２ ", Value::Number(12.into())),
            ("1,3", Value::Doubtful),
            ("1,23件", Value::Doubtful),
            ("1234,567", Value::Doubtful),
            ("1,,234", Value::Doubtful),
            ("1，234.5", Value::Number(Decimal::new(12_345, 1))),
            ("1,国家秘密", Value::Text),
            ("1[bookmark: _GoBack]3", Value::Doubtful),
            ("2[bookmark: _GoBack]21", Value::Doubtful),
            ("1[bookmark: _GoBack],234", Value::Doubtful),
            ("-[bookmark: _GoBack]3", Value::Doubtful),
            ("13[bookmark: _GoBack]", Value::Number(13.into())),
            ("[bookmark: _GoBack]13件", Value::Noted(13.into())),
            ("2[bookmark: _GoBack].重复申请", Value::Text),
            ("[bookmark: _GoBack]", Value::Blank),
            ("1\u{FFFD}3", Value::Doubtful),
            ("13锟斤拷", Value::Doubtful),
            ("22（其中修订\u{FFFD}16件）", Value::Noted(22.into())),
            ("1\u{AD}3", Value::Number(13.into())),
            ("1\u{2060}3", Value::Number(13.into())),
            ("11,398,889", Value::Number(11_398_889.into())),
            ("59237.2449", Value::Number("59237.2449".parse().expect("a decimal"))),
            ("-3", Value::Number((-3).into())),
            ("0件", Value::Noted(0.into())),
            ("31①", Value::Noted(31.into())),
            ("31 ¹", Value::Noted(31.into())),
            ("31Ⅰ", Value::Noted(31.into())),
            ("①", Value::Number(1.into())),
            ("NaN", Value::Blank),
            ("−", Value::Stroke),
            ("ー", Value::Stroke),
            ("22（其中修订16件）", Value::Noted(22.into())),
            ("", Value::Blank),
            ("\u{3000}", Value::Blank),
            ("-", Value::Stroke),
            ("——", Value::Stroke),
            ("/", Value::Stroke),
            ("不适用", Value::Stroke),
            ("1.属于国家秘密", Value::Text),
            ("3、其他", Value::Text),
            ("（一）予以公开", Value::Text),
            ("(12)", Value::Text),
            ("“12”", Value::Text),
            ("1.2万", Value::Noted(Decimal::new(12, 1))),
            ("99999999999999999999999999999999999", Value::Text),
        ] {
            assert_eq!(Value::read(text), value, "{text}");
            assert_eq!(Value::read_any(text), value, "{text}");
        }
    }

    #[test]
    fn chinese_numerals_round_trip() {
        for number in 1..100 {
            assert_eq!(chinese_numeral(&to_chinese_numeral(number)), Some(number));
        }
        for text in ["", "十十", "零", "一二", "百"] {
            assert_eq!(chinese_numeral(text), None, "{text}");
        }
    }
}
