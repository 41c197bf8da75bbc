//! The report within a page. The text around it belongs to the site.

use gouji_edition as format;
use gouji_edition::SectionDef;
use gouji_report::reads_like_title;

use super::blocks::{self, shows};
use super::tree::{Step, Tree};
use crate::Failure;
use crate::layout::Block;

/// A shorter name of a section that is not its official title may occur in any text.
const SHORTEST_NAME: usize = 5;
/// Characters of a heading or title at most.
const LONGEST: usize = 60;
/// Official headings that a report has at least.
const LEAST: u32 = 3;

/// What a node holds.
#[derive(Clone, Copy, Debug, Default)]
struct Holds {
    /// A bit for each heading.
    headings: u8,
    has_table: bool,
    /// Bytes of text.
    text: usize,
    /// Whether a node in it is a whole article.
    inner: bool,
}

/// The parts of the report, with its title.
fn blocks_of(tree: &Tree, article: usize) -> Result<Vec<Block>, Failure> {
    let mut found = blocks::blocks(tree, article, None)?;
    let has_title = |block: &Block| matches!(block, Block::Paragraph(text) if is_title(text));
    if found.iter().take(4).any(has_title) {
        return Ok(found);
    }
    let before = blocks::blocks(tree, 0, Some(article))?;
    let title = before.iter().rev().find(|block| has_title(block)).cloned();
    let title = title.or_else(|| of_page(tree).map(Block::Paragraph));
    found.splice(0..0, title);
    Ok(found)
}

/// The parts of the report in the page.
pub fn blocks(tree: &Tree) -> Result<Vec<Block>, Failure> {
    blocks_of(tree, article(tree).unwrap_or_default())
}

/// The smallest element with all official headings of the page, and a table if it has one.
fn article(tree: &Tree) -> Option<usize> {
    let mut holds = vec![Holds::default(); tree.len()];
    let mut order = Vec::new();
    for step in tree.walk(0, |node| shows(tree, node)) {
        match step {
            Step::Enter(node) => {
                if let Some(of) = holds.get_mut(node) {
                    let text = tree.text(node).unwrap_or_default();
                    *of = Holds {
                        headings: headings(text),
                        has_table: tree.name(node) == "table",
                        text: text.len(),
                        inner: false,
                    };
                }
            }
            Step::Leave(node) => order.push(node),
        }
    }
    for node in &order {
        let Some(of) = holds.get(*node).copied() else { continue };
        if let Some(parent) = tree.parent(*node).and_then(|parent| holds.get_mut(parent)) {
            parent.headings |= of.headings;
            parent.has_table |= of.has_table;
            parent.text += of.text;
        }
    }
    let whole = holds.first().copied().filter(|whole| whole.headings.count_ones() >= LEAST)?;
    let is_whole = |of: &Holds| of.headings == whole.headings && of.has_table == whole.has_table;
    let mut best: Option<(usize, usize)> = None;
    for node in &order {
        let Some(of) = holds.get(*node).copied().filter(|of| of.inner || is_whole(of)) else { continue };
        // A table of contents has all headings too, and less text.
        if !of.inner && best.is_none_or(|(_, text)| of.text > text) {
            best = Some((*node, of.text));
        }
        tree.parent(*node).and_then(|parent| holds.get_mut(parent)).into_iter().for_each(|parent| parent.inner = true);
    }
    best.map(|(node, _)| node)
}

/// A bit for each section of the form that a line names.
fn headings(text: &str) -> u8 {
    if text.chars().take(LONGEST + 1).count() > LONGEST {
        return 0;
    }
    let is_named = |section: &SectionDef| {
        let others = section.accepted.iter().chain(&section.recognised);
        let mut names = others.filter(|name| name.chars().count() >= SHORTEST_NAME).chain([&section.title]);
        names.any(|name| text.contains(name.as_str()))
    };
    let sections = &format::current().sections;
    let named = sections.iter().enumerate().filter(|(_, section)| is_named(section));
    named.fold(0, |bits, (at, _)| bits | 1 << at)
}

/// Whether a line is the title of a report, and no path through a site.
fn is_title(text: &str) -> bool {
    let text = text.trim();
    let is_short = text.chars().take(LONGEST + 1).count() <= LONGEST;
    is_short && reads_like_title(text) && !text.contains(['>', '›', '»', '。', '《'])
}

/// The title of a report that the page's own title is or begins with.
fn of_page(tree: &Tree) -> Option<String> {
    let head = tree.walk(0, |_| true).find_map(|step| match step {
        Step::Enter(node) if tree.name(node) == "title" => Some(node),
        _ => None,
    })?;
    let text: String = tree
        .walk(head, |_| true)
        .filter_map(|step| match step {
            Step::Enter(node) => tree.text(node),
            Step::Leave(_) => None,
        })
        .collect();
    text.split(['-', '_', '|', '—', '–']).map(str::trim).find(|part| is_title(part)).map(str::to_owned)
}
