use std::collections::BTreeSet;

use crate::{Table, TableRow};

impl Table {
    /// Whether all known rows are in the edition's order, without repetition.
    pub fn is_in_order(&self) -> bool {
        self.rows.iter().filter_map(|row| row.row).is_sorted_by(|one, next| one < next)
    }

    /// For each row, whether it belongs to the longest run of known rows that keeps the edition's order. Of a repeated
    /// row, only the first counts. Unknown rows never count.
    pub fn rows_in_order(&self) -> Vec<bool> {
        // The last row of the best run of each length, and for each row the row before it in its run.
        let mut ends: Vec<usize> = Vec::new();
        let mut before: Vec<Option<usize>> = vec![None; self.rows.len()];
        let known = |at: usize| self.rows.get(at).and_then(|row: &TableRow| row.row);
        for (at, row) in self.rows.iter().enumerate() {
            let Some(row) = row.row else { continue };
            let shorter = ends.partition_point(|end| known(*end).is_some_and(|end| end < row));
            let previous = shorter.checked_sub(1).and_then(|last| ends.get(last).copied());
            if let Some(slot) = before.get_mut(at) {
                *slot = previous;
            }
            match ends.get_mut(shorter) {
                Some(end) if known(*end) == Some(row) => {}
                Some(end) => *end = at,
                None => ends.push(at),
            }
        }
        let mut in_order = vec![false; self.rows.len()];
        let mut next = ends.last().copied();
        while let Some(at) = next {
            if let Some(in_order) = in_order.get_mut(at) {
                *in_order = true;
            }
            next = before.get(at).copied().flatten();
        }
        in_order
    }
}

/// Marks subtotals: a sum among the rows of a group is not the table's total, though it may have the same label.
pub(super) fn mark_subtotals(table: &mut Table, text: &str) {
    if table.is_in_order() {
        return;
    }
    let in_order = table.rows_in_order();
    let ordered: BTreeSet<usize> =
        table.rows.iter().zip(&in_order).filter(|(_, in_order)| **in_order).filter_map(|(row, _)| row.row).collect();
    let edition = table.edition;
    for (row, in_order) in table.rows.iter_mut().zip(in_order) {
        let is_repeated = row.row.is_some_and(|row| ordered.contains(&row));
        if !in_order
            && is_repeated
            && row.label.as_ref().is_some_and(|label| edition.is_subtotal(label.span.slice(text)))
        {
            row.row = None;
        }
    }
}
