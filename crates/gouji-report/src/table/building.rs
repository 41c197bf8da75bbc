//! A table while its rows come in.

use std::collections::BTreeMap;

use gouji_edition::{Format, Layout, TableDef};
use gouji_text::{Span, Value};

use super::classify::Kind;
use super::labels::{Known, Meaning};
use super::place::{self, Grid};
use super::raw::RawRow;
use crate::{Figures, HeaderCell, Label, LabelQuality, Table, TableRow};

/// A table while its rows come in.
pub(super) struct Building<'a> {
    table: Table,
    raw: Vec<&'a RawRow>,
    /// For each row of figures, which of its cells is the label.
    label_cells: Vec<Option<usize>>,
    grid: Grid,
    last_line: usize,
    most_columns: usize,
    /// How many cells the widest row of the header has.
    header_width: usize,
    /// The boundaries between rows, and the blank lines at these.
    boundaries: usize,
    blank_lines: Vec<Span>,
}

impl<'a> Building<'a> {
    pub(super) fn new(format: &'static Format, def: usize, row: &RawRow) -> Self {
        let table = Table { layout: row.layout, ..Table::loose(format, def, row.span, Vec::new()) };
        Self {
            table,
            raw: Vec::new(),
            label_cells: Vec::new(),
            grid: Grid::default(),
            last_line: row.first_line,
            most_columns: 0,
            header_width: 0,
            boundaries: 0,
            blank_lines: Vec::new(),
        }
    }

    /// Up to where it goes so far.
    pub(super) const fn end(&self) -> End {
        let Self { table, last_line, .. } = self;
        End {
            def: table.def,
            layout: table.layout,
            byte: table.span.end,
            line: *last_line,
            is_empty: table.rows.is_empty(),
        }
    }

    pub(super) fn add(&mut self, row: &'a RawRow, kind: Kind, def: &'static TableDef) {
        self.note_tear(row);
        self.table.span.end = row.span.end;
        self.last_line = row.last_line;
        match kind {
            Kind::Header(labels) => self.add_header(row, &labels, def),
            Kind::Groups(labels) => self.add_groups(row, &labels, def),
            Kind::Figures { label, groups } => {
                self.add_groups(row, &groups, def);
                self.add_figures(row, label, def);
            }
            Kind::Unknown => self.add_unknown(row),
            Kind::Blank => self.add_figures(row, None, def),
        }
    }

    /// A blank line, or a line that is no row, between the rows of a table whose rows stand one below the other.
    fn note_tear(&mut self, row: &RawRow) {
        let first = self.raw.is_empty() && self.table.header.is_empty() && self.table.groups.is_empty();
        let torn = row.after_blank || row.first_line > self.last_line + 1;
        // An HTML table may end inside of a row.
        let is_behind = self.table.span.end <= row.span.start;
        if first || !is_behind || !row.layout.is_split_by_blank_line() {
            return;
        }
        self.boundaries += 1;
        if torn {
            let tear = Span::new(self.table.span.end, row.span.start);
            let is_blank = row.first_line == self.last_line + 1;
            if is_blank { self.blank_lines.push(tear) } else { self.table.tears.push(tear) }
        }
    }

    fn add_header(&mut self, row: &RawRow, labels: &[(usize, Known)], def: &'static TableDef) {
        self.table.header_rows.push(row.span);
        self.header_width = self.header_width.max(row.cells.len());
        let mut columns = 0;
        let mut last = None;
        // Labels stand in the order of their cells; a row may have any number of both.
        let of_cell = |at: usize| {
            let first = labels.partition_point(|(cell, _)| *cell < at);
            labels.iter().skip(first).take_while(move |(cell, _)| *cell == at)
        };
        let named = |at: usize| of_cell(at).next().is_some();
        for (at, _) in row.cells.iter().enumerate().filter(|(at, cell)| cell.value == Value::Text && !named(*at)) {
            self.grid.note_foreign(at);
        }
        for (at, known) in labels {
            let Some(span) = row.cells.get(*at).map(|cell| row.place(cell)) else { continue };
            match known.meaning {
                // Labels that recur (总计, 结果维持) stand for their columns in the format's order.
                Meaning::Column(_) if last != Some(*at) => {
                    last = Some(*at);
                    let mut free = of_cell(*at).filter_map(|(_, known)| match known.meaning {
                        Meaning::Column(column) => Some(HeaderCell { span, column, quality: known.quality }),
                        _ => None,
                    });
                    let taken = |column: usize| self.table.header.iter().any(|taken| taken.column == column);
                    let free = free.find(|free| !taken(free.column));
                    let Some(label) = free else { continue };
                    self.table.header.push(label);
                    self.grid.note_header(label.column, *at);
                    columns += 1;
                }
                Meaning::ColumnGroup(group) => {
                    let id = def.column_groups.get(group).map(|group| group.id.as_str());
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

    fn add_groups(&mut self, row: &RawRow, labels: &[(usize, Known)], def: &'static TableDef) {
        for (at, known) in labels {
            let Meaning::RowGroup(group) = known.meaning else { continue };
            let id = def.row_groups.get(group).map(|group| group.id.as_str());
            let span = row.cells.get(*at).map(|cell| row.place(cell));
            self.table.groups.extend(span.zip(id));
        }
    }

    fn add_figures(&mut self, row: &'a RawRow, label: Option<(usize, Known)>, def: &'static TableDef) {
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
                found.group = def.row_groups.get(group).map(|group| group.id.as_str());
            }
            Some(_) => {}
            None => found.row = (def.rows.len() == 1).then_some(0),
        }
        let is_blank = |row: &&RawRow| row.cells.iter().all(|cell| cell.value == Value::Blank);
        if label.is_none() && self.raw.iter().all(is_blank) {
            // Nothing stood there yet: this is the row.
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
            // In a row that lost cells, what is left does not stand where the header puts it.
            let usual = if label.is_none() { self.header_width } else { usual };
            let moved = moved.get(&at).copied().unwrap_or_default();
            row.cells = place::place(raw, *label, columns, &self.grid, raw.cells.len() < usual, moved);
        }
        // Blank lines between nearly all rows are the way in which the table is written.
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

    /// The rows that have moved sideways, each with the number of cells: its label starts the line, while all its neighbours
    /// in the group stand further right.
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
            // Where several stand at the start, that is how this table is written.
            starts.next().filter(|_| starts.next().is_none()).map(|(at, _)| (*at, by))
        });
        moved.collect()
    }
}

/// How many cells most rows have.
fn usual_width(rows: &[&RawRow]) -> usize {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *widths.entry(row.cells.len()).or_default() += 1;
    }
    widths.into_iter().max_by_key(|(_, rows)| *rows).map_or(0, |(width, _)| width)
}

/// Where a table ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Index into [`Format::tables`].
    pub def: usize,
    layout: Layout,
    /// One past its last.
    byte: usize,
    /// Index of its last line.
    line: usize,
    /// Whether it has no figures yet.
    pub is_empty: bool,
}

impl End {
    /// Whether nothing stands between the table and the row.
    pub(super) fn is_followed_by(self, row: &RawRow, text: &str) -> bool {
        match row.layout {
            _ if row.layout != self.layout => false,
            Layout::Html => Span::new(self.byte, row.span.start).of(text).trim().is_empty(),
            layout => row.first_line == self.line + 1 && !(layout.is_split_by_blank_line() && row.after_blank),
        }
    }

    /// The same where what stood `from` one place, as byte and line, stands at another.
    pub(super) const fn moved(self, from: (usize, usize), to: (usize, usize)) -> Self {
        Self { byte: self.byte - from.0 + to.0, line: self.line - from.1 + to.1, ..self }
    }
}
