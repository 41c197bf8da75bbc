//! The report as its author means it: title, period, sections, lists and tables, each with its place in the text.

mod labels;
mod model;
mod outline;
mod place;
mod rows;
mod tables;
mod title;

pub use model::{
    Cell, HeaderCell, Heading, Label, LabelQuality, Level, List, Ordinal, Paragraph, Period, Placement, Report,
    Section, Table, TableRow, Title,
};
pub use rows::Layout;

use crate::format;
use crate::syntax::{Line, LineKind, Syntax};
use crate::text::Span;
use labels::Labels;
use outline::Outline;

impl Report {
    /// Reads the report in `text`, whose tree is `syntax`; `None` where the text is not such a report.
    pub fn read(text: &str, syntax: &Syntax) -> Option<Self> {
        let lines = syntax.lines(text);
        let format = format::current();
        let labels = Labels::current();
        let title = title::read_title(text, &lines);
        let Outline { headings, sections, lists } = outline::read(text, &lines, format, labels);
        // A title alone may head a notice about reports; a title and a section, or half of the sections, are a report.
        if sections.len() + 2 * usize::from(title.is_some()) < 3 {
            return None;
        }
        let tables = tables::read(text, &rows::read(text, &lines), format, labels);
        let paragraphs = paragraphs(text, &lines, &headings, title.as_ref(), &tables);
        let period = title::read_period(text, &lines);
        Some(Self { format, title, period, headings, sections, lists, paragraphs, tables })
    }
}

/// Prose: what is neither title, nor heading, nor in a table.
fn paragraphs(
    text: &str,
    lines: &[Line],
    headings: &[Heading],
    title: Option<&Title>,
    tables: &[Table],
) -> Vec<Paragraph> {
    let is_prose = |line: &&Line| matches!(line.kind, LineKind::Paragraph | LineKind::Item);
    let free = |line: &&Line| {
        let inside = |span: Span| span.contains(line.span);
        !title.is_some_and(|title| inside(title.span)) && !tables.iter().any(|table| inside(table.span))
    };
    let mut numbered = headings.iter().enumerate().peekable();
    let prose = lines.iter().filter(is_prose).filter(free);
    prose
        .filter_map(|line| {
            let span = line.span.trimmed(text);
            while numbered.next_if(|(_, heading)| heading.span.start < span.start).is_some() {}
            let heading = numbered.peek().filter(|(_, heading)| heading.span.start == span.start);
            match heading {
                Some((_, heading)) if heading.stands_alone => None,
                heading => Some(Paragraph { span, heading: heading.map(|(at, _)| *at) }),
            }
        })
        .collect()
}
