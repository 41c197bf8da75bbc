//! `gouji/compareYears`: the tables of two reports side by side, which the protocol has no request for.

use gouji_ide::features::compare_years::{ComparedCell, ComparedTable};
use serde::{Deserialize, Serialize};

use super::{Handler, announce_experimental};

/// The name of the request.
pub const METHOD: &str = "gouji/compareYears";

pub(super) const HANDLER: Handler = Handler {
    file: "compare_years",
    methods: &[METHOD],
    announce: |_, capabilities| announce_experimental(capabilities, "compareYears"),
};

/// The parameters of the request.
#[derive(Clone, Debug, Deserialize)]
pub struct CompareYearsParams {
    /// The URI of the older report, as the client or `gouji/overview` spells it.
    pub before: String,
    /// The URI of the newer report.
    pub now: String,
}

/// The answer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CompareYearsAnswer {
    /// The tables that both reports have. There are none if one of them is no report any more.
    pub tables: Vec<TableJson>,
}

/// A compared table.
#[derive(Clone, Debug, Serialize)]
pub struct TableJson {
    name: String,
    rows: Vec<RowJson>,
}

#[derive(Clone, Debug, Serialize)]
struct RowJson {
    label: String,
    cells: Vec<CellJson>,
}

/// A cell. Figures are decimal numbers; `null` if they were not read with certainty.
#[derive(Clone, Debug, Serialize)]
struct CellJson {
    column: String,
    before: Option<String>,
    now: Option<String>,
    difference: Option<String>,
}

/// Converts the compared tables.
pub fn convert(tables: Vec<ComparedTable>) -> CompareYearsAnswer {
    CompareYearsAnswer { tables: tables.into_iter().map(table).collect() }
}

fn table(table: ComparedTable) -> TableJson {
    let rows = table.rows.into_iter();
    let rows = rows.map(|row| RowJson { label: row.label, cells: row.cells.into_iter().map(cell).collect() });
    TableJson { name: table.name, rows: rows.collect() }
}

fn cell(cell: ComparedCell) -> CellJson {
    CellJson {
        before: cell.before.map(|figure| figure.to_string()),
        now: cell.now.map(|figure| figure.to_string()),
        difference: cell.difference().map(|figure| figure.to_string()),
        column: cell.column,
    }
}
