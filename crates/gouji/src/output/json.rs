//! One JSON array, written element by element, one a line.

use gouji_core::Catalogue;

use super::element::{elements, unread};
use super::{Frame, Printer};
use crate::session::Checked;
use crate::summary::Seen;
use crate::unread::Unread;

/// What stands between two elements.
const BETWEEN: &str = ",\n";

/// An array that grows file by file.
pub struct Array;

impl Printer for Array {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        elements(checked, catalogue).join(BETWEEN)
    }

    fn unread(&self, file: &Unread, catalogue: &Catalogue) -> String {
        unread(file, catalogue)
    }

    fn frame(&self, _: &Seen, _: &Catalogue) -> Frame {
        Frame { head: "[\n".into(), between: BETWEEN, foot: "\n]\n".into(), none: "[]\n".into() }
    }
}
