//! Reads the body of a Word document, element by element.

use super::ConvertedWithSources;
use super::numbering::Numbering;
use super::sources::Recorder;
use super::story::{Field, Story, StoryParagraph, StoryRows};
use super::styles::Styles;
use super::xml::{StartTag, Xml, XmlEvent};
use crate::layout::{Block, lay_out, lay_out_with_sources};
use crate::{Converted, Failure, LeftOut, limits};

/// The reader of a body.
#[derive(Debug)]
pub struct BodyReader {
    styles: Styles,
    numbering: Numbering,
    /// The open elements, the outermost first, without skipped elements.
    frames: Vec<OpenElement>,
    /// Number of open elements that are skipped.
    skipped: usize,
    /// Number of open content controls without content.
    blank: usize,
    /// The open stories and tables, the outermost first.
    containers: Vec<Container>,
    cells: usize,
    left_out: LeftOut,
    /// The sources of the text, if they are recorded.
    recorder: Option<Recorder>,
}

/// The kind of an open element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OpenElement {
    /// An element that only contains others.
    Other,
    Paragraph,
    ParagraphProperties,
    /// Properties of the mark at the end of a paragraph.
    MarkProperties,
    NumberingProperties,
    Run {
        is_hidden: bool,
    },
    RunProperties,
    Text,
    /// A tracked change that inserts its content.
    Insertion,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    /// One thing in several forms, of which the first is read.
    Alternatives {
        is_taken: bool,
    },
    Control {
        is_blank: bool,
    },
    ControlProperties,
}

/// An open story or table.
#[derive(Debug)]
enum Container {
    Story(Story),
    Table(StoryRows),
}

impl BodyReader {
    /// A reader of a body with these styles and lists.
    pub fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            frames: Vec::new(),
            skipped: 0,
            blank: 0,
            containers: vec![Container::Story(Story::default())],
            cells: 0,
            left_out: LeftOut::default(),
            recorder: None,
        }
    }

    /// Converts the part with the document to text.
    pub fn read(mut self, part: &str) -> Result<Converted, Failure> {
        let blocks = self.blocks(part)?;
        lay_out(blocks, self.left_out)
    }

    /// Converts the part with the document to text, and records where the text was read.
    pub fn read_with_sources(mut self, part: &str) -> Result<ConvertedWithSources, Failure> {
        self.recorder = Some(Recorder::default());
        let blocks = self.blocks(part)?;
        let (converted, paragraphs) = lay_out_with_sources(blocks, self.left_out)?;
        let sources = self.recorder.map(Recorder::end).unwrap_or_default();
        Ok(ConvertedWithSources { converted, paragraphs, sources })
    }

    fn blocks(&mut self, part: &str) -> Result<Vec<Block>, Failure> {
        let mut xml = Xml::new(part);
        while let Some(node) = xml.next()? {
            if let Some(recorder) = &mut self.recorder {
                recorder.event = xml.event();
            }
            match node {
                XmlEvent::Open(_) if self.skipped > 0 => self.skipped += 1,
                XmlEvent::Open(tag) => match self.open(&tag)? {
                    Some(frame) => self.frames.push(frame),
                    None => self.skipped = 1,
                },
                XmlEvent::Close if self.skipped > 0 => self.skipped -= 1,
                XmlEvent::Close => self.close()?,
                XmlEvent::Text(text) => self.text(&text),
            }
        }
        let body = std::mem::take(&mut self.containers).into_iter().next();
        Ok(match body {
            Some(Container::Story(story)) => story.end(),
            _ => Vec::new(),
        })
    }

    /// The kind of an element; `None` if it is skipped with its content.
    fn open(&mut self, tag: &StartTag<'_>) -> Result<Option<OpenElement>, Failure> {
        let within = self.frames.last().copied().unwrap_or(OpenElement::Other);
        let name = tag.word();
        if name.ends_with("Change") {
            self.left_out.changes = true;
            return Ok(None);
        }
        match within {
            OpenElement::ParagraphProperties | OpenElement::NumberingProperties | OpenElement::MarkProperties => {
                Ok(self.paragraph_property(name, within, tag))
            }
            OpenElement::RunProperties => {
                self.run_property(name, tag);
                Ok(None)
            }
            OpenElement::RowProperties | OpenElement::CellProperties => self.table_property(name, tag).map(|()| None),
            OpenElement::ControlProperties => {
                self.control_property(name, tag);
                Ok(None)
            }
            OpenElement::Run { .. } => Ok(self.in_run(name, tag)),
            _ => self.block(name, within, tag),
        }
    }

    /// An element that may contain text.
    fn block(&mut self, name: &str, within: OpenElement, tag: &StartTag<'_>) -> Result<Option<OpenElement>, Failure> {
        Ok(Some(match name {
            "p" if self.story().is_some_and(|story| story.paragraph.is_none()) => {
                let source = self.recorder.as_mut().map(Recorder::begin_paragraph);
                if let Some(story) = self.story() {
                    story.paragraph = Some(StoryParagraph { source, ..StoryParagraph::default() });
                }
                OpenElement::Paragraph
            }
            "tbl" if self.story().is_some_and(|story| story.paragraph.is_none()) => {
                self.containers.push(Container::Table(StoryRows::default()));
                OpenElement::Table
            }
            "gridCol" => {
                if let Some(rows) = self.rows() {
                    rows.add_column(tag.number("w"));
                }
                OpenElement::Other
            }
            "tr" if self.rows().is_some() => OpenElement::Row,
            "tc" if self.rows().is_some() => {
                self.cells += 1;
                if self.cells > limits::CELLS {
                    return Err(Failure::TooLarge);
                }
                self.containers.push(Container::Story(Story::default()));
                OpenElement::Cell
            }
            "pPr" if within == OpenElement::Paragraph => OpenElement::ParagraphProperties,
            "trPr" if within == OpenElement::Row => OpenElement::RowProperties,
            "tcPr" if within == OpenElement::Cell => OpenElement::CellProperties,
            "r" => {
                self.record(Recorder::begin_run);
                OpenElement::Run { is_hidden: false }
            }
            "sdt" => OpenElement::Control { is_blank: false },
            "sdtPr" if matches!(within, OpenElement::Control { .. }) => OpenElement::ControlProperties,
            "sectPr" | "tblPr" | "tblPrEx" | "rPr" | "pPr" | "sdtEndPr" => return Ok(None),
            _ => return Ok(self.anywhere(name, within, tag)),
        }))
    }

    /// An element that may occur inside runs and around them.
    fn anywhere(&mut self, name: &str, within: OpenElement, tag: &StartTag<'_>) -> Option<OpenElement> {
        match name {
            "del" | "moveFrom" => {
                self.left_out.changes = true;
                return None;
            }
            "ins" | "moveTo" => {
                self.left_out.changes = true;
                return Some(OpenElement::Insertion);
            }
            "commentRangeStart" | "commentReference" => self.left_out.comments = true,
            "footnoteReference" | "endnoteReference" => self.left_out.notes = true,
            "txbxContent" => {
                self.containers.push(Container::Story(Story::default()));
                return Some(OpenElement::TextBox);
            }
            // Pronunciations above characters.
            "rt" => return None,
            "" => return self.foreign(within, tag),
            _ => {}
        }
        Some(OpenElement::Other)
    }

    /// An element outside the namespaces of Word.
    fn foreign(&mut self, within: OpenElement, tag: &StartTag<'_>) -> Option<OpenElement> {
        match (tag.local(), within) {
            ("AlternateContent", _) => Some(OpenElement::Alternatives { is_taken: false }),
            ("Choice" | "Fallback", OpenElement::Alternatives { is_taken }) => {
                if let Some(last) = self.frames.last_mut() {
                    *last = OpenElement::Alternatives { is_taken: true };
                }
                if is_taken { None } else { Some(OpenElement::Other) }
            }
            // Text of formulas.
            ("t", _) => Some(OpenElement::Text),
            _ => Some(OpenElement::Other),
        }
    }

    /// An element of a run.
    fn in_run(&mut self, name: &str, tag: &StartTag<'_>) -> Option<OpenElement> {
        match name {
            "rPr" => {
                self.record(Recorder::begin_run_properties);
                return Some(OpenElement::RunProperties);
            }
            "t" => return Some(OpenElement::Text),
            "delText" | "instrText" | "delInstrText" => return None,
            "tab" | "ptab" => self.add_text(" "),
            "br" | "cr" => self.add_text("\n"),
            "noBreakHyphen" => self.add_text("-"),
            "sym" => {
                let code = tag.value("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let character = code.filter(|code| !(0xE000..0xF900).contains(code)).and_then(char::from_u32);
                if let Some(character) = character {
                    self.add_text(character.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => self.field(&tag.value("fldCharType").unwrap_or_default()),
            _ => return self.anywhere(name, OpenElement::Run { is_hidden: false }, tag),
        }
        Some(OpenElement::Other)
    }

    fn field(&mut self, kind: &str) {
        let Some(story) = self.story() else { return };
        match kind {
            "begin" if story.fields.len() < limits::DEPTH => story.fields.push(Field::Instruction),
            "separate" => {
                if let Some(field) = story.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            "end" => drop(story.fields.pop()),
            _ => {}
        }
    }

    fn paragraph_property(&mut self, name: &str, within: OpenElement, tag: &StartTag<'_>) -> Option<OpenElement> {
        let is_deleted = within == OpenElement::MarkProperties && matches!(name, "del" | "moveFrom");
        self.left_out.changes |=
            is_deleted || (within == OpenElement::MarkProperties && matches!(name, "ins" | "moveTo"));
        let paragraph = self.story()?.paragraph.as_mut()?;
        match (name, within) {
            ("numPr", OpenElement::ParagraphProperties) => return Some(OpenElement::NumberingProperties),
            ("rPr", OpenElement::ParagraphProperties) => return Some(OpenElement::MarkProperties),
            ("pStyle", OpenElement::ParagraphProperties) => paragraph.style = tag.val(),
            ("ilvl", OpenElement::NumberingProperties) => paragraph.numbering.level = tag.number("val"),
            ("numId", OpenElement::NumberingProperties) => paragraph.numbering.list = tag.number("val"),
            _ => paragraph.continues |= is_deleted,
        }
        None
    }

    fn run_property(&mut self, name: &str, tag: &StartTag<'_>) {
        if name == "vanish"
            && tag.is_on()
            && let Some(run) = self.frames.iter_mut().rev().nth(1)
        {
            *run = OpenElement::Run { is_hidden: true };
        }
    }

    fn table_property(&mut self, name: &str, tag: &StartTag<'_>) -> Result<(), Failure> {
        let columns = || tag.number("val").and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
        let changes = matches!(name, "ins" | "del" | "cellIns" | "cellDel" | "cellMerge");
        self.left_out.changes |= changes;
        // The story of a cell is above its table in the stack.
        let rows = self.containers.iter_mut().rev().find_map(|container| match container {
            Container::Table(rows) => Some(rows),
            Container::Story(_) => None,
        });
        let Some(rows) = rows else { return Ok(()) };
        let is_continued = |tag: &StartTag<'_>| tag.val().is_none_or(|value| value == "continue");
        match name {
            "gridBefore" => return rows.skip(columns()),
            "del" => rows.is_deleted = true,
            "gridSpan" => rows.cell.columns = columns(),
            "vMerge" => rows.cell.continues_above = is_continued(tag),
            "hMerge" => rows.cell.continues_before = is_continued(tag),
            "cellDel" => rows.cell.is_deleted = true,
            _ => {}
        }
        Ok(())
    }

    /// Hides the placeholder of a content control without content.
    fn control_property(&mut self, name: &str, tag: &StartTag<'_>) {
        if name != "showingPlcHdr" || !tag.is_on() {
            return;
        }
        if let Some(control @ OpenElement::Control { is_blank: false }) = self.frames.iter_mut().rev().nth(1) {
            *control = OpenElement::Control { is_blank: true };
            self.blank += 1;
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped == 0 && self.frames.last() == Some(&OpenElement::Text) {
            self.add_text(text);
        }
    }

    /// Adds text to the paragraph, unless Word hides it.
    fn add_text(&mut self, text: &str) {
        let mut frames = self.frames.iter().rev();
        let is_hidden = frames.find_map(|frame| match frame {
            OpenElement::Run { is_hidden } => Some(*is_hidden),
            OpenElement::Paragraph => Some(false),
            _ => None,
        });
        if is_hidden != Some(false) || self.blank > 0 {
            return;
        }
        if let Some(story) = self.story()
            && story.shows()
            && let Some(paragraph) = &mut story.paragraph
        {
            paragraph.text.push_str(text);
            let source = paragraph.source;
            let is_text = self.frames.last() == Some(&OpenElement::Text);
            let is_inserted = self.frames.contains(&OpenElement::Insertion);
            self.record(|recorder| recorder.add_text(source, text, is_text, is_inserted));
        }
    }

    /// Records a source, if sources are recorded.
    fn record(&mut self, record: impl FnOnce(&mut Recorder)) {
        if let Some(recorder) = &mut self.recorder {
            record(recorder);
        }
    }

    fn close(&mut self) -> Result<(), Failure> {
        match self.frames.pop() {
            Some(OpenElement::ParagraphProperties) => {
                let source = self.story().and_then(|story| story.paragraph.as_ref()?.source);
                self.record(|recorder| recorder.end_paragraph_properties(source));
            }
            Some(OpenElement::RunProperties) => self.record(Recorder::end_run_properties),
            Some(OpenElement::Run { .. }) => self.record(Recorder::end_run),
            Some(OpenElement::Paragraph) => self.end_paragraph(),
            Some(OpenElement::Row) => {
                if let Some(rows) = self.rows() {
                    rows.end_row();
                }
            }
            Some(OpenElement::Control { is_blank: true }) => self.blank -= 1,
            Some(OpenElement::Table) => {
                if let Some(Container::Table(rows)) = self.containers.pop() {
                    let table = Block::Table(rows.end());
                    if let Some(story) = self.story() {
                        story.push(table);
                    }
                }
            }
            Some(frame @ (OpenElement::Cell | OpenElement::TextBox)) => {
                let Some(Container::Story(story)) = self.containers.pop() else { return Ok(()) };
                let blocks = story.end();
                match self.containers.last_mut() {
                    Some(Container::Table(rows)) if frame == OpenElement::Cell => return rows.end_cell(blocks),
                    Some(Container::Story(story)) => story.push_box(blocks),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let (styles, numbering) = (&self.styles, &mut self.numbering);
        let Some(Container::Story(story)) = self.containers.last_mut() else { return };
        let style = story.paragraph.as_ref().and_then(|paragraph| paragraph.style.clone());
        if styles.is_contents(style.as_deref()) {
            story.paragraph = Some(StoryParagraph::default());
        }
        story.end_paragraph(|paragraph| numbering.label(paragraph.numbering, style.as_deref(), styles));
    }

    /// The open story; `None` between the cells of a table.
    fn story(&mut self) -> Option<&mut Story> {
        match self.containers.last_mut() {
            Some(Container::Story(story)) => Some(story),
            _ => None,
        }
    }

    /// The open table, between its cells; `None` within a story.
    fn rows(&mut self) -> Option<&mut StoryRows> {
        match self.containers.last_mut() {
            Some(Container::Table(rows)) => Some(rows),
            _ => None,
        }
    }
}
