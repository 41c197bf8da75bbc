//! Each text of the corpus has the tree that stands below it, in the format of `tree-sitter test`.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use tree_sitter::Parser;
use tree_sitter_disclosure_report::LANGUAGE;

/// What stands round a name, and between a text and its tree.
const RULE: (&str, &str) = ("===", "---");

struct Entry<'a> {
    name: &'a str,
    text: String,
    tree: String,
}

/// The entries of a file.
fn entries(file: &str) -> Vec<Entry<'_>> {
    let lines: Vec<&str> = file.split('\n').collect();
    let rules: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with(RULE.0)).collect();
    let ends = rules.chunks(2).skip(1).map(|pair| pair[0]).chain([lines.len()]);
    let entry = |(pair, end): (&[usize], usize)| {
        assert_eq!(pair[0] + 2, pair[1], "a name stands between two rules, line {}", pair[0] + 1);
        let body = &lines[pair[1] + 1..end];
        let middle = body.iter().rposition(|line| line.starts_with(RULE.1)).expect("a rule in front of the tree");
        Entry { name: lines[pair[0] + 1], text: body[..middle].join("\n"), tree: plain(&body[middle + 1..].join(" ")) }
    };
    rules.chunks(2).zip(ends).map(entry).collect()
}

/// A tree on one line, with one blank where there were any, and without the names of fields, which the corpus leaves out.
fn plain(tree: &str) -> String {
    let words = tree.split_whitespace().filter(|word| !word.ends_with(':'));
    words.collect::<Vec<_>>().join(" ").replace(" )", ")")
}

#[test]
fn every_text_of_the_corpus_has_its_tree() {
    let mut parser = Parser::new();
    parser.set_language(&LANGUAGE.into()).unwrap();
    let mut seen = 0;
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus")).unwrap() {
        let file = fs::read_to_string(file.unwrap().path()).unwrap();
        for Entry { name, text, tree } in entries(&file) {
            let found = parser.parse(&text, None).unwrap().root_node().to_sexp();
            assert_eq!(plain(&found), tree, "{name}:\n{text}");
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen} texts were tried");
}
