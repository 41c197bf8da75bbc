//! Residue that conversions leave inside words: bookmarks and garbled characters.

use std::sync::LazyLock;

use regex::Regex;

use super::{is_invisible, regex};

/// The regex source for a bookmark of Word, as in `[bookmark: _GoBack]`.
pub const BOOKMARK: &str = r"\[bookmark: ?[^\]\r\n]{0,80}\]";
/// The regex source for characters that result from decoding with the wrong encoding.
pub const GARBLED: &str = r"(?:锟斤拷|烫烫烫|\u{FFFD}|涓€銆|銆佹)+";

static RESIDUE: LazyLock<Regex> = LazyLock::new(|| regex(&format!("{BOOKMARK}|{GARBLED}")));
static IS_GARBLED: LazyLock<Regex> = LazyLock::new(|| regex(GARBLED));

/// The placeholder for residue in words, so that the parts around it do not join.
const GAP: &str = "〓";

/// Words with residue, in two forms without it.
#[derive(Debug)]
pub(super) struct WithResidue {
    /// The words without residue.
    pub joined: String,
    /// The words with [`GAP`] in place of the residue, except at the start.
    pub gapped: String,
    /// Whether some of the residue replaces words that are lost.
    pub garbled: bool,
}

impl WithResidue {
    /// `None` if `words` have no residue.
    pub(super) fn find(words: &str) -> Option<Self> {
        if !may_have_residue(words) || !RESIDUE.is_match(words) {
            return None;
        }
        let garbled = IS_GARBLED.is_match(words);
        let gapped = RESIDUE.replace_all(words, GAP);
        let gapped = gapped.trim().trim_start_matches(GAP).to_owned();
        Some(Self { joined: RESIDUE.replace_all(words, "").into_owned(), gapped, garbled })
    }
}

/// Whether `words` have a character of residue. Compiling the pattern takes longer than the check of a report.
fn may_have_residue(words: &str) -> bool {
    words.contains(['[', '\u{FFFD}', '锟', '烫', '銆'])
}

/// Whether `before` ends with a digit and residue, so that digits after it are the rest of a figure.
pub fn is_cut_off(before: &str) -> bool {
    if !may_have_residue(before) {
        return false;
    }
    let Some(last) = RESIDUE.find_iter(before).last().filter(|last| before.get(last.end()..).is_some_and(is_empty))
    else {
        return false;
    };
    before.get(..last.start()).is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_numeric()))
}

fn is_empty(words: &str) -> bool {
    words.chars().all(|c| c.is_whitespace() || is_invisible(c))
}
