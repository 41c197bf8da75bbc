//! The binding, its queries, and what an edit costs.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tree_sitter::{InputEdit, Language, Parser, Point, Query, Tree};
use tree_sitter_disclosure_report::{FOLDS_QUERY, HIGHLIGHTS_QUERY, LANGUAGE};

/// Parses and counts the tokens that were read anew.
fn parse(text: &str, old: Option<&Tree>) -> (Tree, usize) {
    let mut parser = Parser::new();
    parser.set_language(&LANGUAGE.into()).unwrap();
    let tokens = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&tokens);
    parser.set_logger(Some(Box::new(move |_, message| {
        if message.starts_with("lexed_lookahead") {
            seen.fetch_add(1, Ordering::Relaxed);
        }
    })));
    let tree = parser.parse(text, old).unwrap();
    (tree, tokens.load(Ordering::Relaxed))
}

#[test]
fn queries_are_valid() {
    let language = Language::new(LANGUAGE);
    for query in [HIGHLIGHTS_QUERY, FOLDS_QUERY] {
        assert!(Query::new(&language, query).unwrap().pattern_count() > 0);
    }
}

#[test]
fn an_edit_reads_few_tokens_anew() {
    let text = "一、总体情况\n全年公开信息3条。\n规章\t0\t0\t0\n\t1\n（一）主动公开\n".repeat(500);
    let (mut tree, all) = parse(&text, None);
    let at = text.len() / 2 / "规章\t".len() * "规章\t".len();
    let at = (at..).find(|at| text.is_char_boundary(*at)).unwrap();
    let before = text.get(..at).unwrap();
    let row = before.matches('\n').count();
    let column = at - before.rfind('\n').map_or(0, |end| end + 1);
    tree.edit(&InputEdit {
        start_byte: at,
        old_end_byte: at,
        new_end_byte: at + 1,
        start_position: Point { row, column },
        old_end_position: Point { row, column },
        new_end_position: Point { row, column: column + 1 },
    });
    let edited = format!("{before}7{}", text.get(at..).unwrap());
    let (incremental, anew) = parse(&edited, Some(&tree));
    assert_eq!(incremental.root_node().to_sexp(), parse(&edited, None).0.root_node().to_sexp());
    assert!(anew * 100 < all, "{anew} of {all} tokens were read anew");
}
