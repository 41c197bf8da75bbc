//! One wrong cell.

use gouji_edition::current;
use rand::Rng;

use crate::applications::{COLUMNS, OUTCOME, ROWS, random, report, span, with};
use crate::{cases, findings};

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
        assert_eq!(gouji_testkit::apply(&text, &finding.fixes[0]), report(&table));
    }
}

#[test]
fn each_cell_that_may_be_the_wrong_one_has_a_fix_the_total_first() {
    let wrong = gouji_testkit::CLEAN.replace("2\t1\t0\t1\t4\t", "2\t1\t0\t1\t9\t");
    let found = findings(&wrong);
    let [finding] = found.as_slice() else { panic!("one finding, not {found:?}") };
    let written: Vec<&str> = finding.fixes.iter().map(|fix| fix.edits[0].text.as_str()).collect();
    assert_eq!(written, ["4", "7", "6", "5", "6"]);
    for fix in &finding.fixes {
        assert_eq!(findings(&gouji_testkit::apply(&wrong, fix)), [], "{fix:?}");
    }
    // No figure may be negative, so only cells that are large enough are offered.
    let wrong = gouji_testkit::CLEAN.replace("2\t1\t0\t1\t4\t", "2\t1\t0\t1\t2\t");
    let written: Vec<String> = findings(&wrong)[0].fixes.iter().map(|fix| fix.edits[0].text.clone()).collect();
    assert_eq!(written, ["4", "0"]);
}

#[test]
fn the_cells_of_a_long_column_have_no_fix() {
    // Without totals of rows, each figure of the column lies in one relation only.
    let mut table = random(&mut cases(1).next().unwrap());
    table[2][0] += 1;
    let text = report(&table);
    let without_totals = (0..OUTCOME).fold(text.clone(), |text, row| {
        let text_of = span(&text, (row, COLUMNS - 1));
        format!("{}-{}", &text[..text_of.0], &text[text_of.1..])
    });
    let found = findings(&without_totals);
    let column = found.iter().find(|finding| finding.relations == ["outcome-total"]);
    // The total is also in another relation, so it is not offered either.
    assert_eq!(column.expect("the column").fixes, [], "{found:?}");
}

#[test]
fn figures_that_exceed_their_total_are_found_though_zeros_are_strokes() {
    let with_strokes = |text: &str| text.replace("\t0", "\t-").replace("\t-\t0", "\t-\t-");
    let mut tried = 0;
    for mut chance in cases(200) {
        let table = random(&mut chance);
        assert_eq!(findings(&with_strokes(&report(&table))), [], "strokes for zeros are no error");
        let place = (chance.random_range(2..OUTCOME), chance.random_range(0..COLUMNS - 1));
        // A stroke for a total could be any figure.
        if table[place.0][COLUMNS - 1] == 0 || table[OUTCOME][place.1] == 0 {
            continue;
        }
        tried += 1;
        let more = chance.random_range(1..60);
        let text = with_strokes(&report(&with(table, &[(place, more)])));
        let found = findings(&text);
        let [finding] = found.as_slice() else { panic!("one finding, not {found:?}") };
        assert_eq!((finding.span.start, finding.span.end), span(&text, place));
        assert_eq!(finding.fixes[0].edits[0].text, table[place.0][place.1].to_string());
    }
    assert!(tried > 50, "{tried} tables");
}

#[test]
fn the_oracle_adds_what_the_format_adds() {
    let table = &current().tables[current().table_index("applications").unwrap()];
    assert_eq!((table.rows.len(), table.columns.len()), (ROWS, COLUMNS));
    assert_eq!(table.rows[OUTCOME].id, "outcome-total");
}
