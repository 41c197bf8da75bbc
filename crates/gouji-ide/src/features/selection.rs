//! What a growing selection covers: a figure, its cell, row and table, or a clause, sentence and paragraph, then the sections and the text.

use gouji_report::{Report, Table};
use gouji_text::{CancelToken, Cancelled, Span, line_start, sentences};

use super::outline::{Node, outline};

/// The largest number of places that are answered. The selection of the others does not grow.
const MAX_PLACES: usize = 200;

/// For each of the `offsets` the growing spans, the smallest first. Each contains the one before, and there is at least one.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn selection_ranges(
    text: &str,
    report: Option<&Report>,
    offsets: &[usize],
    cancel: CancelToken<'_>,
) -> Result<Vec<Vec<Span>>, Cancelled> {
    let nodes = match report {
        Some(report) => outline(text, report, cancel)?,
        None => Vec::new(),
    };
    let mut ranges = Vec::new();
    for (at, offset) in offsets.iter().enumerate() {
        cancel.check()?;
        let offset = (*offset).min(text.len());
        ranges.push(if at < MAX_PLACES { growing(text, report, &nodes, offset) } else { vec![Span::at(offset)] });
    }
    Ok(ranges)
}

fn growing(text: &str, report: Option<&Report>, nodes: &[Node], offset: usize) -> Vec<Span> {
    let line = line_at(text, offset);
    let mut spans = vec![figure_at(text, line, offset), line.trimmed(text), Span::new(0, text.len())];
    if let Some(report) = report {
        sections_at(nodes, offset, &mut spans);
        if let Some(table) = last_before(&report.tables, offset, |table| table.span) {
            of_table(table, offset, &mut spans);
        }
        if let Some(paragraph) = last_before(&report.paragraphs, offset, |paragraph| paragraph.span) {
            spans.push(paragraph.span);
            spans.extend(sentences(paragraph.words()).into_iter().map(|sentence| paragraph.place(sentence)));
        }
        spans.extend(last_before(&report.headings, offset, |heading| heading.span).map(|heading| heading.text));
    }
    spans.retain(|span| span.touches(offset));
    spans.sort_by_key(|span| span.len());
    let mut nested: Vec<Span> = vec![Span::at(offset)];
    for span in spans {
        if nested.last().is_none_or(|last| span.contains(*last) && span != *last) {
            nested.push(span);
        }
    }
    if nested.len() > 1 {
        nested.remove(0);
    }
    nested
}

/// The last item that begins at or before `offset`. The items are in the order of the text.
fn last_before<T>(items: &[T], offset: usize, span: impl Fn(&T) -> Span) -> Option<&T> {
    items.get(items.partition_point(|item| span(item).start <= offset).checked_sub(1)?)
}

fn of_table(table: &Table, offset: usize, spans: &mut Vec<Span>) {
    spans.push(table.span);
    if let Some(row) = last_before(&table.rows, offset, |row| row.span) {
        spans.push(row.span);
        spans.extend(row.label.as_ref().map(|label| label.span));
        spans.extend(row.cells.iter().map(|cell| cell.span));
    }
}

fn sections_at(nodes: &[Node], offset: usize, spans: &mut Vec<Span>) {
    if let Some(node) = last_before(nodes, offset, |node| node.span) {
        spans.push(node.span);
        sections_at(&node.children, offset, spans);
    }
}

fn line_at(text: &str, offset: usize) -> Span {
    let rest = text.get(offset..).unwrap_or_default();
    Span::new(line_start(text, offset), rest.find(['\n', '\r']).map_or(text.len(), |length| offset + length))
}

/// The digits around the offset; empty if there are none.
fn figure_at(text: &str, line: Span, offset: usize) -> Span {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '０'..='９' | '．');
    let before = Span::new(line.start, offset).slice(text);
    let after = Span::new(offset, line.end).slice(text);
    let start = line.start + before.trim_end_matches(is_figure).len();
    Span::new(start, line.end - after.trim_start_matches(is_figure).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, at, report};

    fn words(offset: usize) -> Vec<&'static str> {
        let found = selection_ranges(TEXT, Some(&report()), &[offset], CancelToken::never());
        let found = found.expect("nobody cancels it").remove(0);
        found.iter().map(|span| span.slice(TEXT).lines().next().unwrap_or_default()).collect()
    }

    #[test]
    fn the_selection_grows_over_sentence_paragraph_and_section() {
        let found = words(at("监督。", 0));
        assert_eq!(found[0], "加强监督");
        assert_eq!(
            &found[1..],
            [
                "严格考核。加强监督。",
                "2.严格考核。加强监督。",
                "（二）监督保障情况",
                "一、总体情况",
                TEXT.lines().next().expect("a title")
            ]
        );
    }

    #[test]
    fn the_selection_grows_over_cell_row_table_and_section() {
        let found = words(at("3\t0", 0));
        assert_eq!(found[0], "3");
        assert!(found[1].starts_with("一、本年新收"), "{found:?}");
        assert!(found[2].trim_start().starts_with("自然人"), "{found:?}");
        assert_eq!(found[3], "三、收到和处理政府信息公开申请情况");
        assert_eq!(found.len(), 5);
    }

    #[test]
    fn every_place_has_growing_spans_that_contain_it() {
        let offsets: Vec<usize> = (0..=TEXT.len()).filter(|offset| TEXT.is_char_boundary(*offset)).collect();
        for chunk in offsets.chunks(MAX_PLACES) {
            let found =
                selection_ranges(TEXT, Some(&report()), chunk, CancelToken::never()).expect("nobody cancels it");
            for (offset, spans) in chunk.iter().zip(found) {
                assert!(spans[0].touches(*offset), "{offset}: {spans:?}");
                assert!(
                    spans.windows(2).all(|pair| pair[1].contains(pair[0]) && pair[1] != pair[0]),
                    "{offset}: {spans:?}"
                );
                assert_eq!(spans.last(), Some(&Span::new(0, TEXT.len())), "{offset}");
            }
        }
        let many = vec![0; MAX_PLACES + 1];
        let found = selection_ranges(TEXT, None, &many, CancelToken::never()).expect("nobody cancels it");
        assert_eq!((found.len(), found.last()), (many.len(), Some(&vec![Span::at(0)])));
    }
}
