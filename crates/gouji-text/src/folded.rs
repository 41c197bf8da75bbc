use super::{Span, is_common_han, is_han, is_invisible};

/// Words in the form that prose patterns match: no blanks, half-width digits without thousands separators, full-width
/// punctuation, and no brackets or quotation marks around a figure alone.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    words: String,
    /// For each byte of the words, the start and end of its character before folding, in bytes; `None` if folding
    /// changed nothing.
    places: Option<Vec<(usize, usize)>>,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        if is_folded(text) {
            return Self { words: text.to_owned(), places: None };
        }
        let visible: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !is_blank(*c)).collect();
        let visible = without_brackets_of_figures(visible);
        let digit = |at: usize| visible.get(at).is_some_and(|(_, c)| fold(*c).is_ascii_digit());
        let (mut words, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for (at, &(start, c)) in visible.iter().enumerate() {
            let follows_digit = at.checked_sub(1).is_some_and(digit);
            let separates = fold(c) == '，' && follows_digit && (1..4).all(|next| digit(at + next)) && !digit(at + 4);
            if !separates {
                words.push(fold(c));
                places.resize(words.len(), (start, start + c.len_utf8()));
            }
        }
        Self { words, places: Some(places) }
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The place of a span of the words before folding.
    pub fn source(&self, span: Span) -> Span {
        let Some(places) = &self.places else { return span };
        let start = places.get(span.start).map_or(0, |(start, _)| *start);
        let end = span.end.checked_sub(1).and_then(|last| places.get(last)).map_or(start, |(_, end)| *end);
        Span::new(start, end.max(start))
    }
}

/// Whether folding certainly changes nothing, as for most text. This test takes a fraction of the time of folding.
fn is_folded(text: &str) -> bool {
    let (mut is_digit, mut opens) = (false, false);
    text.chars().all(|c| {
        let follows_digit = std::mem::replace(&mut is_digit, c.is_ascii_digit());
        let follows_mark = std::mem::replace(&mut opens, matches!(c, '（' | '“'));
        match c {
            // It may be a figure in brackets.
            '0'..='9' => !follows_mark,
            '%' => true,
            _ if is_common_han(c) => true,
            '。' | '、' | '；' | '：' | '“' | '”' | '《' | '》' | '（' | '）' => true,
            // It may be a thousands separator.
            '，' => !follows_digit,
            _ => false,
        }
    })
}

/// The characters without the marks around a figure that is between Han characters: 申请（12）件 is 申请12件. An ordinal, as in
/// 第（5）项, has its brackets.
fn without_brackets_of_figures(chars: Vec<(usize, char)>) -> Vec<(usize, char)> {
    let at = |at: usize| chars.get(at).map(|(_, c)| fold(*c));
    let is_word = |c: Option<char>| c.is_some_and(is_han);
    let mut dropped = Vec::new();
    for start in 1..chars.len() {
        let closing = match at(start) {
            Some('（') => '）',
            Some('“') => '”',
            _ => continue,
        };
        let is_digit = |place: &usize| at(*place).is_some_and(|c| c.is_ascii_digit());
        let digits = (start + 1..chars.len()).take(LONGEST_FIGURE).take_while(is_digit).count();
        let end = start + 1 + digits;
        let before = at(start - 1);
        if digits > 0 && at(end) == Some(closing) && is_word(before) && before != Some('第') && is_word(at(end + 1)) {
            dropped.extend([start, end]);
        }
    }
    if dropped.is_empty() {
        return chars;
    }
    chars.into_iter().enumerate().filter(|(at, _)| dropped.binary_search(at).is_err()).map(|(_, c)| c).collect()
}

/// The most digits of a figure in brackets.
const LONGEST_FIGURE: usize = 9;

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

fn fold(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '％' => '%',
        '．' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_figure_fold_to_one_form() {
        for (text, words) in [
            ("共 1 2 件,其中", "共12件，其中"),
            ("１，２３４件", "1234件"),
            ("1,234,567件", "1234567件"),
            ("3件，5件", "3件，5件"),
            ("12，34件", "12，34件"),
            ("占42.9％(约)", "占42.9%（约）"),
            ("全县，12件。", "全县，12件。"),
            ("申请（12）件", "申请12件"),
            ("申请 ( 1２ ) 件，其中“3”件", "申请12件，其中3件"),
            ("第（5）项，申请（5件）", "第（5）项，申请（5件）"),
            ("（1）件数（2）。", "（1）件数（2）。"),
            ("", ""),
        ] {
            assert_eq!(Folded::new(text).words(), words);
        }
    }

    #[test]
    fn places_are_mapped_to_the_text_before_folding() {
        let text = "共 1,2 34\u{3000}件";
        let folded = Folded::new(text);
        let at = folded.words().find("1234").expect("it is there");
        assert_eq!(folded.source(Span::new(at, at + 4)).slice(text), "1,2 34");
        assert_eq!(folded.source(Span::new(99, 99)), Span::new(0, 0));
        let folded = Folded::new("共12件");
        assert_eq!(folded.source(Span::new(3, 5)), Span::new(3, 5));
    }
}
