//! One JSON object per line, so that programs can read the first objects while reports are still being checked.

use gouji_l10n::Catalogue;

use super::{Elements, Printer};
use crate::run::unread::Unread;

/// Prints one object per line.
pub struct JsonLines;

impl<T: Elements> Printer<T> for JsonLines {
    fn fragment(&self, report: &T, catalogue: &Catalogue) -> String {
        report.elements("\n", catalogue) + "\n"
    }

    fn unread(&self, file: &Unread, catalogue: &Catalogue) -> String {
        T::unread(file, catalogue) + "\n"
    }
}
