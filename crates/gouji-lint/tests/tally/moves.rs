//! An amount in the wrong one of two columns or rows.

use gouji_l10n::MessageId;
use gouji_l10n::{Catalogue, Locale};
use gouji_lint::Finding;
use rand::Rng;
use rand::rngs::StdRng;

use crate::applications::{
    CARRIED_IN, CARRIED_OVER, COLUMN_NAMES, COLUMNS, FIRST_LEAF, Figures, OUTCOME, Place, RECEIVED, ROWS, TOTAL, label,
    random, report, smallest, span, with,
};
use crate::{cases, each_fix_removes_its_finding_and_adds_none, findings};

/// The second change with which an amount moved from `row` leaves the relations of the column as they were: the opposite amount in
/// `other` (-1), the same amount (1), or none.
fn across_rows(row: usize, other: usize) -> Option<i64> {
    let is_leaf = |row: usize| (FIRST_LEAF..OUTCOME).contains(&row);
    let side = |row: usize| match row {
        RECEIVED | CARRIED_IN => Some(1),
        OUTCOME | CARRIED_OVER => Some(-1),
        _ => None,
    };
    match (is_leaf(row), is_leaf(other)) {
        (true, true) => Some(-1),
        (true, false) if other == OUTCOME => Some(1),
        _ => Some(-side(row)? * side(other)?),
    }
}

/// The same for a move from `column` to `other`: the opposite amount (-1) or the same amount (1) leaves the row as it was.
fn across_columns(column: usize, other: usize) -> i64 {
    if (column == TOTAL) == (other == TOTAL) { -1 } else { 1 }
}

/// Two cells of one row or column that are wrong by the same amount, so that the relations of this row or column hold.
fn moved(table: &Figures, random: &mut StdRng, in_row: bool) -> Option<[(Place, i64); 2]> {
    let (rows, columns) = (random.random_range(0..ROWS), random.random_range(0..COLUMNS));
    let (first, second, sign) = if in_row {
        let other = (columns + random.random_range(1..COLUMNS)) % COLUMNS;
        ((rows, columns), (rows, other), across_columns(columns, other))
    } else {
        let other = (rows + random.random_range(1..ROWS)) % ROWS;
        let (rows, other) = (rows.min(other), rows.max(other));
        ((rows, columns), (other, columns), across_rows(rows, other)?)
    };
    let by = random.random_range(1..6) * if random.random_bool(0.5) { 1 } else { -1 };
    let changes = [(first, by), (second, sign * by)];
    let broken = with(*table, &changes);
    changes.iter().all(|((row, column), _)| broken[*row][*column] >= 0).then_some(changes)
}

/// Checks the finding for two wrong cells, and returns the number of pairs that may be wrong. All are in the same two columns or rows.
fn check(table: &Figures, changes: [(Place, i64); 2], in_row: bool) -> usize {
    let text = report(table);
    let found = findings(&text);
    let [finding] = found.as_slice() else { panic!("one finding for {changes:?}, not {found:?}") };
    each_fix_removes_its_finding_and_adds_none(&text, &found);
    let [one, other] = changes.map(|(place, _)| place);
    let message = Catalogue::for_locale(Locale::Chinese).render(&finding.message);
    for (row, column) in [one, other] {
        let name = if in_row { COLUMN_NAMES[column] } else { label(&text, row).1 };
        assert!(message.contains(name), "{name} in {message}");
    }
    let pairs = smallest(table, 2);
    let as_planted = |pair: &Vec<(Place, i64)>| match (in_row, pair.as_slice()) {
        (true, [(a, _), (b, _)]) => a.0 == b.0 && (a.1, b.1) == (one.1.min(other.1), one.1.max(other.1)),
        (false, [(a, _), (b, _)]) => a.1 == b.1 && (a.0, b.0) == (one.0.min(other.0), one.0.max(other.0)),
        _ => false,
    };
    assert!(pairs.iter().all(as_planted), "{pairs:?}");
    assert_eq!(candidates(finding), pairs.len());
    match pairs.len() {
        1 => {
            let fix = &finding.fixes[0];
            assert_eq!(gouji_testkit::apply(&text, fix), report(&with(*table, pairs.first().unwrap())));
            let place = (finding.span.start, finding.span.end);
            assert!(place == span(&text, one) || place == span(&text, other));
            assert_eq!(
                place == span(&text, one),
                changes[0].1 > changes[1].1 || changes[0].1 == changes[1].1 && one < other
            );
        }
        _ => {
            assert_eq!(finding.fixes, []);
            let place = match in_row {
                true => span(&text, (OUTCOME, one.1.min(other.1))).0,
                false => label(&text, one.0.min(other.0)).0,
            };
            assert_eq!(finding.span.start, place);
        }
    }
    pairs.len()
}

fn candidates(finding: &Finding) -> usize {
    finding.related.iter().filter(|related| related.message.id() == MessageId::TallyMoveCandidate).count()
}

fn check_all(in_row: bool) {
    let (mut planted, mut located) = (0, 0);
    for mut chance in cases(400) {
        let table = random(&mut chance);
        let Some(changes) = moved(&table, &mut chance, in_row) else { continue };
        planted += 1;
        located += usize::from(check(&with(table, &changes), changes, in_row) == 1);
    }
    println!("moves across {}: {planted} planted, {located} located", if in_row { "columns" } else { "rows" });
    assert!(planted > 100 && located > 10);
}

#[test]
fn a_move_between_two_columns_is_one_finding_that_names_both() {
    check_all(true);
}

#[test]
fn a_move_between_two_rows_is_one_finding_that_names_both() {
    check_all(false);
}
