//! The report as its author means it: title, period, sections, lists and tables, each with its place in the text.

mod claims;
mod figures;
mod model;
mod outline;
mod prose;
mod source;
mod table;
mod title;
mod titles;

pub use claims::{Claim, Verdict};
pub use figures::Figures;
pub use model::{
    Cell, CellRef, HeaderCell, Heading, Label, LabelQuality, Level, List, Ordinal, Paragraph, Period, Placement,
    Report, Section, Table, TableRow, Title,
};
pub use table::Layout;

use crate::cancel::{Cancelled, Watch};
use crate::format;
use crate::suppress::Allows;
use crate::syntax::Syntax;
use crate::text::Passages;
use outline::Outline;
use source::Source;

impl Report {
    /// Reads the report in `text`, whose tree is `syntax`; `None` where the text is not such a report.
    pub fn read(text: &str, syntax: &Syntax) -> Option<Self> {
        Self::read_again(text, syntax, &mut Passages::default(), Watch::never()).unwrap_or_default()
    }

    /// Reads the report in `text`, with the passages of the texts before it; `None` where the text is not such a report.
    pub fn read_known(text: &str, passages: &mut Passages) -> Option<Self> {
        let syntax = Syntax::parse_known(text, passages, Watch::never()).unwrap_or_default();
        Self::read_again(text, &syntax, passages, Watch::never()).unwrap_or_default()
    }

    /// Reads the report in `text`, whose tree is `syntax`, with the passages of its last state; `None` where the text is
    /// not such a report.
    ///
    /// # Errors
    /// [`Cancelled`] where that was asked for before the end.
    pub fn read_again(
        text: &str,
        syntax: &Syntax,
        passages: &mut Passages,
        watch: Watch<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        passages.read_again();
        let comments = Allows::read(text);
        let hidden = comments.hide(text);
        let lines = comments.lines(text, &hidden, syntax, watch)?;
        let text = &*hidden;
        let format = format::current();
        let source = Source { text, lines: &lines, watch };
        let title = title::read_title(text, &lines);
        let outline = outline::read(source, passages);
        watch.check()?;
        // A title alone may head a notice about reports; a title and a section, or half of the sections, are a report.
        if outline.sections.len() + 2 * usize::from(title.is_some()) < 3 {
            passages.forget_unmet();
            return Ok(None);
        }
        let tables = table::read(source, &outline.sections, passages);
        watch.check()?;
        let Outline { headings, sections, lists } = outline.without(&tables, &lines);
        let paragraphs = prose::read(source, &headings, title.as_ref(), &tables, passages);
        watch.check()?;
        let period = title::read_period(&paragraphs);
        let claims = Vec::new();
        let mut report = Self { format, title, period, headings, sections, lists, paragraphs, tables, claims };
        report.claims = claims::read(&report, watch);
        watch.check()?;
        passages.forget_unmet();
        Ok(Some(report))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_that_is_no_report_no_longer_says_is_forgotten() {
        let mut passages = Passages::default();
        for round in 0..9 {
            let text = format!("# 第{round}稿\n");
            let report = Report::read_again(&text, &Syntax::parse(&text), &mut passages, Watch::never());
            assert!(matches!(report, Ok(None)), "{report:?}");
        }
        assert!(!format!("{passages:?}").contains("第0稿"), "{passages:?}");
    }
}
