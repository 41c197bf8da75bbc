//! Writes paragraphs and tables as text.

use crate::grid;
use crate::{Converted, Failure, LeftOut, Merge, Place, limits};

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only PDF files have pages and aligned lines"))]
pub enum Block {
    /// A paragraph; `\n` separates its lines.
    Paragraph(String),
    /// A paragraph with its indices among the sources of the document.
    Sourced(String, Vec<usize>),
    /// Lines with columns that blanks make visible.
    Aligned(Vec<String>),
    /// A table.
    Table(Table),
    /// The number of the page on which the next blocks are.
    Page(usize),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Widths of the grid columns in any unit, if they are known.
    pub widths: Vec<u32>,
    /// The rows from the top.
    pub rows: Vec<Vec<Cell>>,
    /// The page of each row, if the document has fixed pages.
    pub pages: Vec<usize>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its first column, from 0.
    pub column: usize,
    /// Number of columns that it covers.
    pub columns: usize,
    /// How it is merged with cells below or above, if it is.
    pub merge: Option<Merge>,
    /// The content of the cell; empty if the cell continues a merged cell above.
    pub blocks: Vec<Block>,
}

/// The text of all blocks.
pub fn lay_out(blocks: Vec<Block>, left_out: LeftOut) -> Result<Converted, Failure> {
    lay_out_with_sources(blocks, left_out).map(|(converted, _)| converted)
}

/// The text of all blocks, and for each place the sources of its paragraphs.
pub fn lay_out_with_sources(blocks: Vec<Block>, left_out: LeftOut) -> Result<(Converted, Vec<Vec<usize>>), Failure> {
    let converted = Converted { left_out, ..Converted::default() };
    let mut writer = TextWriter { converted, sources: Vec::new(), page: None, paragraphs: 0, tables: 0, cells: 0 };
    // Blocks still to be written, the next one last. A table that only arranges the page is replaced by its content.
    let mut pending = blocks;
    pending.reverse();
    while let Some(block) = pending.pop() {
        match block {
            Block::Paragraph(text) => writer.paragraph(&text, Vec::new())?,
            Block::Sourced(text, sources) => writer.paragraph(&text, sources)?,
            Block::Page(number) => writer.page = Some(number),
            Block::Aligned(lines) => writer.aligned(&lines)?,
            Block::Table(table) if is_page_layout(&table) => {
                let cells = table.rows.into_iter().flatten().flat_map(|cell| cell.blocks);
                pending.extend(cells.collect::<Vec<_>>().into_iter().rev());
            }
            Block::Table(table) => writer.table(&table)?,
        }
    }
    Ok((writer.converted, writer.sources))
}

/// Whether a table contains tables. Such a table arranges the page and has no figures of its own.
fn is_page_layout(table: &Table) -> bool {
    let mut blocks = table.rows.iter().flatten().flat_map(|cell| &cell.blocks);
    blocks.any(|block| matches!(block, Block::Table(_)))
}

/// Writes the text and the map of places.
struct TextWriter {
    converted: Converted,
    /// For each place, the sources of its paragraphs.
    sources: Vec<Vec<usize>>,
    page: Option<usize>,
    paragraphs: usize,
    tables: usize,
    cells: usize,
}

impl TextWriter {
    fn paragraph(&mut self, text: &str, sources: Vec<usize>) -> Result<(), Failure> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.paragraphs += 1;
        self.begin(Place::Paragraph { number: self.paragraphs, page: self.page }, sources);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.write(line)?;
            self.write("\n")?;
        }
        self.write("\n")
    }

    fn aligned(&mut self, lines: &[String]) -> Result<(), Failure> {
        self.paragraphs += 1;
        self.begin(Place::Paragraph { number: self.paragraphs, page: self.page }, Vec::new());
        for line in lines {
            self.write(line)?;
            self.write("\n")?;
        }
        self.write("\n")
    }

    fn table(&mut self, table: &Table) -> Result<(), Failure> {
        let columns = grid::columns(table);
        let Some(width) = columns.last().copied().filter(|width| *width > 0) else { return Ok(()) };
        self.tables += 1;
        self.cells += width * table.rows.len();
        if self.cells > limits::CELLS {
            return Err(Failure::TooLarge);
        }
        for (row, cells) in table.rows.iter().enumerate() {
            let page = table.pages.get(row).copied().or(self.page);
            let (mut at, mut free) = (0, 0);
            for cell in cells {
                let column = columns.get(cell.column).copied().unwrap_or(width);
                if column < free || column >= width {
                    continue;
                }
                self.tabs(column - at)?;
                (at, free) = (column, column + 1);
                let place = Place::Cell { table: self.tables, row: row + 1, column: column + 1, page };
                self.begin(place, sources(cell));
                if let Some(merge) = cell.merge {
                    self.converted.places.merge_last(merge);
                }
                self.write(&words(cell))?;
            }
            self.tabs(width.saturating_sub(at + 1))?;
            self.write("\n")?;
        }
        self.write("\n")
    }

    fn begin(&mut self, place: Place, sources: Vec<usize>) {
        self.sources.push(sources);
        self.converted.places.begin(self.converted.text.len(), place);
    }

    fn tabs(&mut self, count: usize) -> Result<(), Failure> {
        (0..count).try_for_each(|_| self.write("\t"))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        if self.converted.text.len() + text.len() > limits::TEXT {
            return Err(Failure::TooLarge);
        }
        self.converted.text.push_str(text);
        Ok(())
    }
}

/// The sources of the paragraphs of a cell.
fn sources(cell: &Cell) -> Vec<usize> {
    let sources = |block: &Block| match block {
        Block::Sourced(_, sources) => sources.clone(),
        Block::Paragraph(_) | Block::Aligned(_) | Block::Table(_) | Block::Page(_) => Vec::new(),
    };
    cell.blocks.iter().flat_map(sources).collect()
}

/// The content of a cell, on one line.
fn words(cell: &Cell) -> String {
    let mut words = String::new();
    for block in &cell.blocks {
        let (Block::Paragraph(text) | Block::Sourced(text, _)) = block else { continue };
        for line in text.lines() {
            join(&mut words, line.trim());
        }
    }
    words
}

/// Appends a line. A blank separates two figures or Latin words. Chinese text breaks anywhere, so nothing is inserted there.
fn join(words: &mut String, line: &str) {
    let is_latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    if is_latin(words.chars().next_back()) && is_latin(line.chars().next()) {
        words.push(' ');
    }
    words.extend(line.chars().map(|character| if character == '\t' { ' ' } else { character }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(column: usize, columns: usize, text: &str) -> Cell {
        Cell { column, columns, merge: None, blocks: vec![Block::Paragraph(text.to_owned())] }
    }

    fn text(blocks: Vec<Block>) -> Converted {
        lay_out(blocks, LeftOut::default()).expect("it is small")
    }

    #[test]
    fn cells_are_separated_by_tabs_and_merged_cells_leave_blanks() {
        let rows =
            vec![vec![cell(0, 2, "甲"), cell(2, 1, "乙")], vec![cell(0, 1, ""), cell(1, 1, "1"), cell(2, 1, "2\n0")]];
        let converted = text(vec![
            Block::Paragraph("一、\n二\n".to_owned()),
            Block::Paragraph(" \n".to_owned()),
            Block::Table(Table { rows, ..Table::default() }),
            Block::Paragraph("尾".to_owned()),
        ]);
        assert_eq!(converted.text, "一、\n二\n\n甲\t\t乙\n\t1\t2 0\n\n尾\n\n");
        let at = |words: &str| converted.places.place(converted.text.find(words).expect("it is there"));
        assert_eq!(at("二"), Some(Place::Paragraph { number: 1, page: None }));
        assert_eq!(at("乙"), Some(Place::Cell { table: 1, row: 1, column: 3, page: None }));
        assert_eq!(at("2 0"), Some(Place::Cell { table: 1, row: 2, column: 3, page: None }));
        assert_eq!(at("尾"), Some(Place::Paragraph { number: 2, page: None }));
    }

    #[test]
    fn a_table_of_tables_is_replaced_by_its_content() {
        let inner = Table { rows: vec![vec![cell(0, 1, "内")]], ..Table::default() };
        let outer = Cell {
            columns: 1,
            blocks: vec![Block::Paragraph("外".to_owned()), Block::Table(inner)],
            ..Cell::default()
        };
        let converted = text(vec![Block::Table(Table { rows: vec![vec![outer]], ..Table::default() })]);
        assert_eq!(converted.text, "外\n\n内\n\n");
    }

    #[test]
    fn the_limit_of_cells_includes_blank_cells() {
        let wide: Vec<Cell> = (0..limits::COLUMNS).map(|column| cell(column, 1, "")).collect();
        let rows = vec![wide].into_iter().chain(vec![vec![cell(0, 1, "")]; limits::CELLS / limits::COLUMNS]);
        let table = Table { rows: rows.collect(), ..Table::default() };
        assert_eq!(lay_out(vec![Block::Table(table)], LeftOut::default()), Err(Failure::TooLarge));
    }
}
