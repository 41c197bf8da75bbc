use gouji_edition::{Axis, blank_form};
use gouji_l10n::{Message, msg};
use gouji_text::Span;

use super::finding_writer::FindingWriter;
use crate::finding::Finding;
use crate::rules::Findings;
use crate::tally::{Change, Check};

/// Two cells that are wrong by the same amount, in the order of the table.
type Pair = [Change; 2];

impl FindingWriter<'_> {
    /// The finding for an amount in the wrong one of two columns or rows, or too much or too little in both. It names both.
    pub fn moved(&self, candidates: &[Pair], failing: &[usize], findings: &Findings<'_>) -> Option<Finding> {
        let first = candidates.first()?;
        let what = self.what_moved(first, candidates);
        if let [pair] = candidates {
            return self.moved_between(pair, what, failing, findings);
        }
        let (relations, count) = (self.statements(failing), candidates.len());
        let message: Message = match is_in_row(first) {
            true => msg::TallyMoveRow { what, relations, count }.into(),
            false => msg::TallyMoveColumn { what, relations, count }.into(),
        };
        let finding = findings.new_finding(self.place_of_lines(first, failing)?, message);
        let finding = self.with_relations(finding, failing, None);
        let with_candidate = |finding, [one, other]: &Pair| self.with_candidate(finding, one, other);
        Some(self.with_evidence(candidates.iter().fold(finding, with_candidate), failing, &[]))
    }

    /// The finding if only these two cells can be wrong. Its place is the cell that has too much.
    fn moved_between(&self, pair: &Pair, what: Message, failing: &[usize], findings: &Findings<'_>) -> Option<Finding> {
        let [first, second] = pair;
        let (wrong, other) = if second.by() < first.by() { (second, first) } else { (first, second) };
        let message = msg::TallyMoveCells {
            what,
            relations: self.statements(failing),
            cell: self.name(wrong.cell),
            found: wrong.from,
            expected: wrong.to,
            other: self.name(other.cell),
            stands: other.from,
            becomes: other.to,
        };
        let finding = findings.new_finding(self.cell(wrong.cell)?.span, message);
        let finding = self.with_relations(finding.with_fix(self.write(pair)?), failing, None);
        Some(self.with_evidence(self.with_candidate(finding, other, wrong), failing, pair))
    }

    /// The message that says from where to where the amount moved, as far as the candidates agree.
    fn what_moved(&self, pair: &Pair, candidates: &[Pair]) -> Message {
        let [first, second] = pair;
        let [one, other] = pair.map(|change| match is_in_row(pair) {
            true => blank_form::column_label(self.def, change.cell.column),
            false => self.row_name(change.cell.row),
        });
        let decreases = |change: &Change| change.to < change.from;
        let (amount, unit) = (first.by().abs(), self.def.unit_of(first.cell.column));
        if decreases(first) == decreases(second) {
            msg::TallyMovedBoth { amount, unit, first: one, second: other }.into()
        } else if candidates.iter().any(|[candidate, _]| decreases(candidate) != decreases(first)) {
            msg::TallyMovedBetween { amount, unit, first: one, second: other }.into()
        } else {
            let (from, to) = if decreases(first) { (one, other) } else { (other, one) };
            msg::TallyMoved { amount, unit, from, to }.into()
        }
    }

    /// The place of a finding whose two columns or rows are certain, but not its cells: the total of the first column, or the
    /// label of the first row.
    fn place_of_lines(&self, pair: &Pair, failing: &[usize]) -> Option<Span> {
        let [first, _] = pair;
        if is_in_row(pair) {
            let is_in_column = |check: &&Check<'_>| check.relation.axis == Axis::Rows && check.at == first.cell.column;
            let check = self.failing(failing).find(is_in_column).or_else(|| self.failing(failing).next())?;
            return Some(self.cell(*check.equals.first()?)?.span);
        }
        let row = self.table.row(first.cell.row)?;
        Some(row.label.as_ref().map_or(row.span, |label| label.span))
    }

    /// Adds a pair that may be wrong as a related place, at the cell of `one`.
    fn with_candidate(&self, finding: Finding, one: &Change, other: &Change) -> Finding {
        let Some(cell) = self.cell(one.cell) else { return finding };
        let message = msg::TallyMoveCandidate {
            cell: self.name(one.cell),
            found: one.from,
            expected: one.to,
            other: self.name(other.cell),
            stands: other.from,
            becomes: other.to,
        };
        finding.with_related(cell.span, message)
    }
}

fn is_in_row([first, second]: &Pair) -> bool {
    first.cell.row == second.cell.row
}
