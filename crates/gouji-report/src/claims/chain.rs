//! Which figures may be believed as parts of what was told before them.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::slice;

use gouji_edition::{CellRef, Statement, Statements, Topic};
use gouji_text::Span;
use rust_decimal::Decimal;

use super::Claim;
use super::cells::{is_excused, readings, split, table_of};
use super::read::Candidate;
use super::saying::Said;
use crate::Report;

/// The figure before, as far as those behind it may be its parts.
#[derive(Clone, Copy)]
struct Chain {
    /// One past a figure that was not understood: what relies on what was told before it is not believed.
    broken: Option<usize>,
    /// One past the figure before.
    end: usize,
    /// Whether that figure may have parts.
    whole: bool,
    /// Whether it is a split by applicants.
    split: bool,
    /// The claim before, as an index into those of the paragraph.
    last: Option<usize>,
    /// The claim that a split by applicants divides.
    base: Option<usize>,
}

/// A claim on a part of another one.
struct Part<'a> {
    /// Index into the claims of the paragraph.
    claim: usize,
    /// Index of the whole.
    base: usize,
    candidate: &'a Candidate,
}

/// Reads the claims of one paragraph.
pub(super) struct Reader<'a> {
    pub report: &'a Report,
    pub data: &'static Statements,
    pub said: &'a Said,
}

impl Reader<'_> {
    /// The claims among the candidates, with their places in the folded words.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        let mut parts: Vec<Part<'_>> = Vec::new();
        let mut open: Vec<Chain> = Vec::new();
        let mut chain = Chain { broken: None, end: 0, whole: true, split: false, last: None, base: None };
        let mut figures = self.said.heard.figures.iter().copied().peekable();
        let mut brackets = self.words().match_indices(['（', '）']).peekable();
        let mut candidates = self.said.candidates.iter().peekable();
        while let Some(start) = nearest(&mut figures, &mut candidates) {
            // What is told in brackets is no part of what goes on behind them.
            while let Some((_, bracket)) = brackets.next_if(|(at, _)| *at < start) {
                match bracket {
                    "（" => open.push(chain),
                    _ => chain = open.pop().unwrap_or(chain),
                }
            }
            let figure = figures.next_if(|figure| figure.start == start);
            let mut understood = false;
            while let Some(candidate) = candidates.next_if(|candidate| candidate.digits.start == start) {
                if !understood && self.is_believed(candidate, chain) {
                    understood = true;
                    let before = claims.len();
                    self.take(candidate, &mut chain, &mut claims);
                    let base = chain.base.filter(|_| claims.len() > before && self.is_split(candidate.statement));
                    parts.extend(base.map(|base| Part { claim: before, base, candidate }));
                }
            }
            if let Some(figure) = figure.filter(|_| !understood) {
                chain.broken = Some(figure.end);
            }
        }
        self.find_wholes(&mut claims, &parts);
        claims
    }

    /// Takes parts for those of the earlier figure whose sum they are. Leaves parts out that exceed the figure before them, if they may
    /// be those of an earlier one.
    fn find_wholes(&self, claims: &mut Vec<Claim>, parts: &[Part<'_>]) {
        /// Claims before the parts that may be their whole.
        const FURTHEST: usize = 8;
        let is_part = |at: usize| parts.binary_search_by_key(&at, |part| part.claim).is_ok();
        let mut left_out = BTreeSet::new();
        for group in parts.chunk_by(|one, next| one.base == next.base && one.claim + 1 == next.claim) {
            let Some(Part { claim: first, base, .. }) = group.first() else { continue };
            let figure = |at: usize| claims.get(at).map(|claim| claim.figure);
            let figures: Vec<Decimal> = group.iter().filter_map(|part| figure(part.claim)).collect();
            let sum = figures.iter().try_fold(Decimal::ZERO, |sum, figure| sum.checked_add(*figure));
            let Some((whole, sum)) = figure(*base).zip(sum).filter(|(whole, sum)| whole != sum) else { continue };
            let may_be_whole = |at: &usize| {
                at != base && !is_part(*at) && claims.get(*at).is_some_and(|claim| !claim.denial && sum <= claim.figure)
            };
            let earlier: Vec<usize> =
                (first.saturating_sub(FURTHEST)..*first).rev().filter(|at| may_be_whole(at)).collect();
            let other = earlier.iter().copied().find(|at| figure(*at) == Some(sum));
            let exceeds = !earlier.is_empty() && figures.iter().any(|figure| *figure > whole);
            for part in group {
                let found = other.and_then(|other| self.claim(part.candidate, claims.get(other)));
                match (found, claims.get_mut(part.claim)) {
                    (Some((table, readings)), Some(claim)) => (claim.table, claim.readings) = (table, readings),
                    _ if exceeds || other.is_some() => left_out.extend([part.claim]),
                    _ => {}
                }
            }
        }
        let mut at = 0;
        claims.retain(|_| {
            at += 1;
            !left_out.contains(&(at - 1))
        });
    }

    fn words(&self) -> &str {
        self.said.heard.folded.words()
    }

    fn topic(&self, statement: &Statement) -> Option<&'static Topic> {
        self.data.topics.get(statement.topic)
    }

    /// Whether the figure is exact, the report's own, and of the statement's topic.
    fn is_believed(&self, candidate: &Candidate, chain: Chain) -> bool {
        let Candidate { place, digits, whole, within, denial, statement, .. } = candidate;
        let behind = self.words().get(place.end..).unwrap_or_default();
        let begins = |word: &String| behind.starts_with(word.as_str());
        let stops = behind.is_empty() || *denial || self.data.marks.stops.iter().any(begins);
        let exact = !self.data.marks.after_figure.iter().any(begins);
        let own = !self.said.scopes.at(digits.start).is_silent();
        let of_topic = || self.said.scopes.at(whole.end.saturating_sub(1)).topic == Some(statement.topic);
        exact && own && (!within || stops && of_topic() && self.goes_on(chain, statement, place.start))
    }

    /// Whether a figure that relies on what was told before may do so.
    fn goes_on(&self, chain: Chain, statement: &Statement, at: usize) -> bool {
        if let Some(broken) = chain.broken {
            // Only a later sentence that names its topic again starts anew.
            let first = self.said.scopes.topics.partition_point(|topic| *topic < broken);
            let named = self.said.scopes.topics.get(first).filter(|topic| **topic < at);
            let between = named.and_then(|topic| self.words().get(broken..*topic));
            return between.is_some_and(|between| between.contains(['。', '；', '！', '？']))
                && !self.is_split(statement);
        }
        !self.is_part(chain, at) || !chain.split && (chain.whole || self.is_split(statement))
    }

    /// Whether what stands at `at` is told as a part of the figure before.
    fn is_part(&self, chain: Chain, at: usize) -> bool {
        self.words().get(chain.end..at).is_some_and(|between| between.contains("其中"))
    }

    /// Whether a statement divides what was told before by applicants: it names columns, but no rows.
    fn is_split(&self, statement: &Statement) -> bool {
        let names_rows = statement.sums.iter().any(|told| !told.rows.is_empty() || !told.groups.is_empty());
        !names_rows && self.topic(statement).is_some_and(|topic| topic.rows.is_empty())
    }

    /// Adds what the candidate claims, if its cells are known, and goes on behind it.
    fn take(&self, candidate: &Candidate, chain: &mut Chain, claims: &mut Vec<Claim>) {
        let Candidate { place, digits, figure, denial, statement, .. } = candidate;
        let split = self.is_split(statement);
        if split && !chain.split && self.is_part(*chain, place.start) {
            chain.base = chain.last;
        }
        let claim = self.claim(candidate, chain.base.and_then(|base| claims.get(base)));
        if !denial {
            *chain = Chain { broken: None, end: place.end, whole: statement.whole, split, ..*chain };
        }
        let Some((table, readings)) = claim else { return };
        if !split && !denial {
            chain.last = Some(claims.len());
            chain.base = if statement.whole { chain.last } else { chain.base };
        }
        claims.push(Claim {
            span: *digits,
            figure: *figure,
            denial: *denial,
            statement: &statement.id,
            table,
            readings,
        });
    }

    /// The table and the cells that the candidate speaks of.
    fn claim(&self, candidate: &Candidate, base: Option<&Claim>) -> Option<(usize, Vec<Vec<CellRef>>)> {
        let statement = candidate.statement;
        let topic = self.topic(statement)?;
        let (table, found, def) = table_of(self.report, topic)?;
        let readings = match self.is_split(statement) {
            true => split(def, statement.sums.first()?, &base?.readings)?,
            false => readings(def, topic, statement)?,
        };
        let excused = is_excused((found, def), topic, statement, candidate.figure);
        (!excused).then_some((table, readings))
    }
}

/// Where the next figure or candidate starts.
fn nearest(
    figures: &mut Peekable<impl Iterator<Item = Span>>,
    candidates: &mut Peekable<slice::Iter<'_, Candidate>>,
) -> Option<usize> {
    let starts = [figures.peek().map(|figure| figure.start), candidates.peek().map(|next| next.digits.start)];
    starts.into_iter().flatten().min()
}
