//! The costs of the steps of an alignment, in hundredths. They come from measurements on converted and damaged reports.
//! The results do not depend on their exact size.

use super::evidence::{EvidenceItem, TokenEvidence};
use super::form::FormSlots;
use super::state::FillState;
use super::vocabulary::{Match, TextKind};

/// No figure fills a slot.
pub(super) const MISS_SLOT: i32 = 150;
/// No figure fills a whole row.
pub(super) const MISS_ROW: i32 = 400;
/// No figure fills any of the rows before the one whose label comes next. The cost is less than [`BEAM`], so that the
/// search continues after any number of missing rows.
pub(super) const MISS_UP_TO_LABEL: i32 = 850;
/// No figure fills a whole table. The cost is less than [`BEAM`], so that the search continues after a missing table.
pub(super) const MISS_TABLE: i32 = 800;
/// A figure fills no slot.
pub(super) const SKIP_FIGURE: i32 = 350;
/// A figure between two tables fills no slot.
pub(super) const SKIP_OUTSIDE: i32 = 60;
/// A figure repeats the one before it, as merged cells do after a row with one figure.
pub(super) const SKIP_COPY: i32 = 30;
/// A whole line with as many figures as a row is a surplus row. Each of its figures costs its share.
pub(super) const SKIP_ROW: i32 = 500;
/// A figure belongs to a sentence.
pub(super) const SKIP_PROSE: i32 = 10;
/// A blank fills no slot, inside a row.
pub(super) const SKIP_BLANK: i32 = 200;
/// A blank fills no slot, at the start of a row.
pub(super) const SKIP_BLANK_AT_ROW_START: i32 = 15;
/// The total of a row comes before its other figures.
pub(super) const TOTAL_FIRST: i32 = 100;
/// The total of a row comes first, in the column of totals.
pub(super) const TOTAL_FIRST_IN_COLUMN: i32 = 20;
/// A row starts after the figures of another row in the same line.
pub(super) const CROSS_ROW: i32 = 150;
/// A line starts inside a row.
pub(super) const START_INSIDE_ROW: i32 = 80;
/// The lines of the text show another column for the figure.
pub(super) const OTHER_COLUMN: i32 = 200;
/// The line of the figure has as many figures as rows of another table.
pub(super) const OTHER_WIDTH: i32 = 50;
/// A figure of a sentence fills a slot.
pub(super) const PROSE_IN_TABLE: i32 = 100;
/// The search drops states that cost this much more than the best one.
pub(super) const BEAM: i32 = 900;
/// The first search, whose path bounds the exact search, drops states that cost this much more than the best one.
pub(super) const NARROW_BEAM: i32 = 100;
/// A reading is certain if every other reading costs at least this much more.
pub(super) const MARGIN: i32 = 100;
/// The most that a label costs before its weight is applied.
const MOST_AWAY: i32 = 220;
/// The cost that unknown or wrong characters add, for a label in which every character is wrong.
const OTHER_LABEL: i32 = 150;

/// The cost of a label at `state`: how far it is from its place, weighted by its length.
pub(super) fn label(form: &FormSlots, evidence: &TokenEvidence, item: &EvidenceItem, state: FillState) -> i32 {
    let Some(meaning) = evidence.meaning(item) else { return 0 };
    let away = meaning.matches.iter().map(|found| distance(form, found, state)).min().unwrap_or_default();
    label_weight(meaning.han) * away.min(MOST_AWAY) / 100
}

/// The weight of a label with `han` Han characters, in hundredths.
pub(super) fn label_weight(han: usize) -> i32 {
    (15 + 20 * (han as i32 - 1)).min(200)
}

/// The distance of `state` from the place of a printed text.
fn distance(form: &FormSlots, found: &Match, state: FillState) -> i32 {
    let slot = state.slot();
    let (start, end) = (found.start, found.end);
    let rows_from = |other: usize| form.row_of(slot).abs_diff(form.row_of(other)) as i32;
    let inside = start < slot && slot < end;
    let cost = match found.kind {
        TextKind::Row if slot == start => 0,
        // The label's first words are inside its row, so some figures of the row precede it.
        TextKind::Row if inside && found.is_head && state.total_first() => 80,
        TextKind::Row if inside && found.is_head => 120,
        TextKind::Row if inside => 30,
        TextKind::Row if slot == end && found.is_head => 80,
        TextKind::Row if slot == end => 10,
        TextKind::Row => match rows_from(start) {
            rows @ 0..=3 => 100 + 40 * rows,
            _ => 900,
        },
        TextKind::Group if start <= slot && slot <= end && form.is_row_start(slot) => 0,
        TextKind::Group if start <= slot && slot <= end => 20,
        TextKind::Group => 100 + 40 * rows_from(start).min(rows_from(end)),
        TextKind::Header | TextKind::Section if slot == start => 0,
        TextKind::Header if inside && (form.is_row_start(slot) || form.row_of(start) == form.row_of(end - 1)) => 30,
        TextKind::Header if form.is_edge(slot) => 50,
        TextKind::Section if form.is_edge(slot) => 60,
        TextKind::Header | TextKind::Section => 250,
    };
    cost + OTHER_LABEL - OTHER_LABEL * i32::from(found.quality) / 100
}
