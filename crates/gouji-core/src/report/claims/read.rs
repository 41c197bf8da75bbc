use rust_decimal::Decimal;

use super::Claim;
use super::chain::Reader;
use super::scope::{Own, Scopes};
use crate::format::{Statement, Statements, statements};
use crate::report::{Level, Paragraph, Report};
use crate::text::{Folded, Joined, Span, prose_figure, sentences};

/// Every figure of the prose that repeats cells, in the order of the text.
pub(in crate::report) fn read(text: &str, report: &Report) -> Vec<Claim> {
    let Some(data) = statements() else { return Vec::new() };
    let agency = report.title.as_ref().and_then(|title| title.agency.as_deref());
    let own = Own::new(report.year(), agency);
    let mut claims = Vec::new();
    for paragraph in &report.paragraphs {
        let prose = Joined::new(text, paragraph.span);
        if !may_claim(prose.words()) {
            continue;
        }
        let folded = Folded::new(prose.words());
        let found = candidates(folded.words(), report, data);
        if found.is_empty() {
            continue;
        }
        let topic = topic_above(text, report, paragraph, data);
        let scopes = Scopes::read(folded.words(), topic, &own, data);
        let reader = Reader { report, data, words: folded.words(), scopes: &scopes };
        for claim in reader.claims(found) {
            claims.push(Claim { span: prose.source(folded.source(claim.span)), ..claim });
        }
    }
    claims
}

/// Whether a paragraph has what every claim has: a unit, or a word that denies.
fn may_claim(words: &str) -> bool {
    words.contains(['件', '项', '份', '个', '宗', '起', '例', '未', '无', '没', '零', '均'])
}

/// What the headings above a paragraph speak of, the nearest first.
fn topic_above(text: &str, report: &Report, paragraph: &Paragraph, data: &Statements) -> Option<usize> {
    let before = report.headings.partition_point(|heading| heading.span.start < paragraph.span.start);
    let mut lowest = None;
    for heading in report.headings.get(..before)?.iter().rev().filter(|heading| heading.stands_alone) {
        let level = heading.ordinal.map(|ordinal| ordinal.level);
        if lowest.is_some_and(|lowest| level.is_none_or(|level| level >= lowest)) {
            continue;
        }
        let words = Folded::new(heading.text.of(text));
        let named = data.topics.iter().position(|topic| topic.words.is_match(words.words()));
        if let Some(topic) = named.filter(|topic| data.topics.get(*topic).is_some_and(|topic| topic.table.is_some())) {
            return Some(topic);
        }
        lowest = level.or(lowest);
        if level == Some(Level::First) {
            break;
        }
    }
    None
}

/// A figure, or words that deny, that a statement may fit.
pub(super) struct Candidate {
    /// The figure with its unit, or the words that deny.
    pub place: Span,
    /// The digits, or the words that deny.
    pub digits: Span,
    /// One past all that the pattern read.
    pub end: usize,
    pub figure: Decimal,
    pub denial: bool,
    pub within: bool,
    pub statement: &'static Statement,
}

/// What the patterns find, and every other figure, in order; of one place the first statement first.
fn candidates(words: &str, report: &Report, data: &'static Statements) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in sentences(words) {
        let part = sentence.of(words);
        for pattern in data.set.matches(part).iter().filter_map(|at| data.patterns.get(at)) {
            let Some(statement) = data.statements.get(pattern.statement) else { continue };
            let mut at = 0;
            while let Some(groups) = pattern.regex.captures_at(part, at) {
                let shifted =
                    |group: regex::Match<'_>| Span::new(sentence.start + group.start(), sentence.start + group.end());
                let (Some(all), Some(place)) = (groups.get(0), groups.name("f").or(groups.name("no"))) else { break };
                // The end of one match may be the start of the next.
                at = place.end();
                let digits = groups.name("n");
                let figure = match digits {
                    Some(digits) => figure(digits.as_str()),
                    None => Some(Decimal::ZERO),
                };
                if let Some(figure) = figure.filter(|_| years_fit(all.as_str(), report.year(), statement.year)) {
                    let end = sentence.start + all.end();
                    let (denial, within) = (digits.is_none(), pattern.within);
                    let (place, digits) = (shifted(place), shifted(digits.unwrap_or(place)));
                    found.push(Candidate { place, digits, end, figure, denial, within, statement });
                }
            }
        }
    }
    // Sorting keeps the order of the statements where the place is the same.
    found.sort_by_key(|candidate| candidate.digits.start);
    found
}

fn figure(digits: &str) -> Option<Decimal> {
    match digits {
        "零" | "〇" => Some(Decimal::ZERO),
        _ => prose_figure(digits),
    }
}

/// Whether every year that a match names is as far from the report's as its statement says.
fn years_fit(words: &str, year: Option<u16>, distance: i32) -> bool {
    let years = words.match_indices('年').filter_map(|(at, _)| words.get(at.checked_sub(4)?..at)?.parse::<i32>().ok());
    let Some(year) = year else { return years.count() == 0 };
    years.into_iter().all(|found| found == i32::from(year) + distance)
}
