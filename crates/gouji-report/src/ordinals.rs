//! Numbers in front of titles, in every notation that people and programs use.

use gouji_text::{Span, Value, chinese_numeral};

use super::{Level, Ordinal};

/// A number in front of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Numeral and punctuation.
    pub span: Span,
    /// The numeral alone.
    pub numeral: Span,
    pub number: u32,
    /// Whether it has the notation of sections: 一 or Ⅰ without brackets.
    pub is_top: bool,
}

/// Punctuation behind a numeral. Blanks may surround it.
const PUNCTUATION: [char; 14] = ['、', '．', '.', '，', ',', '：', ':', '·', '・', '。', '；', ';', '）', ')'];

impl Mark {
    /// The number at the byte `start` of a line. If the same number follows again, it is the second, with the span of both.
    pub(super) fn read(line: &str, start: usize) -> Option<Self> {
        let first = Self::one(line, start)?;
        let second = Self::one(line, first.span.end).filter(|second| second.number == first.number);
        Some(match second {
            Some(second) => Self { span: first.span.cover(second.span), ..second },
            None => first,
        })
    }

    /// The number with offsets of a text in which the line begins at `bytes`.
    pub(super) fn shift(self, bytes: usize) -> Self {
        Self { span: self.span.shift(bytes), numeral: self.numeral.shift(bytes), ..self }
    }

    /// The number of a heading of `level` in `text`.
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
        let behind = numeral.get(length..)?;
        let words = behind.trim_start_matches(|c: char| c.is_whitespace() || PUNCTUATION.contains(&c));
        let marks = behind.get(..behind.len() - words.len())?;
        let is_marked = match kind {
            Kind::Han | Kind::Enclosed | Kind::Roman => true,
            Kind::Letters => marks.starts_with(['、', '.', '．']),
            Kind::Digits => !marks.is_empty(),
        };
        let is_closed = open == 0 || marks.trim_start().starts_with(['）', ')']);
        (is_marked && is_closed).then(|| Self {
            span: Span::new(start, start + rest.len() - words.len()),
            numeral: Span::new(start + open, start + open + length),
            number,
            is_top: open == 0 && matches!(kind, Kind::Han | Kind::Roman | Kind::Letters),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    /// ㈠, ①, ⑴, ⒈.
    Enclosed,
    /// Ⅰ.
    Roman,
    /// I, which may be any letter.
    Letters,
    Digits,
}

/// The numeral with which `words` begin: its length in bytes, its value, and its kind.
fn numeral_at(words: &str) -> Option<(usize, u32, Kind)> {
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
        return Some((length, number, Kind::Enclosed));
    }
    if let Some((length, number)) = match first {
        'Ⅰ'..='Ⅻ' => single('Ⅰ'),
        'ⅰ'..='ⅻ' => single('ⅰ'),
        _ => None,
    } {
        return Some((length, number, Kind::Roman));
    }
    let run = |is_part: fn(char) -> bool| words.len() - words.trim_start_matches(is_part).len();
    let han = run(|c| "一二三四五六七八九十".contains(c));
    if han > 0 {
        return Some((han, chinese_numeral(words.get(..han)?)?, Kind::Han));
    }
    let digits = run(|c| matches!(c, '0'..='9' | '０'..='９'));
    if digits > 0 {
        let Value::Number(number) = Value::read(words.get(..digits)?) else { return None };
        return Some((digits, u32::try_from(number).ok().filter(|number| *number < 100)?, Kind::Digits));
    }
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let letters = run(|c| matches!(c, 'I' | 'V' | 'X'));
    let number = ROMAN.iter().position(|roman| Some(*roman) == words.get(..letters))?;
    Some((letters, number as u32 + 1, Kind::Letters))
}
