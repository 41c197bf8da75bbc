use rust_decimal::Decimal;

use super::CellRef;

/// What another place, such as prose or last year's report, says of cells of a table. It never shows that something is
/// wrong; it only decides between mends that are equally small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it may speak of: cells whose sum is told; several where its words may mean several things.
    pub readings: Vec<Vec<CellRef>>,
    /// What they sum up to by it.
    pub sum: Decimal,
}

impl Evidence {
    /// Whether it is right where the cells have the figures that `figure` gives.
    pub(super) fn agrees(&self, figure: impl Fn(CellRef) -> Option<Decimal>) -> bool {
        let sum =
            |cells: &Vec<CellRef>| cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(figure(*cell)?));
        self.readings.iter().any(|cells| sum(cells) == Some(self.sum))
    }
}
