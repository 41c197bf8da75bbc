//! Joins the lines of paragraphs.

use gouji_report::reads_like_title;

use super::lines::TextLine;
use super::pages::{PageItem, PageItems};
use super::tables::begins_an_item;
use crate::layout::Block;

/// Free space at the end of a full line, in font sizes. Words of Latin letters and figures are not broken.
const FREE_END: f64 = 2.0;
/// Width of a column of text, in font sizes, at least.
const MIN_WIDTH: f64 = 15.0;
/// Indentation of the first line of a paragraph, in font sizes, at least.
const INDENT: f64 = 0.8;
/// Difference of the free space on both sides of a centred line, in font sizes.
const CENTRED: f64 = 0.6;
/// Indentation of the first line of a paragraph in most reports, in font sizes.
const FIRST_LINE: f64 = 2.0;
/// Free space on each side of a line in the middle that continues on the next line, in font sizes, at most.
const FREE_SIDE: f64 = 4.0;
/// Distance of paragraphs, in distances of lines, at least.
const PARAGRAPH_GAP: f64 = 1.4;
/// Half-width columns of a font size.
const COLUMNS: f64 = 2.0;

/// The edges of the text, and the distance of its lines.
#[derive(Clone, Copy, Debug)]
struct TextMetrics {
    left: f64,
    right: f64,
    pitch: f64,
}

/// The blocks of these pages.
pub fn blocks(pages: Vec<PageItems>) -> Vec<Block> {
    let body = TextMetrics::new(&pages);
    let mut blocks = Vec::new();
    let mut open = OpenParagraph::default();
    for page in pages {
        for item in page.items {
            match item {
                PageItem::Line(line) if line.parts.len() > 1 => open.align(line, page.number, body, &mut blocks),
                PageItem::Line(line) => open.add(line, page.number, body, &mut blocks),
                PageItem::Table(table) => {
                    open.end(&mut blocks);
                    blocks.push(Block::Page(page.number));
                    blocks.push(table.block());
                }
            }
        }
    }
    open.end(&mut blocks);
    blocks
}

impl TextMetrics {
    fn new(pages: &[PageItems]) -> Self {
        let lines = |page: &PageItems| {
            let lines = page.items.iter().filter_map(|item| match item {
                PageItem::Line(line) => Some((line.left, line.right, line.baseline)),
                PageItem::Table(_) => None,
            });
            lines.collect::<Vec<_>>()
        };
        let pages: Vec<Vec<(f64, f64, f64)>> = pages.iter().map(lines).collect();
        let all = || pages.iter().flatten();
        let mut gaps: Vec<f64> = pages
            .iter()
            .flat_map(|lines| lines.windows(2))
            .filter_map(|pair| match pair {
                [first, second] => Some(second.2 - first.2),
                _ => None,
            })
            .collect();
        gaps.sort_by(f64::total_cmp);
        Self {
            left: all().map(|line| line.0).fold(f64::INFINITY, f64::min),
            right: all().map(|line| line.1).fold(f64::NEG_INFINITY, f64::max),
            pitch: gaps.get(gaps.len() / 4).copied().unwrap_or_default(),
        }
    }

    /// Free space before and after a line, in font sizes.
    fn space(&self, line: &TextLine) -> (f64, f64) {
        ((line.left - self.left) / line.size, (self.right - line.right) / line.size)
    }

    /// Whether a line is in the middle, and not there because it is the first line of a paragraph.
    fn is_centred(&self, line: &TextLine) -> bool {
        let (before, after) = self.space(line);
        before > INDENT && (before - FIRST_LINE).abs() > CENTRED && (before - after).abs() < CENTRED
    }

    /// Whether two lines in the middle are one: the first one is nearly full, and not shorter than the second one.
    fn is_centred_pair(&self, first: &TextLine, second: &TextLine) -> bool {
        let (before, after) = self.space(first);
        let is_wider = first.right - first.left > second.right - second.left - second.size;
        before < FREE_SIDE && (before - after).abs() < CENTRED && is_wider && self.is_centred(second)
    }

    fn is_full(&self, line: &TextLine) -> bool {
        let (before, after) = self.space(line);
        let is_centred = before > INDENT && (before - after).abs() < CENTRED;
        // In a text of a few words, no line is full.
        let is_column = self.right - self.left > line.size * MIN_WIDTH;
        is_column && after < FREE_END && !is_centred
    }

    fn is_indented(&self, line: &TextLine) -> bool {
        line.left - self.left > line.size * INDENT
    }
}

/// The open paragraph.
#[derive(Debug, Default)]
struct OpenParagraph {
    text: String,
    last: Option<(TextLine, usize)>,
    /// Lines with visible columns.
    aligned: Vec<String>,
}

impl OpenParagraph {
    fn add(&mut self, line: TextLine, page: usize, body: TextMetrics, blocks: &mut Vec<Block>) {
        let continues = self.last.as_ref().is_some_and(|(last, last_page)| {
            let gap = line.baseline - last.baseline;
            let is_close = page != *last_page || gap < body.pitch.max(last.size) * PARAGRAPH_GAP;
            let is_same_size = (line.size - last.size).abs() < last.size * 0.15;
            let is_joined = (body.is_full(last) && !body.is_indented(&line)) || body.is_centred_pair(last, &line);
            is_joined && is_close && is_same_size
        });
        let text = line.text();
        let ends = self.text.trim_end().ends_with(['。', '；', '：', '！']);
        // A title can be as wide as the text.
        let is_title = reads_like_title(self.text.trim());
        if !continues || is_title || (ends && begins_an_item(&text)) {
            self.end(blocks);
            blocks.push(Block::Page(page));
        }
        join(&mut self.text, text.trim());
        self.last = Some((line, page));
    }

    fn align(&mut self, line: TextLine, page: usize, body: TextMetrics, blocks: &mut Vec<Block>) {
        if self.aligned.is_empty() {
            self.end(blocks);
            blocks.push(Block::Page(page));
        }
        let unit = line.size / COLUMNS;
        let mut text = String::new();
        let mut width = 0;
        for part in &line.parts {
            let column = ((part.left - body.left) / unit).round().clamp(0.0, 400.0) as usize;
            let blanks = column.saturating_sub(width).max(if width > 0 { 2 } else { 0 });
            text.extend(std::iter::repeat_n(' ', blanks));
            width += blanks;
            width += part.text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum::<usize>();
            text.push_str(&part.text);
        }
        self.aligned.push(text);
        self.last = None;
    }

    fn end(&mut self, blocks: &mut Vec<Block>) {
        if !self.aligned.is_empty() {
            blocks.push(Block::Aligned(std::mem::take(&mut self.aligned)));
        }
        if !self.text.is_empty() {
            blocks.push(Block::Paragraph(std::mem::take(&mut self.text)));
        }
        self.last = None;
    }
}

/// Appends a line to a paragraph. A blank separates Latin words, but not Han characters.
fn join(text: &mut String, line: &str) {
    let is_latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphabetic());
    if is_latin(text.chars().next_back()) && is_latin(line.chars().next()) {
        text.push(' ');
    }
    text.push_str(line);
}
