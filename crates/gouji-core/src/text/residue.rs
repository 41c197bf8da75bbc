//! What conversions leave inside words: marks that were never part of them, and characters that nobody sees.

use std::sync::LazyLock;

use regex::Regex;

use super::{constant, is_invisible};

/// A bookmark of Word's, as in `[bookmark: _GoBack]`.
pub const BOOKMARK: &str = r"\[bookmark: ?[^\]\r\n]{0,80}\]";
/// Characters that a wrong encoding leaves.
pub const GARBLED: &str = r"(?:锟斤拷|烫烫烫|\u{FFFD}|涓€銆|銆佹)+";

static RESIDUE: LazyLock<Regex> = LazyLock::new(|| constant(&format!("{BOOKMARK}|{GARBLED}")));
static IS_GARBLED: LazyLock<Regex> = LazyLock::new(|| constant(GARBLED));

/// Stands for residue in words, so that they do not close over it.
const GAP: &str = "〓";

/// Words that hold residue.
#[derive(Debug)]
pub(super) struct Marred {
    /// The words without it.
    pub mended: String,
    /// The words with a gap for it, but where it stands in front.
    pub gapped: String,
    /// Whether some of it was words once, so that nobody knows what stood there.
    pub garbled: bool,
}

impl Marred {
    /// `None` where `words` hold no residue.
    pub(super) fn of(words: &str) -> Option<Self> {
        if !words.contains(['[', '\u{FFFD}', '锟', '烫', '銆']) || !RESIDUE.is_match(words) {
            return None;
        }
        let garbled = IS_GARBLED.is_match(words);
        let gapped = RESIDUE.replace_all(words, GAP);
        let gapped = gapped.trim().trim_start_matches(GAP).to_owned();
        Some(Self { mended: RESIDUE.replace_all(words, "").into_owned(), gapped, garbled })
    }
}

/// Whether residue stands between a figure that ends `before` it and one that goes on behind it: `before` ends in both.
pub fn is_cut_off(before: &str) -> bool {
    let Some(last) = RESIDUE.find_iter(before).last().filter(|last| before.get(last.end()..).is_some_and(is_empty))
    else {
        return false;
    };
    before.get(..last.start()).is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_numeric()))
}

fn is_empty(words: &str) -> bool {
    words.chars().all(|c| c.is_whitespace() || is_invisible(c))
}
