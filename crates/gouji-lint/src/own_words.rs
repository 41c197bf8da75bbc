//! The words of an agency, from its configuration.

use gouji_text::{Span, WordFinder};

/// Words that an agency often writes wrongly, and terms of its own that are right.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OwnWords {
    slips: Vec<OwnSlip>,
    wrong: WordFinder,
    terms: Vec<String>,
    term_finder: WordFinder,
}

/// A wrong word and the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSlip {
    /// The wrong word.
    pub wrong: String,
    /// The right word.
    pub right: String,
}

impl OwnWords {
    /// The words of an agency: pairs of a wrong and a right word, and terms. Empty words have no effect.
    pub fn new(slips: impl IntoIterator<Item = (String, String)>, terms: Vec<String>) -> Self {
        let slips: Vec<OwnSlip> = slips.into_iter().map(|(wrong, right)| OwnSlip { wrong, right }).collect();
        let wrong = WordFinder::new(slips.iter().map(|slip| slip.wrong.clone()));
        let term_finder = WordFinder::new(terms.iter().cloned());
        Self { slips, wrong, terms, term_finder }
    }

    /// Whether the agency has no words of its own.
    pub fn is_empty(&self) -> bool {
        self.slips.is_empty() && self.terms.is_empty()
    }

    /// The wrong words in `text`, in order, with their places in bytes. A wrong word inside its right word is none. Of overlapping
    /// ones, only the first counts.
    pub fn slips_in<'a>(&'a self, text: &str) -> Vec<(&'a OwnSlip, Span)> {
        let (mut found, mut end) = (Vec::new(), 0);
        for (start, at) in self.wrong.find_in(text) {
            let Some(slip) = self.slips.get(at) else { continue };
            let place = Span::new(start, start + slip.wrong.len());
            if start >= end && !is_inside(text, place, &slip.right) {
                end = place.end;
                found.push((slip, place));
            }
        }
        found
    }

    /// The places of the terms in `text`, in bytes. No place contains another, so that starts and ends are in order.
    pub fn terms_in(&self, text: &str) -> Vec<Span> {
        let mut places: Vec<Span> = Vec::new();
        for (start, at) in self.term_finder.find_in(text) {
            let Some(term) = self.terms.get(at) else { continue };
            let place = Span::new(start, start + term.len());
            places.pop_if(|last| last.start == start && last.end < place.end);
            if places.last().is_none_or(|last| last.end < place.end) {
                places.push(place);
            }
        }
        places
    }
}

/// Whether the words at `place` are part of `whole` in the text.
fn is_inside(text: &str, place: Span, whole: &str) -> bool {
    whole.match_indices(place.slice(text)).any(|(at, _)| {
        let start = place.start.checked_sub(at);
        start.and_then(|start| text.get(start..)).is_some_and(|text| text.starts_with(whole))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_words_are_found_unless_they_are_part_of_their_right_word() {
        let slips = [("政务中心", "政务服务中心"), ("服务中心", "政务服务中心"), ("务中", "误中")];
        let words = OwnWords::new(slips.map(|(wrong, right)| (wrong.to_owned(), right.to_owned())), Vec::new());
        let found = |text: &str| -> Vec<String> {
            words.slips_in(text).iter().map(|(slip, place)| format!("{}@{}", slip.wrong, place.start)).collect()
        };
        assert_eq!(found("县政务中心"), ["政务中心@3"]);
        assert_eq!(found("县政务服务中心"), ["务中@12"], "服务中心 is part of its right word");
        assert_eq!(found("服务中心"), ["服务中心@0"], "of overlapping ones, the first counts");
    }

    #[test]
    fn terms_are_found_with_their_places() {
        let words = OwnWords::new([], ["其它门", "其它", "它门", "门前", ""].map(str::to_owned).to_vec());
        assert_eq!(words.terms_in("在其它门前"), [Span::new(3, 12), Span::new(9, 15)]);
        assert!(OwnWords::default().is_empty() && !words.is_empty());
    }
}
