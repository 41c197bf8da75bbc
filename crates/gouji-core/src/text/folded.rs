use super::Span;

/// Words as patterns read them: no blanks, half-width digits without thousands separators, full-width punctuation.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    words: String,
    /// For each byte of the words, where its character starts and ends before folding.
    places: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        let kept: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !is_blank(*c)).collect();
        let digit = |at: usize| kept.get(at).is_some_and(|(_, c)| fold(*c).is_ascii_digit());
        let mut folded = Self { words: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, &(start, c)) in kept.iter().enumerate() {
            let follows_digit = at.checked_sub(1).is_some_and(digit);
            let separates = fold(c) == '，' && follows_digit && (1..4).all(|next| digit(at + next)) && !digit(at + 4);
            if !separates {
                folded.words.push(fold(c));
                folded.places.resize(folded.words.len(), (start, start + c.len_utf8()));
            }
        }
        folded
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Where a span of the words stood before folding.
    pub fn source(&self, span: Span) -> Span {
        let start = self.places.get(span.start).map_or(0, |(start, _)| *start);
        let end = span.end.checked_sub(1).and_then(|last| self.places.get(last)).map_or(start, |(_, end)| *end);
        Span::new(start, end.max(start))
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
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
    fn figures_read_alike_however_they_are_typed() {
        for (text, words) in [
            ("共 1 2 件,其中", "共12件，其中"),
            ("１，２３４件", "1234件"),
            ("1,234,567件", "1234567件"),
            ("3件，5件", "3件，5件"),
            ("12，34件", "12，34件"),
            ("占42.9％(约)", "占42.9%（约）"),
            ("", ""),
        ] {
            assert_eq!(Folded::new(text).words(), words);
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "共 1,2 34\u{3000}件";
        let folded = Folded::new(text);
        let at = folded.words().find("1234").expect("stands there");
        assert_eq!(folded.source(Span::new(at, at + 4)).of(text), "1,2 34");
        assert_eq!(folded.source(Span::new(99, 99)), Span::new(0, 0));
    }
}
