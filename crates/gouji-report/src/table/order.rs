use std::collections::BTreeSet;

use crate::{Table, TableRow};

impl Table {
    /// Whether every row that is known stands where the format has it, and none twice.
    pub fn is_in_order(&self) -> bool {
        self.rows.iter().filter_map(|row| row.row).is_sorted_by(|one, next| one < next)
    }

    /// For each of its rows, whether it stands where the format has it: the longest run of known rows that keeps the format's
    /// order does. A row that stands twice does so once, the first time. Rows that are not known do not.
    pub fn rows_in_order(&self) -> Vec<bool> {
        // The last row of the best run of each length, and what stands before each row in its run.
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
        let mut kept = vec![false; self.rows.len()];
        let mut next = ends.last().copied();
        while let Some(at) = next {
            kept.get_mut(at).into_iter().for_each(|kept| *kept = true);
            next = before.get(at).copied().flatten();
        }
        kept
    }
}

/// A sum that stands among the rows of a group is not the table's total, though it may bear the same label.
pub(super) fn tell_subtotals(table: &mut Table, text: &str) {
    if table.is_in_order() {
        return;
    }
    let in_order = table.rows_in_order();
    let kept: BTreeSet<usize> =
        table.rows.iter().zip(&in_order).filter(|(_, kept)| **kept).filter_map(|(row, _)| row.row).collect();
    let format = table.format;
    for (row, in_order) in table.rows.iter_mut().zip(in_order) {
        let stands_again = row.row.is_some_and(|row| kept.contains(&row));
        if !in_order && stands_again && row.label.as_ref().is_some_and(|label| format.is_subtotal(label.span.of(text)))
        {
            row.row = None;
        }
    }
}
