//! Figures that follow from others: totals that are blank or wrong, and the figures that last year's report carries over.

use std::collections::BTreeMap;

use gouji_edition::{CellRef, TableDef};
use gouji_l10n::Catalogue;
use gouji_report::{Cell, Report, Table};
use gouji_text::{CancelToken, Cancelled, TextEdit, Value};
use rust_decimal::Decimal;

use super::text_cells::{TextCells, cell_name, is_blank};

/// The largest number of changes in an answer. No report has so many totals.
const MAX_CHANGES: usize = 1_000;
/// The largest number of times that the totals of a table are added up. A total of totals needs one more time than its addends.
const MAX_ROUNDS: usize = 10;

/// A new figure for a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// The row and the column of the cell.
    pub cell: String,
    /// The figure as written; empty if the cell is blank.
    pub before: String,
    /// Writes the new figure.
    pub edit: TextEdit,
}

/// The changes that write each total that is blank or wrong, in the order of the text. A total is written if all its addends are read, or
/// are totals that are written too, and if all its sums agree.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn fill_totals(
    text: &str,
    report: &Report,
    catalogue: &Catalogue,
    cancel: CancelToken<'_>,
) -> Result<Vec<FigureChange>, Cancelled> {
    changes(text, report, catalogue, cancel, |def, table| {
        let cells = TextCells::new(def, table);
        let written = totals(def, &cells).into_iter();
        written.filter_map(|(at, sum)| Some((at, cells.get(at)?, sum))).collect()
    })
}

/// The changes that write the figures of 上年结转 from last year's report where they are blank or differ.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn carry_over(
    text: &str,
    report: &Report,
    last_year: &Report,
    catalogue: &Catalogue,
    cancel: CancelToken<'_>,
) -> Result<Vec<FigureChange>, Cancelled> {
    changes(text, report, catalogue, cancel, |def, table| {
        let carried = TextCells::new(def, table).carried_in(def, last_year).into_iter();
        let differs = |cell: Cell, figure| is_writable(cell) && cell.value.number() != Some(figure);
        let carried = carried.map(|(at, cell, handed_on)| (at, cell, handed_on.figure));
        carried.filter(|(_, cell, figure)| differs(*cell, *figure)).collect()
    })
}

/// Collects the new figures of all tables.
fn changes(
    text: &str,
    report: &Report,
    catalogue: &Catalogue,
    cancel: CancelToken<'_>,
    figures: impl Fn(&TableDef, &Table) -> Vec<(CellRef, Cell, Decimal)>,
) -> Result<Vec<FigureChange>, Cancelled> {
    let mut changes = Vec::new();
    for table in &report.tables {
        cancel.check()?;
        let Some(def) = table.def() else { continue };
        changes.extend(figures(def, table).into_iter().map(|(at, cell, figure)| FigureChange {
            cell: cell_name(catalogue, def, def.rows.get(at.row), at.column),
            before: cell.span.slice(text).to_owned(),
            edit: TextEdit::new(cell.span, figure.normalize().to_string()),
        }));
        if changes.len() >= MAX_CHANGES {
            break;
        }
    }
    changes.sort_by_key(|change| change.edit.span);
    changes.truncate(MAX_CHANGES);
    Ok(changes)
}

/// Words, notes and doubtful figures are the author's, so they stay.
const fn is_writable(cell: Cell) -> bool {
    is_blank(cell) || matches!(cell.value, Value::Number(_))
}

/// The totals of a table that are blank or wrong, with their sums. A total may be an addend of another one, so the sums are repeated until
/// they no longer change.
fn totals(def: &TableDef, cells: &TextCells<'_>) -> BTreeMap<CellRef, Decimal> {
    let mut written = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let next = sums(def, cells, &written);
        if next == written {
            return written;
        }
        written = next;
    }
    BTreeMap::new()
}

/// The sums that differ from the totals in the text. `written` are the totals that are written, so that other sums count with them.
fn sums(def: &TableDef, cells: &TextCells<'_>, written: &BTreeMap<CellRef, Decimal>) -> BTreeMap<CellRef, Decimal> {
    let own = |at: &CellRef| cells.get(*at)?.value.number();
    let value = |at: &CellRef| written.get(at).copied().or_else(|| own(at));
    // `None` if two relations of a total disagree.
    let mut sums: BTreeMap<CellRef, Option<Decimal>> = BTreeMap::new();
    for instance in def.instances.iter() {
        // A relation with two figures on the right has no total.
        let [total] = &*instance.equals else { continue };
        let sum = instance.addends.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(value(at)?));
        let Some(sum) = sum else { continue };
        let known = sums.entry(*total).or_insert(Some(sum));
        if *known != Some(sum) {
            *known = None;
        }
    }
    let is_written = |at: &CellRef| cells.get(*at).is_some_and(is_writable);
    let differing = sums.into_iter().filter_map(|(at, sum)| Some((at, sum.filter(|sum| own(&at) != Some(*sum))?)));
    differing.filter(|(at, _)| is_written(at)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_l10n::Locale;
    use gouji_lint::Analysis;

    use super::*;

    fn read(text: &str) -> Arc<Report> {
        Analysis::new(text).report.expect("a report")
    }

    fn filled(text: &str) -> Vec<FigureChange> {
        let catalogue = Catalogue::for_locale(Locale::Chinese);
        fill_totals(text, &read(text), catalogue, CancelToken::never()).expect("nobody cancels it")
    }

    fn carried(text: &str, last: &str) -> Vec<FigureChange> {
        let catalogue = Catalogue::for_locale(Locale::Chinese);
        carry_over(text, &read(text), &read(last), catalogue, CancelToken::never()).expect("nobody cancels it")
    }

    fn apply(text: &str, changes: &[FigureChange]) -> String {
        let mut text = text.to_owned();
        for change in changes.iter().rev() {
            text.replace_range(change.edit.span.start..change.edit.span.end, &change.edit.text);
        }
        text
    }

    /// The clean report with each of `edits`, each of whose left sides occurs in it.
    fn edited(edits: &[(&str, &str)]) -> String {
        edits.iter().fold(gouji_testkit::CLEAN.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        })
    }

    const ROW: &str = "数量\t\t\t20\t5\t1\t0\t2\t0\t28";

    #[test]
    fn a_report_whose_totals_are_right_is_left_alone() {
        assert_eq!(filled(gouji_testkit::CLEAN), []);
        assert_eq!(carried(gouji_testkit::CLEAN, gouji_testkit::LAST_CLEAN), []);
    }

    #[test]
    fn wrong_and_blank_totals_are_written() {
        for (total, before) in [("\t29", "29"), ("\t", ""), ("\t—", "—")] {
            let wrong = edited(&[(ROW, &ROW.replace("\t28", total))]);
            let changes = filled(&wrong);
            let [change] = changes.as_slice() else { panic!("{total:?}: {changes:?}") };
            assert_eq!((change.before.as_str(), change.edit.text.as_str()), (before, "28"));
            assert_eq!(change.cell, "一、本年新收政府信息公开申请数量 × 总计");
            assert_eq!(apply(&wrong, &changes), gouji_testkit::CLEAN);
        }
    }

    #[test]
    fn all_totals_of_all_tables_are_filled_also_totals_of_totals() {
        let report = read(gouji_testkit::CLEAN);
        let mut cells = Vec::new();
        for table in &report.tables {
            let def = table.def().expect("a definition");
            let totals = def.instances.iter().filter(|instance| instance.equals.len() == 1);
            cells.extend(
                totals.filter_map(|instance| Some(table.cell(instance.equals[0].row, instance.equals[0].column)?.span)),
            );
        }
        cells.sort_unstable();
        cells.dedup();
        let mut blank = gouji_testkit::CLEAN.to_owned();
        for cell in cells.iter().rev() {
            blank.replace_range(cell.start..cell.end, "");
        }
        let changes = filled(&blank);
        assert!(cells.len() > 30 && changes.len() == cells.len(), "{} of {}", changes.len(), cells.len());
        assert_eq!(apply(&blank, &changes), gouji_testkit::CLEAN);
    }

    #[test]
    fn a_total_whose_addends_are_not_all_read_is_left_alone() {
        for row in ["数量\t\t\t20\t\t1\t0\t2\t0\t29", "数量\t\t\t二十\t5\t1\t0\t2\t0\t29"] {
            let changes = filled(&edited(&[(ROW, row)]));
            assert!(changes.iter().all(|change| !change.cell.contains("本年新收")), "{row}: {changes:?}");
        }
    }

    #[test]
    fn words_and_notes_of_the_author_stay() {
        for total in ["29（含网络）", "见附件"] {
            let changes = filled(&edited(&[(ROW, &ROW.replace("\t28", &format!("\t{total}")))]));
            assert_eq!(changes, [], "{total}");
        }
    }

    #[test]
    fn figures_are_carried_over_where_they_are_blank_or_differ() {
        let own = "数量\t\t\t3\t1\t0\t0\t0\t0\t4";
        let text = edited(&[(own, "数量\t\t\t4\t\t0\t0\t0\t0\t4")]);
        let changes = carried(&text, gouji_testkit::LAST_CLEAN);
        let told: Vec<(&str, &str)> =
            changes.iter().map(|change| (change.before.as_str(), change.edit.text.as_str())).collect();
        assert_eq!(told, [("4", "3"), ("", "1")]);
        assert_eq!(apply(&text, &changes), gouji_testkit::CLEAN);
    }

    #[test]
    fn cancelled_changes_stop() {
        let flag = std::sync::atomic::AtomicBool::new(true);
        let (text, catalogue) = (gouji_testkit::CLEAN, Catalogue::for_locale(Locale::Chinese));
        assert_eq!(fill_totals(text, &read(text), catalogue, CancelToken::new(&flag)).err(), Some(Cancelled));
    }
}
