//! One JSON object a line, so that programs can read while reports are told of.

use gouji_l10n::Catalogue;

use super::{Elements, Printer};
use crate::run::unread::Unread;

/// Objects, each on its line.
pub struct JsonLines;

impl<T: Elements> Printer<T> for JsonLines {
    fn fragment(&self, report: &T, catalogue: &Catalogue) -> String {
        report.elements("\n", catalogue) + "\n"
    }

    fn unread(&self, file: &Unread, catalogue: &Catalogue) -> String {
        T::unread(file, catalogue) + "\n"
    }
}
