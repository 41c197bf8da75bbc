//! Links between figures in the prose and the table cells that they repeat.

use gouji_edition::CellRef;
use gouji_report::{Claim, Report};
use gouji_text::Span;

/// The cells that the figure in the prose at `offset` repeats. Returns the span of the figure and the spans of the cells.
pub fn definition(report: &Report, offset: usize) -> Option<(Span, Vec<Span>)> {
    let claim = claim_at(report, offset)?;
    let agreed = match report.verdict(claim) {
        gouji_report::Verdict::Agrees(reading) => reading,
        _ => 0,
    };
    let cells = report.claimed_cells(claim.table, claim.readings.get(agreed)?)?;
    Some((claim.span, cells.iter().map(|cell| cell.span).collect()))
}

/// The figures in the prose that repeat the cell at `offset`, or one of the cells of the figure at `offset`.
pub fn references(report: &Report, offset: usize) -> Option<Vec<Span>> {
    let (table, cells) = match claim_at(report, offset) {
        Some(claim) => (claim.table, claim.readings.concat()),
        None => cell_at(report, offset).map(|(table, at)| (table, vec![at]))?,
    };
    let repeats = |claim: &&Claim| claim.table == table && claim.readings.iter().flatten().any(|at| cells.contains(at));
    Some(report.claims.iter().filter(repeats).map(|claim| claim.span).collect())
}

/// The figure in the prose at `offset`.
pub(super) fn claim_at(report: &Report, offset: usize) -> Option<&Claim> {
    report.claims.iter().find(|claim| claim.span.touches(offset))
}

/// The index of the table at `offset`, and the cell there.
pub(super) fn cell_at(report: &Report, offset: usize) -> Option<(usize, CellRef)> {
    let (at, table) = report.tables.iter().enumerate().find(|(_, table)| table.span.touches(offset))?;
    let row = table.rows.iter().find(|row| row.span.touches(offset))?;
    let cell = row.cells.iter().find(|cell| cell.span.touches(offset))?;
    Some((at, CellRef { row: row.row?, column: cell.column? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, at, report};

    #[test]
    fn a_figure_in_the_prose_leads_to_its_cell() {
        let (origin, cells) = definition(&report(), at("3件", 0)).expect("a definition");
        assert_eq!(origin.slice(TEXT), "3");
        assert_eq!(cells, [Span::new(at("3\n三、", 0), at("3\n三、", 0) + 1)]);
        assert_eq!(definition(&report(), at("按要求", 0)), None);
    }

    #[test]
    fn a_cell_leads_to_the_figures_that_repeat_it() {
        let found = references(&report(), at("3\n三、", 0)).expect("references");
        assert_eq!(found, [Span::new(at("3件", 0), at("3件", 0) + 1)]);
        assert_eq!(references(&report(), at("3件", 0)), Some(found));
        assert_eq!(references(&report(), at("2\t0\t0", 0)), Some(Vec::new()), "no figure repeats it");
        assert_eq!(references(&report(), at("按要求", 0)), None);
    }

    #[test]
    fn no_offset_panics() {
        let report = report();
        for offset in 0..TEXT.len() + 9 {
            let _ = (definition(&report, offset), references(&report, offset));
        }
    }
}
