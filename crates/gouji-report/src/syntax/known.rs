//! Lines that were parsed before, in this text or in another: reports are made from one form, and repeat it.

use std::sync::Arc;

use gouji_text::{Cancelled, Passage, Passages, Span, Watch};

use super::line::Line;
use super::parse::{STRETCH, Stretches};

/// What the words of a line make of it, in bytes from its first; `None` where it is blank.
struct Shape(Option<Line>);

/// A line that is not known yet.
struct New {
    /// With its end.
    span: Span,
    /// `None` where its words alone do not make it what it is.
    passage: Option<Arc<Passage>>,
}

/// The lines of `text`; whether a blank line stands before them is not yet known. Only those are parsed that `passages` does
/// not know.
pub(super) fn lines(text: &str, passages: &mut Passages, watch: Watch<'_>) -> Result<Vec<Line>, Cancelled> {
    let mut stretches = Stretches::of(text);
    let (mut lines, mut new): (Vec<Line>, Vec<New>) = Default::default();
    let mut bytes = 0;
    for (span, line) in gouji_text::lines(text) {
        let words = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        if words.is_empty() {
            continue;
        }
        let passage = stands_for_itself(words, span.start).then(|| passages.get(words));
        if let Some(shape) = passage.as_ref().and_then(|passage| passage.cached_fact::<Shape>()) {
            lines.extend(shape.0.map(|line| line.moved(0, span.start)));
            continue;
        }
        new.push(New { span, passage });
        bytes += span.len();
        if bytes > STRETCH {
            watch.check()?;
            parse(&mut stretches, &std::mem::take(&mut new), &mut lines);
            bytes = 0;
        }
    }
    parse(&mut stretches, &new, &mut lines);
    lines.sort_by_key(|line| line.span);
    Ok(lines)
}

/// Whether words up to a line feed are one line, and are so at any place of a text.
fn stands_for_itself(words: &str, start: usize) -> bool {
    let follows_mark = start == 0 && words.starts_with('\u{FEFF}');
    !follows_mark && memchr::memchr(b'\r', words.as_bytes()).is_none()
}

/// Adds the new lines, and remembers what their words make of them.
fn parse(stretches: &mut Stretches<'_>, new: &[New], lines: &mut Vec<Line>) {
    let first = lines.len();
    let spans: Vec<Span> = new.iter().map(|new| new.span).collect();
    stretches.parse(&spans, lines);
    let mut parsed = lines.iter().skip(first).peekable();
    for New { span, passage } in new {
        while parsed.next_if(|line| line.span.start < span.start).is_some() {}
        let line = parsed.peek().filter(|line| span.contains(line.span));
        if let Some(passage) = passage {
            passage.fact(|_| Shape(line.map(|line| line.moved(span.start, 0))));
        }
    }
}
