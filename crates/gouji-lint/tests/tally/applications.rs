//! Table 3 with its own arithmetic, independent of the crate's code.

use std::collections::BTreeSet;

use gouji_testkit::CLEAN;
use rand::Rng;
use rand::rngs::StdRng;

pub const ROWS: usize = 25;
pub const COLUMNS: usize = 7;
/// The rows by their index, 一、本年新收 and so on.
pub const RECEIVED: usize = 0;
pub const CARRIED_IN: usize = 1;
pub const FIRST_LEAF: usize = 2;
pub const OUTCOME: usize = 23;
pub const CARRIED_OVER: usize = 24;
/// The column 总计.
pub const TOTAL: usize = 6;

/// The figures of table 3.
pub type Figures = [[i64; COLUMNS]; ROWS];

/// A cell by row and column.
pub type Place = (usize, usize);

/// A relation: its cells, and whether they add to one side (1) or to the other (-1).
pub type Relation = Vec<(Place, i64)>;

/// The complete table from its leaves, the figures carried over, and the figures carried in.
pub fn complete(leaves: impl Fn(usize, usize) -> i64, over: [i64; 6], carried_in: [i64; 6]) -> Figures {
    let mut table = [[0; COLUMNS]; ROWS];
    for column in 0..TOTAL {
        for row in FIRST_LEAF..OUTCOME {
            table[row][column] = leaves(row, column);
            table[OUTCOME][column] += table[row][column];
        }
        let sum = table[OUTCOME][column] + over[column];
        table[CARRIED_OVER][column] = over[column];
        table[CARRIED_IN][column] = carried_in[column].min(sum);
        table[RECEIVED][column] = sum - table[CARRIED_IN][column];
    }
    table.map(|mut row| {
        row[TOTAL] = row[..TOTAL].iter().sum();
        row
    })
}

/// A consistent table: full of figures, as of a large city, or mostly zeros, as most tables are.
pub fn random(random: &mut StdRng) -> Figures {
    let is_full = random.random_bool(0.3);
    let mut figures = [[0; COLUMNS]; ROWS];
    for row in &mut figures {
        for (column, figure) in row.iter_mut().enumerate() {
            let usual = if column == 0 { 0.4 } else { 0.1 };
            if is_full || random.random_bool(usual) {
                *figure = random.random_range(0..if column == 0 { 40 } else { 12 });
            }
        }
    }
    let line = |row: usize| std::array::from_fn(|column| figures[row][column]);
    complete(|row, column| figures[row][column], line(CARRIED_OVER), line(CARRIED_IN))
}

/// The 39 relations.
pub fn relations() -> Vec<Relation> {
    let rows =
        (0..ROWS).map(|row| (0..COLUMNS).map(|column| ((row, column), if column < TOTAL { 1 } else { -1 })).collect());
    let outcomes = (0..COLUMNS)
        .map(|column| (FIRST_LEAF..=OUTCOME).map(|row| ((row, column), if row < OUTCOME { 1 } else { -1 })).collect());
    let balances = (0..COLUMNS).map(|column| {
        [(RECEIVED, 1), (CARRIED_IN, 1), (OUTCOME, -1), (CARRIED_OVER, -1)]
            .map(|(row, sign)| ((row, column), sign))
            .into()
    });
    rows.chain(outcomes).chain(balances).collect()
}

/// The residual of a relation.
pub fn excess(table: &Figures, relation: &Relation) -> i64 {
    relation.iter().map(|((row, column), sign)| sign * table[*row][*column]).sum()
}

/// The table with some figures changed.
pub fn with(mut table: Figures, changes: &[(Place, i64)]) -> Figures {
    for ((row, column), by) in changes {
        table[*row][*column] += by;
    }
    table
}

/// The clean report with these figures in table 3, and without the prose that repeats the old ones.
pub fn report(table: &Figures) -> String {
    let text = CLEAN.replace("共收到政府信息公开申请28件，其中予以公开13件，", "");
    let start = text.find("一、本年新收").unwrap();
    let end = text.find("\n\n四、政府信息公开行政复议").unwrap();
    let rows = text[start..end].lines().zip(table).map(|(line, figures)| {
        let labels = line.split('\t').take(3).map(str::to_owned);
        labels.chain(figures.iter().map(i64::to_string)).collect::<Vec<_>>().join("\t")
    });
    format!("{}{}{}", &text[..start], rows.collect::<Vec<_>>().join("\n"), &text[end..])
}

/// The span of a cell in a report.
pub fn span(text: &str, (row, column): Place) -> (usize, usize) {
    let (at, line) = line(text, row);
    let before: usize = line.split('\t').take(3 + column).map(|cell| cell.len() + 1).sum();
    (at + before, at + before + line.split('\t').nth(3 + column).unwrap().len())
}

/// The label of a row, with its byte offset.
pub fn label(text: &str, row: usize) -> (usize, &str) {
    let (at, line) = line(text, row);
    let labels: Vec<&str> = line.split('\t').take(3).collect();
    let last_label = labels.iter().rposition(|label| !label.is_empty()).unwrap();
    (at + labels[..last_label].iter().map(|label| label.len() + 1).sum::<usize>(), labels[last_label])
}

fn line(text: &str, row: usize) -> (usize, &str) {
    let start = text.find("一、本年新收").unwrap();
    let at = start + text[start..].split_inclusive('\n').take(row).map(str::len).sum::<usize>();
    (at, text[at..].lines().next().unwrap())
}

/// The names of the columns.
pub const COLUMN_NAMES: [&str; COLUMNS] =
    ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// Every smallest set of at most `most` cells whose change makes all relations hold. Tries every set with a cell of a failing
/// relation.
pub fn smallest(table: &Figures, most: usize) -> BTreeSet<Vec<(Place, i64)>> {
    let relations = relations();
    let failing: Vec<usize> = (0..relations.len()).filter(|at| excess(table, &relations[*at]) != 0).collect();
    let Some(first) = failing.iter().min_by_key(|at| relations[**at].len()) else { return BTreeSet::new() };
    let cells: Vec<Place> = (0..ROWS * COLUMNS).map(|at| (at / COLUMNS, at % COLUMNS)).collect();
    let relations_of = |cell: &Place| {
        let holding = relations.iter().enumerate().filter(|(_, relation)| relation.iter().any(|(at, _)| at == cell));
        holding.fold(0_u64, |set, (at, _)| set | 1 << at)
    };
    let sets: Vec<u64> = cells.iter().map(relations_of).collect();
    let fails = failing.iter().fold(0, |set, at| set | 1 << at);
    for size in 1..=most {
        let mut found = BTreeSet::new();
        for (start, _) in &relations[*first] {
            let start = start.0 * COLUMNS + start.1;
            choose(&sets, fails, size, 0, &mut vec![start], (sets[start], sets[start]), &mut |chosen| {
                found.extend(solve(table, &relations, chosen));
            });
        }
        if !found.is_empty() {
            return found;
        }
    }
    BTreeSet::new()
}

/// Completes `chosen` to `size` cells in every way in which each failing relation has a chosen cell, and each relation with exactly
/// one chosen cell fails. `touched` are the relations with any chosen cell, `once` the relations with exactly one.
fn choose(
    sets: &[u64],
    fails: u64,
    size: usize,
    from: usize,
    chosen: &mut Vec<usize>,
    (touched, once): (u64, u64),
    each: &mut impl FnMut(&[usize]),
) {
    if chosen.len() == size {
        if fails & !touched == 0 && once & !fails == 0 {
            each(chosen);
        }
        return;
    }
    for next in from..sets.len() {
        if next == chosen[0] {
            continue;
        }
        let set = sets[next];
        chosen.push(next);
        choose(sets, fails, size, next + 1, chosen, (touched | set, (once & !set) | (set & !touched)), each);
        chosen.pop();
    }
}

/// The changes of the chosen cells. Each follows from a relation whose other changes are already known.
fn solve(table: &Figures, relations: &[Relation], chosen: &[usize]) -> Option<Vec<(Place, i64)>> {
    let mut changes: Vec<(Place, i64)> = Vec::new();
    let mut open: Vec<Place> = chosen.iter().map(|at| (at / COLUMNS, at % COLUMNS)).collect();
    while !open.is_empty() {
        let (place, change) = relations.iter().find_map(|relation| {
            let mut open_cells = relation.iter().filter(|(at, _)| open.contains(at));
            let (place, sign) = open_cells.next()?;
            let excess = excess(&with(*table, &changes), relation);
            open_cells.next().is_none().then_some((*place, -sign * excess))
        })?;
        open.retain(|at| *at != place);
        changes.push((place, change));
    }
    changes.sort_unstable();
    let repaired = with(*table, &changes);
    let possible = changes.iter().all(|((row, column), by)| *by != 0 && repaired[*row][*column] >= 0);
    (possible && relations.iter().all(|relation| excess(&repaired, relation) == 0)).then_some(changes)
}
