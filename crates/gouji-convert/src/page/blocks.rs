//! Reads the paragraphs and tables of a page as a browser shows them.

use super::tree::{Step, Tree};
use crate::layout::{Block, Cell, Table};
use crate::{Failure, Merge, limits};

/// Elements that a browser does not show, or that have no text.
const HIDDEN: [&str; 17] = [
    "head", "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "select", "textarea",
    "button", "input", "audio", "video", "canvas", "nav",
];
/// Elements that begin and end a line.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
    "summary",
    "details",
    "html",
    "title",
];

/// The blocks of `root`, up to the node `end` if it is in `root`.
pub fn blocks(tree: &Tree, root: usize, end: Option<usize>) -> Result<Vec<Block>, Failure> {
    let mut builder = BlockBuilder { containers: vec![Container::Story(PageStory::default())], cells: 0 };
    for step in tree.walk(root, |node| is_shown(tree, node)) {
        match step {
            Step::Enter(node) if Some(node) == end => break,
            Step::Enter(node) => match tree.text(node) {
                Some(text) => builder.text(text),
                None => builder.enter(tree, node)?,
            },
            Step::Leave(node) => builder.leave(tree.name(node)),
        }
    }
    Ok(builder.end())
}

/// Whether a browser shows a node.
pub fn is_shown(tree: &Tree, node: usize) -> bool {
    let style =
        || tree.attribute(node, "style").unwrap_or_default().replace([' ', '\t', '\n'], "").to_ascii_lowercase();
    !HIDDEN.contains(&tree.name(node)) && tree.attribute(node, "hidden").is_none() && !style().contains("display:none")
}

/// Builds the blocks while the page is walked.
struct BlockBuilder {
    containers: Vec<Container>,
    cells: usize,
}

/// An open story or table.
enum Container {
    Story(PageStory),
    Table(PageRows),
}

/// The body, a cell or a caption.
#[derive(Default)]
struct PageStory {
    blocks: Vec<Block>,
    /// The text of the current paragraph.
    line: String,
}

/// A table that is being read.
#[derive(Default)]
struct PageRows {
    /// The caption of the table.
    caption: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// For each column, the number of further rows that a merged cell above covers.
    covered: Vec<usize>,
    /// The next free column.
    column: usize,
    /// The first column of the current cell, and its number of columns.
    span: (usize, usize),
    /// How the current cell is merged with cells below.
    merge: Option<Merge>,
}

impl PageStory {
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
    }

    fn end(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

impl PageRows {
    /// Assigns columns to the next cell.
    fn begin_cell(&mut self, columns: usize, rows: usize) -> Result<(), Failure> {
        while self.covered.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let end = self.column + columns;
        if end > limits::COLUMNS {
            return Err(Failure::TooLarge);
        }
        self.span = (self.column, columns);
        self.merge = (rows > 1).then_some(Merge::Covers(rows));
        self.covered.resize(self.covered.len().max(end), 0);
        self.covered.iter_mut().take(end).skip(self.column).for_each(|covered| *covered = rows);
        self.column = end;
        Ok(())
    }

    fn end_row(&mut self) {
        self.column = 0;
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.rows.push(std::mem::take(&mut self.row));
    }
}

impl BlockBuilder {
    fn enter(&mut self, tree: &Tree, node: usize) -> Result<(), Failure> {
        let number = |name: &str, limit: usize| {
            let value = tree.attribute(node, name).and_then(|value| value.trim().parse().ok());
            value.unwrap_or(1_usize).min(limit)
        };
        let name = tree.name(node);
        match (name, self.containers.last_mut()) {
            ("br", Some(Container::Story(story))) => story.line.push('\n'),
            ("table", Some(Container::Story(story))) => {
                story.flush();
                self.containers.push(Container::Table(PageRows::default()));
            }
            ("td" | "th", Some(Container::Table(rows))) => {
                self.cells += 1;
                if self.cells > limits::CELLS {
                    return Err(Failure::TooLarge);
                }
                // `rowspan="0"` covers all following rows.
                let covered = match number("rowspan", usize::MAX) {
                    0 => usize::MAX,
                    rows => rows,
                };
                rows.begin_cell(number("colspan", limits::COLUMNS).max(1), covered)?;
                self.containers.push(Container::Story(PageStory::default()));
            }
            ("caption", Some(Container::Table(_))) => self.containers.push(Container::Story(PageStory::default())),
            (name, Some(Container::Story(story))) if BLOCKS.contains(&name) => story.flush(),
            _ => {}
        }
        Ok(())
    }

    fn leave(&mut self, name: &str) {
        match (name, self.containers.pop()) {
            ("td" | "th", Some(Container::Story(story))) if self.containers.len() > 1 => {
                if let Some(Container::Table(rows)) = self.containers.last_mut() {
                    let (column, columns) = rows.span;
                    rows.row.push(Cell { column, columns, merge: rows.merge, blocks: story.end() });
                }
            }
            ("caption", Some(Container::Story(story))) if self.containers.len() > 1 => {
                if let Some(Container::Table(rows)) = self.containers.last_mut() {
                    rows.caption.extend(story.end());
                }
            }
            ("table", Some(Container::Table(rows))) => self.table(rows),
            ("tr", Some(Container::Table(mut rows))) => {
                rows.end_row();
                self.containers.push(Container::Table(rows));
            }
            (name, Some(Container::Story(mut story))) => {
                if BLOCKS.contains(&name) {
                    story.flush();
                }
                self.containers.push(Container::Story(story));
            }
            (_, container) => self.containers.extend(container),
        }
    }

    fn table(&mut self, rows: PageRows) {
        if let Some(Container::Story(story)) = self.containers.last_mut() {
            story.blocks.extend(rows.caption);
            story.blocks.push(Block::Table(Table { rows: rows.rows, ..Table::default() }));
        }
    }

    /// Adds text as a browser shows it: a sequence of blanks becomes one blank.
    fn text(&mut self, text: &str) {
        let Some(Container::Story(story)) = self.containers.last_mut() else { return };
        let is_blank = |character: char| character.is_ascii_whitespace() || character == '\u{A0}';
        let mut words = text.split(is_blank).peekable();
        while let Some(word) = words.next() {
            story.line.push_str(word);
            let is_separated = story.line.chars().next_back().is_none_or(|last| last == '\n' || last == ' ');
            if words.peek().is_some() && !is_separated {
                story.line.push(' ');
            }
        }
    }

    fn end(mut self) -> Vec<Block> {
        while self.containers.len() > 1 {
            match self.containers.pop() {
                Some(Container::Table(rows)) => self.table(rows),
                Some(Container::Story(story)) => {
                    let blocks = story.end();
                    if let Some(Container::Table(rows)) = self.containers.last_mut() {
                        rows.caption.extend(blocks);
                    }
                }
                None => {}
            }
        }
        match self.containers.pop() {
            Some(Container::Story(story)) => story.end(),
            _ => Vec::new(),
        }
    }
}
