//! Finds sentences that were copied from another year's report and still name its year.

use std::sync::LazyLock;

use gouji_edition::{Pattern, Stale, Statements, Text};
use gouji_text::{AdaptiveRegex, Folded, Span, sentences};

use crate::patterns::pattern;
use crate::{Paragraph, Report, Years};

/// A sentence that opens with a year other than the report's. Spans are in bytes of the paragraph's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DatedSentence {
    /// The four digits.
    pub place: Span,
    pub year: u16,
    /// The sentence, from the year on.
    pub sentence: Span,
    /// Whether the words show that the sentence reports the work of this report's year. Otherwise its figures decide.
    pub is_certain: bool,
}

static YEAR: LazyLock<AdaptiveRegex> = LazyLock::new(|| pattern("20[0-9]{2}"));

/// A year at the start of a sentence, such as 2024年，全县……. An ordinal and the name of a body may precede the year, as in
/// 我局2024年……. The class of the body is that of [`gouji_text::is_han`].
static OPENING: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    pattern(
        r"^[~]*(?:（[一二三四五六七八九十]+）|[0-9]{1,2}[.．、])?[~]*(?P<body>[\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{F900}-\u{FAFF}\u{20000}-\u{3FFFF}〇々]{0,8}?)[~]*(?P<year>20[0-9]{2})[~]*年",
    )
    .needing(&["20"])
});

/// The sentences of `paragraph` that may have been copied from another year's report; empty if the paragraph names the
/// report's own year or compares years.
pub(super) fn dated(report: &Report, paragraph: &Paragraph, data: &Statements) -> Vec<DatedSentence> {
    let Some(own) = report.year() else { return Vec::new() };
    let years = paragraph.passage.fact::<Years>();
    if years.0.is_empty() || years.0.contains(&own) || !reports_the_year(report, paragraph) {
        return Vec::new();
    }
    let words = paragraph.words();
    if compares_years(words, data) {
        return Vec::new();
    }
    let reader = SentenceReader { own, is_first: opens_the_report(report, paragraph), words, data };
    sentences(words).into_iter().filter_map(|sentence| reader.read(sentence)).collect()
}

fn compares_years(words: &str, data: &Statements) -> bool {
    let folded = Folded::new(words);
    let words = folded.words();
    let carried_in = data.stale.carried_in.regex().find_all(words);
    let is_inside = |at: usize| carried_in.iter().any(|span| span.start <= at && at < span.end);
    data.stale.comparisons.iter().any(|word| words.match_indices(&**word).any(|(at, _)| !is_inside(at)))
}

/// Reads the sentences of one paragraph.
struct SentenceReader<'a> {
    /// The report's year.
    own: u16,
    /// Whether the paragraph is the first of section 一.
    is_first: bool,
    /// The paragraph's words.
    words: &'a str,
    data: &'a Statements,
}

impl SentenceReader<'_> {
    fn read(&self, sentence: Span) -> Option<DatedSentence> {
        let words = sentence.slice(self.words);
        let found = OPENING.captures_at(words, 0)?;
        let (body, year) = (found.name("body")?.slice(words), found.name("year")?);
        let rest = words.get(year.end..)?;
        let place = year.shift(sentence.start);
        let year: u16 = year.slice(words).parse().ok()?;
        let stale = &self.data.stale;
        let folded = Folded::new(rest);
        let rest_words = folded.words();
        if YEAR.is_match(rest) || has(body, &stale.references) || means_that_year(rest_words, stale) {
            return None;
        }
        let counts_work = stale.work.is_match(rest_words);
        let is_certain = if year > self.own + 1 {
            // The report is written in the year after its report year, so it cannot report the work of a later year.
            counts_work && !has(rest_words, &stale.plans)
        } else {
            counts_work || self.is_account(rest_words)
        };
        // A sentence about an earlier year may be history.
        let may_be_copied = if year > self.own + 1 { is_certain } else { year + 1 == self.own };
        let sentence = Span::new(place.start, sentence.end);
        may_be_copied.then_some(DatedSentence { place, year, sentence, is_certain })
    }

    /// Whether the sentence gives a general account of the year's work, and nothing else.
    fn is_account(&self, rest: &str) -> bool {
        let stale = &self.data.stale;
        self.is_first && !has(rest, &stale.account_acts) && stale.account.is_match(rest)
    }
}

/// Whether the words after a year show that the sentence means that year.
fn means_that_year(rest: &str, stale: &Stale<Pattern>) -> bool {
    let words = rest.trim_start_matches(['年', '度', '的']);
    has(rest, &stale.single_acts) || stale.left_over.iter().any(|word| words.starts_with(&**word))
}

fn has(words: &str, list: &[Text]) -> bool {
    list.iter().any(|word| words.contains(&**word))
}

/// Whether the paragraph is in a section about the year's work. The section on problems also reports earlier years.
fn reports_the_year(report: &Report, paragraph: &Paragraph) -> bool {
    let problems = report.edition.sections.iter().position(|def| def.table.is_none() && def.parts.is_empty());
    let section = report.sections.iter().find(|section| section.span.contains(paragraph.span));
    section.is_some_and(|section| Some(section.def) != problems)
}

/// Whether the paragraph is the first one of section 一, directly below its heading.
fn opens_the_report(report: &Report, paragraph: &Paragraph) -> bool {
    let Some(section) = report.sections.first() else { return false };
    let inside = |place: Span| section.span.start <= place.start && place.start < paragraph.span.start;
    let headings = report.headings.iter().filter(|heading| inside(heading.span)).count();
    headings <= 1 && !report.paragraphs.iter().any(|other| inside(other.span))
}
