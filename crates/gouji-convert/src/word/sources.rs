//! The places in the XML from which the text of a document was read. `annotate` writes there.

use std::ops::Range;

/// The sources of a document. All places are in bytes of the part with the document.
#[derive(Debug, Default)]
pub struct Sources {
    /// The paragraphs, in the order in which they begin.
    pub paragraphs: Vec<ParagraphSource>,
    /// The runs, in the order in which they begin.
    pub runs: Vec<RunSource>,
}

/// A paragraph (`w:p`).
#[derive(Debug, Default)]
pub struct ParagraphSource {
    /// Its start tag.
    pub tag: Range<usize>,
    /// Where its content begins, after its properties.
    pub content: usize,
    /// Its pieces of visible text, in order.
    pub pieces: Vec<SourcePiece>,
}

/// A run (`w:r`).
#[derive(Clone, Debug, Default)]
pub struct RunSource {
    /// Where its start tag begins and its end tag ends.
    pub whole: Range<usize>,
    /// Its properties (`w:rPr`); empty if it has none.
    pub properties: Range<usize>,
    /// Where its content begins, after its properties.
    pub content: usize,
}

/// A piece of visible text.
#[derive(Debug)]
pub struct SourcePiece {
    /// Its place.
    pub place: Range<usize>,
    /// The text. It has another length than the place if the place holds an entity or an element.
    pub text: String,
    /// The index of its run.
    pub run: usize,
    /// Whether a tracked change inserts it.
    pub is_inserted: bool,
    /// Whether it is the content of a text element (`w:t`), which can be split.
    pub is_text: bool,
}

/// Records sources while a document is read.
#[derive(Debug, Default)]
pub struct Recorder {
    /// The place of the event that is being read.
    pub event: Range<usize>,
    sources: Sources,
    /// The open runs, the outermost first: a text box is inside a run.
    open_runs: Vec<usize>,
}

impl Recorder {
    /// Begins a paragraph, and returns its index.
    pub fn begin_paragraph(&mut self) -> usize {
        let tag = self.event.clone();
        self.sources.paragraphs.push(ParagraphSource { content: tag.end, tag, pieces: Vec::new() });
        self.sources.paragraphs.len() - 1
    }

    /// Ends the properties of a paragraph.
    pub fn end_paragraph_properties(&mut self, paragraph: Option<usize>) {
        let end = self.event.end;
        if let Some(paragraph) = paragraph.and_then(|index| self.sources.paragraphs.get_mut(index)) {
            paragraph.content = end;
        }
    }

    /// Begins a run.
    pub fn begin_run(&mut self) {
        let Range { start, end } = self.event;
        self.open_runs.push(self.sources.runs.len());
        self.sources.runs.push(RunSource { whole: start..end, properties: end..end, content: end });
    }

    /// Begins the properties of a run.
    pub fn begin_run_properties(&mut self) {
        let start = self.event.start;
        self.change_run(|run| run.properties = start..start);
    }

    /// Ends the properties of a run.
    pub fn end_run_properties(&mut self) {
        let end = self.event.end;
        self.change_run(|run| {
            run.properties.end = end;
            run.content = end;
        });
    }

    /// Ends a run.
    pub fn end_run(&mut self) {
        let end = self.event.end;
        self.change_run(|run| run.whole.end = end);
        self.open_runs.pop();
    }

    /// Adds visible text to a paragraph.
    pub fn add_text(&mut self, paragraph: Option<usize>, text: &str, is_text: bool, is_inserted: bool) {
        let Some(paragraph) = paragraph.and_then(|index| self.sources.paragraphs.get_mut(index)) else { return };
        let Some(run) = self.open_runs.last().copied() else { return };
        let place = self.event.clone();
        paragraph.pieces.push(SourcePiece { place, text: text.to_owned(), run, is_inserted, is_text });
    }

    /// The sources.
    pub fn end(self) -> Sources {
        self.sources
    }

    fn change_run(&mut self, change: impl FnOnce(&mut RunSource)) {
        if let Some(run) = self.open_runs.last().and_then(|index| self.sources.runs.get_mut(*index)) {
            change(run);
        }
    }
}
