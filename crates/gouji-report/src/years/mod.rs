//! Pairs reports of two years: by agency and year, and by file name if the agency does not decide.
//!
//! A wrong pair would make every figure look wrong, so doubtful reports are not paired.

mod index;

pub use index::Series;

use gouji_edition::{CellRef, Role, blank_form};
use gouji_text::{Span, fold_label, is_han};
use rust_decimal::Decimal;

use crate::{Report, Table};

/// Last year's report of the same agency.
#[derive(Clone, Copy, Debug)]
pub struct LastYear<'a> {
    /// The caller's name for the report, a path or a URI. Findings use it for places in this report's text.
    pub source: &'a str,
    /// The text of the report.
    pub text: &'a str,
    /// The report as read from `text`.
    pub report: &'a Report,
}

/// The agency and the year of a report, and its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The normalised agency; `None` if the title does not name one.
    agency: Option<String>,
    year: u16,
    /// The path without the file name.
    folder: String,
    /// The extension of the file name, after the last point.
    extension: String,
    /// The file name without the year; `None` if it does not contain the year.
    name: Option<String>,
}

/// A figure of last year's report that this year's report must repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// The label of last year's row.
    pub row: String,
    /// The figure.
    pub figure: Decimal,
    /// The place of the figure in last year's text.
    pub span: Span,
}

/// The figure of last year's report that the cell `at` of `table` must repeat; `None` if there is none.
pub fn handed_on(table: &Table, at: CellRef, last: &Report) -> Option<HandedOn> {
    let def = table.def().filter(|def| def.row_with(Role::CarriedIn) == Some(at.row))?;
    let column = def.columns.get(at.column)?;
    let over = last.table_with(Role::Applications)?;
    let over_def = over.def()?;
    let row = over_def.row_with(Role::CarriedOver)?;
    let cell = over.cell(row, over_def.column_index(&column.id)?)?;
    let row = blank_form::full_label(over_def, over_def.rows.get(row)?);
    Some(HandedOn { row, figure: cell.value.number()?, span: cell.span })
}

/// Last characters of agency names. Other words above a title (正文, 打印本页) end in none of them.
const ENDINGS: &str = "省市区县旗州盟乡镇道办局厅委会部院处所心府署校学园司站队馆社行团台组室场岛师厂";

/// Ends of the name of a government's own office.
const OFFICES: [&str; 5] = ["政府办公室", "政府办公厅", "政府办", "办公室", "办公厅"];

impl Identity {
    /// The identity of `report`; `None` if its year is unknown, or title and period differ in the year.
    pub fn from_report(source: &str, report: &Report) -> Option<Self> {
        let title = report.title.as_ref();
        let titled = title.and_then(|title| title.year);
        let covered = report.period.and_then(|period| period.first_year);
        if titled.zip(covered).is_some_and(|(titled, covered)| titled != covered) {
            return None;
        }
        Some(Self::new(source, title.and_then(|title| title.agency.as_deref()), titled.or(covered)?))
    }

    /// The identity of the report of `agency`, as its title names it, for `year`. `source` is a path or a URI.
    pub fn new(source: &str, agency: Option<&str>, year: u16) -> Self {
        let (folder, file) = source.rsplit_once(['/', '\\']).unwrap_or(("", source));
        let name = without_year(file, year);
        Self {
            agency: agency.and_then(normalised),
            year,
            folder: folder.to_owned(),
            extension: file.rsplit_once('.').map_or("", |(_, extension)| extension).to_owned(),
            name,
        }
    }

    /// The report year.
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// Whether both name the same agency.
    pub fn has_agency_of(&self, other: &Self) -> bool {
        self.agency.is_some() && self.agency == other.agency
    }

    /// The normalised agency; `None` if the title does not name one.
    pub(crate) fn agency(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    /// Whether both may be of one body: of one agency, or of a government and its own office, which often publish one text.
    pub(crate) fn may_be_one_body(&self, other: &Self) -> bool {
        let is_office =
            |office: &str, agency: &str| office.strip_prefix(agency).is_some_and(|rest| OFFICES.contains(&rest));
        let are_office = |(one, other): (&str, &str)| is_office(one, other) || is_office(other, one);
        self.may_be(other) || self.agency().zip(other.agency()).is_some_and(are_office)
    }

    /// Whether both may be of one agency: at least one is not named, or one is named without the prefecture above it.
    fn may_be(&self, other: &Self) -> bool {
        match (&self.agency, &other.agency) {
            (Some(own), Some(other)) => own.ends_with(other.as_str()) || other.ends_with(own.as_str()),
            _ => true,
        }
    }
}

/// The normalised name: 青山县 for 青山县人民政府 and 青山县政府. The name of a body below a government keeps its own words.
fn normalised(agency: &str) -> Option<String> {
    let folded = fold_label(agency).replace("人民政府", "政府");
    let name = folded.strip_suffix("关于").unwrap_or(&folded);
    let name = name.strip_suffix("政府").unwrap_or(name);
    let names_one =
        name.chars().nth(1).is_some() && name.ends_with(|c| ENDINGS.contains(c)) && name.chars().all(is_han);
    names_one.then(|| name.to_owned())
}

/// The file name without any mention of the year; `None` if it does not contain the year.
fn without_year(file: &str, year: u16) -> Option<String> {
    let year = year.to_string();
    file.contains(&year).then(|| file.replace(&year, "\u{0}"))
}

/// For each report, the index of the same agency's report of the year before; `None` if there is none or it is ambiguous.
pub fn last_years(identities: &[&Identity]) -> Vec<Option<usize>> {
    let mut series = Series::default();
    for (at, identity) in identities.iter().enumerate() {
        series.insert(at, (*identity).clone());
    }
    (0..identities.len()).map(|at| series.last_year(&at).copied()).collect()
}
