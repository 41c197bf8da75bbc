//! The lines of a text, and their kinds. Parsing never fails.
//!
//! The kind of a line depends on that line alone, so a stretch of whole lines can be parsed without the rest of the
//! text. A text is parsed stretch by stretch, after an edit only the edited stretch is parsed, and lines that are
//! cached are not parsed. Only the lines are kept, not the tree.

mod cached;
mod line;
mod parse;
mod pending_edit;

use std::sync::Arc;

use gouji_text::{CancelToken, Cancelled, PassageCache, Span};

pub use line::{Line, LineKind};
use pending_edit::PendingEdit;

/// The lines of a text.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    lines: Arc<Vec<Line>>,
    /// The edits since the lines were read.
    edited: Option<PendingEdit>,
}

impl Lines {
    /// Parses the whole of `text`.
    pub fn parse(text: &str) -> Self {
        Self::parse_cancellable(text, CancelToken::never()).unwrap_or_default()
    }

    /// Parses the whole of `text`.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn parse_cancellable(text: &str, cancel: CancelToken<'_>) -> Result<Self, Cancelled> {
        let lines = parse::lines(text, Span::new(0, text.len()), cancel)?;
        Ok(Self { lines: Arc::new(line::with_after_blank(text, lines)), edited: None })
    }

    /// Parses `text`, except lines that `passages` have cached from this text or another.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn parse_cached(text: &str, passages: &mut PassageCache, cancel: CancelToken<'_>) -> Result<Self, Cancelled> {
        let lines = cached::lines(text, passages, cancel)?;
        Ok(Self { lines: Arc::new(line::with_after_blank(text, lines)), edited: None })
    }

    /// Records an edit: `replaced`, in bytes of the text before it, has become `inserted` bytes. After all edits are
    /// recorded, call [`Lines::reparse`] once.
    pub fn edit(&mut self, replaced: Span, inserted: usize) {
        self.edited = Some(PendingEdit::after(self.edited, replaced, inserted));
    }

    /// Parses `text`, the text after the recorded edits: only the lines that the edits touch.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn reparse(&self, text: &str, cancel: CancelToken<'_>) -> Result<Self, Cancelled> {
        let Some(edited) = self.edited else { return Ok(self.clone()) };
        let (old, new) = edited.whole_lines(text);
        let first = self.lines.partition_point(|line| line.span.start < old.start);
        let after = self.lines.partition_point(|line| line.span.start < old.end);
        let moved = |line: &Line| line.moved(old.end, new.end);
        let mut lines = Vec::with_capacity(self.lines.len() + 1);
        lines.extend_from_slice(self.lines.get(..first).unwrap_or_default());
        lines.extend(parse::lines(text, new, cancel)?);
        let rest = lines.len();
        lines.extend(self.lines.get(after..).unwrap_or_default().iter().map(moved));
        line::set_after_blank(text, &mut lines, first..rest + 1);
        Ok(Self { lines: Arc::new(lines), edited: None })
    }

    /// The lines in the order of the text, without blank lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}
