//! The figures of a report as plain data, slot by slot of its official tables: for people who analyse many reports, and to measure
//! how well gouji reads.
//!
//! A slot is a row and a column of the official form. The data has every slot, even if the text does not.

use gouji_edition::{Edition, TableDef};
use gouji_report::{Cell, Period, Placement, Report, Table};
use gouji_text::{Span, Value, figure_note, likely_figure};
use rust_decimal::Decimal;

/// The data of one report.
#[derive(Clone, Debug)]
pub struct Extract {
    /// The agency of the title.
    pub agency: Option<String>,
    /// The report year: the title's, or else the period's.
    pub year: Option<u16>,
    /// The period that the figures cover.
    pub period: Option<Period>,
    /// The edition of the format that most tables follow, or the report's edition if it has no table.
    pub edition: &'static Edition,
    /// Whether the text is a report. Otherwise it has only parts of one.
    pub is_report: bool,
    /// Every table of the edition, in its order.
    pub tables: Vec<Extracted>,
}

/// An official table.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// The edition by which the table is read, which need not be the report's.
    pub edition: &'static Edition,
    /// Its definition.
    pub def: &'static TableDef,
    /// Its span in bytes of the text, from the first row to the last; `None` if the text has no such table.
    pub span: Option<Span>,
    /// Every slot, row by row.
    pub slots: Vec<Slot>,
    /// Figures of the table that have no slot, in the order of the text.
    pub unplaced: Vec<Unplaced>,
}

/// A figure, or words in place of one, without a known column. Its row has too few or too many figures, or is not a row of the form,
/// such as a subtotal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Index into [`TableDef::rows`]; `None` if the row is unknown.
    pub row: Option<usize>,
    /// The label of the row, in bytes of the text.
    pub label: Option<Span>,
    /// The figure as written. Its unit is unknown.
    pub value: Option<Decimal>,
    /// Its span in bytes of the text.
    pub span: Span,
}

/// A row and a column of a table, with its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Index into [`TableDef::rows`].
    pub row: usize,
    /// Index into [`TableDef::columns`].
    pub column: usize,
    /// How well the figure is known.
    pub certainty: Certainty,
    /// The figure in the unit of its column (件, 万元: [`TableDef::unit_of`]): exactly the figure of the text if it is certain, the
    /// most likely one if it is doubtful.
    pub value: Option<Decimal>,
    /// Its span in bytes of the text: empty for an empty cell, `None` for an unread one.
    pub span: Option<Span>,
}

/// How well the figure of a slot is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The figure and its slot are known.
    Certain,
    /// The digits, the unit or the slot of the figure are uncertain, the column does not allow the figure, or the text has two
    /// different figures for the slot.
    Doubtful,
    /// The cell is empty.
    Blank,
    /// A stroke, 不适用 or a similar mark, which most authors write for 0.
    Stroke,
    /// Words without a figure.
    Words,
    /// No cell was read for the slot.
    Unread,
}

impl Certainty {
    /// All of them, the most certain first.
    pub const ALL: [Self; 6] = [Self::Certain, Self::Doubtful, Self::Blank, Self::Stroke, Self::Words, Self::Unread];

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Doubtful => "doubtful",
            Self::Blank => "blank",
            Self::Stroke => "stroke",
            Self::Words => "words",
            Self::Unread => "unread",
        }
    }
}

impl Extract {
    /// The data of `report`, which was read from `text`.
    pub fn new(report: &Report, text: &str) -> Self {
        let edition = edition(report);
        Self {
            agency: report.title.as_ref().and_then(|title| title.agency.clone()),
            year: report.year(),
            period: report.period,
            edition,
            is_report: report.is_checkable(),
            tables: edition.tables.iter().map(|def| Extracted::new(report, edition, def, text)).collect(),
        }
    }

    /// Every slot of every table.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.tables.iter().flat_map(|table| &table.slots)
    }
}

/// The edition that most tables follow. If several have as many tables, the first one in the text.
fn edition(report: &Report) -> &'static Edition {
    let count = |edition: &Edition| report.tables.iter().filter(|table| table.edition.id == edition.id).count();
    let editions = report.tables.iter().map(|table| table.edition);
    // `max_by_key` takes the last of several greatest.
    editions.rev().max_by_key(|edition| count(edition)).unwrap_or(report.edition)
}

impl Extracted {
    /// The table `def` of `format`, or of another edition if the text follows that.
    fn new(report: &Report, edition: &'static Edition, def: &'static TableDef, text: &str) -> Self {
        let tables = report.tables.iter().filter_map(|table| Some((table.as_ref(), table.def()?)));
        let matching: Vec<(&Table, &TableDef)> = tables.filter(|(_, other)| other.id == def.id).collect();
        let (edition, def) = matching.first().map_or((edition, def), |(table, def)| (table.edition, *def));
        let mut slots = unread(def);
        // Tables of one kind are all read by one edition.
        let mut unplaced = Vec::new();
        for row in matching.iter().flat_map(|(table, _)| &table.rows) {
            for cell in row.cells.iter() {
                match slot_of(&mut slots, row.row, cell.column) {
                    Some(slot) => slot.take(&cell, &def.unit_of(slot.column).zh, text),
                    None if cell.span.is_empty() => {}
                    None => unplaced.push(Unplaced {
                        row: row.row,
                        label: row.label.map(|label| label.span),
                        value: cell.value.number(),
                        span: cell.span,
                    }),
                }
            }
        }
        let span = matching.iter().map(|(table, _)| table.span).reduce(Span::cover);
        Self { edition, def, span, slots, unplaced }
    }
}

/// The slot of a row and a column. `slots` are ordered by row.
fn slot_of(slots: &mut [Slot], row: Option<usize>, column: Option<usize>) -> Option<&mut Slot> {
    let (row, column) = (row?, column?);
    let from = slots.partition_point(|slot| slot.row < row);
    slots.iter_mut().skip(from).take_while(|slot| slot.row == row).find(|slot| slot.column == column)
}

/// All slots of a table, unread.
fn unread(def: &TableDef) -> Vec<Slot> {
    let row = |row: usize| def.columns_of(row).iter().map(move |column| Slot::unread(row, *column));
    (0..def.rows.len()).flat_map(row).collect()
}

impl Slot {
    const fn unread(row: usize, column: usize) -> Self {
        Self { row, column, certainty: Certainty::Unread, value: None, span: None }
    }

    /// Takes the figure of a cell, whose column has the unit `unit`. If several cells have this slot, the first one counts. It is
    /// certain only if the others agree.
    fn take(&mut self, cell: &Cell, unit: &str, text: &str) {
        let words = cell.span.slice(text);
        let (certainty, value) = figure(cell, unit, words);
        if self.span.is_none() {
            *self = Self { certainty, value, span: Some(cell.span), ..*self };
        } else if (self.certainty, self.value) != (certainty, value) {
            self.certainty = Certainty::Doubtful;
        }
    }
}

/// The figure of a cell with the text `words`, and how well it is known.
fn figure(cell: &Cell, unit: &str, words: &str) -> (Certainty, Option<Decimal>) {
    let (certainty, value) = match cell.value {
        Value::Number(number) => (Certainty::Certain, Some(number)),
        Value::Noted(number) if is_of_other_size(words, unit) => (Certainty::Doubtful, Some(number)),
        Value::Noted(number) => (Certainty::Certain, Some(number)),
        Value::Doubtful => (Certainty::Doubtful, likely_figure(words)),
        Value::Blank => (Certainty::Blank, None),
        Value::Stroke => (Certainty::Stroke, None),
        // A figure that the column does not allow, such as a negative number, has the value `Text`.
        Value::Text => match Value::read(words).number() {
            Some(number) => (Certainty::Doubtful, Some(number)),
            None => (Certainty::Words, None),
        },
    };
    match cell.placement {
        Placement::Certain => (certainty, value),
        Placement::Elimination | Placement::Doubtful | Placement::Unknown => (Certainty::Doubtful, value),
    }
}

/// Whether words after the figure change it, as in `3万` or `300余件`, or name another unit than `unit`, as in `12000元` for 万元.
fn is_of_other_size(words: &str, unit: &str) -> bool {
    const SIZES: [char; 14] = ['十', '百', '千', '万', '亿', '元', '角', '分', '多', '余', '几', '%', '％', '‰'];
    let note = figure_note(words.trim_start_matches(|c: char| !c.is_numeric()));
    let is_unit = !unit.is_empty() && note.starts_with(unit);
    !is_unit && note.starts_with(SIZES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_report::Lines;

    use crate::rule_docs::CLEAN;

    fn extract(text: &str) -> Extract {
        Extract::new(&Report::read(text, &Lines::parse(text)).expect("a report"), text)
    }

    /// The slot of `table`, `row` and `column`.
    fn slot(extract: &Extract, table: &str, row: &str, column: &str) -> Slot {
        let table = extract.tables.iter().find(|found| found.def.id == table).expect("the table");
        let row = table.def.row_index(row).expect("the row");
        let column = table.def.column_index(column).expect("the column");
        *table.slots.iter().find(|slot| slot.row == row && slot.column == column).expect("the slot")
    }

    /// The slot of 本年新收 and 自然人 after its figure 20 was replaced by `words`.
    fn received(words: &str) -> (Certainty, Option<Decimal>) {
        let text = CLEAN.replacen("数量\t\t\t20\t", &format!("数量\t\t\t{words}\t"), 1);
        assert_ne!(text, CLEAN);
        let slot = slot(&extract(&text), "applications", "received", "natural-person");
        assert_eq!(slot.span.map(|span| span.slice(&text)), Some(words.trim()));
        (slot.certainty, slot.value)
    }

    #[test]
    fn the_data_has_every_slot_of_the_form() {
        let extract = extract(CLEAN);
        assert_eq!((&*extract.edition.id, extract.is_report), ("zfxxgk-2021", true));
        let counts: Vec<_> = extract.tables.iter().map(|table| (&*table.def.id, table.slots.len())).collect();
        assert_eq!(counts, [("documents", 10), ("applications", 175), ("disputes", 15)]);
        assert!(extract.slots().all(|slot| slot.certainty == Certainty::Certain));
        for slot in extract.slots() {
            let words = slot.span.expect("a place").slice(CLEAN);
            assert_eq!(Some(words.parse().expect("a decimal")), slot.value);
        }
    }

    #[test]
    fn a_certain_figure_is_the_one_in_the_text_and_other_slots_have_a_reason() {
        use Certainty::{Blank, Certain, Doubtful, Stroke, Words};
        let some = |number: i64| Some(Decimal::from(number));
        for (words, expected) in [
            ("3", (Certain, some(3))),
            ("1，234", (Certain, some(1234))),
            ("３件", (Certain, some(3))),
            ("3万", (Doubtful, some(3))),
            ("300余件", (Doubtful, some(300))),
            ("1[bookmark: _GoBack]3", (Doubtful, some(13))),
            ("1,3", (Doubtful, some(13))),
            ("-3", (Doubtful, some(-3))),
            ("", (Blank, None)),
            ("—", (Stroke, None)),
            ("不适用", (Stroke, None)),
            ("无", (Words, None)),
        ] {
            assert_eq!(received(words), expected, "{words}");
        }
    }

    #[test]
    fn the_unit_of_an_amount_is_that_of_its_column() {
        let fees = |words: &str| {
            let text = CLEAN.replacen("行政事业性收费\t59.25", &format!("行政事业性收费\t{words}"), 1);
            assert_ne!(text, CLEAN);
            let slot = slot(&extract(&text), "documents", "fees", "fee-amount");
            (slot.certainty, slot.value)
        };
        assert_eq!(fees("59237.2449"), (Certainty::Certain, Some(Decimal::new(592_372_449, 4))));
        assert_eq!(fees("1.50万元"), (Certainty::Certain, Some(Decimal::new(150, 2))));
        assert_eq!(fees("12000元"), (Certainty::Doubtful, Some(Decimal::from(12_000))));
    }

    #[test]
    fn slots_without_a_cell_in_the_text_are_unread() {
        let line = CLEAN.lines().find(|line| line.contains("重复申请")).expect("the row");
        let without = extract(&CLEAN.replacen(&format!("{line}\n"), "", 1));
        let unread = |slot: &&Slot| slot.certainty == Certainty::Unread;
        let rows: Vec<_> = without.slots().filter(unread).map(|slot| slot.row).collect();
        let row = without.tables.get(1).and_then(|table| table.def.row_index("not-processed-repeated"));
        assert_eq!(rows, vec![row.expect("a row"); 7]);
        assert!(without.tables.iter().all(|table| table.unplaced.is_empty()));
        let begun = extract("青山县2024年政府信息公开工作年度报告\n");
        assert_eq!((begun.agency.as_deref(), begun.year), (Some("青山县"), Some(2024)));
        assert_eq!(begun.slots().filter(unread).count(), 200);
        assert!(begun.tables.iter().all(|table| table.span.is_none()));
    }

    #[test]
    fn figures_without_a_slot_are_listed_with_their_row() {
        let line = CLEAN.lines().find(|line| line.contains("信访举报投诉类申请")).expect("the row");
        let short = line.strip_suffix("\t2").expect("a total");
        let text = CLEAN.replacen(line, short, 1);
        let extract = extract(&text);
        let [_, table, _] = extract.tables.as_slice() else { panic!("three tables") };
        let row = table.def.row_index("not-processed-petition");
        let figures: Vec<_> = table.unplaced.iter().map(|figure| (figure.row, figure.span.slice(&text))).collect();
        assert_eq!(figures, ["2", "0", "0", "0", "0", "0"].map(|figure| (row, figure)));
        let label = table.unplaced.first().and_then(|figure| figure.label);
        assert_eq!(label.map(|label| label.slice(&text)), Some("1.信访举报投诉类申请"));
        let in_row = table.slots.iter().filter(|slot| Some(slot.row) == row);
        assert!(in_row.clone().count() == 7 && in_row.clone().all(|slot| slot.certainty == Certainty::Unread));
    }

    #[test]
    fn a_repeated_row_is_certain_only_if_both_rows_have_the_same_figures() {
        let line = CLEAN.lines().find(|line| line.contains("重复申请")).expect("the row");
        let twice = |second: &str| extract(&CLEAN.replacen(line, &format!("{line}\n{second}"), 1));
        let repeated = |extract: &Extract, column| slot(extract, "applications", "not-processed-repeated", column);
        let same = twice(line);
        assert_eq!(repeated(&same, "total").certainty, Certainty::Certain);
        let (before, _) = line.rsplit_once('\t').expect("cells");
        let other = twice(&format!("{before}\t99"));
        assert_eq!(repeated(&other, "natural-person").certainty, Certainty::Certain);
        let total = repeated(&other, "total");
        assert_eq!((total.certainty, total.value), (Certainty::Doubtful, repeated(&same, "total").value));
    }
}
