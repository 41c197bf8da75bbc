use std::sync::Arc;

use gouji_edition::{Statement, Statements, statements};
use gouji_text::{Folded, Passage, Span, Watch, is_cut_off, prose_figure, sentences};
use rust_decimal::Decimal;

use super::chain::Reader;
use super::saying::{Below, Said};
use super::scope::Own;
use super::{Claim, StaleYear, Verdict, stale};
use crate::{Heading, Level, Paragraph, Report};

/// Reads the figures of the prose that repeat cells, and the years of sentences that were copied from another year's report; both
/// in the order of the text.
pub(crate) fn read(report: &Report, watch: Watch<'_>) -> (Vec<Claim>, Vec<StaleYear>) {
    let data = statements();
    let agency = report.title.as_ref().and_then(|title| title.agency.as_deref());
    let own = Arc::new(Own::new(report.year(), agency));
    let (mut claims, mut years) = (Vec::new(), Vec::new());
    let mut above = Above::new(&report.headings, data);
    for paragraph in report.paragraphs.iter().take_while(|_| !watch.is_cancelled()) {
        let topic = above.topic(paragraph.span.start);
        let claims_for = |own: &Arc<Own>| in_paragraph(report, paragraph, Below { topic, own: Arc::clone(own) }, data);
        let mut dated = stale::dated(report, paragraph, data);
        let Some(first) = dated.first().copied() else {
            claims.extend(claims_for(&own));
            continue;
        };
        // The figures that the paragraph would repeat if the report were that year's.
        let found = claims_for(&Arc::new(Own::new(Some(first.year), agency)));
        let mut is_copied = false;
        dated.retain(|dated| {
            let sentence = paragraph.place(dated.sentence);
            let mut own = found.iter().filter(|claim| sentence.contains(claim.span)).peekable();
            let agrees = own.peek().is_some() && own.all(|claim| agrees(report, claim));
            is_copied |= dated.is_certain || agrees;
            dated.year == first.year && (dated.is_certain || agrees)
        });
        years.extend(dated.iter().map(|dated| StaleYear { span: paragraph.place(dated.place), year: dated.year }));
        claims.extend(if is_copied { found } else { claims_for(&own) });
    }
    (claims, years)
}

/// Whether the table has the same figure, and it is not 0. Different years seldom share another figure.
fn agrees(report: &Report, claim: &Claim) -> bool {
    !claim.figure.is_zero() && matches!(report.verdict(claim), Verdict::Agrees(_))
}

/// The figures of a paragraph that repeat cells.
fn in_paragraph(report: &Report, paragraph: &Paragraph, below: Below, data: &'static Statements) -> Vec<Claim> {
    let Some(said) = Said::of(&paragraph.passage, &below, data) else { return Vec::new() };
    let claims = (Reader { report, data, said: &said }).claims().into_iter();
    claims.map(|claim| Claim { span: paragraph.place(said.heard.folded.source(claim.span)), ..claim }).collect()
}

/// What the headings above a place speak of, read along with the places.
struct Above<'a> {
    rest: std::slice::Iter<'a, Heading>,
    data: &'static Statements,
    /// The headings that hold, each below the one before it, with their topics; the last may have no number.
    open: Vec<(Option<Level>, Option<usize>)>,
}

impl<'a> Above<'a> {
    fn new(headings: &'a [Heading], data: &'static Statements) -> Self {
        Self { rest: headings.iter(), data, open: Vec::new() }
    }

    /// The topic that the nearest heading above `place` names; the places rise from call to call.
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
        let topic = heading.passage.fact(|passage| Heads::of(passage, self.data)).0;
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

/// The topic that a heading names, where a table counts it.
struct Heads(Option<usize>);

impl Heads {
    fn of(passage: &Passage, data: &Statements) -> Self {
        let words = Folded::new(passage.words());
        let named = data.topic_words.find(words.words()).iter().position(|named| !named.is_empty());
        Self(named.filter(|at| data.topics.get(*at).is_some_and(|topic| topic.table.is_some())))
    }
}

/// A figure, or words that deny, that a statement may fit.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// The figure with its unit, or the words that deny.
    pub place: Span,
    /// The digits, or the words that deny.
    pub digits: Span,
    /// All that the pattern read.
    pub whole: Span,
    pub figure: Decimal,
    pub denial: bool,
    pub within: bool,
    pub statement: &'static Statement,
}

/// What the patterns find in a paragraph below `topic`, that names the topics at `named`, in order; of one place the first
/// statement first.
pub(super) fn candidates(
    words: &str,
    topic: Option<usize>,
    named: &[Vec<Span>],
    data: &'static Statements,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in sentences(words) {
        let part = sentence.of(words);
        let (counts, denies) = (data.figure.is_match(part), data.marks.denials.iter().any(|word| part.contains(word)));
        if !counts && !denies {
            continue;
        }
        let anchored = data.anchored(part);
        for (statement, pattern) in
            anchored.flat_map(|found| found.patterns.iter().map(move |pattern| (found, pattern)))
        {
            // What relies on a topic is believed nowhere else.
            let is_named = || named.get(statement.topic).is_some_and(|named| !named.is_empty());
            let spoken_of = !pattern.needs_topic || topic == Some(statement.topic) || is_named();
            let may_fit = spoken_of && if pattern.is_denial() { denies } else { counts };
            if !may_fit {
                continue;
            }
            let pattern_words = pattern.regex(data);
            let mut at = 0;
            while let Some(groups) = pattern_words.captures_at(part, at) {
                let Some(place) = groups.name("f").or(groups.name("no")) else { break };
                // The end of one match may be the start of the next.
                at = place.end;
                let (whole, digits) = (groups.span(), groups.name("n"));
                let figure = match digits {
                    Some(digits) => prose_figure(digits.of(part)),
                    None => Some(Decimal::ZERO),
                };
                // Residue may have cut a figure in two. Its end is another figure.
                let is_whole = !digits.is_some_and(|digits| is_cut_off(Span::new(0, digits.start).of(part)));
                if let Some(figure) = figure.filter(|_| is_whole) {
                    let (denial, within) = (digits.is_none(), pattern.needs_topic);
                    let [place, digits, whole] =
                        [place, digits.unwrap_or(place), whole].map(|span| span.shift(sentence.start));
                    found.push(Candidate { place, digits, whole, figure, denial, within, statement });
                }
            }
        }
    }
    // Sorting keeps the order of the statements where the place is the same.
    found.sort_by_key(|candidate| candidate.digits.start);
    found
}

impl Candidate {
    /// Whether every year that the pattern read in the folded `words` is as far from the report's as its statement says.
    pub(super) fn fits_years(&self, words: &str, year: Option<u16>) -> bool {
        let words = self.whole.of(words);
        let years = words.match_indices('年');
        let mut years = years.filter_map(|(at, _)| words.get(at.checked_sub(4)?..at)?.parse::<i32>().ok());
        match year {
            Some(year) => years.all(|found| found == i32::from(year) + self.statement.year),
            None => years.next().is_none(),
        }
    }
}
