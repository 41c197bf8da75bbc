//! The tree of a page. `html5ever` repairs broken HTML by the rules of the standard.
//!
//! These rules search the open elements, and the tokenizer searches the attributes of a tag. So this module checks the depth, the
//! number of nodes and the length of the unfinished token after each chunk.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult};

use crate::{Failure, limits};

/// Bytes between two checks of the limits.
const CHUNK: usize = 4096;
/// Elements and texts of a page at most.
const MAX_NODES: usize = 1 << 19;
/// Separators of attributes in an unfinished token at most. The time grows with their square.
const MAX_SEPARATORS: usize = 2_000;

/// A page. The first node is the document.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<PageNode>,
}

/// A node.
#[derive(Debug, Default)]
struct PageNode {
    content: NodeContent,
    parent: Option<usize>,
    before: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    depth: usize,
}

#[derive(Debug, Default)]
enum NodeContent {
    /// The document, comments, and other nodes without text.
    #[default]
    Nothing,
    Text(String),
    Element(QualName, Vec<Attribute>),
}

/// A step of a walk through the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A node begins.
    Enter(usize),
    /// An element ends.
    Leave(usize),
}

impl Tree {
    /// The text, if the node is one.
    pub fn text(&self, node: usize) -> Option<&str> {
        match &self.nodes.get(node)?.content {
            NodeContent::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name of the element; empty for other nodes.
    pub fn name(&self, node: usize) -> &str {
        match self.nodes.get(node).map(|node| &node.content) {
            Some(NodeContent::Element(name, _)) => &name.local,
            _ => "",
        }
    }

    /// An attribute of the element.
    pub fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        match &self.nodes.get(node)?.content {
            NodeContent::Element(_, attributes) => {
                attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
            }
            _ => None,
        }
    }

    /// The parent of a node.
    pub fn parent(&self, node: usize) -> Option<usize> {
        self.nodes.get(node)?.parent
    }

    /// Number of nodes created.
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The steps through `root` and its descendants. Nodes for which `enters` is false are skipped with their descendants.
    pub fn walk(&self, root: usize, enters: impl Fn(usize) -> bool) -> impl Iterator<Item = Step> {
        let mut step = enters(root).then_some(Step::Enter(root));
        std::iter::from_fn(move || {
            let now = step?;
            let mut next = match now {
                Step::Enter(node) => self.nodes.get(node).and_then(|node| node.first),
                Step::Leave(node) if node == root => {
                    step = None;
                    return Some(now);
                }
                Step::Leave(node) => self.nodes.get(node).and_then(|node| node.next),
            };
            while let Some(node) = next.filter(|node| !enters(*node)) {
                next = self.nodes.get(node).and_then(|node| node.next);
            }
            let (Step::Enter(node) | Step::Leave(node)) = now;
            step = match (next, now) {
                (Some(next), _) => Some(Step::Enter(next)),
                (None, Step::Enter(_)) => Some(Step::Leave(node)),
                (None, Step::Leave(_)) => self.parent(node).map(Step::Leave),
            };
            Some(now)
        })
    }
}

/// Parses a page.
pub fn read(page: &str) -> Result<Tree, Failure> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(NodeSink::default(), options);
    let tokenizer = Tokenizer::new(TokenCounter { inner: builder, tokens: Cell::new(0) }, TokenizerOpts::default());
    let (input, mut rest) = (BufferQueue::default(), page);
    let (mut tokens, mut separators) = (0, 0);
    while !rest.is_empty() {
        let end = (1..=CHUNK.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        rest = after;
        input.push_back(StrTendril::from_slice(chunk));
        while tokenizer.feed(&input) != TokenizerResult::Done {}
        let is_separator = |byte: &&u8| byte.is_ascii_whitespace() || b"/'\"".contains(byte);
        separators += chunk.as_bytes().iter().filter(is_separator).count();
        if std::mem::replace(&mut tokens, tokenizer.sink.tokens.get()) != tokens {
            separators = 0;
        }
        let sink = &tokenizer.sink.inner.sink;
        let (nodes, depth) = (sink.nodes.borrow().len(), sink.depth.get());
        if separators > MAX_SEPARATORS || nodes > MAX_NODES || depth > limits::DEPTH {
            return Err(Failure::TooLarge);
        }
    }
    tokenizer.end();
    Ok(Tree { nodes: tokenizer.sink.inner.sink.nodes.take() })
}

/// Counts the tokens that the tokenizer passes to the tree builder.
struct TokenCounter<S> {
    inner: S,
    tokens: Cell<usize>,
}

impl<S: TokenSink> TokenSink for TokenCounter<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        self.inner.process_token(token, line)
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Builds the tree from the instructions of the tree builder.
struct NodeSink {
    nodes: RefCell<Vec<PageNode>>,
    depth: Cell<usize>,
}

impl Default for NodeSink {
    fn default() -> Self {
        Self { nodes: RefCell::new(vec![PageNode::default()]), depth: Cell::new(0) }
    }
}

/// The name of an element.
#[derive(Debug)]
struct ElementName<'a>(Ref<'a, QualName>);

impl ElemName for ElementName<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl NodeSink {
    /// Creates a node without a parent.
    fn create(&self, content: NodeContent) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(PageNode { content, ..PageNode::default() });
        nodes.len() - 1
    }

    fn change(&self, node: Option<usize>, change: impl FnOnce(&mut PageNode)) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = node.and_then(|node| nodes.get_mut(node)) {
            change(node);
        }
    }

    fn read<T>(&self, node: usize, read: impl FnOnce(&PageNode) -> T) -> Option<T> {
        self.nodes.borrow().get(node).map(read)
    }

    /// Inserts a node into `parent`, before `next` or at the end.
    fn insert(&self, parent: usize, next: Option<usize>, node: usize) {
        self.detach(node);
        let before = match next {
            Some(next) => self.read(next, |next| next.before).flatten(),
            None => self.read(parent, |parent| parent.last).flatten(),
        };
        let depth = self.read(parent, |parent| parent.depth + 1).unwrap_or_default();
        self.depth.set(self.depth.get().max(depth));
        self.change(Some(node), |node| {
            (node.parent, node.before, node.next, node.depth) = (Some(parent), before, next, depth);
        });
        match before {
            Some(before) => self.change(Some(before), |before| before.next = Some(node)),
            None => self.change(Some(parent), |parent| parent.first = Some(node)),
        }
        match next {
            Some(next) => self.change(Some(next), |next| next.before = Some(node)),
            None => self.change(Some(parent), |parent| parent.last = Some(node)),
        }
    }

    fn detach(&self, node: usize) {
        let Some((Some(parent), before, next)) = self.read(node, |node| (node.parent, node.before, node.next)) else {
            return;
        };
        match before {
            Some(before) => self.change(Some(before), |before| before.next = next),
            None => self.change(Some(parent), |parent| parent.first = next),
        }
        match next {
            Some(next) => self.change(Some(next), |next| next.before = before),
            None => self.change(Some(parent), |parent| parent.last = before),
        }
        self.change(Some(node), |node| (node.parent, node.before, node.next) = (None, None, None));
    }

    /// Inserts a node or text. Text is appended to a text node directly before it.
    fn insert_any(&self, parent: usize, next: Option<usize>, child: NodeOrText<usize>) {
        match child {
            NodeOrText::AppendNode(node) => self.insert(parent, next, node),
            NodeOrText::AppendText(more) => {
                let before = match next {
                    Some(next) => self.read(next, |next| next.before).flatten(),
                    None => self.read(parent, |parent| parent.last).flatten(),
                };
                let is_text =
                    before.and_then(|before| self.read(before, |node| matches!(node.content, NodeContent::Text(_))));
                if is_text == Some(true) {
                    self.change(before, |node| {
                        if let NodeContent::Text(text) = &mut node.content {
                            text.push_str(&more);
                        }
                    });
                } else {
                    let node = self.create(NodeContent::Text(more.to_string()));
                    self.insert(parent, next, node);
                }
            }
        }
    }
}

impl TreeSink for NodeSink {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = ElementName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> ElementName<'a> {
        static NONE: std::sync::LazyLock<QualName> =
            std::sync::LazyLock::new(|| QualName::new(None, Namespace::from(""), LocalName::from("")));
        ElementName(Ref::map(self.nodes.borrow(), |nodes| match nodes.get(*target).map(|node| &node.content) {
            Some(NodeContent::Element(name, _)) => name,
            _ => &NONE,
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.create(NodeContent::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.create(NodeContent::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.create(NodeContent::Nothing)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert_any(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &usize, before: &usize, child: NodeOrText<usize>) {
        match self.read(*element, |element| element.parent).flatten() {
            Some(parent) => self.insert_any(parent, Some(*element), child),
            None => self.insert_any(*before, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let Some(parent) = self.read(*sibling, |sibling| sibling.parent).flatten() {
            self.insert_any(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, _: &usize, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        while let Some(child) = self.read(*node, |node| node.first).flatten() {
            self.insert(*parent, None, child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(page: &str) -> Result<String, Failure> {
        let tree = read(page)?;
        let mut rendered = String::new();
        for step in tree.walk(0, |node| tree.name(node) != "head") {
            match step {
                Step::Enter(node) => match tree.text(node) {
                    Some(text) => rendered += text,
                    None => rendered += &format!("<{}>", tree.name(node)),
                },
                Step::Leave(node) if tree.text(node).is_none() => rendered += "</>",
                Step::Leave(_) => {}
            }
        }
        Ok(rendered)
    }

    #[test]
    fn broken_pages_become_trees() {
        assert_eq!(rendered("<p>甲<p>乙<b>丙").as_deref(), Ok("<><html><body><p>甲</><p>乙<b>丙</></></></></>"));
        let fostered = "<><html><body>外<table><tbody><tr><td>内</></></></></></></>";
        assert_eq!(rendered("<table>外<tr><td>内").as_deref(), Ok(fostered));
        assert_eq!(rendered("<p><b>甲</p>乙</b>").as_deref(), Ok("<><html><body><p><b>甲</></><b>乙</></></></>"));
    }

    #[test]
    fn pages_beyond_the_limits_are_refused() {
        assert_eq!(rendered(&"<div>".repeat(100_000)), Err(Failure::TooLarge));
        assert_eq!(rendered(&"<br>".repeat(MAX_NODES + CHUNK)), Err(Failure::TooLarge));
        let attributes: String = (0..MAX_SEPARATORS * 2).map(|at| format!(" a{at}")).collect();
        assert_eq!(rendered(&format!("<p{attributes}>x")), Err(Failure::TooLarge));
        let fonts: String = (0..3_000).map(|at| format!("<p><font a={at}></p>")).collect();
        assert_eq!(rendered(&fonts), Err(Failure::TooLarge));
    }
}
