//! The official tables as one sequence of slots: the cells of the form for figures, in the order in which the form
//! prints them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use gouji_edition::{Axis, Edition, Relation, TableDef, Text};
use gouji_text::{fold_label, to_chinese_numeral};

use super::vocabulary::{TextKind, Vocabulary};

/// A row of the form, with the slots of its figures.
#[derive(Clone, Debug)]
pub(super) struct FormRow {
    /// Index into [`FormSlots::tables`].
    pub table: usize,
    /// Index into [`TableDef::rows`]; `None` for a row of subtotals that authors add.
    pub row: Option<usize>,
    /// First slot.
    pub start: usize,
    /// One past the last slot.
    pub end: usize,
    /// For each slot, its column as an index into [`TableDef::columns`]; `None` for a column of subtotals.
    pub columns: Vec<Option<usize>>,
    /// Scalars of the folded label.
    pub label_len: usize,
    /// Whether the last figure of the row is the sum of all others.
    pub has_total: bool,
}

impl FormRow {
    /// The number of figures of the row.
    pub(super) const fn width(&self) -> usize {
        self.end - self.start
    }
}

/// Tables as slots, with the words that the form prints around them.
#[derive(Debug)]
pub(super) struct FormSlots {
    pub rows: Vec<FormRow>,
    /// For each slot, the index of its row. The last entry is for the end of the form: the number of rows.
    row_of: Vec<usize>,
    pub tables: Vec<SlotTable>,
    pub vocabulary: Vocabulary,
    /// The units of the figures.
    pub units: Vec<&'static str>,
    /// The widths of rows so long that their number of figures alone identifies them.
    pub long_widths: BTreeSet<usize>,
}

/// Least number of figures that identifies a row.
const SHORTEST_LONG_ROW: usize = 5;

/// A table of the form.
#[derive(Clone, Debug)]
pub(super) struct SlotTable {
    /// The edition that defines the table.
    pub edition: &'static Edition,
    /// Index into [`Edition::tables`].
    pub def: usize,
    pub slots: Range<usize>,
}

/// Rows and columns that authors add to the table with groups of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Subtotals {
    /// A row before each group of outcomes.
    rows: bool,
    /// A column before the total.
    column: bool,
}

impl Subtotals {
    const NONE: Self = Self { rows: false, column: false };
    const ANY: [Self; 3] =
        [Self { rows: false, column: true }, Self { rows: true, column: false }, Self { rows: true, column: true }];
}

/// The forms that may fit `text`, the one in force first. A caller tries the later ones only if the first does not fit.
pub(super) fn forms(text: &str) -> impl Iterator<Item = &'static FormSlots> {
    static CURRENT: LazyLock<FormSlots> =
        LazyLock::new(|| FormSlots::new(gouji_edition::current(), gouji_edition::current(), Subtotals::NONE));
    static OLDER: LazyLock<Vec<FormSlots>> = LazyLock::new(|| {
        let current = gouji_edition::current();
        let older = gouji_edition::editions().iter().filter(|edition| edition.id != current.id);
        // Authors who reuse last year's file keep tables of it that still look right.
        let mixed = older.flat_map(|old| [(current, old), (old, old)]);
        mixed.map(|(edition, tables)| FormSlots::new(edition, tables, Subtotals::NONE)).collect()
    });
    static WITH_SUBTOTALS: LazyLock<Vec<FormSlots>> = LazyLock::new(|| {
        Subtotals::ANY
            .map(|subtotals| FormSlots::new(gouji_edition::current(), gouji_edition::current(), subtotals))
            .into()
    });
    let subtotals = if mentions_subtotals(text) { usize::MAX } else { 0 };
    let current = std::iter::once_with(|| &*CURRENT);
    let subtotals = (0..subtotals).map_while(|at| WITH_SUBTOTALS.get(at));
    current.chain(subtotals).chain((0..).map_while(|at| OLDER.get(at)))
}

/// Whether the text has a label of a subtotal that is no label of the form itself.
fn mentions_subtotals(text: &str) -> bool {
    let edition = gouji_edition::current();
    let is_official = |label: &str| {
        let columns = edition.tables.iter().flat_map(|table| table.columns.iter()).map(|column| &column.label);
        let rows = edition.tables.iter().flat_map(|table| table.rows.iter()).map(|row| &row.label);
        columns.chain(rows).any(|official| official.contains(label))
    };
    edition.subtotals.iter().any(|label| !is_official(label) && text.contains(&**label))
}

impl FormSlots {
    /// the form of `edition`, except that tables with the same columns come from `other`.
    fn new(edition: &'static Edition, other: &'static Edition, subtotals: Subtotals) -> Self {
        let mut form = Self {
            rows: Vec::new(),
            row_of: Vec::new(),
            tables: Vec::new(),
            vocabulary: Vocabulary::default(),
            units: Vec::new(),
            long_widths: BTreeSet::new(),
        };
        for (def, table) in edition.tables.iter().enumerate() {
            let columns = |table: &TableDef| table.columns.iter().map(|column| column.id.clone()).collect::<Vec<_>>();
            let twin = other.tables.iter().position(|twin| twin.id == table.id && columns(twin) == columns(table));
            let (edition, def) = twin.map_or((edition, def), |twin| (other, twin));
            let Some(table) = edition.tables.get(def) else { continue };
            let start = form.row_of.len();
            form.add_table(table, subtotals);
            form.tables.push(SlotTable { edition, def, slots: start..form.row_of.len() });
            form.units.extend((0..table.columns.len()).map(|column| &*table.unit_of(column).zh));
        }
        form.units.dedup();
        form.row_of.push(form.rows.len());
        form.add_sections(edition);
        form.vocabulary.finish();
        form.long_widths = form.rows.iter().map(FormRow::width).filter(|width| *width >= SHORTEST_LONG_ROW).collect();
        form
    }

    /// The largest number of figures in a row that ends with its total.
    pub(super) fn total_width(&self) -> usize {
        self.rows.iter().filter(|row| row.has_total).map(FormRow::width).max().unwrap_or_default()
    }

    /// Whether the table with the index `table` has one row.
    pub(super) fn is_one_row(&self, table: usize) -> bool {
        let slots = self.tables.get(table).map(|table| table.slots.clone());
        slots.is_some_and(|slots| self.row_at(slots.start).is_some_and(|row| row.width() == slots.len()))
    }

    /// The number of figures of the form.
    pub(super) fn slots(&self) -> usize {
        self.row_of.len().saturating_sub(1)
    }

    /// The row of a slot; the number of rows for the end of the form.
    pub(super) fn row_of(&self, slot: usize) -> usize {
        self.row_of.get(slot).copied().unwrap_or(self.rows.len())
    }

    /// The row at `slot`.
    pub(super) fn row_at(&self, slot: usize) -> Option<&FormRow> {
        self.rows.get(self.row_of(slot))
    }

    /// Whether a row starts at `slot`, or the form ends there.
    pub(super) fn is_row_start(&self, slot: usize) -> bool {
        slot == self.slots() || self.row_at(slot).is_some_and(|row| row.start == slot)
    }

    /// Whether a table starts at `slot`, or the form ends there.
    pub(super) fn is_edge(&self, slot: usize) -> bool {
        slot == self.slots() || self.tables.iter().any(|table| table.slots.start == slot)
    }

    /// The slots of the table that starts at `slot`.
    pub(super) fn table_starting_at(&self, slot: usize) -> Option<Range<usize>> {
        self.tables.iter().map(|table| &table.slots).find(|slots| slots.start == slot).cloned()
    }

    /// The table of a slot, the last one for the end of the form.
    pub(super) fn table_of(&self, slot: usize) -> usize {
        self.tables.iter().position(|table| slot < table.slots.end).unwrap_or(self.tables.len().saturating_sub(1))
    }

    fn add_table(&mut self, def: &TableDef, subtotals: Subtotals) {
        let table = self.tables.len();
        let first = self.row_of.len();
        // Authors add subtotals to the groups of rows.
        let is_grouped = def.row_groups.iter().any(|group| group.parent.is_some());
        let Subtotals { rows, column } = if is_grouped { subtotals } else { Subtotals::NONE };
        let mut summed: Vec<&str> = Vec::new();
        for (at, row) in def.rows.iter().enumerate() {
            let group = row.group.as_deref().and_then(|id| def.row_groups.iter().find(|group| group.id == id));
            if let Some(group) = group.filter(|group| rows && group.parent.is_some() && !summed.contains(&&*group.id)) {
                summed.push(&group.id);
                let labels = std::iter::once(&group.label).chain(group.accepted.iter());
                self.add_row(table, def, None, &labels.collect::<Vec<_>>(), column);
            }
            let labels = std::iter::once(&row.label).chain(row.accepted.iter());
            self.add_row(table, def, Some(at), &labels.collect::<Vec<_>>(), column);
            let slots = self.rows.last().map_or(0..0, |row| row.start..row.end);
            row.recognised.iter().for_each(|short| self.vocabulary.add_short_form(&fold_label(short), slots.clone()));
        }
        let end = self.row_of.len();
        self.add_groups(table, def);
        let columns =
            def.columns.iter().flat_map(|column| std::iter::once(&column.label).chain(column.accepted.iter()));
        let groups =
            def.column_groups.iter().flat_map(|group| std::iter::once(&group.label).chain(group.accepted.iter()));
        let around = [&def.header_top, &def.header_label, &def.header_note].into_iter().flatten();
        for label in columns.chain(groups).chain(around).chain([&def.name.zh]) {
            self.vocabulary.add(&fold_label(label), TextKind::Header, first..end);
        }
    }

    fn add_row(&mut self, table: usize, def: &TableDef, row: Option<usize>, labels: &[&Text], has_column: bool) {
        let start = self.row_of.len();
        let official: Vec<usize> = match row {
            Some(row) => def.columns_of(row).to_vec(),
            None => (0..def.columns.len()).collect(),
        };
        let mut columns: Vec<Option<usize>> = official.into_iter().map(Some).collect();
        if has_column {
            columns.insert(columns.len().saturating_sub(1), None);
        }
        let end = start + columns.len();
        self.row_of.extend(columns.iter().map(|_| self.rows.len()));
        let is_total = |relation: &Relation| {
            relation.axis == Axis::Columns
                && relation.addends.len() + 1 == def.columns.len()
                && relation.equals.len() == 1
        };
        let has_total = end - start >= def.columns.len() && def.relations.iter().any(is_total);
        let label_len = labels.first().map_or(0, |label| fold_label(label).chars().count());
        self.rows.push(FormRow { table, row, start, end, columns, label_len, has_total });
        for label in labels.iter().filter(|label| !label.is_empty()) {
            self.vocabulary.add(&fold_label(label), TextKind::Row, start..end);
        }
    }

    /// Adds the labels of groups. Each covers the slots of its rows and of the groups inside it.
    fn add_groups(&mut self, table: usize, def: &TableDef) {
        let parent =
            |id: &str| def.row_groups.iter().find(|group| group.id == id).and_then(|group| group.parent.as_deref());
        let belongs = |group: Option<&str>, to: &str| std::iter::successors(group, |id| parent(id)).any(|id| id == to);
        for group in def.row_groups.iter() {
            let rows = self.rows.iter().filter(|row| {
                let def = row.row.and_then(|at| def.rows.get(at));
                row.table == table && def.is_some_and(|def| belongs(def.group.as_deref(), &group.id))
            });
            let slots = rows.map(|row| row.start..row.end).reduce(|all, row| all.start..row.end);
            let Some(slots) = slots else { continue };
            for label in std::iter::once(&group.label).chain(group.accepted.iter()) {
                self.vocabulary.add(&fold_label(label), TextKind::Group, slots.clone());
            }
        }
    }

    /// Adds the titles of sections. The place of a title is the start of the section's table, or the edge of the form
    /// next to it.
    fn add_sections(&mut self, edition: &Edition) {
        let end = self.slots();
        let mut last = 0;
        for (at, section) in edition.sections.iter().enumerate() {
            let table = section.table.as_ref().and_then(|id| edition.table_index(id));
            last = match table.and_then(|table| self.tables.get(table)) {
                Some(table) => table.slots.start,
                None if at == 0 => 0,
                None => end.max(last),
            };
            let number = to_chinese_numeral(at as u32 + 1);
            for title in std::iter::once(&section.title).chain(section.accepted.iter()) {
                self.vocabulary.add(&fold_label(&format!("{number}{title}")), TextKind::Section, last..last);
            }
        }
    }
}
