//! The concrete syntax tree: which lines a text has and of what kind. Parsing never fails.

mod line;

use std::borrow::Cow;

pub use tree_sitter::{InputEdit, Point};

pub use line::{Line, LineKind};
use tree_sitter::{Node, Parser, Tree};

/// A text's tree.
#[derive(Clone, Debug)]
pub struct Syntax {
    tree: Option<Tree>,
}

impl Syntax {
    /// Parses `text` from nothing.
    pub fn parse(text: &str) -> Self {
        Self { tree: parse(text, None) }
    }

    /// Tells the tree of one edit, given in bytes and tree-sitter points (rows end at `\n` only, columns in bytes) of
    /// the text before that edit. Several edits are told one after another, then comes one [`Syntax::reparse`].
    pub fn edit(&mut self, edit: &InputEdit) {
        if let Some(tree) = &mut self.tree {
            tree.edit(edit);
        }
    }

    /// Parses `text` again, reusing what the edits did not touch.
    #[must_use]
    pub fn reparse(&self, text: &str) -> Self {
        Self { tree: parse(text, self.tree.as_ref()) }
    }

    /// The root, where the grammar could be loaded.
    pub(crate) fn root(&self) -> Option<Node<'_>> {
        self.tree.as_ref().map(Tree::root_node)
    }

    /// The tree as an S-expression, for tests.
    pub fn to_sexp(&self) -> String {
        self.root().map(|root| root.to_sexp()).unwrap_or_default()
    }
}

fn parse(text: &str, old: Option<&Tree>) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_disclosure_report::LANGUAGE.into()).ok()?;
    parser.parse(without_nul(text).as_bytes(), old)
}

/// A lexer takes NUL for the end of the text; a blank of the same length keeps every offset.
fn without_nul(text: &str) -> Cow<'_, str> {
    match memchr::memchr(0, text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace('\0', " ")),
        None => Cow::Borrowed(text),
    }
}
