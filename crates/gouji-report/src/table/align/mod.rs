//! Reads tables of any layout by aligning the text with the official form, which fixes the labels and the number and
//! order of the figures.
//!
//! The steps: a plain copy of the text; its [`tokens`], under several hypotheses about the separators of cells; the
//! [`evidence`] of the lines; the cheapest [`path`] through the slots of a [`form`]; the [`certainty`] of each figure;
//! and the tables that result ([`assemble`]). The cheapest hypothesis wins. Sums are not used, because the sum of a row
//! does not prove its columns.

mod assemble;
mod certainty;
mod costs;
mod evidence;
mod form;
mod path;
mod separators;
mod state;
mod tokens;
mod values;
mod vocabulary;

pub(super) use separators::is_grid_rule;

use gouji_text::Span;

use certainty::SlotReading;
use evidence::TokenEvidence;
use form::FormSlots;
use path::Alignment;
use tokens::{Separation, Tokens};

use crate::Table;
use crate::source::ReportSource;
use crate::table::plain::plain;

/// The official tables of a text, or of a part of it.
pub(super) struct AlignedTables {
    pub tables: Vec<Table>,
    /// Whether the tables depend on the given part of the text only.
    pub is_of_part: bool,
}

/// Reads the official tables of a part of the text. If the part does not fill the form, the whole text may fill more of
/// it. Returns no tables if the caller cancels.
pub(super) fn read(source: ReportSource<'_>, part: Span) -> AlignedTables {
    let whole = Span::new(0, source.with_markup.len());
    let of_part = align(source, part);
    let is_of_part = part == whole || of_part.as_ref().is_none_or(Aligned::fits);
    if is_of_part {
        return AlignedTables {
            tables: of_part.map_or_else(Vec::new, |aligned| aligned.tables(part.start)),
            is_of_part,
        };
    }
    let best = [of_part.zip(Some(part)), align(source, whole).zip(Some(whole))].into_iter().flatten();
    let best = best.min_by_key(|(aligned, _)| aligned.lost());
    AlignedTables { tables: best.map_or_else(Vec::new, |(aligned, part)| aligned.tables(part.start)), is_of_part }
}

/// The cheapest alignment of a part of the text; `None` if the caller cancels.
fn align(source: ReportSource<'_>, part: Span) -> Option<Aligned> {
    let copy = plain(part.slice(source.with_markup));
    let hypotheses: Vec<Tokens> =
        separations(&copy).into_iter().map(|separation| Tokens::read(&copy, separation)).collect();
    let mut best: Option<Aligned> = None;
    for form in form::forms(&copy) {
        for tokens in &hypotheses {
            if source.cancel.is_cancelled() {
                return None;
            }
            let aligned = Aligned::new(form, tokens);
            if best.as_ref().is_none_or(|best| aligned.alignment.cost < best.alignment.cost) {
                best = Some(aligned);
            }
        }
        if best.as_ref().is_some_and(Aligned::fits) {
            break;
        }
    }
    best
}

/// The hypotheses about the separators of cells, in addition to bars, tabs and tags.
fn separations(copy: &str) -> Vec<Separation> {
    const MANY: usize = 60;
    const MANY_BETWEEN_DIGITS: usize = 20;
    let has_marks = copy.contains(['\t', '|']);
    let between_digits = |separator: char| {
        let bytes = copy.as_bytes();
        let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let between =
            copy.match_indices(separator).filter(|(at, _)| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)));
        between.take(MANY_BETWEEN_DIGITS).count() == MANY_BETWEEN_DIGITS
    };
    let parts = |separator: &char| {
        between_digits(*separator) || !has_marks && copy.matches(*separator).take(MANY).count() == MANY
    };
    let separators: Vec<Option<char>> =
        std::iter::once(None).chain([',', ';'].into_iter().filter(parts).map(Some)).collect();
    // The columns on screen matter only if blanks align figures.
    let widths: &[bool] = if !copy.contains('|') && has_gaps(copy) { &[false, true] } else { &[false] };
    let each = |separator: Option<char>| widths.iter().map(move |is_wide| Separation { separator, is_wide: *is_wide });
    separators.into_iter().flat_map(each).collect()
}

/// Whether two blanks or more separate two figures somewhere.
fn has_gaps(copy: &str) -> bool {
    let mut follows_figure = false;
    let mut blanks = 0;
    for byte in copy.bytes() {
        match byte {
            b' ' => blanks += 1,
            b'0'..=b'9' if follows_figure && blanks >= 2 => return true,
            _ => {
                follows_figure = byte.is_ascii_digit();
                blanks = 0;
            }
        }
    }
    false
}

/// An alignment, its input, and its readings.
struct Aligned {
    form: &'static FormSlots,
    evidence: TokenEvidence,
    alignment: Alignment,
    readings: Vec<SlotReading>,
}

impl Aligned {
    fn new(form: &'static FormSlots, tokens: &Tokens) -> Self {
        let evidence = TokenEvidence::new(form, &tokens.tokens, &tokens.pieces);
        let alignment = path::align(form, &evidence);
        let readings = certainty::readings(form, &evidence, &alignment);
        Self { form, evidence, alignment, readings }
    }

    /// Whether each row of the form has a figure. If not, a form with other rows may fit better.
    fn fits(&self) -> bool {
        let is_lost = |slot: usize| self.readings.get(slot).is_none_or(|reading| *reading == SlotReading::Lost);
        self.form.rows.iter().all(|row| !(row.start..row.end).all(is_lost))
    }

    /// The number of slots without a figure.
    fn lost(&self) -> usize {
        self.readings.iter().filter(|reading| **reading == SlotReading::Lost).count()
    }

    /// The tables of a part of the text that starts at the byte `start`.
    fn tables(&self, start: usize) -> Vec<Table> {
        let tables = assemble::tables(self.form, &self.evidence, &self.alignment, &self.readings);
        tables.iter().map(|table| table.moved(0, start)).collect()
    }
}
