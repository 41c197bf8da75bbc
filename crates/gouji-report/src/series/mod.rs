//! Which report is another one's of the year before: by agency and year, and by name where the agency does not tell.
//!
//! A wrong pair would make every figure look wrong, so whatever is doubtful stays alone.

mod index;

pub use index::Series;

use gouji_edition::{CellRef, blank_form};
use gouji_text::{fold_label, is_han};
use rust_decimal::Decimal;

use crate::{Report, Table};

/// Last year's report of the same agency.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour<'a> {
    /// The edge's name of it, a path or a URI; findings give it back with places in its text.
    pub source: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The report that was read in it.
    pub report: &'a Report,
}

/// Whose report of which year a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The agency, normalised; `None` where the title does not name one.
    agency: Option<String>,
    year: u16,
    /// The source's path up to its file name.
    folder: String,
    /// What stands behind the file name's last point.
    extension: String,
    /// The file name without the year, where it bears the year.
    name: Option<String>,
}

/// A figure of last year's report that this year's repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// What last year's row is called.
    pub row: String,
    /// The figure.
    pub figure: Decimal,
}

/// What last year's report hands on to the cell `at` of `table`, where it hands on anything.
pub fn handed_on(table: &Table, at: CellRef, last: &Report) -> Option<HandedOn> {
    const TABLE: &str = "applications";
    let (from, to) = CARRIED_ROWS;
    let def = table.def().filter(|def| def.id == TABLE && def.row_index(to) == Some(at.row))?;
    let column = def.columns.get(at.column)?;
    let over = last.table(TABLE)?;
    let over_def = over.def()?;
    let row = over_def.row_index(from)?;
    let figure = over.cell(row, over_def.column_index(&column.id)?)?.value.number()?;
    Some(HandedOn { row: blank_form::full_label(over_def, over_def.rows.get(row)?), figure })
}

/// Last year's row, and this year's, that say the same.
pub const CARRIED_ROWS: (&str, &str) = ("carried-over", "carried-in");

/// What names of agencies end in. Whatever else stands above a title (正文, 打印本页) names none.
const ENDINGS: &str = "省市区县旗州盟乡镇道办局厅委会部院处所心府署校学园司站队馆社行团台组室场岛师厂";

impl Identity {
    /// Whose report of which year `report` is; `None` where its year is not known or it speaks of two.
    pub fn of(source: &str, report: &Report) -> Option<Self> {
        let title = report.title.as_ref();
        let told = title.and_then(|title| title.year);
        let covered = report.period.and_then(|period| period.first_year);
        if told.zip(covered).is_some_and(|(told, covered)| told != covered) {
            return None;
        }
        Some(Self::new(source, title.and_then(|title| title.agency.as_deref()), told.or(covered)?))
    }

    /// The report of `agency`, as its title names it, for `year`. `source` is a path or a URI.
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

    /// Whether both may be of one agency: one is not named, or named without the prefecture above it.
    fn may_be(&self, other: &Self) -> bool {
        match (&self.agency, &other.agency) {
            (Some(own), Some(other)) => own.ends_with(other.as_str()) || other.ends_with(own.as_str()),
            _ => true,
        }
    }
}

/// 青山县 for 青山县人民政府 and 青山县政府; the name of a body below it keeps its own words.
fn normalised(agency: &str) -> Option<String> {
    let folded = fold_label(agency).replace("人民政府", "政府");
    let name = folded.strip_suffix("关于").unwrap_or(&folded);
    let name = name.strip_suffix("政府").unwrap_or(name);
    let names_one =
        name.chars().nth(1).is_some() && name.ends_with(|c| ENDINGS.contains(c)) && name.chars().all(is_han);
    names_one.then(|| name.to_owned())
}

/// The file name with every mention of the year left out; `None` where it bears none.
fn without_year(file: &str, year: u16) -> Option<String> {
    let year = year.to_string();
    file.contains(&year).then(|| file.replace(&year, "\u{0}"))
}

/// For each report the index of its agency's report of the year before, where there is one and no doubt which.
pub fn last_years(identities: &[&Identity]) -> Vec<Option<usize>> {
    let mut series = Series::default();
    for (at, identity) in identities.iter().enumerate() {
        series.insert(at, (*identity).clone());
    }
    (0..identities.len()).map(|at| series.last_year(&at).copied()).collect()
}
