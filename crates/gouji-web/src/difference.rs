//! The difference between two texts, character by character.

use std::ops::Range;

/// Characters of the first text, and the characters of the second text that replace them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Most cells of the table that finds common characters. It takes four bytes for each cell. Longer texts are one hunk between their
/// common beginning and end.
const MAX_CELLS: usize = 1 << 20;

/// The hunks that turn `old` into `new`, in their order. Everything between them is common to both texts.
pub fn hunks(old: &[char], new: &[char]) -> Vec<Hunk> {
    let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let end = rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (rest, new_rest) =
        (rest.get(..rest.len() - end).unwrap_or_default(), new_rest.get(..new_rest.len() - end).unwrap_or_default());
    let mut found = Vec::new();
    let mut at = (0, 0);
    for (one, other) in common(rest, new_rest).into_iter().chain([(rest.len(), new_rest.len())]) {
        if at != (one, other) {
            found.push(Hunk { old: start + at.0..start + one, new: start + at.1..start + other });
        }
        at = (one + 1, other + 1);
    }
    found
}

/// The pairs of places of a longest common subsequence, in their order.
fn common(old: &[char], new: &[char]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    if old.is_empty() || new.is_empty() || width.saturating_mul(old.len() + 1) > MAX_CELLS {
        return Vec::new();
    }
    // The length of the longest common subsequence of the rests of both texts, for each pair of places.
    let mut lengths = vec![0_u32; width * (old.len() + 1)];
    let length = |lengths: &[u32], one: usize, other: usize| lengths.get(one * width + other).copied().unwrap_or(0);
    for (one, character) in old.iter().enumerate().rev() {
        for (at, other) in new.iter().enumerate().rev() {
            let longest = match character == other {
                true => length(&lengths, one + 1, at + 1) + 1,
                false => length(&lengths, one + 1, at).max(length(&lengths, one, at + 1)),
            };
            if let Some(cell) = lengths.get_mut(one * width + at) {
                *cell = longest;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut one, mut other) = (0, 0);
    while let (Some(character), Some(wanted)) = (old.get(one), new.get(other)) {
        if character == wanted {
            pairs.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if length(&lengths, one + 1, other) >= length(&lengths, one, other + 1) {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(old: &str, new: &str) -> Vec<(String, String)> {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let found = hunks(&old, &new);
        found.into_iter().map(|hunk| (old[hunk.old].iter().collect(), new[hunk.new].iter().collect())).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    }

    #[test]
    fn only_changed_characters_differ() {
        assert_eq!(changed("收到12件，答复8件", "收到12件，答复8件"), pairs(&[]));
        assert_eq!(changed("收到12件，答复8件", "收到13件，答复9件"), pairs(&[("2", "3"), ("8", "9")]));
        assert_eq!(changed("收到件", "收到12件"), pairs(&[("", "12")]));
        assert_eq!(changed("甲", ""), pairs(&[("甲", "")]));
        assert_eq!(changed("", "甲"), pairs(&[("", "甲")]));
    }

    #[test]
    fn long_texts_are_one_hunk() {
        let long = |middle: &str| format!("甲{}乙", middle.repeat(2000));
        let found = changed(&long("一二"), &long("二三"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1.chars().count(), 4000);
    }
}
