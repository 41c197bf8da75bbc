#![doc = include_str!("en.md")]

use gouji_edition::TableDef;
use gouji_l10n::{Bilingual, Message, msg};
use gouji_report::{Cell, Placement, Table};
use gouji_text::{TextEdit, Value, figure_note, has_residue, is_word_for_zero, likely_figure, prose_figure};
use rust_decimal::Decimal;

use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, tables};
use crate::tally::{self, CellRef, Outcome};

pub(super) const RULE: Rule =
    Rule { name: "invalid-number", group: Group::Tables, severity: Severity::Error, page: page!(), check };

/// More cells than this are reported as one finding.
const MAX_SINGLE: usize = 3;

/// Whether a cell has words in place of a figure or after it, or a doubtful figure.
struct HasWords;

impl tables::TableCondition for HasWords {
    fn holds(table: &Table, def: &TableDef) -> bool {
        cells_with_words(table, def).next().is_some()
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, table, def) in tables::matching::<HasWords>(context) {
        let cells = || cells_with_words(table, def);
        // `conversion-residue` reports residue inside a figure.
        let is_doubtful = |cell: &Cell| cell.value == Value::Doubtful && !has_residue(cell.span.slice(context.text));
        let is_invalid = |cell: &Cell| cell.value == Value::Text || is_doubtful(cell);
        let invalid: Vec<(Cell, &Bilingual)> = cells().filter(|(cell, _)| is_invalid(cell)).collect();
        match invalid.as_slice() {
            [(first, _), others @ ..] if invalid.len() > MAX_SINGLE => {
                let message = msg::InvalidNumberMany { table: &def.name, count: invalid.len() };
                let finding = findings.new_finding(first.span, message);
                findings.add(
                    others
                        .iter()
                        .fold(finding, |finding, (cell, _)| finding.with_related(cell.span, msg::InvalidNumberOther)),
                );
            }
            few => few.iter().for_each(|(cell, unit)| report(context, def, table, *cell, unit, findings)),
        }
        let noted: Vec<(Cell, &Bilingual)> = cells()
            .filter(|(cell, unit)| matches!(cell.value, Value::Noted(_)) && !is_yuan(context, *cell, unit))
            .collect();
        report_notes(context, def, &noted, findings);
    }
}

/// The cells with a certain place that have words, or a doubtful figure, with their units.
fn cells_with_words<'a>(table: &'a Table, def: &'a TableDef) -> impl Iterator<Item = (Cell, &'a Bilingual)> {
    let cells = table.rows.iter().filter(|row| row.row.is_some()).flat_map(|row| row.cells.iter());
    let cells = cells.filter(|cell| matches!(cell.value, Value::Text | Value::Noted(_) | Value::Doubtful));
    let certain = cells.filter(|cell| cell.placement == Placement::Certain);
    certain.filter_map(|cell| Some((cell, def.unit_of(cell.column?))))
}

fn report(
    context: &Context<'_>,
    def: &TableDef,
    table: &Table,
    cell: Cell,
    unit: &Bilingual,
    findings: &mut Findings<'_>,
) {
    let words = cell.span.slice(context.text).trim();
    let message: Message = match Value::read(words).number() {
        Some(number) if number < Decimal::ZERO => msg::InvalidNumberNegative { found: words }.into(),
        Some(number) if !number.is_integer() => msg::InvalidNumberDecimal { found: words, unit }.into(),
        _ if cell.value == Value::Doubtful => msg::InvalidNumberSeparators { found: words }.into(),
        // The beginning of the words may be a figure: `20<br>11`.
        _ => msg::InvalidNumber { found: words }.into(),
    };
    let mut finding = findings.new_finding(cell.span, message);
    if let Some(number) = spelled(words).filter(|number| fits(def, table, cell, *number)) {
        finding = finding.with_fix(Fix {
            title: msg::InvalidNumberFix { value: number }.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(cell.span, number.to_string())],
        });
    }
    findings.add(finding);
}

/// Whether no relation fails with `number` in the cell.
fn fits(def: &TableDef, table: &Table, cell: Cell, number: Decimal) -> bool {
    let mut changed = table.clone();
    let Some((row, column, at)) = changed.rows.iter_mut().find_map(|row| {
        let at = row.cells.iter().position(|other| other.span == cell.span)?;
        Some((row, cell.column?, at))
    }) else {
        return false;
    };
    row.cells.change(|index, cell| {
        if index == at {
            cell.value = Value::Number(number)
        }
    });
    let Some(row) = row.row else { return false };
    let at = CellRef { row, column };
    tally::checks(def, &changed).iter().all(|check| check.outcome != Outcome::Fails || !check.involves(at))
}

/// The figure in words, as in 三, or with misplaced thousands separators. 无 is 0.
fn spelled(words: &str) -> Option<Decimal> {
    match words {
        _ if is_word_for_zero(words) => Some(Decimal::ZERO),
        _ => match Value::read(words) {
            Value::Text => prose_figure(words),
            Value::Doubtful => likely_figure(words),
            _ => None,
        },
    }
}

/// Reports figures with words after them once for the table. gouji reads these figures.
fn report_notes(context: &Context<'_>, def: &TableDef, noted: &[(Cell, &Bilingual)], findings: &mut Findings<'_>) {
    let Some(((first, _), others)) = noted.split_first() else { return };
    let message = msg::InvalidNumberNoted {
        table: &def.name,
        count: noted.len(),
        found: first.span.slice(context.text).trim(),
        value: first.value.number().unwrap_or_default(),
    };
    let finding = findings.new_finding(first.span, message).with_severity(Severity::Info);
    let finding: Finding =
        others.iter().fold(finding, |finding, (cell, _)| finding.with_related(cell.span, msg::InvalidNumberNotedOther));
    // The form already has the unit, so the fix may remove it. Another note may be the only place for its words.
    let is_unit = |(cell, unit): &&(Cell, &Bilingual)| figure_note(cell.span.slice(context.text)) == unit.zh;
    if noted.iter().filter(is_unit).count() < noted.len() {
        findings.add(finding);
        return;
    }
    let edits = noted.iter().map(|(cell, _)| {
        let words = cell.span.slice(context.text);
        TextEdit::new(cell.span, words.strip_suffix(figure_note(words)).unwrap_or(words).trim_end())
    });
    findings.add(finding.with_fix(Fix {
        title: msg::InvalidNumberNotedFix { count: noted.len() }.into(),
        applicability: Applicability::Safe,
        edits: edits.collect(),
    }));
}

/// Whether an amount is followed by 元, which is not the unit of the form. `implausible-value` reports it.
fn is_yuan(context: &Context<'_>, cell: Cell, unit: &Bilingual) -> bool {
    unit.zh != "件" && figure_note(cell.span.slice(context.text)).starts_with('元')
}
