//! The report's headings and tables as a tree.

use gouji_core::Span;
use gouji_core::report::Report;

/// A heading with everything below it, or a table.
#[derive(Debug)]
pub(super) struct Node {
    pub item: Item,
    /// From its first line to the end of its last one that is not blank.
    pub span: Span,
    pub children: Vec<Node>,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Index into [`Report::headings`].
    Heading(usize),
    /// Index into [`Report::tables`].
    Table(usize),
}

/// The tree of `report`, whose text is `text`.
pub(super) fn outline(text: &str, report: &Report) -> Vec<Node> {
    let builder = Builder { text, report };
    let whole = Span::new(0, text.len());
    let mut roots = builder.headings(None, whole);
    for (index, table) in report.tables.iter().enumerate() {
        let span = Span::new(table.span.start, table.span.trimmed(text).end);
        place(&mut roots, Node { item: Item::Table(index), span, children: Vec::new() });
    }
    roots
}

struct Builder<'a> {
    text: &'a str,
    report: &'a Report,
}

impl Builder<'_> {
    /// The headings of the lists below `parent`, which ends with `within`.
    fn headings(&self, parent: Option<usize>, within: Span) -> Vec<Node> {
        let lists = self.report.lists.iter().filter(|list| list.parent == parent);
        let mut members: Vec<usize> = lists.flat_map(|list| &list.members).copied().collect();
        // A parent stands before its members; anything else would never end.
        members.retain(|member| parent.is_none_or(|parent| parent < *member));
        members.sort_unstable();
        let starts: Vec<usize> =
            members.iter().filter_map(|at| Some(self.report.headings.get(*at)?.span.start)).collect();
        let ends = starts.iter().skip(1).copied().chain([within.end]);
        let spans = starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end.max(*start)));
        let nodes = members.iter().zip(spans).map(|(at, span)| Node {
            item: Item::Heading(*at),
            span: Span::new(span.start, span.trimmed(self.text).end),
            children: self.headings(Some(*at), span),
        });
        nodes.collect()
    }
}

/// Puts a table below the first-level heading in which it stands.
fn place(roots: &mut Vec<Node>, table: Node) {
    let home = roots.iter().position(|root| root.span.contains(table.span));
    let siblings = match home.and_then(|home| roots.get_mut(home)) {
        Some(root) => &mut root.children,
        None => roots,
    };
    let at = siblings.partition_point(|sibling| sibling.span.start < table.span.start);
    siblings.insert(at, table);
}
