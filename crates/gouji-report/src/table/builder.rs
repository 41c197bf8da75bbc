//! Builds a table from its rows, one row at a time.

use std::collections::BTreeMap;

use gouji_edition::{Edition, Layout, TableDef};
use gouji_text::{Span, Value};

use super::classify::RowKind;
use super::labels::{LabelMatch, Meaning};
use super::place::{self, HeaderGrid};
use super::raw::RawRow;
use crate::{Cell, Figures, HeaderCell, Label, LabelQuality, Placement, Table, TableRow};

/// A table whose rows are still being added.
pub(super) struct TableBuilder<'a> {
    table: Table,
    raw: Vec<&'a RawRow>,
    /// For each row of figures, the index of the cell with its label.
    label_cells: Vec<Option<usize>>,
    grid: HeaderGrid,
    last_line: usize,
    most_columns: usize,
    /// The number of cells in the widest row of the header.
    header_width: usize,
    /// The number of boundaries between rows, and the blank lines at boundaries.
    boundaries: usize,
    blank_lines: Vec<Span>,
}

impl<'a> TableBuilder<'a> {
    pub(super) fn new(edition: &'static Edition, def: usize, row: &RawRow) -> Self {
        let table = Table { layout: row.layout, ..Table::loose(edition, def, row.span, Vec::new()) };
        Self {
            table,
            raw: Vec::new(),
            label_cells: Vec::new(),
            grid: HeaderGrid::default(),
            last_line: row.first_line,
            most_columns: 0,
            header_width: 0,
            boundaries: 0,
            blank_lines: Vec::new(),
        }
    }

    /// The end of the table after the rows so far.
    pub(super) const fn end(&self) -> TableEnd {
        let Self { table, last_line, .. } = self;
        TableEnd {
            def: table.def,
            layout: table.layout,
            byte: table.span.end,
            line: *last_line,
            is_empty: table.rows.is_empty(),
        }
    }

    pub(super) fn add(&mut self, row: &'a RawRow, kind: RowKind, def: &'static TableDef) {
        self.record_tear(row);
        self.table.span.end = row.span.end;
        self.last_line = row.last_line;
        match kind {
            RowKind::Header(labels) => self.add_header(row, &labels, def),
            RowKind::Groups(labels) => self.add_groups(row, &labels, def),
            RowKind::Figures { label, groups } => {
                self.add_groups(row, &groups, def);
                self.add_figures(row, label, def);
            }
            RowKind::Unknown => self.add_unknown(row),
            RowKind::Blank => self.add_figures(row, None, def),
        }
    }

    /// Records a blank line, or a line that is no row, between the rows of a table that has one line for each row.
    fn record_tear(&mut self, row: &RawRow) {
        let first = self.raw.is_empty() && self.table.header.is_empty() && self.table.groups.is_empty();
        let torn = row.after_blank || row.first_line > self.last_line + 1;
        // An HTML table may end inside a row.
        let is_after = self.table.span.end <= row.span.start;
        if first || !is_after || !row.layout.is_split_by_blank_line() {
            return;
        }
        self.boundaries += 1;
        if torn {
            let tear = Span::new(self.table.span.end, row.span.start);
            let is_blank = row.first_line == self.last_line + 1;
            if is_blank { self.blank_lines.push(tear) } else { self.table.tears.push(tear) }
        }
    }

    fn add_header(&mut self, row: &RawRow, labels: &[(usize, LabelMatch)], def: &'static TableDef) {
        self.table.header_rows.push(row.span);
        self.header_width = self.header_width.max(row.cells.len());
        let mut columns = 0;
        let mut last = None;
        // The labels are in the order of their cells. A row may have any number of both.
        let labels_of = |at: usize| {
            let first = labels.partition_point(|(cell, _)| *cell < at);
            labels.iter().skip(first).take_while(move |(cell, _)| *cell == at)
        };
        let named = |at: usize| labels_of(at).next().is_some();
        for (at, _) in row.cells.iter().enumerate().filter(|(at, cell)| cell.value == Value::Text && !named(*at)) {
            self.grid.add_foreign(at);
        }
        for (at, known) in labels {
            let Some(span) = row.cells.get(*at).map(|cell| row.place(cell)) else { continue };
            match known.meaning {
                // Labels that recur (总计, 结果维持) belong to their columns in the edition's order.
                Meaning::Column(_) if last != Some(*at) => {
                    last = Some(*at);
                    let mut free = labels_of(*at).filter_map(|(_, label)| match label.meaning {
                        Meaning::Column(column) => Some(HeaderCell { span, column, quality: label.quality }),
                        _ => None,
                    });
                    let taken = |column: usize| self.table.header.iter().any(|taken| taken.column == column);
                    let free = free.find(|free| !taken(free.column));
                    let Some(label) = free else { continue };
                    self.table.header.push(label);
                    self.grid.add_header(label.column, *at);
                    columns += 1;
                }
                Meaning::ColumnGroup(group) => {
                    let id = def.column_groups.get(group).map(|group| &*group.id);
                    self.table.groups.extend(id.map(|id| (span, id)));
                }
                _ => {}
            }
        }
        if columns > self.most_columns || self.table.header_line.is_none() {
            self.most_columns = columns;
            self.table.header_line = Some(row.span);
        }
    }

    fn add_groups(&mut self, row: &RawRow, labels: &[(usize, LabelMatch)], def: &'static TableDef) {
        for (at, known) in labels {
            let Meaning::RowGroup(group) = known.meaning else { continue };
            let id = def.row_groups.get(group).map(|group| &*group.id);
            let span = row.cells.get(*at).map(|cell| row.place(cell));
            self.table.groups.extend(span.zip(id));
        }
    }

    fn add_figures(&mut self, row: &'a RawRow, label: Option<(usize, LabelMatch)>, def: &'static TableDef) {
        let mut found = TableRow { span: row.span, label: None, row: None, group: None, cells: Figures::default() };
        match label.map(|(at, known)| (at, known.meaning, known.quality)) {
            Some((at, Meaning::Row(index), quality)) => {
                let span = row.cells.get(at).map_or(row.span, |cell| row.place(cell));
                found.label = Some(Label { span, quality });
                found.row = Some(index);
            }
            Some((at, Meaning::RowGroup(group), quality)) => {
                let span = row.cells.get(at).map_or(row.span, |cell| row.place(cell));
                found.label = Some(Label { span, quality });
                found.group = def.row_groups.get(group).map(|group| &*group.id);
            }
            Some(_) => {}
            None => found.row = (def.rows.len() == 1).then_some(0),
        }
        let is_blank = |row: &&RawRow| row.cells.iter().all(|cell| cell.value == Value::Blank);
        if label.is_none() && self.raw.iter().all(is_blank) {
            // All rows so far are blank, so this row replaces them.
            self.raw.clear();
            self.label_cells.clear();
            self.table.rows.clear();
        }
        self.raw.push(row);
        self.label_cells.push(label.map(|(at, _)| at));
        self.table.rows.push(found);
    }

    fn add_unknown(&mut self, row: &'a RawRow) {
        let label = row.cells.iter().rposition(|cell| cell.value == Value::Text);
        let span = label.and_then(|at| row.cells.get(at)).map_or(row.span, |cell| row.place(cell));
        self.raw.push(row);
        self.label_cells.push(label);
        let label = Some(Label { span, quality: LabelQuality::Recognised });
        self.table.rows.push(TableRow { span: row.span, label, row: None, group: None, cells: Figures::default() });
    }

    pub(super) fn finish(mut self) -> Table {
        let Some(def) = self.table.def() else { return self.table };
        let usual = usual_width(&self.raw);
        let moved = self.moved_rows(def);
        let all: Vec<usize> = (0..def.columns.len()).collect();
        let rows = self.table.rows.iter_mut().zip(&self.raw).zip(&self.label_cells).enumerate();
        for (at, ((row, raw), label)) in rows {
            let columns = row.row.map_or(all.as_slice(), |row| def.columns_of(row));
            // In a row that lost cells, the others need not be below their header cells.
            let usual = if label.is_none() { self.header_width } else { usual };
            let moved = moved.get(&at).copied().unwrap_or_default();
            row.cells = place::place(raw, *label, columns, &self.grid, raw.cells.len() < usual, moved);
        }
        self.join_parts(def);
        // If nearly all boundaries have blank lines, this is how the table is written, not a flaw.
        let is_spaced = self.boundaries > 2 && self.blank_lines.len() * 10 >= self.boundaries * 9;
        if !is_spaced {
            self.table.tears.append(&mut self.blank_lines);
        }
        let moved = moved.keys().filter_map(|at| self.table.rows.get(*at));
        self.table.tears.extend(moved.map(|row| row.label.as_ref().map_or(row.span, |label| label.span)));
        self.table.tears.sort_unstable();
        self.table.rows.shrink_to_fit();
        self.table
    }

    /// Joins rows that together have the figures of the only row of the form: table 4 may be written as three tables, one for
    /// each group of its columns. The text between such parts tears no row.
    fn join_parts(&mut self, def: &'static TableDef) {
        let columns = def.columns_of(0);
        let rows = &self.table.rows;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let is_part = |row: &TableRow| row.label.is_none() && row.cells.len() == first.cells.len();
        let is_whole = rows.iter().map(|row| row.cells.len()).sum::<usize>() == columns.len();
        if def.rows.len() != 1 || rows.len() < 2 || !is_whole || !rows.iter().all(is_part) {
            return;
        }
        let span = first.span.cover(last.span);
        let cells = rows.iter().flat_map(|row| row.cells.iter()).zip(columns).map(|(cell, column)| Cell {
            span: cell.span.rebase(span.start, 0),
            column: Some(*column),
            placement: Placement::Certain,
            ..cell
        });
        let cells = Figures::new(cells, span.start);
        self.table.rows = vec![TableRow { span, label: None, row: Some(0), group: None, cells }];
        self.table.tears.retain(|tear| !self.table.span.contains(*tear));
        self.blank_lines.clear();
    }

    /// The rows that have moved sideways, each with the number of cells. The label of such a row starts the line, while the
    /// labels of all other rows of the group are further right.
    fn moved_rows(&self, def: &'static TableDef) -> BTreeMap<usize, usize> {
        let mut groups: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, (row, label)) in self.table.rows.iter().zip(&self.label_cells).enumerate() {
            let group = row.def(def).and_then(|row| row.group.as_deref());
            groups.entry(group.unwrap_or_default()).or_default().extend(label.map(|label| (at, label)));
        }
        groups.remove("");
        let moved = groups.values().filter(|rows| rows.len() > 2 && self.table.layout.is_grid()).filter_map(|rows| {
            let mut starts = rows.iter().filter(|(_, label)| *label == 0);
            let by = rows.iter().map(|(_, label)| *label).filter(|label| *label > 0).min()?;
            // If several labels start the line, this is how the table is written.
            let (at, _) = starts.next()?;
            if starts.next().is_some() {
                return None;
            }
            Some((*at, by))
        });
        moved.collect()
    }
}

/// The number of cells that most rows have.
fn usual_width(rows: &[&RawRow]) -> usize {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *widths.entry(row.cells.len()).or_default() += 1;
    }
    widths.into_iter().max_by_key(|(_, rows)| *rows).map_or(0, |(width, _)| width)
}

/// The end of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableEnd {
    /// Index into [`Edition::tables`].
    pub def: usize,
    layout: Layout,
    /// Offset of the byte after the table.
    byte: usize,
    /// Index of the table's last line.
    line: usize,
    /// Whether the table has no figures yet.
    pub is_empty: bool,
}

impl TableEnd {
    /// Whether `row` directly follows the table.
    pub(super) fn is_followed_by(self, row: &RawRow, text: &str) -> bool {
        match row.layout {
            _ if row.layout != self.layout => false,
            Layout::Html => Span::new(self.byte, row.span.start).slice(text).trim().is_empty(),
            layout => row.first_line == self.line + 1 && !(layout.is_split_by_blank_line() && row.after_blank),
        }
    }

    /// The end after the text has moved from the place `from` to the place `to`. Each place is a byte and a line.
    pub(crate) const fn moved(self, from: (usize, usize), to: (usize, usize)) -> Self {
        Self { byte: self.byte - from.0 + to.0, line: self.line - from.1 + to.1, ..self }
    }
}
