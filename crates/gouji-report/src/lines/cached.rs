//! Reuses lines that were parsed before, in this text or in another. Reports repeat the words of the form.

use std::sync::Arc;

use gouji_text::{CancelToken, Cancelled, Passage, PassageCache, Span};

use super::line::{Line, LineKind};
use super::parse::{STRETCH, Stretches};

/// The line that the words form, in bytes from its start; `None` if it is blank. Cached with the passage of the words.
struct CachedLine(Option<Line>);

/// A line that is not cached yet.
struct NewLine {
    /// The line with its end.
    span: Span,
    /// `None` if the words alone do not decide the line.
    passage: Option<Arc<Passage>>,
}

/// The lines of `text`, except that [`Line::after_blank`] is not set. Parses only lines that `passages` have not cached.
pub(super) fn lines(text: &str, passages: &mut PassageCache, cancel: CancelToken<'_>) -> Result<Vec<Line>, Cancelled> {
    let mut stretches = Stretches::new(text);
    let mut lines: Vec<Line> = Vec::new();
    let mut new: Vec<NewLine> = Vec::new();
    let mut bytes = 0;
    for (span, line) in gouji_text::lines(text) {
        let words = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        if words.is_empty() {
            continue;
        }
        if let Some(line) = pipe_row(words, span.start) {
            lines.push(line);
            continue;
        }
        let passage = is_independent(words, span.start).then(|| passages.get(words));
        if let Some(shape) = passage.as_ref().and_then(|passage| passage.cached::<CachedLine>()) {
            lines.extend(shape.0.map(|line| line.moved(0, span.start)));
            continue;
        }
        new.push(NewLine { span, passage });
        bytes += span.len();
        if bytes > STRETCH {
            cancel.check()?;
            parse(&mut stretches, &std::mem::take(&mut new), &mut lines);
            bytes = 0;
        }
    }
    parse(&mut stretches, &new, &mut lines);
    lines.sort_by_key(|line| line.span);
    Ok(lines)
}

/// The line of `words`, which start at the byte `start`, if they are a row between pipes by the grammar's `_pipes`. Rows of
/// figures differ from report to report, so their lines are seldom cached, and there are many of them.
fn pipe_row(words: &str, start: usize) -> Option<Line> {
    let inner = words.strip_prefix('|')?.trim_end_matches([' ', '\u{3000}']).strip_suffix('|')?;
    let is_row = memchr::memchr3(b'\t', b'\r', b'\0', inner.as_bytes()).is_none();
    let span = Span::new(start, start + words.len());
    is_row.then_some(Line { kind: LineKind::PipeRow, span, mark: None, ordinal: None, after_blank: false })
}

/// Whether words before a line feed are exactly one line at any place of a text.
fn is_independent(words: &str, start: usize) -> bool {
    let follows_mark = start == 0 && words.starts_with('\u{FEFF}');
    !follows_mark && memchr::memchr(b'\r', words.as_bytes()).is_none()
}

/// Parses the new lines, adds them to `lines`, and caches them with their passages.
fn parse(stretches: &mut Stretches<'_>, new: &[NewLine], lines: &mut Vec<Line>) {
    let first = lines.len();
    let spans: Vec<Span> = new.iter().map(|new| new.span).collect();
    stretches.parse(&spans, lines);
    let mut parsed = lines.iter().skip(first).peekable();
    for NewLine { span, passage } in new {
        while parsed.next_if(|line| line.span.start < span.start).is_some() {}
        let line = parsed.peek().filter(|line| span.contains(line.span));
        if let Some(passage) = passage {
            passage.store(CachedLine(line.map(|line| line.moved(span.start, 0))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::parse;

    #[test]
    fn a_row_between_pipes_is_what_the_grammar_makes_of_it() {
        let all = [
            "|",
            "||",
            "| 1 | 2 |",
            "|---|",
            "| 甲 |　 ",
            "| 甲 |\u{A0}",
            "|一、总体情况|",
            "| 政府信息公开工作年度报告 |",
            "| 1\t|",
            "| 1 | 2",
            " | 1 |",
            "|1|x",
            "# |1|",
            "1 | 2 |",
            "|\0|",
            "|1|\r",
        ];
        for line in all {
            for text in [format!("{line}\n"), line.to_owned(), format!("甲\n{line}\n乙")] {
                let read = lines(&text, &mut PassageCache::shared(10), CancelToken::never());
                let parsed = parse::lines(&text, Span::new(0, text.len()), CancelToken::never());
                assert_eq!(read, parsed, "{text:?}");
            }
        }
    }
}
