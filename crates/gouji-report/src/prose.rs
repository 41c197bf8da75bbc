use std::sync::Arc;

use gouji_text::{PassageCache, Span};

use super::{Heading, Paragraph, Table, Title};
use crate::lines::LineKind;
use crate::source::ReportSource;

/// Characters of a full line. A shorter line does not continue in the next line.
const SHORTEST_FULL_LINE: usize = 15;

/// Reads the paragraphs: text that is neither title, nor heading, nor table. Lines that were broken only because they
/// were full, as in text from PDF, become one paragraph.
pub(super) fn read(
    ReportSource { text, lines, cancel, .. }: ReportSource<'_>,
    headings: &[Heading],
    title: Option<&Title>,
    tables: &[Arc<Table>],
    passages: &mut PassageCache,
) -> Vec<Paragraph> {
    let mut numbered = headings.iter().enumerate().peekable();
    let mut tables = tables.iter().peekable();
    let mut paragraphs: Vec<(Span, Option<usize>)> = Vec::new();
    let mut last_line = None;
    for (at, line) in lines.iter().enumerate().take_while(|_| !cancel.is_cancelled()) {
        let span = line.span.trimmed(text);
        while numbered.next_if(|(_, heading)| heading.span.start < span.start).is_some() {}
        while tables.next_if(|table| table.span.end <= span.start).is_some() {}
        let heading = numbered.peek().filter(|(_, heading)| heading.span.start == span.start);
        let in_table = tables.peek().is_some_and(|table| table.span.contains(line.span));
        let in_title = title.is_some_and(|title| title.span.contains(span));
        let is_prose = matches!(line.kind, LineKind::Paragraph | LineKind::Item);
        if !is_prose && line.kind != LineKind::Heading {
            continue;
        }
        let opens = heading.filter(|(_, heading)| heading.stands_alone).map(|(_, heading)| heading.span);
        // Text may follow a heading on the same line, and may have a number of its own.
        let (span, heading) = match opens.map(|opens| Span::new(opens.end, span.end.max(opens.end)).trimmed(text)) {
            Some(rest) if rest.is_empty() || in_table || in_title => continue,
            Some(rest) => {
                numbered.next();
                (rest, numbered.peek().filter(|(_, heading)| heading.span.start == rest.start))
            }
            None => (span, heading),
        };
        let is_prose = is_prose || opens.is_some();
        if !is_prose || in_table || in_title || heading.is_some_and(|(_, heading)| heading.stands_alone) {
            continue;
        }
        let follows = last_line.is_some_and(|last: usize| last + 1 == at);
        let before = if follows { paragraphs.last_mut() } else { None };
        match before.filter(|(before, _)| heading.is_none() && !line.after_blank && is_broken(text, *before)) {
            Some((before, _)) => before.end = span.end,
            None => paragraphs.push((span, heading.map(|(at, _)| *at))),
        }
        last_line = Some(at);
    }
    let mut paragraph =
        |(span, heading): (Span, _)| Paragraph { span, passage: passages.get(span.slice(text)), heading };
    paragraphs.into_iter().take_while(|_| !cancel.is_cancelled()).map(&mut paragraph).collect()
}

/// Whether the last line of `span` is full and stops in the middle of a sentence.
fn is_broken(text: &str, span: Span) -> bool {
    let words = span.slice(text);
    let line = words.rsplit(['\n', '\r']).next().unwrap_or(words).trim();
    !line.ends_with(['。', '！', '？', '；', '：', ':', ';']) && line.chars().nth(SHORTEST_FULL_LINE - 1).is_some()
}
