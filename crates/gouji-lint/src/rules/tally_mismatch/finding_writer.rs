use gouji_edition::{Axis, TableDef, blank_form};
use gouji_l10n::{Arg, Message, msg};
use gouji_report::{Cell, Table};
use gouji_text::{Span, TextEdit, Value};
use rust_decimal::Decimal;

use crate::finding::{Applicability, Finding, Fix};
use crate::rules::{Context, Findings};
use crate::tally::{self, Cause, CellRef, Change, Check};

/// Turns the causes of failing relations into findings.
pub(super) struct FindingWriter<'a> {
    pub context: &'a Context<'a>,
    /// Index of the table in the report.
    pub at: usize,
    pub def: &'static TableDef,
    pub table: &'a Table,
    pub checks: &'a [Check<'a>],
}

impl FindingWriter<'_> {
    pub fn finding(&self, cause: &Cause, findings: &Findings<'_>) -> Option<Finding> {
        match cause {
            Cause::Cell { change, failing } => self.wrong_cell(*change, failing, findings),
            Cause::Move { candidates, failing } => self.moved(candidates, failing, findings),
            Cause::Relation { check, candidates } => self.relation(*check, candidates, findings),
        }
    }

    fn wrong_cell(&self, change: Change, failing: &[usize], findings: &Findings<'_>) -> Option<Finding> {
        let cell = self.cell(change.cell)?;
        let mut checks = self.failing(failing);
        let is_fixed = |check: &Check<'_>| check.residual_after(change) == Some(Decimal::ZERO);
        let (found, expected, difference) = (change.from, change.to, change.by().abs());
        let (name, unit) = (self.name(change.cell), self.def.unit_of(change.cell.column));
        let relations = self.statements(failing);
        let message: Message = match checks.all(is_fixed) {
            true => msg::TallyCell { cell: name, found, expected, difference, unit, relations }.into(),
            false => msg::TallyCellAmongOthers { cell: name, found, expected, difference, unit, relations }.into(),
        };
        let finding = findings.new_finding(cell.span, message).with_fix(self.write(&[change])?);
        let finding = self.with_relations(finding, failing, Some(change.cell));
        Some(self.with_evidence(finding, failing, &[change]))
    }

    /// The finding for a failing relation whose wrong cell is unknown.
    fn relation(&self, failing: usize, candidates: &[Change], findings: &Findings<'_>) -> Option<Finding> {
        let check = self.checks.get(failing)?;
        let at = *check.equals.first()?;
        let (left, right) = (check.left?, check.right?);
        let message = msg::TallyRelation {
            relation: &check.relation.statement,
            cell: self.name(at),
            left: Arg::Equation(tally::addends(check.addends, self.table)),
            found: right,
            expected: left,
            difference: check.residual()?.abs(),
            unit: self.def.unit_of(at.column),
        };
        let mut finding = findings.new_finding(self.cell(at)?.span, message);
        for candidate in candidates {
            finding = finding.with_fix(self.write_candidate(*candidate, at)?);
        }
        let finding = self.with_relation(finding, check, Some(at));
        Some(self.with_evidence(finding, &[failing], &[]))
    }

    /// The fix that writes the right figure of a cell if this cell is wrong. Its title names the cell, unless the finding is there.
    fn write_candidate(&self, change: Change, place: CellRef) -> Option<Fix> {
        let fix = self.write(&[change])?;
        if change.cell == place {
            return Some(fix);
        }
        let title = msg::TallyFixCandidate { cell: self.name(change.cell), value: change.to };
        Some(Fix { title: title.into(), ..fix })
    }

    /// The fix that writes the right figures of the cells.
    pub fn write(&self, changes: &[Change]) -> Option<Fix> {
        let mut edits = Vec::new();
        for change in changes {
            let span = figure_span(self.context.text, self.cell(change.cell)?);
            edits.push(TextEdit::new(span, change.to.normalize().to_string()));
        }
        edits.sort_unstable_by_key(|edit| edit.span);
        let title = match changes {
            [change] => msg::TallyFix { value: change.to }.into(),
            _ => {
                let named = changes
                    .iter()
                    .map(|change| Message::from(msg::TallyFixCell { cell: self.name(change.cell), value: change.to }));
                msg::TallyFixCells { cells: named.collect::<Arg>() }.into()
            }
        };
        Some(Fix { title, applicability: Applicability::Chosen, edits })
    }

    pub fn with_relations(&self, finding: Finding, failing: &[usize], own: Option<CellRef>) -> Finding {
        self.failing(failing).fold(finding, |finding, check| self.with_relation(finding, check, own))
    }

    /// Adds a failing relation: its id, and the place of its other cells.
    fn with_relation(&self, mut finding: Finding, check: &Check<'_>, own: Option<CellRef>) -> Finding {
        let id = &check.relation.id;
        if !finding.relations.iter().any(|known| known == id) {
            finding.relations.push(id.to_string());
        }
        let cells = || check.equals.iter().chain(check.addends);
        let others: Vec<Span> =
            cells().filter(|at| Some(**at) != own).filter_map(|at| Some(self.cell(*at)?.span)).collect();
        // The cells of one row are one place. Cells below each other are not, so the total represents them.
        let one_row = cells().all(|at| Some(at.row) == check.equals.first().map(|at| at.row));
        let span = match one_row {
            true => others.iter().copied().reduce(Span::cover),
            false => others.first().copied(),
        };
        let Some(span) = span else { return finding };
        let equation = |cells| Arg::Equation(tally::addends(cells, self.table));
        let (relation, left, right) = (&check.relation.statement, equation(check.addends), equation(check.equals));
        let message: Message = match self.axis_name(check) {
            at if at.is_empty() => msg::TallyRelated { relation, left, right }.into(),
            at => msg::TallyRelatedAt { at, relation, left, right }.into(),
        };
        finding.with_related(span, message)
    }

    pub fn failing(&self, failing: &[usize]) -> impl Iterator<Item = &Check<'_>> {
        failing.iter().filter_map(|at| self.checks.get(*at))
    }

    /// The statements of the relations, without repetitions.
    pub fn statements(&self, failing: &[usize]) -> Arg {
        let mut statements = Vec::new();
        for check in self.failing(failing).map(|check| &check.relation.statement) {
            if !statements.contains(&check) {
                statements.push(check);
            }
        }
        statements.into_iter().collect()
    }

    pub fn cell(&self, at: CellRef) -> Option<Cell> {
        self.table.cell(at.row, at.column)
    }

    /// The name of a cell: row and column, as in `（一）予以公开·自然人`.
    pub fn name(&self, at: CellRef) -> String {
        let names = [self.row_name(at.row), blank_form::column_label(self.def, at.column)];
        names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join("·")
    }

    pub fn row_name(&self, row: usize) -> String {
        self.def.rows.get(row).map(|row| blank_form::full_label(self.def, row)).unwrap_or_default()
    }

    /// The name of the row or column at which the relation was checked.
    fn axis_name(&self, check: &Check<'_>) -> String {
        match check.relation.axis {
            Axis::Columns => self.row_name(check.at),
            Axis::Rows => blank_form::column_label(self.def, check.at),
        }
    }
}

/// The span of a cell's figure, without the words after it.
fn figure_span(text: &str, cell: Cell) -> Span {
    let Value::Noted(_) = cell.value else { return cell.span };
    let is_of_figure = |c: char| c.is_numeric() || c.is_whitespace() || matches!(c, ',' | '，' | '.' | '．');
    let words = cell.span.slice(text);
    let figure = words.split(|c| !is_of_figure(c)).next().unwrap_or_default();
    let figure = figure.trim_end_matches(|c: char| !c.is_numeric());
    Span::new(cell.span.start, cell.span.start + figure.len())
}
