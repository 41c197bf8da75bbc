//! Several wrong cells.

use std::collections::BTreeMap;

use rand::Rng;
use rand::rngs::StdRng;

use crate::applications::{COLUMNS, Figures, Place, ROWS, excess, random, relations, report, smallest, span, with};
use crate::{apply_all, cases, each_fix_removes_its_finding_and_adds_none, findings};

/// `count` wrong cells at random places.
fn wrong_cells(table: &Figures, count: usize, random: &mut StdRng) -> Figures {
    let mut changes: BTreeMap<Place, i64> = BTreeMap::new();
    while changes.len() < count {
        let place = (random.random_range(0..ROWS), random.random_range(0..COLUMNS));
        let right = table[place.0][place.1];
        // A figure that is off by one or two, has a digit too many, or is arbitrary.
        let wrong = match random.random_range(0..3) {
            0 => right + random.random_range(-2..=2),
            1 => right * 10 + random.random_range(0..10),
            _ => random.random_range(0..40),
        };
        if wrong >= 0 && wrong != right {
            changes.insert(place, wrong - right);
        }
    }
    with(*table, &changes.into_iter().collect::<Vec<_>>())
}

/// Plants wrong cells. Returns how many tables have a single smallest repair, and in how many of these gouji located it.
fn plant(count: usize, usual: usize) -> (usize, usize) {
    let (mut unique, mut located) = (0, 0);
    for mut chance in cases(usual) {
        let table = wrong_cells(&random(&mut chance), count, &mut chance);
        let text = report(&table);
        let found = findings(&text);
        each_fix_removes_its_finding_and_adds_none(&text, &found);
        let fails = relations().iter().any(|relation| excess(&table, relation) != 0);
        assert_eq!(found.is_empty(), !fails);
        let repairs = smallest(&table, count);
        assert_eq!(repairs.is_empty(), !fails, "the planted cells repair it");
        // Every fix is part of every smallest repair, even if there are several.
        for edit in found.iter().flat_map(|finding| finding.fixes.iter().flat_map(|fix| &fix.edits)) {
            let writes = |(place, by): &(Place, i64)| {
                (edit.span.start, edit.span.end) == span(&text, *place)
                    && edit.text == (table[place.0][place.1] + by).to_string()
            };
            assert!(repairs.iter().all(|repair| repair.iter().any(writes)), "{edit:?} in {repairs:?}");
        }
        if let (1, Some(repair)) = (repairs.len(), repairs.first()) {
            unique += 1;
            let is_located = found.iter().all(|finding| finding.fixes.len() == 1)
                && apply_all(&text, &found) == report(&with(table, repair));
            located += usize::from(is_located);
        }
    }
    (unique, located)
}

fn at_least_95_in_100(count: usize, (unique, located): (usize, usize), least: usize) {
    println!("{count} wrong cells: located {located} of {unique} that have one smallest repair");
    assert!(unique >= least, "{unique} tables have one smallest repair");
    assert!(located * 100 >= unique * 95, "{located} of {unique}");
}

#[test]
fn two_wrong_cells_are_located_where_no_other_two_explain_it() {
    at_least_95_in_100(2, plant(2, 300), 150);
}

#[test]
fn three_wrong_cells_are_located_where_no_other_three_explain_it() {
    at_least_95_in_100(3, plant(3, 60), 25);
}

#[test]
fn four_wrong_cells_are_located_where_no_other_four_explain_it() {
    at_least_95_in_100(4, plant(4, 20), 5);
}
