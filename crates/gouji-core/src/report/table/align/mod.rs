//! Tables in whatever layout, by alignment: what the form prints, and how many figures it has in which order, is known beforehand.
//! So the text is cut into tokens under several hypotheses, each is aligned with the slots of the form, and the cheapest
//! alignment is kept, with a certainty for each figure.
//!
//! The steps: [`plain`] copy of the text, [`tokens`], [`evidence`] of columns, cheapest [`path`] through the [`form`],
//! [`certainty`], and [`assemble`]. No sum of figures takes part: a row's sum does not prove its columns, and zeros prove nothing.

mod assemble;
mod certainty;
mod evidence;
mod form;
mod path;
mod plain;
mod tokens;
mod vocabulary;

use certainty::Reading;
use evidence::Evidence;
use form::Form;
use path::Alignment;
use tokens::{Pieces, Separation};

use crate::report::Table;
use crate::report::source::Source;
use crate::text::Span;

/// The official tables of a part of the text, each figure with its certainty. Empty where nobody waits for them any more.
///
/// If they do not fill the form, the tables of the whole text may.
pub(super) fn read(source: Source<'_>, part: Span) -> Vec<Table> {
    let Some(best) = align(source, part) else { return Vec::new() };
    let whole = Span::new(0, source.dressed.len());
    if best.fits() || part == whole {
        return best.tables(part.start);
    }
    match align(source, whole) {
        Some(other) if other.lost() < best.lost() => other.tables(whole.start),
        _ => best.tables(part.start),
    }
}

/// The cheapest alignment of a part of the text.
fn align(source: Source<'_>, part: Span) -> Option<Aligned> {
    let copy = plain::plain(part.of(source.dressed));
    let mut best: Option<Aligned> = None;
    for form in form::forms(copy.contains("小计")) {
        for separation in separations(&copy) {
            if source.watch.is_cancelled() {
                return None;
            }
            let aligned = Aligned::new(form, &copy, separation);
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

/// How the cells of the text may be parted, besides by bars, tabs and tags.
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
    // Columns on screen count only where figures stand apart.
    let widths: &[bool] = if !copy.contains('|') && has_gaps(copy) { &[false, true] } else { &[false] };
    let each = |separator: Option<char>| widths.iter().map(move |is_wide| Separation { separator, is_wide: *is_wide });
    separators.into_iter().flat_map(each).collect()
}

/// Whether two blanks or more stand between figures somewhere.
fn has_gaps(copy: &str) -> bool {
    let mut behind_figure = false;
    let mut blanks = 0;
    for byte in copy.bytes() {
        match byte {
            b' ' => blanks += 1,
            b'0'..=b'9' if behind_figure && blanks >= 2 => return true,
            _ => {
                behind_figure = byte.is_ascii_digit();
                blanks = 0;
            }
        }
    }
    false
}

/// An alignment with what it was made of.
struct Aligned {
    form: &'static Form,
    evidence: Evidence,
    alignment: Alignment,
    readings: Vec<Reading>,
}

impl Aligned {
    fn new(form: &'static Form, copy: &str, separation: Separation) -> Self {
        let mut pieces = Pieces::default();
        let tokens = tokens::tokens(copy, separation, &mut pieces);
        let evidence = Evidence::new(&tokens, &pieces, form);
        let alignment = path::align(form, &evidence);
        let readings = certainty::readings(form, &evidence, &alignment);
        Self { form, evidence, alignment, readings }
    }

    /// Whether something of each row of the form was found: another form would have other rows.
    fn fits(&self) -> bool {
        let is_lost = |slot: usize| self.readings.get(slot).is_none_or(|reading| *reading == Reading::Lost);
        self.form.rows.iter().all(|row| !(row.start..row.end).all(is_lost))
    }

    /// How many slots of the form have no figure.
    fn lost(&self) -> usize {
        self.readings.iter().filter(|reading| **reading == Reading::Lost).count()
    }

    /// The tables, where the part that was read begins at the byte `start`.
    fn tables(&self, start: usize) -> Vec<Table> {
        let tables = assemble::tables(self.form, &self.evidence, &self.alignment, &self.readings);
        tables.iter().map(|table| table.moved(0, start)).collect()
    }
}
