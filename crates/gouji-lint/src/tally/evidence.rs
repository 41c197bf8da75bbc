use rust_decimal::Decimal;

use super::CellRef;

/// A statement about cells of a table in another place, such as prose or last year's report. Evidence never shows that a cell is
/// wrong; it only decides between repairs of equal size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The cells whose sum the place states. Ambiguous words have several readings.
    pub readings: Vec<Vec<CellRef>>,
    /// The stated sum of the cells.
    pub sum: Decimal,
}

impl Evidence {
    /// Whether the statement is true in one of its readings if the cells have the figures that `figure` returns.
    pub(super) fn agrees(&self, figure: impl Fn(CellRef) -> Option<Decimal>) -> bool {
        let sum =
            |cells: &Vec<CellRef>| cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(figure(*cell)?));
        self.readings.iter().any(|cells| sum(cells) == Some(self.sum))
    }
}
