//! One JSON array, written element by element, one a line.

use gouji_core::Catalogue;

use super::element::elements;
use super::{Frame, Printer};
use crate::session::Checked;
use crate::summary::Summary;

/// What stands between two elements.
const BETWEEN: &str = ",\n";

/// An array that grows file by file.
pub struct Array;

impl Printer for Array {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        elements(checked, catalogue).collect::<Vec<_>>().join(BETWEEN)
    }

    fn frame(&self, _: &Summary, _: &Catalogue) -> Frame {
        Frame { head: "[\n".into(), between: BETWEEN, foot: "\n]\n".into(), none: "[]\n".into() }
    }
}
