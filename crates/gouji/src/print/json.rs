//! One JSON array, written element by element, one per line.

use gouji_l10n::Catalogue;

use super::{Elements, Envelope, Printer};
use crate::run::totals::Totals;
use crate::run::unread::Unread;

/// The separator of two elements.
const BETWEEN: &str = ",\n";

/// Prints one array, file by file.
pub struct JsonArray;

impl<T: Elements> Printer<T> for JsonArray {
    fn fragment(&self, report: &T, catalogue: &Catalogue) -> String {
        report.elements(BETWEEN, catalogue)
    }

    fn unread(&self, file: &Unread, catalogue: &Catalogue) -> String {
        T::unread(file, catalogue)
    }

    fn envelope(&self, _: &Totals, _: &Catalogue) -> Envelope {
        Envelope { head: "[\n".into(), between: BETWEEN, foot: "\n]\n".into(), none: "[]\n".into() }
    }
}
