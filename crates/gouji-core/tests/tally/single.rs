//! One wrong cell.

use gouji_core::format::current;
use rand::Rng;

use crate::applications::{COLUMNS, OUTCOME, ROWS, random, report, span, with};
use crate::{cases, findings, support};

#[test]
fn one_wrong_cell_is_one_finding_on_it_with_the_right_value() {
    for mut chance in cases(400) {
        let table = random(&mut chance);
        let place = (chance.random_range(0..ROWS), chance.random_range(0..COLUMNS));
        let right = table[place.0][place.1];
        let wrong = chance.random_range(0..60);
        if wrong == right {
            continue;
        }
        let text = report(&with(table, &[(place, wrong - right)]));
        let found = findings(&text);
        let [finding] = found.as_slice() else { panic!("one finding, not {found:?}") };
        assert_eq!(finding.rule, "tally-mismatch");
        assert_eq!((finding.span.start, finding.span.end), span(&text, place));
        assert_eq!(finding.fixes[0].edits[0].text, right.to_string());
        assert_eq!(finding.related.len(), if place.0 == OUTCOME { 3 } else { 2 });
        assert_eq!(support::apply(&text, &finding.fixes[0]), report(&table));
    }
}

#[test]
fn the_oracle_adds_what_the_format_adds() {
    let table = &current().tables[current().table_index("applications").unwrap()];
    assert_eq!((table.rows.len(), table.columns.len()), (ROWS, COLUMNS));
    assert_eq!(table.rows[OUTCOME].id, "outcome-total");
}
