//! The report as its author means it: title, period, sections, lists and tables, each with its place in the text.

mod model;

pub use model::{
    Cell, Heading, Label, LabelQuality, Level, List, Ordinal, Paragraph, Period, Placement, Report, Section, Table,
    TableRow, Title,
};

use crate::syntax::Syntax;

impl Report {
    /// Reads the report in `text`, whose tree is `syntax`; `None` where the text is not such a report.
    pub fn read(_text: &str, _syntax: &Syntax) -> Option<Self> {
        None
    }
}
