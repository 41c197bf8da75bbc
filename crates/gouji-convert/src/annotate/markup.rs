//! Inserts comments and tracked changes into the XML of a document.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::escape::escape;

use super::AUTHOR;
use super::anchors::{Around, TextPart, XmlPoint};
use crate::word::sources::{RunSource, Sources};

/// The insertions at one place. The ends of comments come before the starts of others.
#[derive(Debug, Default)]
struct Insertions {
    ends: String,
    starts: String,
}

/// What happens at a place inside the text of a run.
#[derive(Debug, Default)]
struct RunSplit {
    run: usize,
    marks: Insertions,
    /// A tracked insertion.
    inserted: String,
    /// Whether deleted text ends here.
    ends_deletion: bool,
    /// The id of the deletion that begins here.
    begins_deletion: Option<u32>,
}

/// The XML of a document with insertions.
pub struct AnnotatedXml<'a> {
    document: &'a str,
    sources: &'a Sources,
    /// The prefix of Word elements, with the colon.
    prefix: String,
    next_id: u32,
    splits: BTreeMap<usize, RunSplit>,
    /// Insertions between runs.
    between: BTreeMap<usize, Insertions>,
    /// Deleted text, in order.
    deleted: Vec<Range<usize>>,
}

impl<'a> AnnotatedXml<'a> {
    /// The XML of a document without insertions. Tracked changes get ids from `next_id`.
    pub fn new(document: &'a str, sources: &'a Sources, next_id: u32) -> Self {
        let tag =
            sources.paragraphs.first().and_then(|paragraph| document.get(paragraph.tag.start + 1..paragraph.tag.end));
        let prefix = tag.and_then(|tag| tag.split(['>', ' ', '/']).next()?.strip_suffix('p'));
        let prefix = prefix.unwrap_or("w:").to_owned();
        let (splits, between, deleted) = Default::default();
        Self { document, sources, prefix, next_id, splits, between, deleted }
    }

    /// Adds a comment around words.
    pub fn comment(&mut self, place: &Around, id: u32) {
        let w = self.prefix.clone();
        let start = format!("<{w}commentRangeStart {w}id=\"{id}\"/>");
        let end = format!("<{w}commentRangeEnd {w}id=\"{id}\"/><{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>");
        if place.start == place.end {
            return self.marks(place.start, false).starts.push_str(&(start + &end));
        }
        self.marks(place.start, false).starts.push_str(&start);
        self.marks(place.end, true).ends.push_str(&end);
    }

    /// Replaces parts of text by a tracked change. Returns whether it could be written.
    pub fn replace(&mut self, parts: Vec<TextPart>, text: &str) -> bool {
        let Some(last) = parts.last().cloned() else { return false };
        let is_taken =
            |part: &TextPart| self.deleted.iter().any(|old| old.start < part.place.end && part.place.start < old.end);
        if text.contains(['\n', '\t']) || parts.iter().any(is_taken) {
            return false;
        }
        for part in parts.iter().filter(|part| !part.place.is_empty()) {
            let id = self.id();
            self.split(part.run, part.place.start).begins_deletion = Some(id);
            self.split(part.run, part.place.end).ends_deletion = true;
            self.deleted.push(part.place.clone());
        }
        if !text.is_empty() {
            let (w, id) = (self.prefix.clone(), self.id());
            let run = self.run_start(last.run);
            let inserted = format!(
                "<{w}ins {w}id=\"{id}\" {w}author=\"{AUTHOR}\">{run}<{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}ins>",
                escape(text)
            );
            self.split(last.run, last.place.end).inserted.push_str(&inserted);
        }
        true
    }

    /// The XML with all insertions.
    pub fn finish(self) -> String {
        let mut out = String::with_capacity(self.document.len() + 256 * self.splits.len());
        let mut places: Vec<usize> = self.splits.keys().chain(self.between.keys()).copied().collect();
        let empty: BTreeMap<usize, &str> = self.self_closing();
        let spaces = self.without_space_attribute();
        places.extend(empty.keys().chain(&spaces));
        places.sort_unstable();
        places.dedup();
        let mut at = 0;
        for place in places {
            out.push_str(self.document.get(at..place).unwrap_or_default());
            at = place;
            if spaces.contains(&place) {
                out.push_str(" xml:space=\"preserve\"");
            }
            if let Some(marks) = self.between.get(&place) {
                match empty.get(&place) {
                    // The tag `<w:p/>` becomes `<w:p>…</w:p>`.
                    Some(name) => {
                        let _ = write!(out, ">{}{}</{name}>", marks.ends, marks.starts);
                        at = self
                            .document
                            .get(place..)
                            .and_then(|rest| rest.find('>'))
                            .map_or(place, |end| place + end + 1);
                    }
                    None => out.extend([marks.ends.as_str(), &marks.starts]),
                }
            }
            if let Some(split) = self.splits.get(&place) {
                out.push_str(&self.written(split));
            }
        }
        out.push_str(self.document.get(at..).unwrap_or_default());
        out
    }

    /// The XML of a split: it ends the run, and begins it again with the same properties.
    fn written(&self, split: &RunSplit) -> String {
        let w = &self.prefix;
        let run = self.run_start(split.run);
        let mut out = match split.ends_deletion {
            true => format!("</{w}delText></{w}r></{w}del>"),
            false => format!("</{w}t></{w}r>"),
        };
        out.extend([split.inserted.as_str(), &split.marks.ends, &split.marks.starts]);
        let _ = match split.begins_deletion {
            Some(id) => {
                write!(out, "<{w}del {w}id=\"{id}\" {w}author=\"{AUTHOR}\">{run}<{w}delText xml:space=\"preserve\">")
            }
            None => write!(out, "{run}<{w}t xml:space=\"preserve\">"),
        };
        out
    }

    /// The start tag of a run with its properties.
    fn run_start(&self, run: usize) -> String {
        let properties = self.sources.runs.get(run).and_then(|run| self.document.get(run.properties.clone()));
        format!("<{}r>{}", self.prefix, properties.unwrap_or_default())
    }

    fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    fn split(&mut self, run: usize, offset: usize) -> &mut RunSplit {
        self.splits.entry(offset).or_insert_with(|| RunSplit { run, ..RunSplit::default() })
    }

    /// The marks at a point. A point inside deleted text moves to its start or end.
    fn marks(&mut self, point: XmlPoint, is_end: bool) -> &mut Insertions {
        match point {
            XmlPoint::Text(run, offset) => {
                let deleted = self.deleted.iter().find(|deleted| deleted.start < offset && offset < deleted.end);
                let offset = deleted.map_or(offset, |deleted| if is_end { deleted.end } else { deleted.start });
                let source = self.sources.runs.get(run).cloned().unwrap_or_default();
                let is_split = self.splits.contains_key(&offset);
                match self.boundary(&source, offset, is_end) {
                    Some(boundary) if !is_split => self.between.entry(boundary).or_default(),
                    _ => &mut self.split(run, offset).marks,
                }
            }
            XmlPoint::Run(run) => {
                let whole = self.sources.runs.get(run).map(|run| run.whole.clone()).unwrap_or_default();
                self.between.entry(if is_end { whole.end } else { whole.start }).or_default()
            }
            XmlPoint::Paragraph(index) => {
                let source = self.sources.paragraphs.get(index);
                let tag = source.map(|source| source.tag.clone()).unwrap_or_default();
                let is_closed = self.document.get(tag.clone()).is_some_and(|tag| tag.ends_with("/>"));
                let at = if is_closed { tag.end - 2 } else { source.map_or(0, |source| source.content) };
                self.between.entry(at).or_default()
            }
        }
    }

    /// The start or end of the run, if nothing but a tag is between it and the offset.
    fn boundary(&self, run: &RunSource, offset: usize, is_end: bool) -> Option<usize> {
        // The tags `</w:t></w:r>` after the offset, or `<w:t>` before it.
        let is_tags = |range: Range<usize>, count: usize| {
            let between = self.document.get(range).unwrap_or_default();
            between.starts_with('<') && between.ends_with('>') && between.matches('<').count() == count
        };
        match is_end {
            true => is_tags(offset..run.whole.end, 2).then_some(run.whole.end),
            false => is_tags(run.content..offset, 1).then_some(run.whole.start),
        }
    }

    /// Where the start tags of empty paragraphs with comments end, before `/>`, with the names of the elements.
    fn self_closing(&self) -> BTreeMap<usize, &'a str> {
        let tags = self.sources.paragraphs.iter().map(|source| source.tag.clone());
        let closed = tags.filter_map(|tag| {
            let text = self.document.get(tag.clone())?;
            let name = text.strip_prefix('<')?.split([' ', '/', '>', '\n', '\t', '\r']).next()?;
            (text.ends_with("/>") && self.between.contains_key(&(tag.end - 2))).then_some((tag.end - 2, name))
        });
        closed.collect()
    }

    /// Where the start tags of split texts end that do not keep blanks yet. A split may leave a blank at their end.
    fn without_space_attribute(&self) -> Vec<usize> {
        let tag_end = |offset: usize| {
            let before = self.document.get(..offset)?;
            let start = before.rfind('<')?;
            let tag = before.get(start..)?;
            let end = start + tag.find('>')?;
            let is_text = !tag.starts_with("</") && !tag.contains("space=");
            is_text.then_some(end)
        };
        let mut ends: Vec<usize> = self.splits.keys().filter_map(|offset| tag_end(*offset)).collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }
}
