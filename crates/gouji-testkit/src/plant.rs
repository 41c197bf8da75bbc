//! Random consistent reports with one planted mistake, and the finding that gouji must report.

use gouji_lint::Severity;
use gouji_text::Span;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rust_decimal::Decimal;

use super::generate::GeneratedReport;
use super::layouts::{RowLayout, lay_out};
use super::render::{CellRole, MARKS, RenderedCell, RenderedTable, STYLES, Style, render_changed};

/// The kind of a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// A wrong figure in the table of applications.
    WrongApplication,
    /// A wrong figure in the table of disputes.
    WrongDispute,
    /// A row of the table of applications is missing.
    RowDeleted,
    /// Several adjacent rows are missing.
    RunDeleted,
    /// A row of the table of documents is missing.
    DocumentDeleted,
    /// A row occurs twice.
    RowDoubled,
    /// Two rows are swapped.
    RowsExchanged,
    /// A row that the form does not have.
    RowInserted,
    /// A label with unreadable characters.
    LabelCorrupted,
    /// The label of a column is missing.
    HeaderLost,
    /// A row of the table of applications with too few figures.
    FiguresLost,
    /// A row of the table of disputes with too few figures.
    DisputesLost,
    /// Words in place of a figure.
    Words,
    /// A negative figure.
    Negative,
    /// A decimal where cases are counted.
    Decimal,
    /// An empty cell.
    Blank,
    /// A stroke in place of 0.
    Stroke,
    /// A table is missing.
    TableRemoved,
    /// A section is missing.
    SectionRemoved,
    /// 其他处理 as a single row, as in the older edition.
    OtherAsOneRow,
    /// Two sections with the same number.
    NumberTwice,
    /// The period of the figures is not stated.
    NoPeriod,
    /// The title leaves out 年度.
    TitleForm,
    /// Nothing is said about fees.
    NoFees,
}

/// Every kind.
pub const KINDS: [MistakeKind; 24] = [
    MistakeKind::WrongApplication,
    MistakeKind::WrongDispute,
    MistakeKind::RowDeleted,
    MistakeKind::RunDeleted,
    MistakeKind::DocumentDeleted,
    MistakeKind::RowDoubled,
    MistakeKind::RowsExchanged,
    MistakeKind::RowInserted,
    MistakeKind::LabelCorrupted,
    MistakeKind::HeaderLost,
    MistakeKind::FiguresLost,
    MistakeKind::DisputesLost,
    MistakeKind::Words,
    MistakeKind::Negative,
    MistakeKind::Decimal,
    MistakeKind::Blank,
    MistakeKind::Stroke,
    MistakeKind::TableRemoved,
    MistakeKind::SectionRemoved,
    MistakeKind::OtherAsOneRow,
    MistakeKind::NumberTwice,
    MistakeKind::NoPeriod,
    MistakeKind::TitleForm,
    MistakeKind::NoFees,
];

/// The finding that gouji must report.
#[derive(Debug)]
pub struct Expected {
    /// The rule that must report it.
    pub rule: &'static str,
    /// The severity of the finding.
    pub severity: Severity,
    /// The finding must be on one of these places; anywhere if there are none.
    pub places: Vec<Span>,
    /// The figure that the first fix writes.
    pub value: Option<Decimal>,
}

/// A report with one mistake.
#[derive(Debug)]
pub struct Planted {
    /// A name for messages: index, kind and layout.
    pub name: String,
    /// The report.
    pub text: String,
    /// `None` if the layout does not show the mistake. Then gouji must report nothing.
    pub expected: Option<Expected>,
}

/// The case at `index`. The kinds alternate with every index, the layouts after each round of kinds.
pub fn planted(index: u64) -> Planted {
    let kind = KINDS[usize::try_from(index).unwrap() % KINDS.len()];
    let style = STYLES[usize::try_from(index).unwrap() / KINDS.len() % STYLES.len()];
    // If the table has columns that are not of the form, gouji cannot distinguish them from the column without a label.
    let clear = |case: &Planted| kind != MistakeKind::HeaderLost || !case.text.contains("小计");
    (0..).map(|turn| planted_with(kind, style, index, turn)).find(clear).unwrap()
}

/// A case of `kind` with its tables in `layout`, without rows or columns of subtotals, which gouji reads in grids only.
pub fn laid_out(kind: MistakeKind, layout: RowLayout, index: u64) -> Planted {
    let cases = (0..).map(|turn| planted_as(kind, Style::Tabs, index, turn, |text| lay_out(&text, layout)));
    cases.into_iter().find(|case| !case.text.contains("小计")).unwrap()
}

fn planted_with(kind: MistakeKind, style: Style, index: u64, turn: u64) -> Planted {
    planted_as(kind, style, index, turn, |text| text)
}

fn planted_as(kind: MistakeKind, style: Style, index: u64, turn: u64, write: impl Fn(String) -> String) -> Planted {
    let random = &mut StdRng::seed_from_u64(index ^ 0x5eed ^ (turn << 40));
    let report = GeneratedReport::random(random);
    let plan = PlantPlan::random(kind, style, &report, random);
    let text = render_changed(&report, style, random, &|table, rows| plan.change(table, rows, &report));
    let (text, places) = without_marks(&write(plan.change_text(text, &report)));
    Planted { name: format!("case {index}, {kind:?}, {style:?}"), expected: plan.expected(&report, places), text }
}

/// The text without the marks, and the spans that were between them.
fn without_marks(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut places, mut start) = (String::new(), Vec::new(), 0);
    for c in text.chars() {
        match c {
            c if c == MARKS[0] => start = plain.len(),
            c if c == MARKS[1] => places.push(Span::new(start, plain.len())),
            c => plain.push(c),
        }
    }
    (plain, places)
}

struct PlantPlan {
    kind: MistakeKind,
    style: Style,
    table: &'static str,
    /// Indices into the definition of the table.
    row: usize,
    other: usize,
    column: usize,
    /// Number of rows or figures.
    count: usize,
    /// The wrong text.
    words: String,
    section: usize,
}

impl PlantPlan {
    fn random(kind: MistakeKind, style: Style, report: &GeneratedReport, random: &mut StdRng) -> Self {
        let loose = matches!(style, Style::CellLines | Style::Blanks);
        let table = match kind {
            MistakeKind::WrongDispute | MistakeKind::DisputesLost => "disputes",
            MistakeKind::DocumentDeleted => "documents",
            MistakeKind::HeaderLost
            | MistakeKind::Words
            | MistakeKind::Negative
            | MistakeKind::Decimal
            | MistakeKind::Stroke => ["applications", "disputes"].choose(random).unwrap(),
            _ => "applications",
        };
        let def = &report.edition.tables[report.edition.table_index(table).unwrap()];
        let rows = match kind {
            MistakeKind::RunDeleted => 0..def.rows.len() - 6,
            // In layouts without separators between cells, a numbered line before the first row that gouji recognises
            // is a heading.
            MistakeKind::LabelCorrupted if loose => 3..def.rows.len() - 2,
            MistakeKind::RowInserted => 3..def.rows.len() - 2,
            _ => 0..def.rows.len(),
        };
        let row = random.random_range(rows);
        let column = random.random_range(0..def.columns.len());
        let other = loop {
            let other = random.random_range(0..def.rows.len());
            if other != row || def.rows.len() == 1 {
                break other;
            }
        };
        let right = report.tables[report.edition.table_index(table).unwrap()][row][column];
        let words = match kind {
            MistakeKind::WrongApplication | MistakeKind::WrongDispute => wrong(right.unwrap(), random),
            MistakeKind::Words => (*["若干", "见附件", "约5", "无"].choose(random).unwrap()).to_owned(),
            MistakeKind::Negative => format!("-{}", random.random_range(1..90)),
            MistakeKind::Decimal => format!("{}.5", random.random_range(0..90)),
            MistakeKind::Stroke => (*["-", "/", "——", "不适用"].choose(random).unwrap()).to_owned(),
            _ => String::new(),
        };
        let count = random.random_range(1..6);
        Self { kind, style, table, row, other, column, count, words, section: random.random_range(0..6) }
    }

    fn is_loose(&self) -> bool {
        matches!(self.style, Style::CellLines | Style::Blanks)
    }

    /// Plants the mistake in the rows of a table.
    fn change(&self, table: &str, rows: &mut RenderedTable, report: &GeneratedReport) {
        if self.kind == MistakeKind::TableRemoved {
            let section =
                report.edition.sections.iter().filter(|section| section.table.is_some()).nth(self.section % 3);
            if section.unwrap().table.as_deref() == Some(table) {
                rows.clear();
            }
        }
        if table != self.table {
            return;
        }
        match self.kind {
            MistakeKind::WrongApplication
            | MistakeKind::Words
            | MistakeKind::Negative
            | MistakeKind::Decimal
            | MistakeKind::Stroke
            | MistakeKind::Blank => {
                self.cell(rows).words = self.words.clone();
                mark(self.cell(rows));
            }
            MistakeKind::WrongDispute => {
                self.cell(rows).words = self.words.clone();
                mark(find(rows, CellRole::Figure(0, self.column / 5 * 5 + 4)));
            }
            MistakeKind::RowDeleted | MistakeKind::RunDeleted | MistakeKind::DocumentDeleted => {
                let count = if self.kind == MistakeKind::RunDeleted { self.count + 1 } else { 1 };
                for row in self.row..self.row + count {
                    rows.remove(position(rows, CellRole::Label(row)).0);
                }
                if self.row > 0 {
                    mark(find(rows, CellRole::Label(self.row - 1)));
                }
            }
            MistakeKind::RowDoubled => {
                let (at, _) = position(rows, CellRole::Label(self.row));
                rows.insert(at, rows[at].clone());
                mark(find(&mut rows[at + 1..], CellRole::Label(self.row)));
            }
            MistakeKind::RowsExchanged => {
                let (a, b) =
                    (position(rows, CellRole::Label(self.row)).0, position(rows, CellRole::Label(self.other)).0);
                mark(find(rows, CellRole::Label(self.row)));
                mark(find(rows, CellRole::Label(self.other)));
                rows.swap(a, b);
            }
            MistakeKind::RowInserted => {
                let (at, label) = position(rows, CellRole::Label(self.row));
                let mut row = rows[at].clone();
                row.iter_mut().take(label).for_each(|cell| cell.words.clear());
                row[label].words = "属于工作秘密".to_owned();
                mark(&mut row[label]);
                mark(row.last_mut().unwrap());
                rows.insert(at + 1, row.into_iter().map(|own| RenderedCell { role: CellRole::Other, ..own }).collect());
            }
            MistakeKind::LabelCorrupted => {
                let label = find(rows, CellRole::Label(self.row));
                label.words = label.words.chars().take(2).chain("？？？？".chars()).collect();
                mark(label);
                mark(find(rows, CellRole::Figure(self.row, 0)));
            }
            MistakeKind::HeaderLost => {
                find(rows, CellRole::Header(self.column)).words.clear();
                let headers = rows.iter_mut().flatten().filter(|cell| matches!(cell.role, CellRole::Header(_)));
                headers.filter(|cell| !cell.words.is_empty()).for_each(mark);
            }
            MistakeKind::FiguresLost | MistakeKind::DisputesLost => {
                let label = if self.kind == MistakeKind::FiguresLost {
                    CellRole::Label(self.row)
                } else {
                    CellRole::Figure(0, 0)
                };
                let (at, own) = position(rows, label);
                for _ in 0..self.count {
                    let figures =
                        rows[at].iter().enumerate().filter(|(_, cell)| matches!(cell.role, CellRole::Figure(..)));
                    let figures: Vec<usize> = figures.map(|(at, _)| at).filter(|at| *at != own).collect();
                    rows[at].remove(figures[self.column % figures.len()]);
                }
                mark(&mut rows[at][own]);
            }
            MistakeKind::OtherAsOneRow => {
                let def = &report.edition.tables[1];
                let first = def.row_index("other-not-corrected").unwrap();
                for column in 0..def.columns.len() {
                    let sum: Decimal = (first..first + 3).map(|row| report.tables[1][row][column].unwrap()).sum();
                    find(rows, CellRole::Figure(first, column)).words = sum.to_string();
                }
                for row in [first + 1, first + 2] {
                    rows.remove(position(rows, CellRole::Label(row)).0);
                }
                let (at, label) = position(rows, CellRole::Label(first));
                let group =
                    rows[at].iter().position(|cell| cell.words.contains("其他处理") && cell.role == CellRole::Other);
                rows[at][label].words.clear();
                let group = group.unwrap_or(label);
                rows[at][group].words = "（六）其他处理".to_owned();
                mark(&mut rows[at][group]);
            }
            _ => {}
        }
    }

    fn cell<'a>(&self, rows: &'a mut RenderedTable) -> &'a mut RenderedCell {
        find(rows, CellRole::Figure(self.row, self.column))
    }

    /// Plants the mistake in the text.
    fn change_text(&self, text: String, report: &GeneratedReport) -> String {
        let swap = |passage: &str, other: &str| {
            assert_eq!(text.matches(passage).count(), 1, "{passage:?} must occur once\n{text}");
            text.replacen(passage, other, 1)
        };
        let (open, close) = (MARKS[0], MARKS[1]);
        match self.kind {
            MistakeKind::TableRemoved => {
                let section = report.edition.sections.iter().filter(|section| section.table.is_some());
                let title = &section.clone().nth(self.section % 3).unwrap().title;
                swap(&format!("、{title}"), &format!("、{open}{title}{close}"))
            }
            MistakeKind::SectionRemoved => {
                let start = text.find(&*report.edition.sections[self.section].title).unwrap();
                let start = text[..start].rfind('\n').unwrap();
                let next = report.edition.sections.get(self.section + 1).and_then(|next| text.find(&*next.title));
                let end = next.map_or(text.len(), |next| text[..next].rfind('\n').unwrap());
                format!("{}{}", &text[..start], &text[end..])
            }
            MistakeKind::NumberTwice => swap("五、存在的", &format!("{open}四、{close}存在的")),
            MistakeKind::NoPeriod => {
                let start = text.find("本报告中所列").unwrap();
                let end = start + text[start..].find('\n').unwrap();
                format!("{}本报告由县政府办公室编制。{}", &text[..start], &text[end..])
            }
            MistakeKind::TitleForm => swap("政府信息公开工作年度报告\n", "政府信息公开工作报告\n"),
            MistakeKind::NoFees => swap("本年度未收取信息处理费。", "本年度没有其他事项。"),
            _ => text,
        }
    }

    fn expected(&self, report: &GeneratedReport, places: Vec<Span>) -> Option<Expected> {
        let loose = self.is_loose();
        let (rule, severity) = match self.kind {
            MistakeKind::WrongApplication | MistakeKind::WrongDispute => ("tally-mismatch", Severity::Error),
            MistakeKind::RowDeleted | MistakeKind::RunDeleted | MistakeKind::DocumentDeleted => {
                ("missing-row", Severity::Error)
            }
            MistakeKind::RowDoubled => ("duplicate-row", Severity::Warning),
            MistakeKind::RowsExchanged => ("row-order", Severity::Warning),
            MistakeKind::RowInserted if !loose => ("unknown-row", Severity::Warning),
            // In these layouts, words before figures may be a label or a part of another label.
            MistakeKind::RowInserted | MistakeKind::LabelCorrupted if loose => ("unknown-row", Severity::Info),
            MistakeKind::LabelCorrupted => ("row-label", Severity::Warning),
            // In these layouts, gouji cannot read the header.
            MistakeKind::HeaderLost if loose => return None,
            MistakeKind::HeaderLost => ("missing-column", Severity::Error),
            MistakeKind::FiguresLost | MistakeKind::DisputesLost => ("cell-count", Severity::Warning),
            MistakeKind::Words | MistakeKind::Negative | MistakeKind::Decimal => ("invalid-number", Severity::Error),
            // In these layouts, a blank cell is not visible: the row has a figure too few.
            MistakeKind::Blank if loose => ("cell-count", Severity::Warning),
            MistakeKind::Blank | MistakeKind::Stroke => ("blank-cell", Severity::Info),
            MistakeKind::TableRemoved => ("missing-table", Severity::Error),
            MistakeKind::SectionRemoved => ("missing-section", Severity::Error),
            MistakeKind::OtherAsOneRow => ("outdated-table", Severity::Warning),
            MistakeKind::NumberTwice => ("duplicate-section-number", Severity::Error),
            MistakeKind::NoPeriod => ("missing-period", Severity::Info),
            MistakeKind::TitleForm => ("title-form", Severity::Info),
            MistakeKind::NoFees => ("missing-fee-statement", Severity::Info),
            MistakeKind::RowInserted => unreachable!("both layouts are named"),
        };
        let figures = &report.tables[report.edition.table_index(self.table).unwrap()];
        let value = match self.kind {
            MistakeKind::WrongApplication => figures[self.row][self.column],
            MistakeKind::WrongDispute if self.column % 5 == 4 => figures[0][self.column],
            MistakeKind::WrongDispute => {
                let total = figures[0][self.column / 5 * 5 + 4].unwrap();
                Some(total - figures[0][self.column].unwrap() + self.words.parse::<Decimal>().unwrap())
            }
            _ => None,
        };
        let places = if rule == "cell-count" && self.kind == MistakeKind::Blank { Vec::new() } else { places };
        Some(Expected { rule, severity, places, value })
    }
}

/// A wrong figure like those that typing errors produce.
fn wrong(right: Decimal, random: &mut StdRng) -> String {
    loop {
        let wrong = match random.random_range(0..4) {
            0 => right + Decimal::from(random.random_range(1..20)),
            1 => right * Decimal::TEN,
            2 => Decimal::ZERO,
            _ => Decimal::from(random.random_range(0..60)),
        };
        if wrong != right {
            return wrong.to_string();
        }
    }
}

fn position(rows: &[Vec<RenderedCell>], role: CellRole) -> (usize, usize) {
    let found =
        rows.iter().enumerate().find_map(|(at, row)| Some((at, row.iter().position(|cell| cell.role == role)?)));
    found.unwrap()
}

fn find(rows: &mut [Vec<RenderedCell>], role: CellRole) -> &mut RenderedCell {
    let (row, cell) = position(rows, role);
    &mut rows[row][cell]
}

fn mark(own: &mut RenderedCell) {
    own.words = format!("{}{}{}", MARKS[0], own.words, MARKS[1]);
}
