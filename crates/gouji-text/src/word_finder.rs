use std::borrow::Cow;

/// Finds many words in one pass: at each character of the text, it compares the words that begin with this character.
///
/// Automata were no faster, and building them for all words took a quarter of the instructions of a check of one report.
///
/// A build script can write a finder as a static value, so that a run does not sort the words. This is why its fields are public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_text))]
pub struct WordFinder {
    /// Sorted, each with its index in the list that was passed to [`WordFinder::new`].
    pub words: Cow<'static, [(Cow<'static, str>, usize)]>,
    /// The first characters in order, each with the start and end of its words in `words`.
    pub first_chars: Cow<'static, [(char, usize, usize)]>,
    /// A bit for the low bits of each first character. Most characters of a text are no first characters, and lack the bit.
    pub low_bits: [u64; FILTER_WORDS],
}

/// The size of the filter in words of 64 bits.
const FILTER_WORDS: usize = 16;

/// The place of the character's bit: the word, and the bit in it.
const fn low_bits(c: char) -> (usize, u64) {
    let low = c as usize % (64 * FILTER_WORDS);
    (low / 64, 1 << (low % 64))
}

impl WordFinder {
    /// A finder of these words, which are identified by their indices. An empty word never matches.
    pub fn new(words: impl IntoIterator<Item = impl Into<Cow<'static, str>>>) -> Self {
        let listed = words.into_iter().enumerate().map(|(at, word)| (word.into(), at));
        let mut words: Vec<(Cow<'static, str>, usize)> = listed.filter(|(word, _)| !word.is_empty()).collect();
        words.sort_unstable();
        let (mut first_chars, mut filter): (Vec<(char, usize, usize)>, _) = (Vec::new(), [0; FILTER_WORDS]);
        for (at, (word, _)) in words.iter().enumerate() {
            let Some(first) = word.chars().next() else { continue };
            match first_chars.last_mut() {
                Some((known, _, end)) if *known == first => *end = at + 1,
                _ => first_chars.push((first, at, at + 1)),
            }
            let (place, bit) = low_bits(first);
            if let Some(word) = filter.get_mut(place) {
                *word |= bit;
            }
        }
        Self { words: words.into(), first_chars: first_chars.into(), low_bits: filter }
    }

    /// All matches in `text`, overlapping ones too, in order: the byte at which the word starts, and the index of the word.
    pub fn find_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> {
        text.char_indices().flat_map(move |(start, first)| {
            let rest = text.get(start..).unwrap_or_default();
            let matching = self.beginning_with(first).iter().filter(move |(word, _)| rest.starts_with(&**word));
            matching.map(move |(_, at)| (start, *at))
        })
    }

    /// The words that begin with `first`.
    fn beginning_with(&self, first: char) -> &[(Cow<'static, str>, usize)] {
        let (place, bit) = low_bits(first);
        if self.low_bits.get(place).is_none_or(|word| word & bit == 0) {
            return &[];
        }
        let found = self.first_chars.binary_search_by_key(&first, |(first, ..)| *first).ok();
        let found = found.and_then(|at| self.first_chars.get(at));
        found.and_then(|(_, start, end)| self.words.get(*start..*end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&'static str], text: &str) -> Vec<(usize, usize)> {
        WordFinder::new(words.iter().copied()).find_in(text).collect()
    }

    #[test]
    fn every_occurrence_of_every_word_is_found() {
        let words = ["公开", "予以公开", "公", "", "公开", "不公开"];
        assert_eq!(found(&words, "予以公开，公"), [(0, 1), (6, 2), (6, 0), (6, 4), (15, 2)]);
        assert_eq!(found(&words, "公\u{3000}开"), [(0, 2)]);
        assert_eq!(found(&words, ""), []);
        assert_eq!(found(&[], "公开"), []);
    }
}
