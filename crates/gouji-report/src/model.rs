use std::sync::Arc;

use gouji_edition::{Edition, Layout, Role, Row, SectionDef, TableDef};
use gouji_text::{Fact, FactCache, Passage, Span, Value};

use super::{Claim, Figures, StaleYear};

/// A report. Indices point into the lists of the edition (`def`) or of this report.
#[derive(Clone, Debug)]
pub struct Report {
    /// The edition by whose definitions the report was read.
    pub edition: &'static Edition,
    /// Its title.
    pub title: Option<Title>,
    /// The period that its figures cover.
    pub period: Option<Period>,
    /// Every numbered or marked line outside tables, in the order of the text.
    pub headings: Vec<Heading>,
    /// The official sections of the report, in the order of the text.
    pub sections: Vec<Section>,
    /// Runs of numbered lines whose ordinals continue each other.
    pub lists: Vec<List>,
    /// The paragraphs of prose, in the order of the text. They include numbered paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// The official tables of the report, in the order of the text. The reports before and after an edit share the
    /// tables that the edit did not touch.
    pub tables: Vec<Arc<Table>>,
    /// Figures and denials in the prose that repeat cells, in the order of the text.
    pub claims: Vec<Claim>,
    /// Years in sentences that were copied from another year's report, in the order of the text.
    pub stale_years: Vec<StaleYear>,
}

/// The title, `{agency}{year}年政府信息公开工作年度报告`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// All its lines.
    pub span: Span,
    /// The agency; `None` if the title does not name it.
    pub agency: Option<String>,
    /// The report year; `None` if the title does not give it.
    pub year: Option<u16>,
}

/// The statement of the period that the figures cover (统计期限).
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
    /// The value of the numeral.
    pub number: u32,
}

/// A line that is numbered, or marked by `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The line, without its end.
    pub span: Span,
    /// The `#` marks, without the blanks after them.
    pub marks: Option<Span>,
    /// The number, if the line has one.
    pub ordinal: Option<Ordinal>,
    /// The words, without marks and number.
    pub text: Span,
    /// The words as a passage.
    pub passage: Arc<Passage>,
    /// Whether the line is a heading; otherwise it is a numbered paragraph.
    pub stands_alone: bool,
    /// The official section that this heading opens, as an index into [`Report::sections`].
    pub section: Option<usize>,
}

/// An official section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Index into [`Edition::sections`].
    pub def: usize,
    /// Index into [`Report::headings`].
    pub heading: usize,
    /// How well the heading matches the official title.
    pub title: LabelQuality,
    /// From the section's heading to the heading of the next official section, or to the end of the text.
    pub span: Span,
}

/// Numbered lines of one level under one parent, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The level of its members.
    pub level: Level,
    /// The heading above the list, as an index into [`Report::headings`].
    pub parent: Option<usize>,
    /// Indices into [`Report::headings`].
    pub members: Vec<usize>,
}

/// A paragraph of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The paragraph's lines, without the last line end and the blanks around them.
    pub span: Span,
    /// The words as a passage.
    pub passage: Arc<Passage>,
    /// Index into [`Report::headings`] if the paragraph is numbered.
    pub heading: Option<usize>,
}

/// How well a label matches the official one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelQuality {
    /// The official label, or a label that the edition accepts in its place.
    Official,
    /// Only a part of the label matches, so the author changed the official words.
    Recognised,
}

/// The label of a column in the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// The label's text.
    pub span: Span,
    /// Index into [`TableDef::columns`].
    pub column: usize,
    /// How well the label matches the official one.
    pub quality: LabelQuality,
}

/// The label of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label's text.
    pub span: Span,
    /// How well the label matches the official one.
    pub quality: LabelQuality,
}

/// How it is known to which column a figure belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// By position: the row has as many figures as columns.
    Certain,
    /// By elimination: only one place was left. Such a figure is shown, but no relation uses it.
    Elimination,
    /// By alignment, which found other places nearly as likely. No relation uses such a figure.
    Doubtful,
    /// Unknown, because the row has too few or too many figures. No relation uses such a figure.
    Unknown,
}

/// One figure of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The text of the figure, without the blanks around it; empty for an empty cell.
    pub span: Span,
    /// The meaning of the text.
    pub value: Value,
    /// Index into [`TableDef::columns`], if the column is known.
    pub column: Option<usize>,
    /// How the column is known.
    pub placement: Placement,
}

/// A row with figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The whole row.
    pub span: Span,
    /// The label; `None` in a table whose row has no label.
    pub label: Option<Label>,
    /// Index into [`TableDef::rows`]; `None` if the row replaces a group, or its label is unknown.
    pub row: Option<usize>,
    /// The edition's id of the group, if this row replaces a group whose rows were left out.
    pub group: Option<&'static str>,
    /// The figures of the row, in order.
    pub cells: Figures,
}

/// An official table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The edition by which the table is read: the one whose labels it has. It may differ from the report's edition.
    pub edition: &'static Edition,
    /// Index into [`Edition::tables`].
    pub def: usize,
    /// How the text writes the cells.
    pub layout: Layout,
    /// From its first row to its last.
    pub span: Span,
    /// The labels of the columns, in the order of the text.
    pub header: Vec<HeaderCell>,
    /// The labels of groups: the place of each, and the edition's id of the group.
    pub groups: Vec<(Span, &'static str)>,
    /// The last line of the header, if there is one.
    pub header_line: Option<Span>,
    /// Every row of the header. If group labels run across the table, a header row follows each of them.
    pub header_rows: Vec<Span>,
    /// The rows with figures.
    pub rows: Vec<TableRow>,
    /// Blank lines and other lines between the rows, and labels of rows that have moved sideways.
    pub tears: Vec<Span>,
    /// Rows of the definition that the text has, but without certain figures, in order.
    pub unread: Vec<usize>,
    /// Columns of the definition whose labels the alignment did not find above the rows. Such a table has no
    /// [`Table::header`].
    pub unseen_columns: Vec<usize>,
    pub(super) facts: TableFacts,
}

/// Cached facts about a table. A clone starts with an empty cache, because it may be changed.
#[derive(Debug, Default)]
pub(super) struct TableFacts(Arc<FactCache>);

impl Clone for TableFacts {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Report {
    /// The report year: that of the title, else that of the period.
    pub fn year(&self) -> Option<u16> {
        self.title.as_ref().and_then(|title| title.year).or(self.period.and_then(|period| period.first_year))
    }

    /// The definition of a section.
    pub fn section_def(&self, section: &Section) -> Option<&'static SectionDef> {
        self.edition.sections.get(section.def)
    }

    /// The section whose definition has the index `def`.
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

    /// The section to which a table belongs.
    pub fn section_of(&self, table: &Table) -> Option<&Section> {
        let id = &table.def()?.id;
        self.section(self.edition.sections.iter().position(|section| section.table.as_ref() == Some(id))?)
    }

    /// The layout of the report's last table; tabs if the report has no table.
    pub fn table_layout(&self) -> Layout {
        self.tables.last().map_or(Layout::Tabs, |table| table.layout)
    }

    /// The table with the role.
    pub fn table_with(&self, role: Role) -> Option<&Table> {
        self.tables.iter().map(Arc::as_ref).find(|table| table.def().is_some_and(|def| def.role == Some(role)))
    }

    /// The table with the edition's id `id`.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().map(Arc::as_ref).find(|table| table.def().is_some_and(|def| def.id == id))
    }
}

impl Paragraph {
    /// The words of the paragraph. Line ends that only fill lines are removed.
    pub fn words(&self) -> &str {
        self.passage.words()
    }

    /// The span in the text for a span of [`Self::words`].
    pub fn place(&self, span: Span) -> Span {
        self.passage.source(span).shift(self.span.start)
    }
}

impl Heading {
    /// The span in the text for a span of the heading's words, in which line ends that only fill lines are removed.
    pub fn place(&self, span: Span) -> Span {
        self.passage.source(span).shift(self.text.start)
    }
}

impl Table {
    /// A table without a header whose cells nothing separates in the text.
    pub(super) fn loose(edition: &'static Edition, def: usize, span: Span, rows: Vec<TableRow>) -> Self {
        Self {
            edition,
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
            facts: TableFacts::default(),
        }
    }

    /// The table after its text has moved from the byte `from` to the byte `to`.
    pub(super) fn moved(&self, from: usize, to: usize) -> Self {
        let moved = |span: Span| span.rebase(from, to);
        let row = |row: &TableRow| TableRow {
            span: moved(row.span),
            label: row.label.map(|label| Label { span: moved(label.span), ..label }),
            cells: row.cells.moved(from, to),
            ..*row
        };
        Self {
            edition: self.edition,
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
            facts: TableFacts(Arc::clone(&self.facts.0)),
        }
    }

    /// The definition of the table.
    pub fn def(&self) -> Option<&'static TableDef> {
        self.edition.tables.get(self.def)
    }

    /// The cached fact `F`, which is read on first use. `F` must not depend on the place of the table, because a table
    /// that moves keeps its facts.
    pub fn fact<F: Fact<Self>>(&self) -> &F {
        self.facts.0.get(self)
    }

    /// The first row that matches the definition at the index `row`.
    pub fn row(&self, row: usize) -> Option<&TableRow> {
        self.rows.iter().find(|found| found.row == Some(row))
    }

    /// The figure in a row and a column (indices of the definition), if its placement is certain.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.row(row)?.cell(column)
    }
}

impl TableRow {
    /// The figure in `column`, if its placement is certain.
    pub fn cell(&self, column: usize) -> Option<Cell> {
        self.cells.iter().find(|cell| cell.column == Some(column) && cell.placement == Placement::Certain)
    }

    /// The place at which findings about the row are reported: its label, or the whole row if it has none.
    pub fn place(&self, text: &str) -> Span {
        self.label.as_ref().map_or_else(|| self.span.trimmed(text), |label| label.span)
    }

    /// Whether the author added the row as a subtotal: its label is that of a subtotal, and it matches no row of the
    /// edition.
    pub fn is_subtotal(&self, edition: &Edition, text: &str) -> bool {
        self.row.is_none() && self.label.as_ref().is_some_and(|label| edition.is_subtotal(label.span.slice(text)))
    }

    /// Whether the row was placed by elimination, because its label is unknown.
    pub fn is_eliminated(&self) -> bool {
        self.cells.iter().any(|cell| cell.placement == Placement::Elimination)
    }

    /// The definition of the row.
    pub fn def<'a>(&self, table: &'a TableDef) -> Option<&'a Row> {
        table.rows.get(self.row?)
    }
}
