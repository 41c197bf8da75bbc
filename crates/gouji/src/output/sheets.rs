//! The texts of which findings speak.

use gouji_core::Related;

use crate::places::Places;
use crate::session::Checked;

/// A text by its name.
pub struct Sheet<'a> {
    /// Its path.
    pub file: String,
    /// Its lines and columns.
    pub places: Places<'a>,
}

/// The texts in which the places of a report's findings lie.
pub struct Sheets<'a> {
    /// The report's own.
    pub own: Sheet<'a>,
    last: Option<Sheet<'a>>,
}

impl<'a> Sheets<'a> {
    pub fn of(checked: &'a Checked) -> Self {
        let own = Sheet { file: checked.path.display().to_string(), places: Places::new(&checked.text) };
        let last = checked.last.as_ref();
        let last = last.map(|last| Sheet { file: last.source.clone(), places: Places::new(&last.text) });
        Self { own, last }
    }

    /// The text in which a related place lies.
    pub fn of_related(&self, related: &Related) -> &Sheet<'a> {
        self.last.as_ref().filter(|last| related.source.as_ref() == Some(&last.file)).unwrap_or(&self.own)
    }
}
