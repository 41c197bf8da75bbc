//! The pages of a document become paragraphs and tables.

use super::lines::{TextLine, lines};
use super::rules::grids;
use super::sheet::{Character, Sheet};
use super::tables::RuledTable;
use super::{furniture, paragraphs};
use crate::Failure;
use crate::layout::Block;

/// A part of a page, from top to bottom.
#[derive(Debug)]
pub enum PageItem {
    Line(TextLine),
    Table(RuledTable),
}

/// The parts of a page.
#[derive(Debug)]
pub struct PageItems {
    /// Its number, from 1.
    pub number: usize,
    /// The upper and the lower edge of the page.
    pub edges: (f64, f64),
    pub items: Vec<PageItem>,
}

/// The blocks of a document with these pages.
pub fn blocks(sheets: Vec<Sheet>) -> Result<Vec<Block>, Failure> {
    let mut cells = 0;
    let mut pages = Vec::new();
    for (index, sheet) in sheets.into_iter().enumerate() {
        let edges = sheet.edges;
        pages.push(PageItems { number: index + 1, edges, items: items(sheet, index + 1, &mut cells)? });
    }
    furniture::remove(&mut pages);
    join_tables(&mut pages);
    Ok(paragraphs::blocks(pages))
}

/// The tables and lines of a page.
fn items(sheet: Sheet, page: usize, cells: &mut usize) -> Result<Vec<PageItem>, Failure> {
    let grids = grids(&sheet.rules, cells)?;
    let mut inside: Vec<Vec<Character>> = grids.iter().map(|_| Vec::new()).collect();
    let mut outside = Vec::new();
    for character in sheet.characters {
        let grid = grids.iter().position(|grid| grid.cell(character.middle()).is_some());
        match grid.and_then(|grid| inside.get_mut(grid)) {
            Some(inside) => inside.push(character),
            None => outside.push(character),
        }
    }
    let tables = grids.iter().zip(inside).map(|(grid, characters)| {
        let middle = (grid.top() + grid.bottom()) / 2.0;
        (middle, PageItem::Table(RuledTable::new(grid, characters, page)))
    });
    let lines = lines(outside).into_iter().map(|line| (line.baseline, PageItem::Line(line)));
    let mut items: Vec<(f64, PageItem)> = tables.chain(lines).collect();
    items.sort_by(|first, second| first.0.total_cmp(&second.0));
    Ok(items.into_iter().map(|(_, item)| item).collect())
}

/// Joins the last table of a page with the first of the next page, if nothing is between them.
fn join_tables(pages: &mut Vec<PageItems>) {
    let mut joined: Vec<PageItems> = Vec::new();
    for mut page in pages.drain(..) {
        let last = joined.iter_mut().rev().find_map(|page| page.items.last_mut());
        if let (Some(PageItem::Table(table)), Some(PageItem::Table(next))) = (last, page.items.first())
            && table.is_continued_by(next)
            && let PageItem::Table(next) = page.items.remove(0)
        {
            table.append(next);
        }
        joined.push(page);
    }
    *pages = joined;
}
