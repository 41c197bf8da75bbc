//! Paragraphs and tables of a page, as a browser shows them.

use super::tree::{Step, Tree};
use crate::layout::{Block, Cell, Table};
use crate::{Failure, limits};

/// Elements that do not show, or are no text.
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

/// The parts of `root`, up to the node `end` if that is in it.
pub fn blocks(tree: &Tree, root: usize, end: Option<usize>) -> Result<Vec<Block>, Failure> {
    let mut builder = Builder { holders: vec![Holder::Story(Story::default())], cells: 0 };
    for step in tree.walk(root, |node| shows(tree, node)) {
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

/// Whether a node shows.
pub fn shows(tree: &Tree, node: usize) -> bool {
    let style =
        || tree.attribute(node, "style").unwrap_or_default().replace([' ', '\t', '\n'], "").to_ascii_lowercase();
    !HIDDEN.contains(&tree.name(node)) && tree.attribute(node, "hidden").is_none() && !style().contains("display:none")
}

struct Builder {
    holders: Vec<Holder>,
    cells: usize,
}

enum Holder {
    Story(Story),
    Table(Rows),
}

#[derive(Default)]
struct Story {
    blocks: Vec<Block>,
    line: String,
}

/// A table that is being read.
#[derive(Default)]
struct Rows {
    /// The text above the table.
    caption: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// How many more rows the cell above takes of each column.
    taken: Vec<usize>,
    column: usize,
    span: (usize, usize),
}

impl Story {
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

impl Rows {
    /// Takes the columns of the next cell.
    fn begin_cell(&mut self, columns: usize, rows: usize) -> Result<(), Failure> {
        while self.taken.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let end = self.column + columns;
        if end > limits::COLUMNS {
            return Err(Failure::TooLarge);
        }
        self.span = (self.column, columns);
        self.taken.resize(self.taken.len().max(end), 0);
        self.taken.iter_mut().take(end).skip(self.column).for_each(|taken| *taken = rows);
        self.column = end;
        Ok(())
    }

    fn end_row(&mut self) {
        self.column = 0;
        self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.rows.push(std::mem::take(&mut self.row));
    }
}

impl Builder {
    fn enter(&mut self, tree: &Tree, node: usize) -> Result<(), Failure> {
        let number = |name: &str, most: usize| {
            let value = tree.attribute(node, name).and_then(|value| value.trim().parse().ok());
            value.unwrap_or(1_usize).min(most)
        };
        let name = tree.name(node);
        match (name, self.holders.last_mut()) {
            ("br", Some(Holder::Story(story))) => story.line.push('\n'),
            ("table", Some(Holder::Story(story))) => {
                story.flush();
                self.holders.push(Holder::Table(Rows::default()));
            }
            ("td" | "th", Some(Holder::Table(rows))) => {
                self.cells += 1;
                if self.cells > limits::CELLS {
                    return Err(Failure::TooLarge);
                }
                // A cell over no rows takes all that follow.
                let over = match number("rowspan", usize::MAX) {
                    0 => usize::MAX,
                    rows => rows,
                };
                rows.begin_cell(number("colspan", limits::COLUMNS).max(1), over)?;
                self.holders.push(Holder::Story(Story::default()));
            }
            ("caption", Some(Holder::Table(_))) => self.holders.push(Holder::Story(Story::default())),
            (name, Some(Holder::Story(story))) if BLOCKS.contains(&name) => story.flush(),
            _ => {}
        }
        Ok(())
    }

    fn leave(&mut self, name: &str) {
        match (name, self.holders.pop()) {
            ("td" | "th", Some(Holder::Story(story))) if self.holders.len() > 1 => {
                if let Some(Holder::Table(rows)) = self.holders.last_mut() {
                    let (column, columns) = rows.span;
                    rows.row.push(Cell { column, columns, blocks: story.end() });
                }
            }
            ("caption", Some(Holder::Story(story))) if self.holders.len() > 1 => {
                if let Some(Holder::Table(rows)) = self.holders.last_mut() {
                    rows.caption.extend(story.end());
                }
            }
            ("table", Some(Holder::Table(rows))) => self.table(rows),
            ("tr", Some(Holder::Table(mut rows))) => {
                rows.end_row();
                self.holders.push(Holder::Table(rows));
            }
            (name, Some(Holder::Story(mut story))) => {
                if BLOCKS.contains(&name) {
                    story.flush();
                }
                self.holders.push(Holder::Story(story));
            }
            (_, holder) => self.holders.extend(holder),
        }
    }

    fn table(&mut self, rows: Rows) {
        if let Some(Holder::Story(story)) = self.holders.last_mut() {
            story.blocks.extend(rows.caption);
            story.blocks.push(Block::Table(Table { widths: Vec::new(), rows: rows.rows }));
        }
    }

    /// Adds text as a browser shows it: a run of blanks is one.
    fn text(&mut self, text: &str) {
        let Some(Holder::Story(story)) = self.holders.last_mut() else { return };
        let is_blank = |character: char| character.is_ascii_whitespace() || character == '\u{A0}';
        let mut words = text.split(is_blank).peekable();
        while let Some(word) = words.next() {
            story.line.push_str(word);
            let is_apart = story.line.chars().next_back().is_none_or(|last| last == '\n' || last == ' ');
            if words.peek().is_some() && !is_apart {
                story.line.push(' ');
            }
        }
    }

    fn end(mut self) -> Vec<Block> {
        while self.holders.len() > 1 {
            match self.holders.pop() {
                Some(Holder::Table(rows)) => self.table(rows),
                Some(Holder::Story(story)) => {
                    let blocks = story.end();
                    if let Some(Holder::Table(rows)) = self.holders.last_mut() {
                        rows.caption.extend(blocks);
                    }
                }
                None => {}
            }
        }
        match self.holders.pop() {
            Some(Holder::Story(story)) => story.end(),
            _ => Vec::new(),
        }
    }
}
