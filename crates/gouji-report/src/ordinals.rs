//! Numbers before titles, in every notation that authors and programs use.

use gouji_text::{Span, Value, chinese_numeral};

use super::{Level, Ordinal};

/// A number before a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Numeral and punctuation.
    pub span: Span,
    /// The numeral alone.
    pub numeral: Span,
    pub number: u32,
    /// Whether the number has the notation of sections: 一 or Ⅰ without brackets.
    pub is_top: bool,
}

/// Punctuation after a numeral. Blanks may surround it.
const PUNCTUATION: [char; 14] = ['、', '．', '.', '，', ',', '：', ':', '·', '・', '。', '；', ';', '）', ')'];

impl Mark {
    /// The number at the byte `start` of a line. If the same number follows again, the result is the second one, with
    /// the span of both.
    pub(super) fn read(line: &str, start: usize) -> Option<Self> {
        let first = Self::one(line, start)?;
        let second = Self::one(line, first.span.end).filter(|second| second.number == first.number);
        Some(match second {
            Some(second) => Self { span: first.span.cover(second.span), ..second },
            None => first,
        })
    }

    /// The same number with offsets of the text, in which the line begins at the byte `bytes`.
    pub(super) fn shift(self, bytes: usize) -> Self {
        Self { span: self.span.shift(bytes), numeral: self.numeral.shift(bytes), ..self }
    }

    /// The ordinal of a heading of `level` in `text`.
    pub(super) fn ordinal(self, level: Level, text: &str) -> Ordinal {
        Ordinal { span: self.span.trimmed(text), numeral: self.numeral, level, number: self.number }
    }

    fn one(line: &str, start: usize) -> Option<Self> {
        let rest = line.get(start..)?;
        let start = start + (rest.len() - rest.trim_start().len());
        let rest = line.get(start..)?;
        let open = usize::from(rest.starts_with(['（', '('])) * rest.chars().next()?.len_utf8();
        let numeral = rest.get(open..)?;
        let (length, number, kind) = numeral_at(numeral)?;
        let rest_of_line = numeral.get(length..)?;
        let words = rest_of_line.trim_start_matches(|c: char| c.is_whitespace() || PUNCTUATION.contains(&c));
        let marks = rest_of_line.get(..rest_of_line.len() - words.len())?;
        let is_marked = match kind {
            NumeralKind::Han | NumeralKind::Enclosed | NumeralKind::Roman => true,
            NumeralKind::Letters => marks.starts_with(['、', '.', '．']),
            NumeralKind::Digits => !marks.is_empty(),
        };
        let is_closed = open == 0 || marks.trim_start().starts_with(['）', ')']);
        (is_marked && is_closed).then(|| Self {
            span: Span::new(start, start + rest.len() - words.len()),
            numeral: Span::new(start + open, start + open + length),
            number,
            is_top: open == 0 && matches!(kind, NumeralKind::Han | NumeralKind::Roman | NumeralKind::Letters),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NumeralKind {
    Han,
    /// ㈠, ①, ⑴, ⒈.
    Enclosed,
    /// Ⅰ.
    Roman,
    /// I, which may be any letter.
    Letters,
    Digits,
}

/// The numeral at the start of `words`: its length in bytes, its value and its kind.
fn numeral_at(words: &str) -> Option<(usize, u32, NumeralKind)> {
    let first = words.chars().next()?;
    let single = |from: char| Some((first.len_utf8(), u32::from(first) - u32::from(from) + 1));
    let enclosed = match first {
        '㈠'..='㈩' => single('㈠'),
        '㊀'..='㊉' => single('㊀'),
        '①'..='⑳' => single('①'),
        '⑴'..='⒇' => single('⑴'),
        '⒈'..='⒛' => single('⒈'),
        _ => None,
    };
    if let Some((length, number)) = enclosed {
        return Some((length, number, NumeralKind::Enclosed));
    }
    if let Some((length, number)) = match first {
        'Ⅰ'..='Ⅻ' => single('Ⅰ'),
        'ⅰ'..='ⅻ' => single('ⅰ'),
        _ => None,
    } {
        return Some((length, number, NumeralKind::Roman));
    }
    let run = |is_part: fn(char) -> bool| words.len() - words.trim_start_matches(is_part).len();
    let han = run(|c| "一二三四五六七八九十".contains(c));
    if han > 0 {
        return Some((han, chinese_numeral(words.get(..han)?)?, NumeralKind::Han));
    }
    let digits = run(|c| matches!(c, '0'..='9' | '０'..='９'));
    if digits > 0 {
        let Value::Number(number) = Value::read(words.get(..digits)?) else { return None };
        return Some((digits, u32::try_from(number).ok().filter(|number| *number < 100)?, NumeralKind::Digits));
    }
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let letters = run(|c| matches!(c, 'I' | 'V' | 'X'));
    let number = ROMAN.iter().position(|roman| Some(*roman) == words.get(..letters))?;
    Some((letters, number as u32 + 1, NumeralKind::Letters))
}
