//! Random reports with consistent tables. The arithmetic is independent of the code under test.

use gouji_edition::{Edition, TableDef, current};
use rand::Rng;
use rand::rngs::StdRng;
use rust_decimal::Decimal;

/// The figures of a table, by row and column of its definition; `None` if the row does not have the column.
pub type GeneratedFigures = Vec<Vec<Option<Decimal>>>;

/// The content of a report, before it is rendered as text.
pub struct GeneratedReport {
    /// The edition of its tables.
    pub edition: &'static Edition,
    /// The figures of each table, in the order of the edition.
    pub tables: Vec<GeneratedFigures>,
}

impl GeneratedReport {
    /// A random report in the edition in force.
    pub fn random(random: &mut StdRng) -> Self {
        Self::random_in(current(), random)
    }

    /// A random report in a given edition.
    pub fn random_in(edition: &'static Edition, random: &mut StdRng) -> Self {
        let tables = edition.tables.iter().map(|table| match &*table.id {
            "applications" => applications(table, random),
            "disputes" => disputes(random),
            _ => documents(table, random),
        });
        Self { edition, tables: tables.collect() }
    }

    /// A figure of table 3, by the ids of row and column.
    pub fn application(&self, row: &str, column: &str) -> Decimal {
        let at = self.edition.table_index("applications").unwrap();
        let table = &self.edition.tables[at];
        self.tables[at][table.row_index(row).unwrap()][table.column_index(column).unwrap()].unwrap()
    }
}

/// A random count, usually small.
fn small(random: &mut StdRng) -> u32 {
    // Mostly zeros, as in real reports; sometimes the figures of a large city.
    match random.random_range(0..10) {
        0..5 => 0,
        5..9 => random.random_range(0..40),
        _ => random.random_range(0..200_000),
    }
}

fn documents(table: &TableDef, random: &mut StdRng) -> GeneratedFigures {
    let mut figures = GeneratedFigures::new();
    for row in 0..table.rows.len() {
        let columns = table.columns_of(row);
        let cell = |column: usize, random: &mut StdRng| match table.columns[column].value {
            gouji_edition::ValueKind::Amount => Decimal::new(i64::from(small(random)), random.random_range(0..4)),
            gouji_edition::ValueKind::Change => Decimal::from(i64::from(small(random)) - 20),
            gouji_edition::ValueKind::Count => Decimal::from(small(random)),
        };
        figures.push(
            (0..table.columns.len()).map(|column| columns.contains(&column).then(|| cell(column, random))).collect(),
        );
    }
    figures
}

/// Random results of the applications of six kinds of applicants; the totals are computed from them.
fn applications(table: &TableDef, random: &mut StdRng) -> GeneratedFigures {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    let mut figures = vec![vec![0_u64; columns]; rows];
    #[allow(clippy::needless_range_loop)]
    for column in 0..columns - 1 {
        let leaves: Vec<u64> = (2..rows - 2).map(|_| u64::from(small(random))).collect();
        let total: u64 = leaves.iter().sum();
        let over = u64::from(small(random));
        let carried = u64::from(small(random)).min(total + over);
        for (at, leaf) in leaves.iter().enumerate() {
            figures[2 + at][column] = *leaf;
        }
        figures[0][column] = total + over - carried;
        figures[1][column] = carried;
        figures[rows - 2][column] = total;
        figures[rows - 1][column] = over;
    }
    for row in &mut figures {
        row[columns - 1] = row[..columns - 1].iter().sum();
    }
    figures.into_iter().map(|row| row.into_iter().map(|figure| Some(Decimal::from(figure))).collect()).collect()
}

fn disputes(random: &mut StdRng) -> GeneratedFigures {
    let mut row = Vec::new();
    for _ in 0..3 {
        let results: Vec<u32> = (0..4).map(|_| small(random)).collect();
        row.extend(results.iter().copied().map(u64::from));
        row.push(results.iter().copied().map(u64::from).sum());
    }
    vec![row.into_iter().map(|figure| Some(Decimal::from(figure))).collect()]
}
