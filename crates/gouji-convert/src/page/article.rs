//! Finds the report within a page. The text around it belongs to the site.

use gouji_edition as format;
use gouji_edition::SectionDef;
use gouji_report::reads_like_title;

use super::blocks::{self, is_shown};
use super::tree::{Step, Tree};
use crate::Failure;
use crate::layout::Block;

/// Characters of a section name at least, except for official titles: shorter names may occur in any text.
const MIN_NAME_CHARS: usize = 5;
/// Characters of a heading or title at most.
const MAX_LINE_CHARS: usize = 60;
/// Official headings of a report at least.
const MIN_HEADINGS: u32 = 3;

/// A summary of the content of a node.
#[derive(Clone, Copy, Debug, Default)]
struct NodeSummary {
    /// A bit for each section whose heading it contains.
    headings: u8,
    has_table: bool,
    /// Bytes of text.
    text: usize,
    /// Whether a node in it already contains all headings.
    has_inner: bool,
}

/// The blocks of the report in the node `article`, with its title.
fn blocks_of(tree: &Tree, article: usize) -> Result<Vec<Block>, Failure> {
    let mut report = blocks::blocks(tree, article, None)?;
    let has_title = |block: &Block| matches!(block, Block::Paragraph(text) if is_title(text));
    if report.iter().take(4).any(has_title) {
        return Ok(report);
    }
    let before = blocks::blocks(tree, 0, Some(article))?;
    let title = before.iter().rev().find(|block| has_title(block)).cloned();
    let title = title.or_else(|| title_of_page(tree).map(Block::Paragraph));
    report.splice(0..0, title);
    Ok(report)
}

/// The blocks of the report in the page.
pub fn blocks(tree: &Tree) -> Result<Vec<Block>, Failure> {
    blocks_of(tree, article(tree).unwrap_or_default())
}

/// The smallest element with all official headings of the page, and a table if it has one.
fn article(tree: &Tree) -> Option<usize> {
    let mut summaries = vec![NodeSummary::default(); tree.len()];
    let mut order = Vec::new();
    for step in tree.walk(0, |node| is_shown(tree, node)) {
        match step {
            Step::Enter(node) => {
                if let Some(summary) = summaries.get_mut(node) {
                    let text = tree.text(node).unwrap_or_default();
                    *summary = NodeSummary {
                        headings: headings(text),
                        has_table: tree.name(node) == "table",
                        text: text.len(),
                        has_inner: false,
                    };
                }
            }
            Step::Leave(node) => order.push(node),
        }
    }
    for node in &order {
        let Some(summary) = summaries.get(*node).copied() else { continue };
        if let Some(parent) = tree.parent(*node).and_then(|parent| summaries.get_mut(parent)) {
            parent.headings |= summary.headings;
            parent.has_table |= summary.has_table;
            parent.text += summary.text;
        }
    }
    let whole = summaries.first().copied().filter(|whole| whole.headings.count_ones() >= MIN_HEADINGS)?;
    let is_whole = |summary: &NodeSummary| summary.headings == whole.headings && summary.has_table == whole.has_table;
    let mut best: Option<(usize, usize)> = None;
    for node in &order {
        let Some(summary) = summaries.get(*node).copied() else { continue };
        if !summary.has_inner && !is_whole(&summary) {
            continue;
        }
        // A table of contents has all headings too, and less text.
        if !summary.has_inner && best.is_none_or(|(_, text)| summary.text > text) {
            best = Some((*node, summary.text));
        }
        if let Some(parent) = tree.parent(*node).and_then(|parent| summaries.get_mut(parent)) {
            parent.has_inner = true;
        }
    }
    best.map(|(node, _)| node)
}

/// A bit for each section of the form whose name is in a line.
fn headings(text: &str) -> u8 {
    if text.chars().take(MAX_LINE_CHARS + 1).count() > MAX_LINE_CHARS {
        return 0;
    }
    let is_named = |section: &SectionDef| {
        let others = section.accepted.iter().chain(section.recognised.iter());
        let mut names = others.filter(|name| name.chars().count() >= MIN_NAME_CHARS).chain([&section.title]);
        names.any(|name| text.contains(&**name))
    };
    let sections = &format::current().sections;
    let named = sections.iter().enumerate().filter(|(_, section)| is_named(section));
    named.fold(0, |bits, (at, _)| bits | 1 << at)
}

/// Whether a line is the title of a report, and not a navigation path.
fn is_title(text: &str) -> bool {
    let text = text.trim();
    let is_short = text.chars().take(MAX_LINE_CHARS + 1).count() <= MAX_LINE_CHARS;
    is_short && reads_like_title(text) && !text.contains(['>', '›', '»', '。', '《'])
}

/// The title of the report in the title of the page, which may also name the site.
fn title_of_page(tree: &Tree) -> Option<String> {
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
