//! The sentences of a report as numbers.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::Hasher;
use std::sync::{Arc, LazyLock};

use fnv::FnvHasher;
use gouji_edition::{Edition, Text, editions};
use gouji_text::{Fact, Passage, Span, sentences};

use super::customary::{han, is_customary, is_prescribed};
use super::names::OwnNames;
use crate::Report;
use crate::in_context::InContext;

/// A shorter sentence can be the same by chance.
const SHORTEST_HAN: usize = 10;
/// The number of low bits of a [`SentenceHash`] that hold the length.
const LENGTH_BITS: u32 = 10;
const LENGTH_MASK: u64 = (1 << LENGTH_BITS) - 1;

/// A sentence as a number, without figures, names of the agency, punctuation and blanks. The same sentence has the same number on
/// every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceHash(u64);

impl SentenceHash {
    /// The length of the sentence in Han characters, at most 1,023.
    pub const fn han(self) -> usize {
        // The mask leaves 10 bits.
        (self.0 & LENGTH_MASK) as usize
    }

    /// `None` if the sentence is too short.
    fn new(han: &str) -> Option<Self> {
        let mut hasher = FnvHasher::default();
        let mut length = 0;
        for character in han.chars().filter(|c| !is_ignored(*c)) {
            hasher.write_u32(u32::from(character).to_le());
            length += 1;
        }
        let is_long = length >= SHORTEST_HAN;
        let length = u64::try_from(length).unwrap_or(u64::MAX).min(LENGTH_MASK);
        is_long.then_some(Self((hasher.finish() << LENGTH_BITS) | length))
    }
}

/// Whether a character does not count: numerals, and the words by which an agency names itself (我局, 全县).
const fn is_ignored(character: char) -> bool {
    matches!(
        character,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
            | '省'
            | '市'
            | '州'
            | '盟'
            | '县'
            | '区'
            | '旗'
            | '乡'
            | '镇'
            | '街'
            | '道'
            | '局'
            | '委'
            | '办'
            | '厅'
            | '院'
            | '所'
            | '我'
            | '本'
            | '全'
            | '各'
            | '该'
    )
}

/// The sentences of a report in their order, without the ones that every report has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProseDigest(Box<[SentenceHash]>);

impl ProseDigest {
    /// The digest of a report.
    pub fn new(report: &Report) -> Self {
        Self(sentences_of(report).map(|sentence| sentence.hash).collect())
    }

    /// The sentences, in the order of the text.
    pub fn sentences(&self) -> &[SentenceHash] {
        &self.0
    }

    /// The length of all sentences, in Han characters.
    pub fn han(&self) -> usize {
        self.0.iter().map(|sentence| sentence.han()).sum()
    }

    #[cfg(test)]
    pub(super) fn from_sentences(sentences: &[&str]) -> Self {
        Self(sentences.iter().filter_map(|sentence| SentenceHash::new(&han(sentence))).collect())
    }
}

/// A sentence of a report and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedSentence {
    /// The sentence.
    pub hash: SentenceHash,
    /// The index of its paragraph in [`Report::paragraphs`].
    pub paragraph: usize,
    /// Its place in the text, in bytes.
    pub span: Span,
}

/// The sentences of [`ProseDigest`], with their places.
pub fn placed_sentences(report: &Report) -> Vec<PlacedSentence> {
    sentences_of(report).collect()
}

/// The sentences that both reports have, sorted.
pub fn common_sentences(one: &Report, other: &Report) -> Vec<SentenceHash> {
    let others: HashSet<SentenceHash> = sentences_of(other).map(|sentence| sentence.hash).collect();
    let mut common: Vec<_> =
        sentences_of(one).map(|sentence| sentence.hash).filter(|hash| others.contains(hash)).collect();
    common.sort_unstable();
    common.dedup();
    common
}

fn sentences_of(report: &Report) -> impl Iterator<Item = PlacedSentence> {
    let names = Arc::new(OwnNames::of_report(report));
    report.paragraphs.iter().enumerate().flat_map(move |(at, paragraph)| {
        let found = PassageSentences::cached(&paragraph.passage, &names);
        let count = found.as_ref().map_or(0, |found| found.0.len());
        (0..count).filter_map(move |sentence| {
            let (hash, span) = *found.as_ref()?.0.get(sentence)?;
            Some(PlacedSentence { hash, paragraph: at, span: paragraph.place(span) })
        })
    })
}

/// The sentences of a passage, with their places in its words. A keystroke changes one passage, so the others are not read again.
struct PassageSentences(Box<[(SentenceHash, Span)]>);

impl InContext for PassageSentences {
    type Context = Arc<OwnNames>;

    fn read(passage: &Passage, names: &Arc<OwnNames>) -> Option<Self> {
        let sentences = passage.fact::<AuthorSentences>().0.iter();
        let hash = |sentence: &AuthorSentence| sentence.without(names, sentence.span.slice(passage.words()));
        let found: Box<[_]> = sentences.filter_map(|sentence| Some((hash(sentence)?, sentence.span))).collect();
        (!found.is_empty()).then_some(Self(found))
    }
}

/// The sentences of a passage that are neither prescribed nor customary. Many agencies may share the passage, so the names of the
/// agency are not removed from them.
struct AuthorSentences(Box<[AuthorSentence]>);

/// A sentence that is neither prescribed nor customary.
struct AuthorSentence {
    /// Its number if no name is removed from it; `None` if every report has it.
    hash: Option<SentenceHash>,
    /// Its place in the words of the passage, in bytes.
    span: Span,
}

impl Fact<Passage> for AuthorSentences {
    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let read = |span: Span| AuthorSentence::read(span.slice(words), span);
        Self(sentences(words).into_iter().filter_map(read).collect())
    }
}

impl AuthorSentence {
    /// `None` if the sentence is too short, or every report has it.
    fn read(sentence: &str, span: Span) -> Option<Self> {
        let han = han(sentence);
        if han.chars().nth(SHORTEST_HAN - 1).is_none() || is_customary(sentence) || is_prescribed(&han) {
            return None;
        }
        Some(Self { hash: authors_hash(&han), span })
    }

    /// The number of the sentence, whose words are `words`, without these `names`; `None` if it is too short, or every report has it.
    fn without(&self, names: &OwnNames, words: &str) -> Option<SentenceHash> {
        match names.removed_from(&han(words)) {
            Cow::Borrowed(_) => self.hash,
            Cow::Owned(han) => authors_hash(&han),
        }
    }
}

/// The number of a sentence with these Han characters; `None` if it is too short or customary.
fn authors_hash(han: &str) -> Option<SentenceHash> {
    SentenceHash::new(han).filter(|hash| EDITION_SENTENCES.binary_search(hash).is_err())
}

/// The customary sentences of all editions, sorted.
static EDITION_SENTENCES: LazyLock<Vec<SentenceHash>> = LazyLock::new(|| {
    let sections = editions().iter().flat_map(|edition: &Edition| edition.sections.iter());
    let texts = sections.flat_map(|section| {
        let drafts = section.parts.iter().filter_map(|part| part.draft.as_ref());
        section.sentences.iter().map(|sentence| &sentence.text).chain(drafts)
    });
    let hashes = |text: &Text| {
        let hash = |span: Span| SentenceHash::new(&han(span.slice(text)));
        sentences(text).into_iter().filter_map(hash).collect::<Vec<_>>()
    };
    let mut hashes: Vec<SentenceHash> = texts.flat_map(hashes).collect();
    hashes.sort_unstable();
    hashes
});

#[cfg(test)]
mod tests {
    use super::*;

    fn hash_of(sentence: &str, names: &[&str]) -> Option<SentenceHash> {
        let names = OwnNames::new(names.iter().map(|name| (*name).to_owned()).collect());
        AuthorSentence::read(sentence, Span::new(0, sentence.len()))?.without(&names, sentence)
    }

    #[test]
    fn figures_names_and_punctuation_do_not_count() {
        let sentence = "2024年，青山县持续完善政府信息公开制度，共发布各类政策文件35件";
        let hash = hash_of(sentence, &["青山县", "青山"]);
        assert!(hash.is_some());
        for other in [
            "2023年，白水县持续完善政府信息公开制度，共发布各类政策文件6件",
            "２０２３年 我县持续完善政府信息公开制度、共发布各类政策文件十二件",
            "二〇二四年，全区持续完善“政府信息公开”制度，共发布各类政策文件两件",
        ] {
            assert_eq!(hash_of(other, &["白水县", "白水"]), hash, "{other}");
        }
        let other = "2023年，白水县持续健全政府信息公开制度，共发布各类政策文件6件";
        assert_ne!(hash_of(other, &["白水县", "白水"]), hash, "one word differs");
        let length = "年持续完善政府信息公开制度共发布类政策文件件".chars().count();
        assert_eq!(hash.map(SentenceHash::han), Some(length));
    }

    #[test]
    fn sentences_that_every_report_has_do_not_count() {
        for sentence in [
            "严格按照要求公开",
            "本报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止",
            "本报告根据《中华人民共和国政府信息公开条例》的规定编制而成",
            "2024年，本机关未收到政府信息公开申请",
            "本年新收政府信息公开申请数量 6 3 0 0 0 0 9 上年结转政府信息公开申请数量",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 0 0 0",
        ] {
            assert_eq!(hash_of(sentence, &[]), None, "{sentence}");
        }
    }

    #[test]
    fn numbers_of_sentences_never_change() {
        let hash = SentenceHash::new("持续完善政府信息公开制度").expect("long enough");
        assert_eq!(hash.0, 5_573_341_243_512_552_460);
    }
}
