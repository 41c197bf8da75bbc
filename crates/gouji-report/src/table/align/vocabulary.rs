//! The texts that the form prints around its figures, and a search for those of which a piece of text may be a part.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

/// The role of a printed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextKind {
    /// The label of a row.
    Row,
    /// The label of several rows.
    Group,
    /// Words above the figures of a table.
    Header,
    /// The title of a section.
    Section,
}

/// A printed text of which a piece may be a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    pub kind: TextKind,
    /// Number of the printed text.
    pub text: u16,
    /// First slot of the rows to which the text belongs.
    pub start: usize,
    /// One past their last slot.
    pub end: usize,
    /// Whether the piece begins the text.
    pub is_head: bool,
    /// Agreement of the piece with the text, in percent.
    pub quality: u8,
    /// Length of the piece relative to the text, in percent.
    pub share: u8,
    /// Whether the piece differs from the text by a slip.
    pub has_slip: bool,
    /// Whether the piece belongs not to the printed text, but to a shorter form that authors write.
    pub is_short_form: bool,
}

/// Printed texts, folded, with an index of all their parts.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    texts: Vec<PrintedText>,
    /// The places of each character: number of the text, and byte.
    places: HashMap<char, Vec<(u16, u16)>, RandomState>,
}

#[derive(Debug)]
struct PrintedText {
    folded: String,
    scalars: usize,
    kind: TextKind,
    slots: Range<usize>,
    is_short_form: bool,
}

/// Least length, in scalars, of a piece that is compared with texts of which it is no part.
const SHORTEST_WITH_SLIP: usize = 4;
/// Longest piece, in scalars, that is compared with the texts. A longer piece is prose.
const LONGEST_PIECE: usize = 60;

impl Vocabulary {
    /// Adds a folded text that belongs to the rows of `slots`.
    pub(super) fn add(&mut self, folded: &str, kind: TextKind, slots: Range<usize>) {
        self.add_form(folded, kind, slots, false);
    }

    /// Adds a shorter form of a row's label that authors write.
    pub(super) fn add_short_form(&mut self, folded: &str, slots: Range<usize>) {
        self.add_form(folded, TextKind::Row, slots, true);
    }

    fn add_form(&mut self, folded: &str, kind: TextKind, slots: Range<usize>, is_short_form: bool) {
        let known = |text: &PrintedText| text.slots == slots && text.kind == kind && text.folded == folded;
        if !folded.is_empty() && !self.texts.iter().any(known) {
            let scalars = folded.chars().count();
            self.texts.push(PrintedText { folded: folded.to_owned(), scalars, kind, slots, is_short_form });
        }
    }

    /// The number of a folded text of the rows of `slots`, as [`Match::text`] has it.
    pub(super) fn number_of(&self, folded: &str, kind: TextKind, slots: &Range<usize>) -> Option<u16> {
        let is_it = |text: &PrintedText| text.folded == folded && text.kind == kind && text.slots == *slots;
        let at = self.texts.iter().position(is_it)?;
        u16::try_from(at).ok()
    }

    /// The number of scalars of the text with this number.
    pub(super) fn scalars(&self, number: u16) -> usize {
        self.texts.get(usize::from(number)).map_or(0, |text| text.scalars)
    }

    /// Builds the index. No text may be added afterwards.
    pub(super) fn finish(&mut self) {
        for (number, text) in (0..).zip(&self.texts) {
            for (at, c) in text.folded.char_indices() {
                self.places.entry(c).or_default().push((number, at as u16));
            }
        }
    }

    /// The places of `c` in the texts: the number of the text, the text, and its end from `c` on.
    fn places_of(&self, c: char) -> impl Iterator<Item = (u16, &PrintedText, &str)> {
        let places = self.places.get(&c).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|(number, at)| {
            let text = self.texts.get(usize::from(*number))?;
            Some((*number, text, text.folded.get(usize::from(*at)..)?))
        })
    }

    /// The texts of which the folded `piece` may be a part, or which it contains.
    pub(super) fn matches(&self, piece: &str) -> Vec<Match> {
        let scalars = piece.chars().count();
        let han = han_count(piece);
        if han == 0 || scalars > LONGEST_PIECE {
            return Vec::new();
        }
        let mut found: Vec<Match> = Vec::new();
        let first = piece.chars().next().unwrap_or_default();
        for (number, text, _) in self.places_of(first).filter(|(_, _, rest)| rest.starts_with(piece)) {
            let at = text.folded.find(piece).unwrap_or_default();
            let before = text.folded.get(..at).map_or(0, |before| before.chars().count());
            found.push(text.matched(number, before <= 1, 100, scalars * 100 / text.scalars));
        }
        for (at, c) in piece.char_indices() {
            let rest_of_piece = piece.get(at..).unwrap_or_default();
            let begin = self.places_of(c).filter(|(_, text, rest)| rest.len() == text.folded.len());
            for (number, text, _) in begin.filter(|(_, text, _)| rest_of_piece.starts_with(text.folded.as_str())) {
                if text.scalars >= 3 && text.scalars * 2 > scalars && text.scalars < scalars {
                    found.push(text.matched(number, true, 90, 100));
                }
            }
        }
        if found.is_empty() && scalars >= SHORTEST_WITH_SLIP {
            found = self.with_slips(piece, scalars);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The texts of which the piece is a part except for slips: at most one wrong scalar in four.
    fn with_slips(&self, piece: &str, scalars: usize) -> Vec<Match> {
        let letters: Vec<char> = piece.chars().collect();
        let pairs = letters.len().saturating_sub(1);
        let mut common: HashMap<u16, (usize, usize), RandomState> = HashMap::default();
        for (at, pair) in letters.windows(2).enumerate() {
            let [one, next] = pair else { continue };
            let begin = |rest: &str| rest.chars().nth(1) == Some(*next);
            for (number, ..) in self.places_of(*one).filter(|(_, _, rest)| begin(rest)) {
                let (count, last) = common.entry(number).or_default();
                // A pair counts once, however often the text has it.
                if *last != at + 1 {
                    (*count, *last) = (*count + 1, at + 1);
                }
            }
        }
        let mut near: Vec<u16> =
            common.into_iter().filter(|(_, (count, _))| count * 2 >= pairs).map(|(number, _)| number).collect();
        near.sort_unstable();
        let mut found = Vec::new();
        for number in near {
            let Some(text) = self.texts.get(usize::from(number)) else { continue };
            let (slips, before) = slips(&letters, &text.folded);
            if slips <= (scalars / 4).max(1) {
                let quality = 100 - (slips * 100 / scalars).min(100) as u8;
                let matched = text.matched(number, before <= 1, quality, scalars * 100 / text.scalars);
                found.push(Match { has_slip: true, ..matched });
            }
        }
        found
    }
}

impl PrintedText {
    fn matched(&self, text: u16, is_head: bool, quality: u8, share: usize) -> Match {
        let Range { start, end } = self.slots;
        Match {
            kind: self.kind,
            text,
            start,
            end,
            is_head,
            quality,
            share: share.min(255) as u8,
            has_slip: false,
            is_short_form: self.is_short_form,
        }
    }
}

/// The number of Han characters in `text`.
pub(super) fn han_count(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}')).count()
}

/// The fewest edits that make `piece` a part of `text`, and the number of scalars of `text` before that part.
fn slips(piece: &[char], text: &str) -> (usize, usize) {
    let text: Vec<char> = text.chars().collect();
    let mut row: Vec<usize> = vec![0; text.len() + 1];
    let mut next: Vec<usize> = row.clone();
    for (at, letter) in piece.iter().enumerate() {
        let mut left = at + 1;
        let mut above_left = row.first().copied().unwrap_or_default();
        if let Some(first) = next.first_mut() {
            *first = left;
        }
        for ((other, above), slot) in text.iter().zip(row.iter().skip(1)).zip(next.iter_mut().skip(1)) {
            left = (above_left + usize::from(letter != other)).min(above + 1).min(left + 1);
            above_left = *above;
            *slot = left;
        }
        std::mem::swap(&mut row, &mut next);
    }
    let best = row.iter().copied().min().unwrap_or_default();
    let end = row.iter().position(|slips| *slips == best).unwrap_or_default();
    (best, end.saturating_sub(piece.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(texts: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (at, text) in texts.iter().enumerate() {
            vocabulary.add(text, TextKind::Row, at..at + 1);
        }
        vocabulary.finish();
        vocabulary
    }

    fn starts(vocabulary: &Vocabulary, piece: &str) -> Vec<usize> {
        vocabulary.matches(piece).iter().map(|found| found.start).collect()
    }

    #[test]
    fn a_piece_is_found_in_every_text_that_it_is_a_part_of() {
        let texts = vocabulary(&["一予以公开", "二部分公开", "3危及三安全一稳定"]);
        assert_eq!(starts(&texts, "公开"), [0, 1]);
        assert_eq!(starts(&texts, "予以公开"), [0]);
        assert_eq!(starts(&texts, "三安全一"), [2]);
        // With more words around the text, and with a slip.
        assert_eq!(starts(&texts, "一予以公开件"), [0]);
        assert_eq!(starts(&texts, "一予以公示"), [0]);
        assert_eq!(starts(&texts, "门户网站运行平稳"), [0usize; 0]);
        assert_eq!(starts(&texts, "12"), [0usize; 0]);
    }

    #[test]
    fn the_head_of_a_text_is_distinguished_from_its_rest() {
        let texts = vocabulary(&["一予以公开"]);
        let is_head = |piece: &str| texts.matches(piece).first().map(|found| found.is_head);
        assert_eq!(is_head("予以公开"), Some(true));
        assert_eq!(is_head("公开"), Some(false));
        assert_eq!(texts.matches("予以").first().map(|found| found.share), Some(40));
    }

    #[test]
    fn slips_are_counted_inside_the_text() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(slips(&letters("予以公示"), "一予以公开").0, 1);
        assert_eq!(slips(&letters("以公开"), "一予以公开"), (0, 2));
        assert_eq!(slips(&letters("公开"), "一予以公开"), (0, 3));
        assert_eq!(slips(&letters("甲乙"), ""), (2, 0));
    }
}
