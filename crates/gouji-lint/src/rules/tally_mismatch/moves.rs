use gouji_edition::{Axis, blank_form};
use gouji_l10n::Message;
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
        let id = if is_in_row(first) { "tally-move-row" } else { "tally-move-column" };
        let message = Message::new(id)
            .with("what", what)
            .with("relations", self.statements(failing))
            .with("count", candidates.len());
        let finding = findings.new_finding(self.place_of_lines(first, failing)?, message);
        let finding = self.with_relations(finding, failing, None);
        let with_candidate = |finding, [one, other]: &Pair| self.with_candidate(finding, one, other);
        Some(self.with_evidence(candidates.iter().fold(finding, with_candidate), failing, &[]))
    }

    /// The finding if only these two cells can be wrong. Its place is the cell that has too much.
    fn moved_between(&self, pair: &Pair, what: Message, failing: &[usize], findings: &Findings<'_>) -> Option<Finding> {
        let [first, second] = pair;
        let (wrong, other) = if second.by() < first.by() { (second, first) } else { (first, second) };
        let message = Message::new("tally-move-cells").with("what", what).with("relations", self.statements(failing));
        let finding = findings.new_finding(self.cell(wrong.cell)?.span, self.with_pair(message, wrong, other));
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
        let message = if decreases(first) == decreases(second) {
            Message::new("tally-moved-both").with("first", one).with("second", other)
        } else if candidates.iter().any(|[candidate, _]| decreases(candidate) != decreases(first)) {
            Message::new("tally-moved-between").with("first", one).with("second", other)
        } else {
            let (from, to) = if decreases(first) { (one, other) } else { (other, one) };
            Message::new("tally-moved").with("from", from).with("to", to)
        };
        message.with("amount", first.by().abs()).with("unit", self.def.unit_of(first.cell.column))
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
        match self.cell(one.cell) {
            Some(cell) => {
                finding.with_related(cell.span, self.with_pair(Message::new("tally-move-candidate"), one, other))
            }
            None => finding,
        }
    }

    fn with_pair(&self, message: Message, one: &Change, other: &Change) -> Message {
        message
            .with("cell", self.name(one.cell))
            .with("found", one.from)
            .with("expected", one.to)
            .with("other", self.name(other.cell))
            .with("stands", other.from)
            .with("becomes", other.to)
    }
}

fn is_in_row([first, second]: &Pair) -> bool {
    first.cell.row == second.cell.row
}
