use std::sync::LazyLock;

use gouji_text::{Span, TextEdit, regex};
use regex::Regex;

static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)<!--[ \t\u{3000}]*gouji[ \t\u{3000}]*[:：](?P<asks>[^\r\n<>]*?)-->"));
/// What is asked: the names, and behind another colon the author's reason, which nobody reads but people.
static ALLOW: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\s*allow[\s:：]+(?P<names>[^:：]*)"));

/// A comment that speaks to gouji.
#[derive(Clone, Debug)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// Where the names of rules stand; none where the comment cannot be understood.
    pub names: Vec<Span>,
    /// Whether it has its line to itself.
    pub standing: Standing,
    /// Index into [`Allows::scopes`]; `None` where it speaks of the whole text.
    pub scope: Option<usize>,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On a line that holds nothing else: the line, with its end.
    Alone(Span),
    /// Beside other words or comments.
    Beside,
}

/// The comments of a text, and what they speak of.
#[derive(Debug, Default)]
pub struct Allows {
    /// In the order of the text.
    pub comments: Vec<Comment>,
    /// Places of which comments speak, in the order of the text; they do not overlap.
    pub scopes: Vec<Span>,
}

/// A line that holds comments.
struct Line {
    /// Without its end.
    span: Span,
    /// How many comments stand on it.
    comments: usize,
    holds: Holds,
}

#[derive(PartialEq, Eq)]
enum Holds {
    Comments,
    Words,
}

impl Allows {
    /// The comments of `text`, in time that is linear in its length.
    pub fn read(text: &str) -> Self {
        // Most texts have none, and need no pattern.
        if !text.contains("<!--") {
            return Self::default();
        }
        let mut comments: Vec<Comment> = COMMENT
            .captures_iter(text)
            .filter_map(|found| {
                let (whole, asks) = (found.get(0)?, found.name("asks")?);
                let names = ALLOW.captures(asks.as_str()).and_then(|allow| allow.name("names"));
                let names = names.map(|names| words(names.as_str(), asks.start() + names.start())).unwrap_or_default();
                Some(Comment { span: whole.range().into(), names, standing: Standing::Beside, scope: None })
            })
            .collect();
        let lines = lines(text, &mut comments);
        let scopes = scope(text, &mut comments, &lines);
        Self { comments, scopes }
    }

    /// The scope that holds the byte `at`, which may stand behind its last character.
    pub fn scope_at(&self, at: usize) -> Option<usize> {
        let index = self.scopes.partition_point(|scope| scope.end < at);
        self.scopes.get(index).filter(|scope| scope.start <= at).map(|_| index)
    }
}

impl Comment {
    /// Takes the comment out of the text; with its line, where it has one to itself.
    pub fn removal(&self, text: &str) -> TextEdit {
        let span = match self.standing {
            // The last line of a text may have no end of its own; then that of the line before goes.
            Standing::Alone(line) if line.end == text.len() && !line.of(text).ends_with(['\n', '\r']) => {
                Span::new(without_line_end(text, line.start), line.end)
            }
            Standing::Alone(line) => line,
            Standing::Beside => {
                let blanks = |c: char| matches!(c, ' ' | '\u{3000}');
                let before = text.get(..self.span.start).unwrap_or_default();
                Span::new(before.trim_end_matches(blanks).len(), self.span.end)
            }
        };
        TextEdit::new(span, "")
    }
}

/// The words of `list`, which starts at `start`.
fn words(list: &str, start: usize) -> Vec<Span> {
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut at = start;
    let pieces = list.split_inclusive(separates).map(|piece| {
        let word = Span::new(at, at + piece.trim_end_matches(separates).len());
        at += piece.len();
        word
    });
    pieces.filter(|word| !word.is_empty()).collect()
}

/// The lines on which the comments stand. Notes which comments have theirs to themselves.
fn lines(text: &str, comments: &mut [Comment]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut rest = comments;
    while let Some(first) = rest.first().map(|comment| comment.span) {
        let behind = lines.last().map_or(0, |line| line.span.end);
        let before = Span::new(behind, first.start).of(text);
        let start = behind + before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let start = if start == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { start };
        let after = text.get(first.end..).unwrap_or_default();
        let end = first.end + after.find(['\n', '\r']).unwrap_or(after.len());
        let count = rest.partition_point(|comment| comment.span.start < end);
        let (here, others) = rest.split_at_mut(count);
        rest = others;
        let starts = std::iter::once(start).chain(here.iter().map(|comment| comment.span.end));
        let ends = here.iter().map(|comment| comment.span.start).chain([end]);
        let mut between = starts.zip(ends).map(|(start, end)| Span::new(start, end).of(text));
        let holds = if between.all(|words| words.trim().is_empty()) { Holds::Comments } else { Holds::Words };
        if let [comment] = here
            && holds == Holds::Comments
        {
            comment.standing = Standing::Alone(Span::new(start, with_line_end(text, end)));
        }
        lines.push(Line { span: Span::new(start, end), comments: count, holds });
    }
    lines
}

/// Notes of what each comment speaks, and gathers the places.
fn scope(text: &str, comments: &mut [Comment], lines: &[Line]) -> Vec<Span> {
    let top = at_top(text, lines);
    let mut scopes: Vec<Span> = Vec::new();
    let mut of_lines: Vec<usize> = Vec::new();
    // From the end, as a line of comments may speak of what the next line of comments speaks of.
    for (at, line) in lines.iter().enumerate().skip(top).rev() {
        let target = match line.holds {
            Holds::Words => line.span,
            Holds::Comments => next_line(text, line.span.end),
        };
        let next = lines.get(at + 1).filter(|next| line.holds == Holds::Comments && next.span.touches(target.start));
        match scopes.last_mut().filter(|_| next.is_some()) {
            Some(scope) => scope.start = line.span.start,
            None => scopes.push(Span::new(line.span.start, target.end)),
        }
        of_lines.push(scopes.len() - 1);
    }
    scopes.reverse();
    let of_lines = std::iter::repeat_n(None, top).chain(of_lines.iter().rev().map(|at| Some(scopes.len() - 1 - at)));
    let of_comments = of_lines.zip(lines).flat_map(|(scope, line)| std::iter::repeat_n(scope, line.comments));
    for (comment, scope) in comments.iter_mut().zip(of_comments) {
        comment.scope = scope;
    }
    scopes
}

/// How many of the lines stand above everything else in the text.
fn at_top(text: &str, lines: &[Line]) -> usize {
    let mut behind = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    lines
        .iter()
        .take_while(|line| {
            let is_first = Span::new(behind, line.span.start).of(text).trim().is_empty();
            behind = line.span.end;
            is_first && line.holds == Holds::Comments
        })
        .count()
}

/// The next line behind `at` that is not blank.
fn next_line(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or_default();
    let start = at + (rest.len() - rest.trim_start().len());
    let rest = text.get(start..).unwrap_or_default();
    Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

/// The byte behind the line end at `end`.
fn with_line_end(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    end + if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}

/// The byte before the line end in front of `start`.
fn without_line_end(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default();
    before.strip_suffix('\n').map_or(before, |before| before).trim_end_matches('\r').len()
}
