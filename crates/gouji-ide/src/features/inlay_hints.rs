//! Inlay hints: whether a total equals its addends, and the figure that last year's report carries over.

use std::collections::BTreeMap;

use gouji_edition::{CellRef, TableDef};
use gouji_l10n::{Catalogue, msg};
use gouji_lint::tally::{self, Check, Outcome};
use gouji_report::years::HandedOn;
use gouji_report::{Cell, Report, Table};
use gouji_text::{CancelToken, Cancelled, Span, TextEdit};
use rust_decimal::Decimal;

use super::text_cells::{TextCells, is_blank};

/// The largest number of hints in an answer. No screen shows so many.
const MAX_HINTS: usize = 5_000;
/// The largest number of addends in the label of a hint. A longer label would hide the row.
const MAX_ADDENDS: usize = 7;

/// The kinds of hints that the user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintKinds {
    /// After totals.
    pub has_totals: bool,
    /// After figures that last year's report carries over.
    pub has_last_year: bool,
}

/// A hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte offset of the end of the figure.
    pub offset: usize,
    /// The parts of the label, in order. There is at least one, and none is empty.
    pub parts: Vec<HintPart>,
    /// The explanation.
    pub tooltip: String,
    /// Writes the expected figure, if it is known and differs.
    pub edit: Option<TextEdit>,
}

/// A part of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintPart {
    /// The text.
    pub text: String,
    /// The figure to which the part leads.
    pub target: Option<HintTarget>,
}

/// The place of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintTarget {
    /// In this report.
    Here(Span),
    /// In last year's report.
    LastYear(Span),
}

/// The hints after the figures in `range`, in the order of the text within each table. `last_year` is last year's report, if it is known.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn inlay_hints(
    report: &Report,
    last_year: Option<&Report>,
    range: Span,
    kinds: HintKinds,
    catalogue: &Catalogue,
    cancel: CancelToken<'_>,
) -> Result<Vec<Hint>, Cancelled> {
    let mut hints = Vec::new();
    for table in report.tables.iter().filter(|table| overlaps(table.span, range)) {
        cancel.check()?;
        let Some(def) = table.def() else { continue };
        let writer = HintWriter { table, cells: TextCells::new(def, table), range, catalogue };
        let mut found = Vec::new();
        if kinds.has_totals {
            found.extend(writer.totals(def));
        }
        if let Some(last_year) = last_year
            && kinds.has_last_year
        {
            found.extend(writer.carried_over(def, last_year));
        }
        found.sort_by_key(|hint: &Hint| hint.offset);
        hints.extend(found);
        if hints.len() >= MAX_HINTS {
            hints.truncate(MAX_HINTS);
            break;
        }
    }
    Ok(hints)
}

const fn overlaps(span: Span, range: Span) -> bool {
    span.start <= range.end && range.start <= span.end
}

/// Writes the hints of one table.
struct HintWriter<'a> {
    table: &'a Table,
    cells: TextCells<'a>,
    range: Span,
    catalogue: &'a Catalogue,
}

impl HintWriter<'_> {
    fn totals(&self, def: &TableDef) -> Vec<Hint> {
        let checks = tally::checks(def, self.table);
        let mut totals: BTreeMap<CellRef, Vec<&Check<'_>>> = BTreeMap::new();
        for check in &checks {
            // A relation with two figures on the right has no total.
            if let [total] = check.equals {
                totals.entry(*total).or_default().push(check);
            }
        }
        totals.iter().filter_map(|(at, checks)| self.total(self.in_range(*at)?, checks)).collect()
    }

    /// The cell, if a hint after it is in the requested range.
    fn in_range(&self, at: CellRef) -> Option<Cell> {
        self.cells.get(at).filter(|cell| self.is_in_range(*cell))
    }

    fn is_in_range(&self, cell: Cell) -> bool {
        overlaps(Span::at(cell.span.end), self.range)
    }

    fn total(&self, cell: Cell, checks: &[&Check<'_>]) -> Option<Hint> {
        let complete: Vec<(&Check<'_>, Decimal)> = checks
            .iter()
            .filter(|check| self.is_complete(check))
            .filter_map(|check| Some((*check, check.left?)))
            .collect();
        let differs = |(check, _): &&(&Check<'_>, Decimal)| check.outcome == Outcome::Fails || is_blank(cell);
        if let Some((check, sum)) = complete.iter().find(differs) {
            let agree = complete.iter().all(|(_, other)| other == sum);
            let edit = agree.then(|| TextEdit::new(cell.span, sum.normalize().to_string()));
            return Some(self.hint(cell, self.equation(cell, check, *sum), check, edit));
        }
        let holds = |check: &&&Check<'_>| check.outcome == Outcome::Holds && !self.is_all_blank(check);
        let check = checks.iter().find(holds)?;
        let has_failed = checks.iter().any(|check| check.outcome == Outcome::Fails);
        let first = check.addends.iter().find_map(|at| self.cells.get(*at));
        let mark = HintPart { text: "✓".to_owned(), target: first.map(|cell| HintTarget::Here(cell.span)) };
        (!has_failed).then(|| self.hint(cell, vec![mark], check, None))
    }

    /// Whether all addends are written. A sum of some addends is not the total.
    fn is_complete(&self, check: &Check<'_>) -> bool {
        check.addends.iter().all(|at| self.cells.get(*at).is_some_and(|cell| !is_blank(cell)))
    }

    fn is_all_blank(&self, check: &Check<'_>) -> bool {
        check.cells().all(|at| self.cells.get(*at).is_none_or(is_blank))
    }

    fn hint(&self, cell: Cell, parts: Vec<HintPart>, check: &Check<'_>, edit: Option<TextEdit>) -> Hint {
        let tooltip = check.relation.statement.get(self.catalogue.locale()).to_owned();
        Hint { offset: cell.span.end, parts, tooltip, edit }
    }

    /// The label of a total that is blank or wrong: `✗ 10＋3＝13`. Each addend leads to its cell.
    fn equation(&self, cell: Cell, check: &Check<'_>, sum: Decimal) -> Vec<HintPart> {
        let plain = |text: String| HintPart { text, target: None };
        let mut parts = Vec::new();
        if !is_blank(cell) {
            parts.push(plain("✗ ".to_owned()));
        }
        let addend = |at: &CellRef| {
            let cell = self.cells.get(*at)?;
            let figure = cell.value.number().filter(|figure| !figure.is_zero())?;
            Some(HintPart { text: figure.normalize().to_string(), target: Some(HintTarget::Here(cell.span)) })
        };
        let addends: Vec<HintPart> = check.addends.iter().filter_map(addend).collect();
        if (2..=MAX_ADDENDS).contains(&addends.len()) {
            for (at, addend) in addends.into_iter().enumerate() {
                if at > 0 {
                    parts.push(plain("＋".to_owned()));
                }
                parts.push(addend);
            }
        }
        let first = check.addends.first().and_then(|at| self.cells.get(*at)).map(|cell| HintTarget::Here(cell.span));
        parts.push(HintPart { text: format!("＝{}", sum.normalize()), target: first });
        parts
    }

    fn carried_over(&self, def: &TableDef, last_year: &Report) -> Vec<Hint> {
        let hint = |(_, cell, HandedOn { row, figure, span }): (CellRef, Cell, HandedOn)| {
            let agrees = cell.value.number() == Some(figure);
            let expected = figure.normalize().to_string();
            let label = self.catalogue.text(msg::HintLastYear { figure });
            let mark = if agrees {
                " ✓"
            } else if is_blank(cell) {
                ""
            } else {
                " ✗"
            };
            Hint {
                offset: cell.span.end,
                parts: vec![HintPart { text: format!("{label}{mark}"), target: Some(HintTarget::LastYear(span)) }],
                tooltip: self.catalogue.text(msg::HoverLastYear { row, expected: figure }),
                edit: (!agrees).then(|| TextEdit::new(cell.span, expected)),
            }
        };
        let carried = self.cells.carried_in(def, last_year).into_iter();
        carried.filter(|(_, cell, _)| self.is_in_range(*cell)).map(hint).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_l10n::Locale;
    use gouji_lint::Analysis;
    use gouji_testkit::Marked;

    use super::*;

    const ALL: HintKinds = HintKinds { has_totals: true, has_last_year: true };

    /// Table 3 with these two rows.
    const REPORT: &str = "\
某区2025年政府信息公开工作年度报告

一、总体情况

三、收到和处理政府信息公开申请情况

\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
{}
";

    fn marked(rows: &str) -> (Report, Marked) {
        let marked = Marked::new(&REPORT.replace("{}", rows));
        (read(&marked.text), marked)
    }

    fn read(text: &str) -> Report {
        Arc::unwrap_or_clone(Analysis::new(text).report.expect("a report"))
    }

    fn hints(report: &Report, last: Option<&Report>, range: Span) -> Vec<Hint> {
        let catalogue = Catalogue::for_locale(Locale::Chinese);
        inlay_hints(report, last, range, ALL, catalogue, CancelToken::never()).expect("nobody cancels it")
    }

    fn label(hint: &Hint) -> String {
        hint.parts.iter().map(|part| part.text.as_str()).collect()
    }

    const EVERYTHING: Span = Span::new(0, usize::MAX);

    #[test]
    fn a_total_that_holds_has_a_tick() {
        let (report, marked) = marked(
            "\
一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3
                                  ^ first
                                              ^ total",
        );
        let found = hints(&report, None, EVERYTHING);
        let [hint] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((hint.offset, label(hint).as_str(), &hint.edit), (marked.span("total").end, "✓", &None));
        assert_eq!(hint.parts[0].target, Some(HintTarget::Here(marked.span("first"))));
    }

    #[test]
    fn a_wrong_or_blank_total_has_the_equation_and_accepting_it_writes_the_sum() {
        for (total, expected) in [("9", "✗ 2＋1＝3"), ("", "2＋1＝3"), ("—", "2＋1＝3")] {
            let (report, marked) = marked(&format!("一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t{total}"));
            let found = hints(&report, None, EVERYTHING);
            let [hint] = found.as_slice() else { panic!("{total}: {found:?}") };
            assert_eq!(label(hint), expected);
            let mut text = marked.text.clone();
            let edit = hint.edit.clone().expect("an edit");
            text.replace_range(edit.span.start..edit.span.end, &edit.text);
            let after = hints(&read(&text), None, EVERYTHING);
            assert_eq!(after.iter().map(label).collect::<Vec<_>>(), ["✓"], "the hint is obsolete: {text}");
            let addends: Vec<&str> = hint
                .parts
                .iter()
                .filter_map(|part| match part.target {
                    Some(HintTarget::Here(span)) if !part.text.starts_with('＝') => Some(span.slice(&marked.text)),
                    _ => None,
                })
                .collect();
            assert_eq!(addends, ["2", "1"], "each addend leads to its cell");
        }
    }

    #[test]
    fn a_total_whose_addends_are_not_all_written_has_no_hint() {
        for row in ["\t\t2\t\t0\t0\t0\t0\t3", "\t\t2\t\t0\t0\t0\t0\t", "\t\t\t\t\t\t\t\t", "\t\t二三\t1\t0\t0\t0\t0\t3"]
        {
            let (report, _) = marked(&format!("一、本年新收政府信息公开申请数量{row}"));
            assert_eq!(hints(&report, None, EVERYTHING), [], "{row:?}");
        }
    }

    #[test]
    fn only_the_requested_range_has_hints() {
        let (report, marked) = marked(
            "\
一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3
二、上年结转政府信息公开申请数量\t\t1\t0\t0\t0\t0\t0\t1
                                              ^ total",
        );
        assert_eq!(hints(&report, None, EVERYTHING).len(), 2);
        let range = Span::new(marked.span("total").start, marked.span("total").end);
        let found: Vec<usize> = hints(&report, None, range).iter().map(|hint| hint.offset).collect();
        assert_eq!(found, [marked.span("total").end]);
        assert_eq!(hints(&report, None, Span::new(0, 9)), []);
    }

    #[test]
    fn the_row_carried_in_has_last_years_figure() {
        let last = gouji_testkit::LAST_CLEAN;
        let report = read(gouji_testkit::CLEAN);
        let found = hints(&report, Some(&read(last)), EVERYTHING);
        let carried: Vec<&Hint> = found.iter().filter(|hint| label(hint).starts_with("上年")).collect();
        assert_eq!(carried.len(), 7);
        assert!(carried.iter().all(|hint| label(hint).ends_with(" ✓") && hint.edit.is_none()), "{carried:?}");
        let Some(HintTarget::LastYear(span)) = carried[0].parts[0].target else { panic!("no target") };
        assert_eq!(format!("上年 {} ✓", span.slice(last)), label(carried[0]));
        let wrong = gouji_testkit::CLEAN.replacen("数量\t\t\t3\t1\t0", "数量\t\t\t4\t1\t0", 1);
        assert_ne!(wrong, gouji_testkit::CLEAN);
        let found = hints(&read(&wrong), Some(&read(last)), EVERYTHING);
        let offered = found.iter().find(|hint| label(hint).starts_with("上年 3")).expect("a hint");
        assert_eq!(label(offered), "上年 3 ✗");
        assert_eq!(offered.edit.as_ref().map(|edit| (edit.span.slice(&wrong), edit.text.as_str())), Some(("4", "3")));
    }

    #[test]
    fn kinds_that_are_switched_off_are_not_computed() {
        let (report, last) = (read(gouji_testkit::CLEAN), read(gouji_testkit::LAST_CLEAN));
        let count = |has_totals, has_last_year| {
            let (kinds, catalogue) = (HintKinds { has_totals, has_last_year }, Catalogue::for_locale(Locale::Chinese));
            let found = inlay_hints(&report, Some(&last), EVERYTHING, kinds, catalogue, CancelToken::never());
            found.expect("nobody cancels it").len()
        };
        assert_eq!((count(false, false), count(false, true)), (0, 7));
        assert_eq!(count(true, true), count(true, false) + 7);
    }

    #[test]
    fn cancelled_hints_stop() {
        let flag = std::sync::atomic::AtomicBool::new(true);
        let catalogue = Catalogue::for_locale(Locale::Chinese);
        let report = read(gouji_testkit::CLEAN);
        assert_eq!(
            inlay_hints(&report, None, EVERYTHING, ALL, catalogue, CancelToken::new(&flag)).err(),
            Some(Cancelled)
        );
    }
}
