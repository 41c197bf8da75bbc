use std::borrow::Cow;

use super::markup;
use crate::text::{Span, Value};

/// How the cells of a table stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Cells of a row between tabs.
    Tabs,
    /// One cell a line behind a tab; a blank line ends the row.
    CellLines,
    /// Cells of a row between pipes, as in Markdown.
    Pipes,
    /// Cells of an HTML table.
    Html,
    /// Labels and figures that follow each other, with nothing but blanks and line ends between them.
    Loose,
}

impl Layout {
    /// What stands between two rows.
    pub const fn row_break(self) -> &'static str {
        match self {
            Self::Tabs | Self::Pipes | Self::Html | Self::Loose => "\n",
            Self::CellLines => "\n\n",
        }
    }

    /// Whether the cells of a row stand side by side, those of a column one below the other.
    pub const fn is_grid(self) -> bool {
        matches!(self, Self::Tabs | Self::Pipes | Self::Html)
    }

    /// Whether a blank line between two rows tears the table.
    pub const fn is_lines(self) -> bool {
        matches!(self, Self::Tabs | Self::Pipes)
    }
}

/// A row as it stands in the text, before anyone knows what it means.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    pub layout: Layout,
    pub span: Span,
    pub cells: Vec<RawCell>,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// Index of its first line.
    pub first_line: usize,
    /// Index of its last line.
    pub last_line: usize,
}

/// A cell as it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct RawCell {
    pub span: Span,
    pub value: Value,
    /// Its words, where they are not simply what stands in the span.
    words: Option<String>,
}

impl RawCell {
    /// The cell at `span`, whose words stand there as they are.
    pub(super) fn plain(text: &str, span: Span) -> Self {
        let span = span.trimmed(text);
        Self { span, value: Value::read(span.of(text)), words: None }
    }

    /// The cell at `span`, which may contain markup.
    pub(super) fn marked_up(text: &str, span: Span) -> Self {
        let span = span.trimmed(text);
        match markup::without(span.of(text)) {
            Cow::Borrowed(_) => Self::plain(text, span),
            Cow::Owned(words) => Self { span, value: Value::read(&words), words: Some(words) },
        }
    }

    /// The cell at `span` that says `words`, whatever stands there.
    pub(super) fn saying(span: Span, words: &str) -> Self {
        Self { span, value: Value::read(words), words: Some(words.trim().to_owned()) }
    }

    /// What the cell says.
    pub(super) fn words<'a>(&'a self, text: &'a str) -> &'a str {
        self.words.as_deref().unwrap_or_else(|| self.span.of(text))
    }
}
