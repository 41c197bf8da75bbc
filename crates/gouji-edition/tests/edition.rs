//! The data of the editions is complete: it parses, its references resolve, and its labels distinguish its rows.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use gouji_edition::{Axis, Edition, TableDef, Text, blank_form, current};
use gouji_l10n::Bilingual;
use gouji_text::{fold_label, strip_ordinal};

fn edition() -> Edition {
    Edition::from_toml(include_str!("../editions/zfxxgk-2021/edition.toml")).expect("the edition parses")
}

fn editions() -> [Edition; 2] {
    [
        edition(),
        Edition::from_toml(include_str!("../editions/zfxxgk-2019/edition.toml")).expect("the edition of 2019 parses"),
    ]
}

#[test]
fn the_built_in_editions_are_those_that_parse() {
    let ids = |edition: &Edition| (edition.id.clone(), edition.tables.len(), edition.first_year);
    assert!(editions().iter().map(ids).eq(gouji_edition::editions().iter().map(ids)));
    assert_eq!(current().id, edition().id);
}

#[test]
fn the_format_has_the_official_shape() {
    let edition = edition();
    let shape: Vec<_> =
        edition.tables.iter().map(|table| (&*table.id, table.rows.len(), table.columns.len())).collect();
    assert_eq!(edition.sections.len(), 6);
    assert_eq!(shape, [("documents", 6, 5), ("applications", 25, 7), ("disputes", 1, 15)]);
    let cells: usize = (0..6).map(|row| edition.tables[0].columns_of(row).len()).sum();
    assert_eq!(cells, 10);
    assert_eq!(instances(&edition.tables[1]), 39);
    assert_eq!(instances(&edition.tables[2]), 3);
}

#[test]
fn the_edition_of_2019_has_its_shape() {
    let [_, old] = editions();
    let shape: Vec<_> = old.tables.iter().map(|table| (&*table.id, table.rows.len(), table.columns.len())).collect();
    assert_eq!(shape, [("documents", 8, 8), ("applications", 23, 7), ("disputes", 1, 15)]);
    assert_eq!(instances(&old.tables[1]), 37);
}

/// At how many rows and columns the relations of the table apply.
fn instances(table: &TableDef) -> usize {
    let count = |axis| if axis == Axis::Columns { table.rows.len() } else { table.columns.len() };
    table.relations.iter().map(|relation| count(relation.axis)).sum()
}

#[test]
fn every_reference_resolves() {
    editions().iter().for_each(assert_references_resolve);
}

fn assert_references_resolve(edition: &Edition) {
    for section in edition.sections.iter() {
        assert!(section.table.iter().all(|id| edition.table_index(id).is_some()), "{}", section.id);
    }
    for table in edition.tables.iter() {
        let is_row_group = |id: &Text| table.row_groups.iter().any(|group| group.id == *id);
        let is_column_group = |id: &Text| table.column_groups.iter().any(|group| group.id == *id);
        let row_parents =
            table.rows.iter().map(|row| &row.group).chain(table.row_groups.iter().map(|group| &group.parent));
        assert!(row_parents.flatten().all(is_row_group), "{}", table.id);
        let columns = table.columns.iter().map(|column| &column.group);
        assert!(
            columns.chain(table.column_groups.iter().map(|group| &group.parent)).flatten().all(is_column_group),
            "{}",
            table.id
        );
        for column in table.rows.iter().filter_map(|row| row.columns.as_ref()).flat_map(|ids| ids.iter()) {
            assert!(table.column_index(column).is_some(), "{column}");
        }
        for relation in table.relations.iter() {
            let found = |id: &Text| match relation.axis {
                Axis::Columns => table.column_index(id).is_some(),
                Axis::Rows => table.row_index(id).is_some(),
            };
            assert!(relation.addends.iter().chain(relation.equals.iter()).all(found), "{}", relation.id);
        }
    }
}

#[test]
fn labels_distinguish_rows() {
    for table in editions().iter().flat_map(|edition| edition.tables.iter()) {
        let mut seen = BTreeSet::new();
        for row in table.rows.iter().filter(|row| !row.label.is_empty()) {
            for label in std::iter::once(&row.label).chain(row.accepted.iter()) {
                assert!(
                    seen.insert(fold_label(strip_ordinal(label))),
                    "{label} is the label of two rows, or twice of one"
                );
            }
        }
    }
}

#[test]
fn everything_is_explained_in_both_languages() {
    editions().iter().for_each(assert_explained);
}

fn assert_explained(edition: &Edition) {
    let mut words: Vec<&Bilingual> = vec![&edition.name];
    words.extend(edition.sections.iter().flat_map(|section| [&section.explain, &section.basis]));
    for table in edition.tables.iter() {
        words.extend([&table.name, &table.unit]);
        words.extend(table.rows.iter().map(|row| &row.explain));
        words.extend(table.columns.iter().map(|column| &column.explain));
        words.extend(table.relations.iter().map(|relation| &relation.statement));
        words.extend(table.rows.iter().filter_map(|row| row.mistakes.as_ref()));
        words.extend(table.rows.iter().filter_map(|row| row.basis.as_ref()));
    }
    let has_han = |text: &str| text.chars().any(gouji_text::is_han);
    for Bilingual { zh, en } in words {
        assert!(has_han(zh), "{zh}");
        assert!(en.chars().any(|c| c.is_ascii_alphabetic()), "{en}");
    }
}

#[test]
fn a_blank_table_is_read_as_the_official_table() {
    use gouji_edition::Layout;
    use gouji_lint::Analysis;
    let sections = |table: &str| {
        let title =
            |at: usize| format!("{}、{}", ["一", "二", "三", "四", "五", "六"][at], current().sections[at].title);
        (0..6).map(|at| format!("{}\n\n{table}\n", title(at))).collect::<String>()
    };
    for layout in [Layout::Tabs, Layout::CellLines] {
        for def in current().tables.iter() {
            let table = blank_form::blank_table(def, layout);
            let text = sections("").replacen("\n二、", &format!("\n{table}\n二、"), 1);
            let report = Analysis::new(&text).report.unwrap();
            let [found] = report.tables.as_slice() else { panic!("one table in {table}") };
            assert_eq!(report.table_def(found).unwrap().id, def.id);
            assert_eq!(found.header.len(), def.columns.len(), "{table}");
            if def.rows.len() > 1 {
                let rows: Vec<_> = found.rows.iter().filter_map(|row| row.row).collect();
                assert_eq!(rows, (0..def.rows.len()).collect::<Vec<_>>(), "{table}");
            }
        }
    }
}
