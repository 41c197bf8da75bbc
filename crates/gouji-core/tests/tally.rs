//! One wrong cell of table 3 is found wherever it is, on random consistent tables.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod support;

use gouji_core::format::current;
use gouji_core::{Analysis, Finding, Severity};
use proptest::prelude::*;
use support::CLEAN;

const ROWS: usize = 25;
const COLUMNS: usize = 7;

type Figures = [[u32; COLUMNS]; ROWS];

/// A consistent table: random leaves; what follows from them is added up here, independently of the core.
fn consistent() -> impl Strategy<Value = Figures> {
    let column = (prop::collection::vec(0..30_u32, 21), 0..5_u32, 0..5_u32);
    prop::collection::vec(column, COLUMNS - 1).prop_map(|columns| {
        let mut table = [[0; COLUMNS]; ROWS];
        for (at, (leaves, carried_over, carried_in)) in columns.into_iter().enumerate() {
            let total: u32 = leaves.iter().sum();
            let carried_in = carried_in.min(total + carried_over);
            table[0][at] = total + carried_over - carried_in;
            table[1][at] = carried_in;
            leaves.iter().enumerate().for_each(|(row, leaf)| table[2 + row][at] = *leaf);
            table[23][at] = total;
            table[24][at] = carried_over;
        }
        table.map(|mut row| {
            row[COLUMNS - 1] = row[..COLUMNS - 1].iter().sum();
            row
        })
    })
}

/// What is found at warning or error; a hint may say that random figures are unusual.
fn grave(text: &str) -> Vec<Finding> {
    let mut findings = Analysis::of(text).findings;
    findings.retain(|finding| finding.severity >= Severity::Warning);
    findings
}

/// The clean report with these figures in table 3, and without the prose that repeats the old ones.
fn report(table: &Figures) -> String {
    let text = CLEAN.replace("共收到政府信息公开申请28件，其中予以公开13件，", "");
    let start = text.find("一、本年新收").unwrap();
    let end = text.find("\n\n四、政府信息公开行政复议").unwrap();
    let rows = text[start..end].lines().zip(table).map(|(line, figures)| {
        let cells: Vec<&str> = line.split('\t').collect();
        let figures = figures.iter().map(u32::to_string);
        let cells: Vec<String> = cells[..3].iter().map(|cell| (*cell).to_owned()).chain(figures).collect();
        cells.join("\t")
    });
    format!("{}{}{}", &text[..start], rows.collect::<Vec<_>>().join("\n"), &text[end..])
}

/// The text of a cell and the span at which it stands.
fn place(text: &str, row: usize, column: usize) -> (usize, usize) {
    let start = text.find("一、本年新收").unwrap();
    let mut at = start;
    for line in text[start..].split_inclusive('\n').take(row) {
        at += line.len();
    }
    let line = text[at..].lines().next().unwrap();
    let before: usize = line.split('\t').take(3 + column).map(|cell| cell.len() + 1).sum();
    (at + before, at + before + line.split('\t').nth(3 + column).unwrap().len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_consistent_table_is_silent(table in consistent()) {
        prop_assert_eq!(grave(&report(&table)), vec![]);
    }

    #[test]
    fn one_wrong_cell_is_one_finding_on_it_with_the_right_value(
        table in consistent(),
        row in 0..ROWS,
        column in 0..COLUMNS,
        wrong in 0..60_u32,
    ) {
        let right = table[row][column];
        prop_assume!(wrong != right);
        let mut broken = table;
        broken[row][column] = wrong;
        let text = report(&broken);
        let findings = grave(&text);
        prop_assert_eq!(findings.len(), 1, "{:?}", findings);
        prop_assert_eq!(findings[0].rule, "tally-mismatch");
        prop_assert_eq!((findings[0].span.start, findings[0].span.end), place(&text, row, column));
        prop_assert_eq!(&findings[0].fixes[0].edits[0].text, &right.to_string());
        prop_assert_eq!(findings[0].related.len(), if row == 23 { 3 } else { 2 });
        prop_assert_eq!(support::apply(&text, &findings[0].fixes[0]), report(&table));
    }
}

#[test]
fn the_oracle_adds_what_the_format_adds() {
    let table = &current().tables[current().table_index("applications").unwrap()];
    assert_eq!((table.rows.len(), table.columns.len()), (ROWS, COLUMNS));
    assert_eq!(table.rows[23].id, "outcome-total");
}
