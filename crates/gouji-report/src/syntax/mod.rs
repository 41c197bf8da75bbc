//! The syntax of a text: which lines it has and of what kind. Parsing never fails.
//!
//! The grammar decides what a line is within that line, so the tree of a stretch of whole lines is that stretch of the text's
//! tree. That is why a text is parsed stretch by stretch, after an edit only the stretch that was edited, and a line that was met
//! before not at all; nothing but the lines is kept.

mod edited;
mod known;
mod line;
mod parse;

use std::sync::Arc;

use gouji_text::{Cancelled, Passages, Span, Watch};

use edited::Edited;
pub use line::{Line, LineKind};

/// The lines of a text.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    lines: Arc<Vec<Line>>,
    /// What was edited since they were read.
    edited: Option<Edited>,
}

impl Syntax {
    /// Parses `text` from nothing.
    pub fn parse(text: &str) -> Self {
        Self::parse_watched(text, Watch::never()).unwrap_or_default()
    }

    /// Parses `text` from nothing.
    ///
    /// # Errors
    /// [`Cancelled`] where `watch` says so before the end.
    pub fn parse_watched(text: &str, watch: Watch<'_>) -> Result<Self, Cancelled> {
        let lines = parse::lines(text, Span::new(0, text.len()), watch)?;
        Ok(Self { lines: Arc::new(line::separated(text, lines)), edited: None })
    }

    /// Parses `text` from nothing, but for the lines that `passages` knows from this text or another.
    ///
    /// # Errors
    /// [`Cancelled`] where `watch` says so before the end.
    pub fn parse_known(text: &str, passages: &mut Passages, watch: Watch<'_>) -> Result<Self, Cancelled> {
        let lines = known::lines(text, passages, watch)?;
        Ok(Self { lines: Arc::new(line::separated(text, lines)), edited: None })
    }

    /// Tells of one edit: `replaced`, in bytes of the text before it, has become `inserted` bytes. Several edits are told one
    /// after another, then comes one [`Syntax::reparse`].
    pub fn edit(&mut self, replaced: Span, inserted: usize) {
        self.edited = Some(Edited::after(self.edited, replaced, inserted));
    }

    /// Parses `text` again, as it stands after the edits: only the lines that they touch.
    ///
    /// # Errors
    /// [`Cancelled`] where `watch` says so before the end.
    pub fn reparse(&self, text: &str, watch: Watch<'_>) -> Result<Self, Cancelled> {
        let Some(edited) = self.edited else { return Ok(self.clone()) };
        let (old, new) = edited.whole_lines(text);
        let first = self.lines.partition_point(|line| line.span.start < old.start);
        let behind = self.lines.partition_point(|line| line.span.start < old.end);
        let moved = |line: &Line| line.moved(old.end, new.end);
        let mut lines = Vec::with_capacity(self.lines.len() + 1);
        lines.extend_from_slice(self.lines.get(..first).unwrap_or_default());
        lines.extend(parse::lines(text, new, watch)?);
        let rest = lines.len();
        lines.extend(self.lines.get(behind..).unwrap_or_default().iter().map(moved));
        line::separate(text, &mut lines, first..rest + 1);
        Ok(Self { lines: Arc::new(lines), edited: None })
    }

    /// The lines in the order of the text; blank ones are left out.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}
