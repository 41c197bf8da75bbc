//! The search ends within a bound of steps for every table.

use gouji_lint::Analysis;
use gouji_lint::tally::{Cause, Location, MAX_STEPS, checks, locate};
use rand::Rng;

use crate::applications::{
    COLUMNS, FIRST_LEAF, Figures, OUTCOME, Place, ROWS, TOTAL, excess, random, relations, report, with,
};
use crate::{cases, findings};

fn located(table: &Figures) -> Location {
    let report = Analysis::new(&report(table)).report.unwrap();
    let table = report.table("applications").unwrap();
    let def = table.def().unwrap();
    locate(def, table, &checks(def, table), &[])
}

fn failing(table: &Figures) -> usize {
    relations().iter().filter(|relation| excess(table, relation) != 0).count()
}

fn is_fallback(location: &Location) -> bool {
    location.causes.iter().all(|cause| matches!(cause, Cause::Relation { .. }))
}

#[test]
fn more_wrong_cells_than_the_search_allows_are_reported_by_relation() {
    for mut chance in cases(20) {
        let table = random(&mut chance);
        // One wrong cell in each of five rows and columns, each by another amount.
        let wrong: Vec<(Place, i64)> = (0..5).map(|at| ((FIRST_LEAF + 4 * at, at), 3_i64.pow(at as u32))).collect();
        let table = with(table, &wrong);
        let location = located(&table);
        assert!(is_fallback(&location));
        assert_eq!((location.causes.len(), location.steps), (10, 0), "that five cells are wrong is seen at once");
        let found = findings(&report(&table));
        assert_eq!(found.len(), 10);
        assert!(
            found.iter().all(|finding| finding.fixes.is_empty()),
            "no fix of one relation leaves the others as they are"
        );
    }
}

#[test]
fn a_table_in_which_everything_fails_takes_no_search() {
    let mut table = [[0; COLUMNS]; ROWS];
    for (row, figures) in table.iter_mut().enumerate() {
        for (column, figure) in figures.iter_mut().enumerate() {
            *figure = ((row * 31 + column * 17) % 23 * (row + 2)) as i64 + i64::from(column == TOTAL) * 100_000;
        }
    }
    table[OUTCOME] = [7_000_000; COLUMNS];
    assert_eq!(failing(&table), 39);
    let location = located(&table);
    assert!(is_fallback(&location));
    assert_eq!((location.causes.len(), location.steps), (39, 0));
}

#[test]
fn a_table_that_resembles_four_wrong_cells_is_searched_within_the_bound() {
    let mut most = 0;
    for mut chance in cases(150) {
        // As few relations fail as four cells could explain, by amounts that hardly any four cells do.
        let mut table = random(&mut chance);
        for _ in 0..chance.random_range(4..9) {
            let by = if chance.random_bool(0.5) { 1 } else { chance.random_range(1..4) };
            let (row, column) = (chance.random_range(FIRST_LEAF..OUTCOME), chance.random_range(0..COLUMNS));
            let other = (column + chance.random_range(1..COLUMNS)) % COLUMNS;
            table[row][column] += by;
            // Mostly moves within a row: four columns fail, and no row.
            if chance.random_bool(0.8) {
                table[row][other] += if (column == TOTAL) == (other == TOTAL) { -by } else { by };
            }
            table[row] = table[row].map(|figure| figure.max(0));
        }
        let location = located(&table);
        assert!(location.steps <= MAX_STEPS);
        assert_eq!(location.causes.is_empty(), failing(&table) == 0);
        most = most.max(location.steps);
    }
    println!("at most {most} steps");
    assert!(most > 1000, "the hard cases are among them: {most}");
}
