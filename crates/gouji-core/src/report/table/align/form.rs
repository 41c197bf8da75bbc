//! The official tables of one edition as one sequence of slots: every figure of the form, in the order in which it prints them.

use std::ops::Range;
use std::sync::LazyLock;

use super::vocabulary::{Kind, Vocabulary};
use crate::format::{self, Format, TableDef};
use crate::text::{fold_label, to_chinese_numeral};

/// A row of the form, with the slots of its figures.
#[derive(Clone, Debug)]
pub(super) struct FormRow {
    /// Index into [`Form::tables`].
    pub table: usize,
    /// Index into [`TableDef::rows`]; `None` for a row of subtotals that authors add.
    pub row: Option<usize>,
    /// First slot.
    pub start: usize,
    /// One past the last slot.
    pub end: usize,
    /// For each slot its column, an index into [`TableDef::columns`]; `None` for a column of subtotals.
    pub columns: Vec<Option<usize>>,
    /// Scalars of the folded label.
    pub label_len: usize,
}

impl FormRow {
    /// How many figures it has.
    pub(super) const fn width(&self) -> usize {
        self.end - self.start
    }
}

/// The tables of an edition as slots, with the words that are printed around them.
#[derive(Debug)]
pub(super) struct Form {
    pub rows: Vec<FormRow>,
    /// For each slot, and for the end of the form, its row; the end belongs to no row and has the number of rows.
    row_of: Vec<usize>,
    pub tables: Vec<FormTable>,
    pub vocabulary: Vocabulary,
}

/// A table of the form.
#[derive(Clone, Debug)]
pub(super) struct FormTable {
    /// The edition that it is of.
    pub format: &'static Format,
    /// Index into [`Format::tables`].
    pub def: usize,
    pub slots: Range<usize>,
}

/// Which rows and columns authors have added to table 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// The forms that texts are aligned with, the one in force first. Later ones are tried only where those before fit badly.
pub(super) fn forms(has_subtotals: bool) -> impl Iterator<Item = &'static Form> {
    static CURRENT: LazyLock<Form> = LazyLock::new(|| Form::new(format::current(), format::current(), Subtotals::NONE));
    static OLDER: LazyLock<Vec<Form>> = LazyLock::new(|| {
        let current = format::current();
        let older = format::editions().iter().filter(|format| format.id != current.id);
        // Authors who take last year's file over keep its table of applications.
        let mixed = older.flat_map(|old| [(current, old), (old, old)]);
        mixed.map(|(format, table)| Form::new(format, table, Subtotals::NONE)).collect()
    });
    static WITH_SUBTOTALS: LazyLock<Vec<Form>> = LazyLock::new(|| {
        Subtotals::ANY.map(|subtotals| Form::new(format::current(), format::current(), subtotals)).into()
    });
    let current = std::iter::once_with(|| &*CURRENT);
    let subtotals = (0..).map_while(move |at| if has_subtotals { WITH_SUBTOTALS.get(at) } else { None });
    current.chain(subtotals).chain((0..).map_while(|at| OLDER.get(at)))
}

impl Form {
    /// The form of `format`, with the table of applications as `applications` has it.
    fn new(format: &'static Format, applications: &'static Format, subtotals: Subtotals) -> Self {
        const APPLICATIONS: &str = "applications";
        let mut form =
            Self { rows: Vec::new(), row_of: Vec::new(), tables: Vec::new(), vocabulary: Vocabulary::default() };
        for (def, table) in format.tables.iter().enumerate() {
            let other = applications.table_index(&table.id).filter(|_| table.id == APPLICATIONS);
            let (format, def) = other.map_or((format, def), |other| (applications, other));
            let Some(table) = format.tables.get(def) else { continue };
            let start = form.row_of.len();
            form.add_table(table, subtotals);
            form.tables.push(FormTable { format, def, slots: start..form.row_of.len() });
        }
        form.row_of.push(form.rows.len());
        form.add_sections(format);
        form.vocabulary.finish();
        form
    }

    /// How many figures the form has.
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

    /// Whether a table starts or ends at `slot`.
    pub(super) fn is_edge(&self, slot: usize) -> bool {
        slot == 0 || self.tables.iter().any(|table| table.slots.start == slot || table.slots.end == slot)
    }

    /// The table of a slot, the last one for the end of the form.
    pub(super) fn table_of(&self, slot: usize) -> usize {
        self.tables.iter().position(|table| slot < table.slots.end).unwrap_or(self.tables.len().saturating_sub(1))
    }

    fn add_table(&mut self, def: &TableDef, subtotals: Subtotals) {
        let table = self.tables.len();
        let first = self.row_of.len();
        // Only the table with groups of rows has them.
        let is_grouped = def.row_groups.iter().any(|group| group.parent.is_some());
        let Subtotals { rows, column } = if is_grouped { subtotals } else { Subtotals::NONE };
        let mut summed: Vec<&str> = Vec::new();
        for (at, row) in def.rows.iter().enumerate() {
            let group = row.group.as_deref().and_then(|id| def.row_groups.iter().find(|group| group.id == id));
            if let Some(group) =
                group.filter(|group| rows && group.parent.is_some() && !summed.contains(&group.id.as_str()))
            {
                summed.push(&group.id);
                let labels = std::iter::once(&group.label).chain(&group.accepted);
                self.add_row(table, def, None, &labels.collect::<Vec<_>>(), column);
            }
            let labels = std::iter::once(&row.label).chain(&row.accepted);
            self.add_row(table, def, Some(at), &labels.collect::<Vec<_>>(), column);
            let slots = self.rows.last().map_or(0..0, |row| row.start..row.end);
            row.recognised.iter().for_each(|short| self.vocabulary.add_short_form(&fold_label(short), slots.clone()));
        }
        let end = self.row_of.len();
        self.add_groups(table, def);
        let columns = def.columns.iter().flat_map(|column| std::iter::once(&column.label).chain(&column.accepted));
        let groups = def.column_groups.iter().flat_map(|group| std::iter::once(&group.label).chain(&group.accepted));
        let around = [&def.header_top, &def.header_label, &def.header_note].into_iter().flatten();
        for label in columns.chain(groups).chain(around).chain([&def.name.zh]) {
            self.vocabulary.add(&fold_label(label), Kind::Header, first..end);
        }
    }

    fn add_row(&mut self, table: usize, def: &TableDef, row: Option<usize>, labels: &[&String], has_column: bool) {
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
        let label_len = labels.first().map_or(0, |label| fold_label(label).chars().count());
        self.rows.push(FormRow { table, row, start, end, columns, label_len });
        for label in labels.iter().filter(|label| !label.is_empty()) {
            self.vocabulary.add(&fold_label(label), Kind::Row, start..end);
        }
    }

    /// The labels beside several rows: each covers the slots of its rows, and of the groups inside it.
    fn add_groups(&mut self, table: usize, def: &TableDef) {
        let parent =
            |id: &str| def.row_groups.iter().find(|group| group.id == id).and_then(|group| group.parent.as_deref());
        let belongs = |group: Option<&str>, to: &str| std::iter::successors(group, |id| parent(id)).any(|id| id == to);
        for group in &def.row_groups {
            let rows = self.rows.iter().filter(|row| {
                let def = row.row.and_then(|at| def.rows.get(at));
                row.table == table && def.is_some_and(|def| belongs(def.group.as_deref(), &group.id))
            });
            let slots = rows.map(|row| row.start..row.end).reduce(|all, row| all.start..row.end);
            let Some(slots) = slots else { continue };
            for label in std::iter::once(&group.label).chain(&group.accepted) {
                self.vocabulary.add(&fold_label(label), Kind::Group, slots.clone());
            }
        }
    }

    /// The titles of sections: each stands where its table begins, or where no table is.
    fn add_sections(&mut self, format: &Format) {
        let end = self.slots();
        let mut last = 0;
        for (at, section) in format.sections.iter().enumerate() {
            let table = section.table.as_ref().and_then(|id| format.table_index(id));
            last = match table.and_then(|table| self.tables.get(table)) {
                Some(table) => table.slots.start,
                None if at == 0 => 0,
                None => end.max(last),
            };
            let number = to_chinese_numeral(at as u32 + 1);
            for title in std::iter::once(&section.title).chain(&section.accepted) {
                self.vocabulary.add(&fold_label(&format!("{number}{title}")), Kind::Section, last..last);
            }
        }
    }
}
