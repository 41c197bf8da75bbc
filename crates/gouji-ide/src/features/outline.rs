//! The report's headings and tables as a tree.

use std::collections::HashMap;

use gouji_report::Report;
use gouji_text::{CancelToken, Cancelled, Span};

/// A heading with its subtree, or a table.
#[derive(Debug)]
pub(super) struct Node {
    pub item: Item,
    /// From its first line to the end of its last one that is not blank.
    pub span: Span,
    pub children: Vec<Node>,
}

/// The kind of a node. If both kinds begin at one place, the table comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    /// Index into [`Report::tables`].
    Table(usize),
    /// Index into [`Report::headings`].
    Heading(usize),
}

/// The largest number of nodes. No report has so many, and each takes two kilobytes of a message.
const MAX_NODES: usize = 10_000;

/// The tree of `report`, whose text is `text`. It is at most as deep as the numbering has levels. If there are too many nodes, the deepest
/// ones are dropped, and among those of one depth the last ones.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub(super) fn outline(text: &str, report: &Report, cancel: CancelToken<'_>) -> Result<Vec<Node>, Cancelled> {
    let builder = Builder { text, report, cancel, members: members(report) };
    let mut roots = builder.headings(None, Span::new(0, text.len()))?;
    builder.place_tables(&mut roots)?;
    prune(&mut roots, MAX_NODES);
    Ok(roots)
}

/// Keeps at most `max` nodes.
fn prune(roots: &mut Vec<Node>, max: usize) {
    let mut counts = Vec::new();
    count(roots, 0, &mut counts);
    let mut room = max;
    for count in &mut counts {
        *count = room.min(*count);
        room -= *count;
    }
    keep(roots, 0, &mut counts);
}

/// Counts the nodes of each depth.
fn count(nodes: &[Node], depth: usize, counts: &mut Vec<usize>) {
    counts.resize(counts.len().max(depth + 1), 0);
    if let Some(count) = counts.get_mut(depth) {
        *count += nodes.len();
    }
    nodes.iter().for_each(|node| count(&node.children, depth + 1, counts));
}

/// Keeps the given number of nodes of each depth.
fn keep(nodes: &mut Vec<Node>, depth: usize, rooms: &mut [usize]) {
    if let Some(room) = rooms.get_mut(depth) {
        nodes.truncate(*room);
        *room -= nodes.len();
    }
    nodes.iter_mut().for_each(|node| keep(&mut node.children, depth + 1, rooms));
}

/// The headings directly below each heading, in the order of the text. The key `None` has the headings of the first level.
fn members(report: &Report) -> HashMap<Option<usize>, Vec<usize>> {
    let mut members: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for list in &report.lists {
        // A parent always comes before its members. Any other order could make the recursion endless.
        let below = list.members.iter().filter(|member| list.parent.is_none_or(|parent| parent < **member));
        members.entry(list.parent).or_default().extend(below);
    }
    members.values_mut().for_each(|members| members.sort_unstable());
    members
}

struct Builder<'a> {
    text: &'a str,
    report: &'a Report,
    cancel: CancelToken<'a>,
    members: HashMap<Option<usize>, Vec<usize>>,
}

impl Builder<'_> {
    /// The subtrees of the headings directly below `parent`, which ends where `within` ends.
    fn headings(&self, parent: Option<usize>, within: Span) -> Result<Vec<Node>, Cancelled> {
        self.cancel.check()?;
        let members = self.members.get(&parent).map(Vec::as_slice).unwrap_or_default();
        let starts: Vec<usize> =
            members.iter().filter_map(|at| Some(self.report.headings.get(*at)?.span.start)).collect();
        let ends = starts.iter().skip(1).copied().chain([within.end]);
        let spans = starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end.max(*start)));
        let nodes = members.iter().zip(spans).map(|(at, span)| {
            let span_trimmed = Span::new(span.start, span.trimmed(self.text).end);
            Ok(Node { item: Item::Heading(*at), span: span_trimmed, children: self.headings(Some(*at), span)? })
        });
        nodes.collect()
    }

    /// Puts each table below the top-level heading that contains it, or at the top level if none does.
    fn place_tables(&self, roots: &mut Vec<Node>) -> Result<(), Cancelled> {
        let mut top_level = Vec::new();
        for (index, table) in self.report.tables.iter().enumerate() {
            self.cancel.check()?;
            let span = Span::new(table.span.start, table.span.trimmed(self.text).end);
            let node = Node { item: Item::Table(index), span, children: Vec::new() };
            // Headings of the first level follow each other and do not overlap.
            let home = roots.partition_point(|root| root.span.start <= span.start).checked_sub(1);
            match home.and_then(|home| roots.get_mut(home)).filter(|root| root.span.contains(span)) {
                Some(root) => root.children.push(node),
                None => top_level.push(node),
            }
        }
        roots.iter_mut().for_each(|root| in_order(&mut root.children));
        roots.append(&mut top_level);
        in_order(roots);
        Ok(())
    }
}

fn in_order(nodes: &mut [Node]) {
    nodes.sort_by_key(|node| (node.span.start, node.item));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(children: Vec<Node>) -> Node {
        Node { item: Item::Heading(0), span: Span::at(0), children }
    }

    #[test]
    fn the_deepest_and_last_nodes_are_dropped() {
        let tree = || vec![node(vec![node(vec![node(vec![])]), node(vec![])]), node(vec![node(vec![])])];
        for (max, kept) in [(9, vec![2, 3, 1]), (5, vec![2, 3]), (4, vec![2, 2]), (1, vec![1]), (0, vec![])] {
            let mut roots = tree();
            prune(&mut roots, max);
            let mut counts = Vec::new();
            count(&roots, 0, &mut counts);
            counts.retain(|count| *count > 0);
            assert_eq!(counts, kept, "{max}");
        }
    }
}
