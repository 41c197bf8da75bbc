use std::sync::Arc;

use gouji_edition::{Statement, Statements, statements};
use gouji_text::{CancelToken, Fact, Folded, Passage, Span, is_cut_off, prose_figure, sentences};
use rust_decimal::Decimal;

use super::claim_reader::ClaimReader;
use super::paragraph::{ParagraphClaims, ParagraphContext};
use super::scope::Publisher;
use super::{Claim, StaleYear, Verdict, stale};
use crate::{Heading, Level, Paragraph, Report};

/// Reads the claims of the prose, and the years of sentences that were copied from another year's report. Both are in
/// the order of the text.
pub(crate) fn read(report: &Report, cancel: CancelToken<'_>) -> (Vec<Claim>, Vec<StaleYear>) {
    let data = statements();
    let agency = report.title.as_ref().and_then(|title| title.agency.as_deref());
    let publisher = Arc::new(Publisher::new(report.year(), agency, data));
    let (mut claims, mut years) = (Vec::new(), Vec::new());
    let mut heading_topics = HeadingTopics::new(&report.headings);
    for paragraph in report.paragraphs.iter().take_while(|_| !cancel.is_cancelled()) {
        let topic = heading_topics.topic(paragraph.span.start);
        let claims_for = |publisher: &Arc<Publisher>| {
            let context = ParagraphContext { topic, publisher: Arc::clone(publisher) };
            in_paragraph_with_regions(report, paragraph, context, data)
        };
        let mut dated = stale::dated(report, paragraph, data);
        let Some(first) = dated.first().copied() else {
            claims.extend(claims_for(&publisher));
            continue;
        };
        // The claims that the paragraph would make in that year's report.
        let found = claims_for(&Arc::new(Publisher::new(Some(first.year), agency, data)));
        let mut is_copied = false;
        dated.retain(|dated| {
            let sentence = paragraph.place(dated.sentence);
            let mut in_sentence = found.iter().filter(|claim| sentence.contains(claim.span)).peekable();
            let agrees = in_sentence.peek().is_some() && in_sentence.all(|claim| agrees(report, claim));
            is_copied |= dated.is_certain || agrees;
            dated.year == first.year && (dated.is_certain || agrees)
        });
        years.extend(dated.iter().map(|dated| StaleYear { span: paragraph.place(dated.place), year: dated.year }));
        claims.extend(if is_copied { found } else { claims_for(&publisher) });
    }
    (claims, years)
}

/// Whether the table has the same figure, and it is not 0. Reports of different years seldom share another figure.
fn agrees(report: &Report, claim: &Claim) -> bool {
    !claim.figure.is_zero() && matches!(report.verdict(claim), Verdict::Agrees(_))
}

/// The claims of a paragraph. A figure of the region above the agency, as of 全市 in the report of a county, is a claim only if the
/// report's own table has it: then the word is wrong, and not the figure.
fn in_paragraph_with_regions(
    report: &Report,
    paragraph: &Paragraph,
    context: ParagraphContext,
    data: &'static Statements,
) -> Vec<Claim> {
    let Some(anywhere) = context.publisher.without_region_above(paragraph.words(), data.regions) else {
        return in_paragraph(report, paragraph, context, data);
    };
    let anywhere = ParagraphContext { publisher: Arc::new(anywhere), ..context.clone() };
    let mut claims = in_paragraph(report, paragraph, context, data);
    let mut agreeing = in_paragraph(report, paragraph, anywhere, data);
    agreeing.retain(|claim| agrees(report, claim) && claims.iter().all(|own| own.span != claim.span));
    claims.append(&mut agreeing);
    claims.sort_by_key(|claim| claim.span);
    claims
}

/// The claims of a paragraph.
fn in_paragraph(
    report: &Report,
    paragraph: &Paragraph,
    context: ParagraphContext,
    data: &'static Statements,
) -> Vec<Claim> {
    let Some(paragraph_claims) = ParagraphClaims::of_passage(&paragraph.passage, &context) else { return Vec::new() };
    let claims = (ClaimReader { report, data, paragraph: &paragraph_claims }).claims().into_iter();
    claims
        .map(|claim| Claim { span: paragraph.place(paragraph_claims.matches.folded.source(claim.span)), ..claim })
        .collect()
}

/// Finds the topic that the headings above a place name. Places must be asked for in rising order.
struct HeadingTopics<'a> {
    rest: std::slice::Iter<'a, Heading>,
    /// The headings above the current place, from the highest to the nearest, with their topics. The last may have no
    /// number.
    open: Vec<(Option<Level>, Option<usize>)>,
}

impl<'a> HeadingTopics<'a> {
    fn new(headings: &'a [Heading]) -> Self {
        Self { rest: headings.iter(), open: Vec::new() }
    }

    /// The topic that the nearest heading above `place` names. `place` must not be less than in the call before.
    fn topic(&mut self, place: usize) -> Option<usize> {
        while let Some(heading) = self.rest.as_slice().first().filter(|heading| heading.span.start < place) {
            self.rest.next();
            if heading.stands_alone {
                self.enter(heading);
            }
        }
        self.open.iter().rev().find_map(|(_, topic)| *topic)
    }

    fn enter(&mut self, heading: &Heading) {
        let topic = heading.passage.fact::<HeadingTopic>().0;
        match heading.ordinal.map(|ordinal| ordinal.level) {
            Some(level) => {
                self.open.retain(|(open, _)| open.is_some_and(|open| open < level));
                self.open.push((Some(level), topic));
            }
            None if topic.is_some() => {
                self.open.retain(|(open, _)| open.is_some());
                self.open.push((None, topic));
            }
            None => {}
        }
    }
}

/// The topic that a heading names, if a table counts it.
struct HeadingTopic(Option<usize>);

impl Fact<Passage> for HeadingTopic {
    gouji_text::usual!(Self(None), |fact| fact.0.is_none());

    fn read(passage: &Passage) -> Self {
        let data = statements();
        let words = Folded::new(passage.words());
        let named = data.topic_words.find(words.words()).iter().position(|named| !named.is_empty());
        Self(named.filter(|at| data.topics.get(*at).is_some_and(|topic| topic.table.is_some())))
    }
}

/// A figure, or words of denial, that match a statement's pattern.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// The figure with its unit, or the words of denial.
    pub place: Span,
    /// The digits, or the words of denial.
    pub digits: Span,
    /// All words that the pattern matched.
    pub whole: Span,
    pub figure: Decimal,
    pub denial: bool,
    pub needs_topic: bool,
    /// Whether the figure precedes the words that say what it counts: 13件予以公开.
    pub figure_first: bool,
    pub statement: &'static Statement,
}

/// The figures and denials that match the patterns in a paragraph. `topic` is named by the headings above it; `named`
/// has, for each topic, the places that name it. Candidates are in order; at the same place, the first statement comes
/// first.
pub(super) fn candidates(
    words: &str,
    topic: Option<usize>,
    named: &[Vec<Span>],
    data: &'static Statements,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in sentences(words) {
        let part = sentence.slice(words);
        let (counts, denies) = (data.counts_cases(part), data.marks.denials.iter().any(|word| part.contains(&**word)));
        if !counts && !denies {
            continue;
        }
        for (statement, pattern) in data.candidates(part) {
            // A pattern that relies on a topic only counts if the topic is named.
            let is_named = || named.get(statement.topic).is_some_and(|named| !named.is_empty());
            let has_topic = !pattern.needs_topic || topic == Some(statement.topic) || is_named();
            let may_match = has_topic && if pattern.is_denial() { denies } else { counts };
            if !may_match {
                continue;
            }
            let pattern_words = pattern.regex();
            let mut at = 0;
            while let Some(groups) = pattern_words.captures_at(part, at) {
                let Some(place) = groups.name("f").or(groups.name("no")) else { break };
                // The end of one match may be the start of the next.
                at = place.end;
                let (whole, digits) = (groups.span(), groups.name("n"));
                let figure = match digits {
                    Some(digits) => prose_figure(digits.slice(part)),
                    None => Some(Decimal::ZERO),
                };
                // Residue may have cut a figure in two. Then its end is a different figure.
                let is_whole = !digits.is_some_and(|digits| is_cut_off(Span::new(0, digits.start).slice(part)));
                if let Some(figure) = figure
                    && is_whole
                {
                    let (denial, needs_topic) = (digits.is_none(), pattern.needs_topic);
                    let figure_first = pattern.starts_with_figure();
                    let [place, digits, whole] =
                        [place, digits.unwrap_or(place), whole].map(|span| span.shift(sentence.start));
                    let candidate =
                        Candidate { place, digits, whole, figure, denial, needs_topic, figure_first, statement };
                    found.push(candidate);
                }
            }
        }
    }
    // The sort is stable, so candidates at the same place stay in the order of the statements.
    found.sort_by_key(|candidate| candidate.digits.start);
    found
}

impl Candidate {
    /// The byte in the folded `words` of the bracket that separates the figure from the words that say what it counts, as in
    /// 申请（28件）.
    pub(super) fn bracket(&self, words: &str) -> Option<usize> {
        let before = Span::new(self.whole.start, self.place.start).slice(words).strip_suffix('（')?;
        (!before.is_empty()).then_some(self.whole.start + before.len())
    }

    /// Whether every year that the pattern matched in the folded `words` has the distance to the report's year that the
    /// statement requires.
    pub(super) fn fits_years(&self, words: &str, year: Option<u16>) -> bool {
        let words = self.whole.slice(words);
        let years = words.match_indices('年');
        let mut years = years.filter_map(|(at, _)| words.get(at.checked_sub(4)?..at)?.parse::<i32>().ok());
        match year {
            Some(year) => years.all(|found| found == i32::from(year) + self.statement.year),
            None => years.next().is_none(),
        }
    }
}
