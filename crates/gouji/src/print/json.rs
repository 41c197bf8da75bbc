//! One JSON array, written element by element, one a line.

use gouji_l10n::Catalogue;

use super::{Elements, Frame, Printer};
use crate::run::summary::Seen;
use crate::run::unread::Unread;

/// What stands between two elements.
const BETWEEN: &str = ",\n";

/// An array that grows file by file.
pub struct Array;

impl<T: Elements> Printer<T> for Array {
    fn piece(&self, report: &T, catalogue: &Catalogue) -> String {
        report.elements(BETWEEN, catalogue)
    }

    fn unread(&self, file: &Unread, catalogue: &Catalogue) -> String {
        T::unread(file, catalogue)
    }

    fn frame(&self, _: &Seen, _: &Catalogue) -> Frame {
        Frame { head: "[\n".into(), between: BETWEEN, foot: "\n]\n".into(), none: "[]\n".into() }
    }
}
