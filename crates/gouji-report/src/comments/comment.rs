use std::sync::LazyLock;

use gouji_text::{Span, TextEdit, regex};
use regex::Regex;

static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)<!--[ \t\u{3000}]*gouji[ \t\u{3000}]*[:：](?P<asks>[^\r\n<>]*?)-->"));
/// The request: the names of rules, and after another colon the author's reason, which gouji does not read.
static ALLOW: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\s*allow[\s:：]+(?P<names>[^:：]*)"));

/// A comment that is addressed to gouji.
#[derive(Clone, Debug)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// The names of rules in the comment; empty if the comment cannot be understood.
    pub names: Vec<Span>,
    /// Whether the comment has its line to itself.
    pub line_place: LinePlace,
    /// Index into [`Comments::scopes`]; `None` if the comment applies to the whole text.
    pub scope: Option<usize>,
}

/// The place of a comment in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinePlace {
    /// On a line without anything else: the line, with its end.
    Alone(Span),
    /// On a line with other words or comments.
    Shared,
}

/// The comments of a text, and the parts of the text to which they apply.
#[derive(Debug, Default)]
pub struct Comments {
    /// The comments in the order of the text.
    pub comments: Vec<Comment>,
    /// The parts to which comments apply, in the order of the text. They do not overlap.
    pub scopes: Vec<Span>,
}

/// A line that contains comments.
struct CommentLine {
    /// The line without its end.
    span: Span,
    /// How many comments the line contains.
    comments: usize,
    content: CommentContent,
}

#[derive(PartialEq, Eq)]
enum CommentContent {
    Comments,
    Words,
}

impl Comments {
    /// Reads the comments of `text`, in time linear in its length.
    pub fn read(text: &str) -> Self {
        // Most texts have no comments and need no pattern.
        if !text.contains("<!--") {
            return Self::default();
        }
        let mut comments: Vec<Comment> = COMMENT
            .captures_iter(text)
            .filter_map(|found| {
                let (whole, asks) = (found.get(0)?, found.name("asks")?);
                let names = ALLOW.captures(asks.as_str()).and_then(|allow| allow.name("names"));
                let names = names.map(|names| words(names.as_str(), asks.start() + names.start())).unwrap_or_default();
                Some(Comment { span: whole.range().into(), names, line_place: LinePlace::Shared, scope: None })
            })
            .collect();
        let lines = lines(text, &mut comments);
        let scopes = scope(text, &mut comments, &lines);
        Self { comments, scopes }
    }

    /// The scope that contains the byte `at`, or ends there.
    pub fn scope_at(&self, at: usize) -> Option<usize> {
        let index = self.scopes.partition_point(|scope| scope.end < at);
        self.scopes.get(index).filter(|scope| scope.start <= at).map(|_| index)
    }
}

impl Comment {
    /// The edit that removes the comment, together with its line if the comment has the line to itself.
    pub fn removal(&self, text: &str) -> TextEdit {
        let span = match self.line_place {
            // The last line of a text may have no end. Then the edit removes the end of the line before.
            LinePlace::Alone(line) if line.end == text.len() && !line.slice(text).ends_with(['\n', '\r']) => {
                Span::new(without_line_end(text, line.start), line.end)
            }
            LinePlace::Alone(line) => line,
            LinePlace::Shared => {
                let blanks = |c: char| matches!(c, ' ' | '\u{3000}');
                let before = text.get(..self.span.start).unwrap_or_default();
                Span::new(before.trim_end_matches(blanks).len(), self.span.end)
            }
        };
        TextEdit::new(span, "")
    }
}

/// The spans of the words of `list`, which starts at the byte `start`.
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

/// The lines that contain comments. Sets [`Comment::line_place`] of comments that have a line to themselves.
fn lines(text: &str, comments: &mut [Comment]) -> Vec<CommentLine> {
    let mut lines: Vec<CommentLine> = Vec::new();
    let mut rest = comments;
    while let Some(first) = rest.first().map(|comment| comment.span) {
        let last_end = lines.last().map_or(0, |line| line.span.end);
        let before = Span::new(last_end, first.start).slice(text);
        let start = last_end + before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let start = if start == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { start };
        let after = text.get(first.end..).unwrap_or_default();
        let end = first.end + after.find(['\n', '\r']).unwrap_or(after.len());
        let count = rest.partition_point(|comment| comment.span.start < end);
        let (here, others) = rest.split_at_mut(count);
        rest = others;
        let starts = std::iter::once(start).chain(here.iter().map(|comment| comment.span.end));
        let ends = here.iter().map(|comment| comment.span.start).chain([end]);
        let mut between = starts.zip(ends).map(|(start, end)| Span::new(start, end).slice(text));
        let content =
            if between.all(|words| words.trim().is_empty()) { CommentContent::Comments } else { CommentContent::Words };
        if let [comment] = here
            && content == CommentContent::Comments
        {
            comment.line_place = LinePlace::Alone(Span::new(start, with_line_end(text, end)));
        }
        lines.push(CommentLine { span: Span::new(start, end), comments: count, content });
    }
    lines
}

/// Sets the scope of each comment, and returns the scopes.
fn scope(text: &str, comments: &mut [Comment], lines: &[CommentLine]) -> Vec<Span> {
    let top = at_top(text, lines);
    let mut scopes: Vec<Span> = Vec::new();
    let mut of_lines: Vec<usize> = Vec::new();
    // From the end, because a line of comments may have the scope of the next line of comments.
    for (at, line) in lines.iter().enumerate().skip(top).rev() {
        let target = match line.content {
            CommentContent::Words => line.span,
            CommentContent::Comments => next_line(text, line.span.end),
        };
        let next = lines
            .get(at + 1)
            .filter(|next| line.content == CommentContent::Comments && next.span.touches(target.start));
        match scopes.last_mut() {
            Some(scope) if next.is_some() => scope.start = line.span.start,
            _ => scopes.push(Span::new(line.span.start, target.end)),
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

/// How many of the lines precede all other words of the text.
fn at_top(text: &str, lines: &[CommentLine]) -> usize {
    let mut last_end = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    lines
        .iter()
        .take_while(|line| {
            let is_first = Span::new(last_end, line.span.start).slice(text).trim().is_empty();
            last_end = line.span.end;
            is_first && line.content == CommentContent::Comments
        })
        .count()
}

/// The next line after `at` that is not blank.
fn next_line(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or_default();
    let start = at + (rest.len() - rest.trim_start().len());
    let rest = text.get(start..).unwrap_or_default();
    Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

/// The byte after the line end at `end`.
fn with_line_end(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    end + if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}

/// The byte before the line end that precedes `start`.
fn without_line_end(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default();
    before.strip_suffix('\n').map_or(before, |before| before).trim_end_matches('\r').len()
}
