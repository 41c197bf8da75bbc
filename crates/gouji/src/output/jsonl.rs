//! One JSON object a line, so that programs can read while reports are told of.

use gouji_core::Catalogue;

use super::Printer;
use super::element::{elements, unread};
use crate::session::Checked;
use crate::unread::Unread;

/// Objects, each on its line.
pub struct Lines;

impl Printer for Lines {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        elements(checked, catalogue).into_iter().fold(String::new(), |lines, element| lines + &element + "\n")
    }

    fn unread(&self, file: &Unread, catalogue: &Catalogue) -> String {
        unread(file, catalogue) + "\n"
    }
}
