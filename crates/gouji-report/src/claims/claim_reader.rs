//! Decides which figures of a paragraph are claims: a figure may count a part of the figure before it.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::slice;

use gouji_edition::{CellRef, Statement, Statements, Text, Topic};
use gouji_text::Span;
use rust_decimal::Decimal;

use super::Claim;
use super::cells::{is_excused, readings, split, table_of};
use super::paragraph::ParagraphClaims;
use super::read::Candidate;
use crate::Report;

/// The figure before the present one, as far as it decides whether the present one may be its part.
#[derive(Clone, Copy)]
struct PartsState {
    /// End of a figure that matched no statement. Figures that rely on the context before it are not believed.
    unmatched_end: Option<usize>,
    /// End of the figure before.
    end: usize,
    /// Whether that figure may have parts.
    whole: bool,
    /// Whether that figure is a split by applicants.
    split: bool,
    /// Whether outcomes of its cases may follow, each after its figure: 28件，13件予以公开，5件部分公开.
    has_outcomes: bool,
    /// The claim before, as an index into the claims of the paragraph.
    last: Option<usize>,
    /// The claim that a split by applicants divides, as an index into the claims of the paragraph.
    base: Option<usize>,
}

/// A claim that counts a part of another claim.
struct PartClaim<'a> {
    /// Index into the claims of the paragraph.
    claim: usize,
    /// Index of the claim that counts the whole.
    base: usize,
    /// Whether the claim that counts the whole may be divided into parts.
    is_divided: bool,
    candidate: &'a Candidate,
}

/// Reads the claims of one paragraph.
pub(super) struct ClaimReader<'a> {
    pub report: &'a Report,
    pub data: &'static Statements,
    pub paragraph: &'a ParagraphClaims,
}

impl ClaimReader<'_> {
    /// The claims among the candidates, with spans of the folded words.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        let mut parts: Vec<PartClaim<'_>> = Vec::new();
        let mut open: Vec<PartsState> = Vec::new();
        let mut state = PartsState {
            unmatched_end: None,
            end: 0,
            whole: true,
            split: false,
            has_outcomes: true,
            last: None,
            base: None,
        };
        let mut figures = self.paragraph.matches.figures.iter().copied().peekable();
        let mut brackets = self.words().match_indices(['（', '）']).peekable();
        let mut candidates = self.paragraph.candidates.iter().peekable();
        while let Some(start) = nearest(&mut figures, &mut candidates) {
            // Figures in brackets are no context for the figures after the brackets.
            while let Some((_, bracket)) = brackets.next_if(|(at, _)| *at < start) {
                match bracket {
                    "（" => open.push(state),
                    _ => state = open.pop().unwrap_or(state),
                }
            }
            let figure = figures.next_if(|figure| figure.start == start);
            let mut matched = false;
            while let Some(candidate) = candidates.next_if(|candidate| candidate.digits.start == start) {
                if !matched && self.is_believed(candidate, state) {
                    matched = true;
                    let before = claims.len();
                    self.add_claim(candidate, &mut state, &mut claims);
                    // Unlike other figures in brackets, this one belongs to the words before its bracket.
                    if candidate.bracket(self.words()).is_some()
                        && let Some(outer) = open.last_mut()
                    {
                        *outer = state;
                    }
                    if let Some(base) = state.base
                        && claims.len() > before
                        && self.is_split(candidate.statement)
                    {
                        parts.push(PartClaim {
                            claim: before,
                            base,
                            is_divided: self.is_divided(claims.get(base)),
                            candidate,
                        });
                    }
                }
            }
            if let Some(figure) = figure
                && !matched
            {
                state.unmatched_end = Some(figure.end);
            }
        }
        self.find_wholes(&mut claims, &parts);
        claims
    }

    /// Assigns parts to the earlier figure that equals their sum. Drops parts that exceed the figure before them, if an
    /// earlier figure may be their whole, or if the figure before them counts cases carried between years. Also drops figures that
    /// count only with a complete list of parts, if the list has no whole.
    fn find_wholes(&self, claims: &mut Vec<Claim>, parts: &[PartClaim<'_>]) {
        /// How many claims before the parts are tried as their whole.
        const FURTHEST: usize = 8;
        let is_part = |at: usize| parts.binary_search_by_key(&at, |part| part.claim).is_ok();
        let mut left_out = BTreeSet::new();
        for group in parts.chunk_by(|one, next| one.base == next.base && one.claim + 1 == next.claim) {
            let Some(PartClaim { claim: first, base, is_divided, .. }) = group.first() else { continue };
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
            let exceeds = (!earlier.is_empty() || !is_divided) && figures.iter().any(|figure| *figure > whole);
            for part in group {
                let reassigned = other.and_then(|other| self.claim(part.candidate, claims.get(other)));
                match (reassigned, claims.get_mut(part.claim)) {
                    (Some((table, readings)), Some(claim)) => (claim.table, claim.readings) = (table, readings),
                    _ if exceeds || other.is_some() || part.candidate.statement.complete => {
                        left_out.extend([part.claim]);
                    }
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

    /// Whether the parts after 其中 may be those of the claim. Cases carried between years are seldom divided.
    fn is_divided(&self, claim: Option<&Claim>) -> bool {
        let id = claim.map(|claim| claim.statement);
        self.data.statements.iter().any(|statement| Some(&*statement.id) == id && statement.year == 0)
    }

    fn words(&self) -> &str {
        self.paragraph.matches.folded.words()
    }

    fn topic(&self, statement: &Statement) -> Option<&'static Topic> {
        self.data.topics.get(statement.topic)
    }

    /// Whether the figure is exact, the report's own, and about the statement's topic.
    fn is_believed(&self, candidate: &Candidate, state: PartsState) -> bool {
        let Candidate { place, digits, whole, needs_topic, denial, statement, .. } = candidate;
        let rest = self.words().get(place.end..).unwrap_or_default();
        let begins = |word: &Text| rest.starts_with(&**word);
        let stops_at =
            |rest: &str| rest.is_empty() || self.data.marks.stops.iter().any(|stop| rest.starts_with(&**stop));
        // A pattern that goes on after the figure has read the words that follow.
        let stops = *denial || whole.end > place.end || stops_at(rest);
        let unit = self.words().get(digits.end..place.end).unwrap_or_default();
        let is_loose = self.data.words.loose_case_units.iter().any(|loose| loose == unit);
        let is_inexact = *needs_topic && is_loose || self.data.marks.after_figure.iter().any(begins);
        // A denial may rest on a figure that the pattern matched before it: 收到28件，全部办结.
        let rests_on_figure =
            Span::new(whole.start, place.start).slice(self.words()).contains(|c: char| c.is_ascii_digit());
        let is_ours = |at: usize| !self.paragraph.scopes.at(at).is_not_ours();
        let own = is_ours(digits.start) && (!rests_on_figure || !*denial || is_ours(whole.start));
        let of_topic = || self.paragraph.scopes.at(whole.end.saturating_sub(1)).topic == Some(statement.topic);
        let fits_bracket = candidate
            .bracket(self.words())
            .is_none_or(|bracket| rest.strip_prefix('）').is_some_and(stops_at) && is_ours(bracket.saturating_sub(1)));
        let follows_whole = !candidate.figure_first || state.has_outcomes;
        !is_inexact
            && own
            && fits_bracket
            && follows_whole
            && (!needs_topic || stops && of_topic() && self.may_rely_on_context(state, statement, place.start))
    }

    /// Whether a figure may rely on the topic and the figures before it.
    fn may_rely_on_context(&self, state: PartsState, statement: &Statement, at: usize) -> bool {
        if let Some(unmatched_end) = state.unmatched_end {
            // After a figure that matched no statement, only a later sentence that names its topic starts a new context.
            let first = self.paragraph.scopes.topics.partition_point(|topic| *topic < unmatched_end);
            let named = self.paragraph.scopes.topics.get(first).filter(|topic| **topic < at);
            let between = named.and_then(|topic| self.words().get(unmatched_end..*topic));
            return between.is_some_and(|between| between.contains(['。', '；', '！', '？']))
                && !self.is_split(statement);
        }
        !self.is_part(state, at) || !state.split && (state.whole || self.is_split(statement))
    }

    /// Whether the words at `at` introduce a part of the figure before (其中).
    fn is_part(&self, state: PartsState, at: usize) -> bool {
        self.words().get(state.end..at).is_some_and(|between| between.contains("其中"))
    }

    /// Whether a statement divides the figure before it by applicants: it names columns, but no rows.
    fn is_split(&self, statement: &Statement) -> bool {
        let names_rows = statement.sums.iter().any(|cell_sum| !cell_sum.rows.is_empty() || !cell_sum.groups.is_empty());
        !names_rows && self.topic(statement).is_some_and(|topic| topic.rows.is_empty())
    }

    /// Adds the claim of the candidate, if its cells are known, and makes the candidate the figure before.
    fn add_claim(&self, candidate: &Candidate, state: &mut PartsState, claims: &mut Vec<Claim>) {
        let Candidate { place, digits, figure, denial, statement, .. } = candidate;
        let split = self.is_split(statement);
        if split && !state.split && self.is_part(*state, place.start) {
            state.base = state.last;
        }
        let claim = self.claim(candidate, state.base.and_then(|base| claims.get(base)));
        if !denial {
            let has_outcomes = statement.whole || candidate.figure_first && state.has_outcomes;
            let whole = statement.whole;
            *state = PartsState { unmatched_end: None, end: place.end, whole, split, has_outcomes, ..*state };
        }
        let Some((table, readings)) = claim else { return };
        if !split && !denial {
            state.last = Some(claims.len());
            state.base = if statement.whole { state.last } else { state.base };
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

    /// The table and the cells that the candidate repeats.
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

/// Start of the next figure or candidate.
fn nearest(
    figures: &mut Peekable<impl Iterator<Item = Span>>,
    candidates: &mut Peekable<slice::Iter<'_, Candidate>>,
) -> Option<usize> {
    let starts = [figures.peek().map(|figure| figure.start), candidates.peek().map(|next| next.digits.start)];
    starts.into_iter().flatten().min()
}
