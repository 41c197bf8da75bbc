//! Finds the report of another agency, or an earlier report of the same agency, from which a report has most of its prose.
//!
//! A report becomes a [`ProseDigest`]: one 64-bit number for each sentence, so that the texts need not stay in memory. A
//! [`LikenessIndex`] of the digests finds the one other report with the largest share of the same sentences. Sentences that every
//! report has by custom, and sentences that several agencies share, do not count as copied.
//!
//! A report that was last year's has a comparison of its own: `unchanged-text` looks at it section by section.

mod customary;
mod digest;
mod index;
mod names;

pub use customary::is_customary;
pub use digest::{PlacedSentence, ProseDigest, SentenceHash, common_sentences, placed_sentences};
pub use index::{Likeness, LikenessIndex};

use crate::Report;

/// The length of the shortest copy, in Han characters. Short reports are alike by custom.
const MIN_COPIED_HAN: usize = 300;
/// The smallest share of the prose that makes a copy, in percent.
const MIN_SHARE: usize = 60;

/// A report that has most of its prose in common with the analysed one.
#[derive(Clone, Copy, Debug)]
pub struct AlikeReport<'a> {
    /// The caller's name for the report, a path or a URI. Findings use it for places in this report's text.
    pub source: &'a str,
    /// The report.
    pub report: &'a Report,
    /// The sentences that count as copied, sorted.
    pub copied: &'a [SentenceHash],
}

/// Whether `copied` of `all` Han characters are enough for a finding.
pub const fn is_alike(copied: usize, all: usize) -> bool {
    copied >= MIN_COPIED_HAN && share(copied, all) >= MIN_SHARE
}

/// The share of `copied` in `all`, in percent, rounded down.
pub const fn share(copied: usize, all: usize) -> usize {
    match copied.saturating_mul(100).checked_div(all) {
        Some(share) => share,
        None => 0,
    }
}
