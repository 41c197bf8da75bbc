use std::any::Any;
use std::sync::Arc;

use gouji_edition::{Format, Layout, Row, SectionDef, TableDef};
use gouji_text::{FactCache, Passage, Span, Value};

use super::{Claim, Figures, StaleYear};

/// A report. Indices point into the format's lists (`def`) or into this report's own.
#[derive(Clone, Debug)]
pub struct Report {
    /// The edition of the format by which it is read.
    pub format: &'static Format,
    /// Its title.
    pub title: Option<Title>,
    /// The period that its figures cover.
    pub period: Option<Period>,
    /// Every numbered or marked line, in the order of the text; those inside tables are not among them.
    pub headings: Vec<Heading>,
    /// The official sections that were found, in the order of the text.
    pub sections: Vec<Section>,
    /// Runs of numbered lines that count on from each other.
    pub lists: Vec<List>,
    /// Prose, in the order of the text; numbered paragraphs are among them.
    pub paragraphs: Vec<Paragraph>,
    /// The official tables that were found, in the order of the text. Those that an edit did not touch are shared by the reports
    /// before and after it.
    pub tables: Vec<Arc<Table>>,
    /// What the prose says of the tables, in the order of the text.
    pub claims: Vec<Claim>,
    /// Years in sentences that were copied from another year's report, in the order of the text.
    pub stale_years: Vec<StaleYear>,
}

/// The title, `{agency}{year}年政府信息公开工作年度报告`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// All its lines.
    pub span: Span,
    /// The agency, where it is named.
    pub agency: Option<String>,
    /// The report year, where it is given.
    pub year: Option<u16>,
}

/// 统计期限.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The words that state it.
    pub span: Span,
    /// The year of its first day.
    pub first_year: Option<u16>,
}

/// A level of numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `一、`
    First,
    /// `（一）`
    Second,
    /// `1.`
    Third,
    /// `（1）`
    Fourth,
}

/// The number in front of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// Numeral and punctuation, as in `一、`.
    pub span: Span,
    /// The numeral alone.
    pub numeral: Span,
    /// Level of numbering.
    pub level: Level,
    /// Its value.
    pub number: u32,
}

/// A line that is numbered, or marked by `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The line, without its end.
    pub span: Span,
    /// The `#` marks, without the blanks behind them.
    pub marks: Option<Span>,
    /// The number.
    pub ordinal: Option<Ordinal>,
    /// The words.
    pub text: Span,
    /// What stands there.
    pub passage: Arc<Passage>,
    /// Whether the line stands alone as a heading; else it is a numbered paragraph.
    pub stands_alone: bool,
    /// The official section that it opens, as an index into [`Report::sections`].
    pub section: Option<usize>,
}

/// An official section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Index into [`Format::sections`].
    pub def: usize,
    /// Index into [`Report::headings`].
    pub heading: usize,
    /// How well its title is known.
    pub title: LabelQuality,
    /// From its heading up to the next official section's heading, or to the end.
    pub span: Span,
}

/// Numbered lines of one level under one parent, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The level of its members.
    pub level: Level,
    /// The heading above them, as an index into [`Report::headings`].
    pub parent: Option<usize>,
    /// Indices into [`Report::headings`].
    pub members: Vec<usize>,
}

/// A paragraph of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its lines, without the end of the last and the blanks around them.
    pub span: Span,
    /// What stands there.
    pub passage: Arc<Passage>,
    /// Index into [`Report::headings`] where the paragraph is numbered.
    pub heading: Option<usize>,
}

/// How well a label is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelQuality {
    /// The official label, or one accepted like it.
    Official,
    /// Known by a part of it only: it reads otherwise than the format prints it.
    Recognised,
}

/// The label over a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// The label's text.
    pub span: Span,
    /// Index into [`TableDef::columns`].
    pub column: usize,
    /// How well the label is known.
    pub quality: LabelQuality,
}

/// The label of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label's text.
    pub span: Span,
    /// How well.
    pub quality: LabelQuality,
}

/// How a figure's column is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// By its place among as many figures as there are columns.
    Certain,
    /// As the only place that was left. Such a figure is shown, but enters no relation.
    Elimination,
    /// By alignment, which found other places nearly as likely. Such a figure enters no relation.
    Doubtful,
    /// Not known: figures are missing or too many. Such a figure enters no relation.
    Unknown,
}

/// One figure of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text, without the blanks around it; empty where the cell is.
    pub span: Span,
    /// What it says.
    pub value: Value,
    /// Index into [`TableDef::columns`], where the column is known.
    pub column: Option<usize>,
    /// How the column is known.
    pub placement: Placement,
}

/// A row that bears figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The whole row.
    pub span: Span,
    /// Its label; `None` in a table whose row bears none.
    pub label: Option<Label>,
    /// Index into [`TableDef::rows`]; `None` where the row stands for a group, or is not known.
    pub row: Option<usize>,
    /// The format's id of the group, where the row stands for a whole group whose rows were left out.
    pub group: Option<&'static str>,
    /// Its figures, in order.
    pub cells: Figures,
}

/// An official table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The edition by which it is read: the one whose labels it bears, which need not be the report's.
    pub format: &'static Format,
    /// Index into [`Format::tables`].
    pub def: usize,
    /// How its cells stand in the text.
    pub layout: Layout,
    /// From its first row to its last.
    pub span: Span,
    /// The labels over its columns, in the order of the text.
    pub header: Vec<HeaderCell>,
    /// Group labels: where each stands, and the format's id of the group.
    pub groups: Vec<(Span, &'static str)>,
    /// The last line of the header, where there is one.
    pub header_line: Option<Span>,
    /// Every row of the header; a table whose groups run across it has one below each.
    pub header_rows: Vec<Span>,
    /// Its rows of figures.
    pub rows: Vec<TableRow>,
    /// Where something that is no row stands between the rows, or a row has moved sideways.
    pub tears: Vec<Span>,
    /// Rows of the definition that the text has, but whose figures are not certain, in order.
    pub unread: Vec<usize>,
    /// Columns of the definition whose labels alignment did not find above the rows. Such a table has no [`Table::header`].
    pub unseen_columns: Vec<usize>,
    pub(super) kept: OfTable,
}

/// What was worked out of a table. A copy may be changed, so it begins anew.
#[derive(Debug, Default)]
pub(super) struct OfTable(Arc<FactCache>);

impl Clone for OfTable {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Report {
    /// The report year: the title's, else the period's.
    pub fn year(&self) -> Option<u16> {
        self.title.as_ref().and_then(|title| title.year).or(self.period.and_then(|period| period.first_year))
    }

    /// The definition of a section.
    pub fn section_def(&self, section: &Section) -> Option<&'static SectionDef> {
        self.format.sections.get(section.def)
    }

    /// The section that was found for the definition at `def`.
    pub fn section(&self, def: usize) -> Option<&Section> {
        self.sections.iter().find(|section| section.def == def)
    }

    /// The heading of a section.
    pub fn heading_of(&self, section: &Section) -> Option<&Heading> {
        self.headings.get(section.heading)
    }

    /// The definition of a table.
    pub fn table_def(&self, table: &Table) -> Option<&'static TableDef> {
        table.def()
    }

    /// The section in which a table belongs.
    pub fn section_of(&self, table: &Table) -> Option<&Section> {
        let id = &table.def()?.id;
        self.section(self.format.sections.iter().position(|section| section.table.as_ref() == Some(id))?)
    }

    /// How tables stand in this report: as the last of them does.
    pub fn table_layout(&self) -> Layout {
        self.tables.last().map_or(Layout::Tabs, |table| table.layout)
    }

    /// The table with the format's id `id`.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().map(Arc::as_ref).find(|table| table.def().is_some_and(|def| def.id == id))
    }
}

impl Paragraph {
    /// Its words, lines joined.
    pub fn words(&self) -> &str {
        self.passage.words()
    }

    /// Where a span of its words stands in the text.
    pub fn place(&self, span: Span) -> Span {
        self.passage.source(span).shift(self.span.start)
    }
}

impl Heading {
    /// Where a span of its words, lines joined, stands in the text.
    pub fn place(&self, span: Span) -> Span {
        self.passage.source(span).shift(self.text.start)
    }
}

impl Table {
    /// A table without a header, whose cells nothing separates in the text.
    pub(super) fn loose(format: &'static Format, def: usize, span: Span, rows: Vec<TableRow>) -> Self {
        Self {
            format,
            def,
            layout: Layout::Loose,
            span,
            header: Vec::new(),
            groups: Vec::new(),
            header_line: None,
            header_rows: Vec::new(),
            rows,
            tears: Vec::new(),
            unread: Vec::new(),
            unseen_columns: Vec::new(),
            kept: OfTable::default(),
        }
    }

    /// The same where what stood at byte `from` stands at `to`.
    pub(super) fn moved(&self, from: usize, to: usize) -> Self {
        let moved = |span: Span| span.rebase(from, to);
        let row = |row: &TableRow| TableRow {
            span: moved(row.span),
            label: row.label.map(|label| Label { span: moved(label.span), ..label }),
            cells: row.cells.moved(from, to),
            ..*row
        };
        Self {
            format: self.format,
            def: self.def,
            layout: self.layout,
            span: moved(self.span),
            header: self.header.iter().map(|cell| HeaderCell { span: moved(cell.span), ..*cell }).collect(),
            groups: self.groups.iter().map(|(span, id)| (moved(*span), *id)).collect(),
            header_line: self.header_line.map(moved),
            header_rows: self.header_rows.iter().copied().map(moved).collect(),
            rows: self.rows.iter().map(row).collect(),
            tears: self.tears.iter().copied().map(moved).collect(),
            unread: self.unread.clone(),
            unseen_columns: self.unseen_columns.clone(),
            kept: OfTable(Arc::clone(&self.kept.0)),
        }
    }

    /// Its definition.
    pub fn def(&self) -> Option<&'static TableDef> {
        self.format.tables.get(self.def)
    }

    /// What `work_out` makes of the table, wherever it stands and whatever stands round it: worked out once while no edit
    /// touches it, and kept by its type.
    pub fn kept<T: Any + Send + Sync>(&self, work_out: impl FnOnce(&Self) -> T) -> &T {
        self.kept.0.get(|| work_out(self))
    }

    /// The row that stands for the definition at `row`, the first where there are several.
    pub fn row(&self, row: usize) -> Option<&TableRow> {
        self.rows.iter().find(|found| found.row == Some(row))
    }

    /// The figure of a row and a column (indices of the definition), where its place is certain.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.row(row)?.cell(column)
    }
}

impl TableRow {
    /// The figure in `column`, where its place is certain.
    pub fn cell(&self, column: usize) -> Option<Cell> {
        self.cells.iter().find(|cell| cell.column == Some(column) && cell.placement == Placement::Certain)
    }

    /// Where the row is reported: at its label, or as a whole where it bears none.
    pub fn place(&self, text: &str) -> Span {
        self.label.as_ref().map_or_else(|| self.span.trimmed(text), |label| label.span)
    }

    /// Whether the row is a sum that the author added: a label of such, and no row of the format's.
    pub fn is_subtotal(&self, format: &Format, text: &str) -> bool {
        self.row.is_none() && self.label.as_ref().is_some_and(|label| format.is_subtotal(label.span.of(text)))
    }

    /// Whether the row's place was concluded from its neighbours, as its label does not tell.
    pub fn is_eliminated(&self) -> bool {
        self.cells.iter().any(|cell| cell.placement == Placement::Elimination)
    }

    /// The definition of the row.
    pub fn def<'a>(&self, table: &'a TableDef) -> Option<&'a Row> {
        table.rows.get(self.row?)
    }
}
