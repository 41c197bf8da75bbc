//! Finds the report from which most of a report's prose may be copied.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{ProseDigest, SentenceHash, is_alike};
use crate::years::Identity;

/// A sentence that more agencies have is customary among them, and not copied from one of them.
const MOST_AGENCIES: usize = 4;
/// A sentence in more reports is not compared. It bounds the work for a sentence that few agencies have in very many years.
const MOST_REPORTS: usize = 64;

/// Reports by their sentences, each under a key that the caller chooses. Of several files with one agency and year, the one with
/// the most prose counts; of two equal ones, the one with the smaller key. The order in which reports come does not matter.
#[derive(Clone, Debug)]
pub struct LikenessIndex<K> {
    /// One report for each agency and year, sorted by them.
    reports: Vec<IndexedReport<K>>,
    /// Each sentence with the index of a report that has it, sorted.
    sentences: Vec<(SentenceHash, u32)>,
}

#[derive(Clone, Debug)]
struct IndexedReport<K> {
    key: K,
    identity: Identity,
}

/// The report with which another one has most of its prose in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness<K> {
    /// The key of the report.
    pub key: K,
    /// The common sentences that count as copied, sorted.
    pub copied: Vec<SentenceHash>,
}

impl<K> Default for LikenessIndex<K> {
    fn default() -> Self {
        Self { reports: Vec::new(), sentences: Vec::new() }
    }
}

impl<K: Ord + Clone> LikenessIndex<K> {
    /// An index of these reports. Leaves out the ones whose agency is unknown.
    pub fn new<'a>(reports: impl IntoIterator<Item = (K, &'a Identity, &'a ProseDigest)>) -> Self {
        let mut chosen = BTreeMap::new();
        for (key, identity, digest) in reports {
            let Some(agency) = identity.agency() else { continue };
            let rank = (digest.han(), Reverse(key));
            let candidate = (rank, identity, digest);
            let best = chosen.entry((agency, identity.year())).or_insert_with(|| candidate.clone());
            if candidate.0 > best.0 {
                *best = candidate;
            }
        }
        let mut index = Self::default();
        for ((_, Reverse(key)), identity, digest) in chosen.into_values() {
            let Ok(at) = u32::try_from(index.reports.len()) else { break };
            index.reports.push(IndexedReport { key, identity: identity.clone() });
            index.sentences.extend(digest.sentences().iter().map(|sentence| (*sentence, at)));
        }
        index.sentences.sort_unstable();
        index.sentences.dedup();
        index
    }

    /// The report with the largest share of the prose of a report; `None` if no share is large enough. Its year is not later. A
    /// report of another agency counts, and a report of the same agency before last year's.
    pub fn likeness(&self, identity: &Identity, digest: &ProseDigest) -> Option<Likeness<K>> {
        identity.agency()?;
        let all = digest.han();
        if !is_alike(all, all) {
            return None;
        }
        let mut copied = BTreeMap::<u32, usize>::new();
        for sentence in digest.sentences() {
            for at in self.origins(identity, *sentence) {
                *copied.entry(at).or_default() += sentence.han();
            }
        }
        let year = |at: u32| self.report(at).map(|report| report.identity.year());
        let (at, copied) = copied.into_iter().max_by_key(|(at, copied)| (*copied, year(*at), Reverse(*at)))?;
        if !is_alike(copied, all) {
            return None;
        }
        let is_copied = |sentence: &SentenceHash| self.origins(identity, *sentence).contains(&at);
        let mut copied: Vec<SentenceHash> = digest.sentences().iter().copied().filter(is_copied).collect();
        copied.sort_unstable();
        copied.dedup();
        Some(Likeness { key: self.report(at)?.key.clone(), copied })
    }

    /// Whether there is no report to compare with.
    pub const fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    fn report(&self, at: u32) -> Option<&IndexedReport<K>> {
        self.reports.get(usize::try_from(at).ok()?)
    }

    /// The reports from which the report with `own` identity may have copied a sentence. An agency that had the sentence in an
    /// earlier year did not copy it from others, and last year's report is not compared here.
    fn origins(&self, own: &Identity, sentence: SentenceHash) -> Vec<u32> {
        let reports = self.reports_with(sentence);
        if let [(_, only)] = reports.as_slice()
            && only.year() == own.year()
            && only.has_agency_of(own)
        {
            // Most sentences are in no other report.
            return Vec::new();
        }
        let (same, others): (Vec<_>, Vec<_>) = reports.into_iter().partition(|(_, other)| own.may_be_one_body(other));
        if agencies(&others) >= MOST_AGENCIES {
            return Vec::new();
        }
        let indices = |reports: Vec<(u32, &Identity)>, is_origin: &dyn Fn(&Identity) -> bool| {
            reports.into_iter().filter(|(_, other)| is_origin(other)).map(|(at, _)| at).collect()
        };
        if same.iter().all(|(_, other)| other.year() >= own.year()) {
            return indices(others, &|other| other.year() <= own.year());
        }
        if same.iter().any(|(_, other)| other.year().saturating_add(1) == own.year()) {
            return Vec::new();
        }
        indices(same, &|other| other.year() < own.year() && own.has_agency_of(other))
    }

    /// The reports with a sentence, sorted by agency; none if there are too many.
    fn reports_with(&self, sentence: SentenceHash) -> Vec<(u32, &Identity)> {
        let start = self.sentences.partition_point(|(other, _)| *other < sentence);
        let entries = self.sentences.get(start..).unwrap_or_default();
        if entries.get(MOST_REPORTS).is_some_and(|(other, _)| *other == sentence) {
            return Vec::new();
        }
        let entries = entries.iter().take_while(|(other, _)| *other == sentence);
        entries.filter_map(|(_, at)| Some((*at, &self.report(*at)?.identity))).collect()
    }
}

/// The number of agencies of these reports, which are sorted by agency.
fn agencies(reports: &[(u32, &Identity)]) -> usize {
    reports.chunk_by(|(_, one), (_, next)| one.agency() == next.agency()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number `sentences` of sentences, each of 20 Han characters, which depend on `seed`. The first ones do not depend on the number.
    fn prose(seed: u32, sentences: u32) -> Vec<String> {
        let sentence = |at: u32| {
            let mut state = u64::from(seed) << 32 | u64::from(at);
            let mut character = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                // All of these characters count.
                let number = u32::try_from(state >> 53).expect("11 bits");
                char::from_u32(0x6800 + number).expect("a Han character")
            };
            (0..20).map(|_| character()).collect()
        };
        (0..sentences).map(sentence).collect()
    }

    fn digest(parts: &[Vec<String>]) -> ProseDigest {
        ProseDigest::from_sentences(&parts.iter().flatten().map(String::as_str).collect::<Vec<_>>())
    }

    /// A report: its file, agency, year and prose.
    type Report = (&'static str, &'static str, u16, ProseDigest);

    fn identity((file, agency, year, _): &Report) -> Identity {
        Identity::new(file, Some(*agency).filter(|agency| !agency.is_empty()), *year)
    }

    /// The file that each report is like.
    fn alike(reports: &[Report]) -> Vec<Option<&'static str>> {
        let identities: Vec<Identity> = reports.iter().map(identity).collect();
        let entries = || reports.iter().zip(&identities).map(|(report, identity)| (report.0, identity, &report.3));
        let index = LikenessIndex::new(entries());
        let reversed = LikenessIndex::new(entries().collect::<Vec<_>>().into_iter().rev());
        let found = |index: &LikenessIndex<&'static str>| -> Vec<Option<Likeness<&'static str>>> {
            entries().map(|(_, identity, digest)| index.likeness(identity, digest)).collect()
        };
        assert_eq!(found(&index), found(&reversed), "the order of the reports does not matter");
        found(&index).into_iter().map(|likeness| likeness.map(|likeness| likeness.key)).collect()
    }

    #[test]
    fn two_agencies_with_the_same_prose_are_alike_and_the_later_report_is_the_copy() {
        let copy = || digest(&[prose(1, 20)]);
        assert_eq!(alike(&[("a", "青山县", 2024, copy()), ("b", "白水县", 2024, copy())]), [Some("b"), Some("a")]);
        assert_eq!(alike(&[("a", "青山县", 2024, copy()), ("b", "白水县", 2023, copy())]), [Some("b"), None]);
        assert_eq!(alike(&[("a", "青山县", 2024, copy()), ("b", "", 2024, copy())]), [None, None], "unknown");
    }

    #[test]
    fn a_copy_has_a_large_share_and_a_minimal_length() {
        let pair = |common: u32, own: u32| {
            let of = |seed| digest(&[prose(1, common), prose(seed, own)]);
            alike(&[("a", "青山县", 2024, of(2)), ("b", "白水县", 2024, of(3))])[0].is_some()
        };
        assert!(pair(15, 0), "300 characters");
        assert!(!pair(14, 0), "280 characters");
        assert!(pair(60, 40), "60 percent");
        assert!(!pair(59, 41), "59 percent");
    }

    #[test]
    fn reports_of_one_body_are_not_compared_except_with_the_year_before_last() {
        let copy = || digest(&[prose(1, 20)]);
        for (agency, other, year) in [
            ("青山县", "青山县", 2024),
            ("青山县", "青山县人民政府", 2024),
            ("青山县", "青山县", 2023),
            ("青山县", "江州市青山县", 2022),
            ("青山县", "青山县人民政府办公室", 2024),
            ("青山县人民政府办公室", "青山县", 2024),
        ] {
            let found = alike(&[("a", agency, 2024, copy()), ("b", other, year, copy())]);
            assert_eq!(found, [None, None], "{agency} {other} {year}");
        }
        assert_eq!(alike(&[("a", "青山县", 2024, copy()), ("b", "青山县", 2022, copy())]), [Some("b"), None]);
        let three = [("a", "青山县", 2024, copy()), ("b", "青山县", 2022, copy()), ("c", "青山县", 2023, copy())];
        assert_eq!(alike(&three), [None, None, None], "last year's report has a comparison of its own");
    }

    #[test]
    fn an_agency_that_had_the_prose_earlier_did_not_copy_it() {
        let copy = || digest(&[prose(1, 20)]);
        let reports = [("a", "青山县", 2024, copy()), ("b", "青山县", 2023, copy()), ("c", "白水县", 2024, copy())];
        assert_eq!(alike(&reports), [None, None, Some("a")]);
    }

    #[test]
    fn prose_of_many_agencies_is_customary() {
        const AGENCIES: [&str; 5] = ["青山县", "白水县", "红土县", "黄河县", "黑石县"];
        const FILES: [&str; 5] = ["a", "b", "c", "d", "e"];
        let report = |at: usize| (FILES[at], AGENCIES[at], 2024, digest(&[prose(1, 20)]));
        let four: Vec<Report> = (0..4).map(report).collect();
        assert_eq!(
            alike(&four),
            [Some("b"), Some("c"), Some("b"), Some("b")],
            "the first agency in the order of code points"
        );
        assert_eq!(alike(&(0..5).map(report).collect::<Vec<_>>()), [None; 5]);
    }

    #[test]
    fn the_report_with_the_most_prose_counts() {
        let short = digest(&[prose(1, 16), prose(2, 10)]);
        let found = alike(&[
            ("a", "青山县", 2024, digest(&[prose(1, 20)])),
            ("b", "白水县", 2024, short),
            ("c", "红土县", 2024, digest(&[prose(1, 18), prose(3, 20)])),
            ("draft", "黑石县", 2024, digest(&[prose(1, 2)])),
            ("final", "黑石县", 2024, digest(&[prose(1, 20), prose(4, 1)])),
        ]);
        assert_eq!(found[0], Some("final"));
    }

    /// One of 10,000 names.
    fn agency(number: usize) -> String {
        const CHARACTERS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
        let characters = [1000, 100, 10, 1].map(|unit| CHARACTERS[number / unit % 10]);
        characters.into_iter().chain(['县']).collect()
    }

    #[test]
    fn the_copies_among_ten_thousand_reports_are_found_and_nothing_else() {
        const REPORTS: usize = 10_000;
        let seed = |at: usize| u32::try_from(at).expect("small");
        let is_copy = |at: usize| at % 1_000 == 1;
        let parts = |at: usize| {
            let original = if is_copy(at) { at - 1 } else { at };
            // All reports share the last five sentences.
            digest(&[prose(seed(original) + 1, 20), prose(0, 5)])
        };
        let reports: Vec<(Identity, ProseDigest)> =
            (0..REPORTS).map(|at| (Identity::new("", Some(&agency(at)), 2024), parts(at))).collect();
        let entries = reports.iter().enumerate().map(|(at, (identity, digest))| (at, identity, digest));
        let index = LikenessIndex::new(entries);
        let alike = |at: usize| index.likeness(&reports[at].0, &reports[at].1).map(|likeness| likeness.key);
        for at in 0..REPORTS {
            let expected = if is_copy(at) { Some(at - 1) } else { Some(at + 1).filter(|next| is_copy(*next)) };
            assert_eq!(alike(at), expected, "{at}");
        }
    }
}
