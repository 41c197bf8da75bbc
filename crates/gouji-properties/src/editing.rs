//! The analysis of an edited document is the analysis of a new document with the same text.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use gouji_ide::Origin;
use gouji_ide::documents::{Analysed, Change, Documents};
use gouji_ide::line_index::Encoding;
use gouji_lint::Analysis;
use gouji_report::Lines;
use ropey::Rope;

use crate::model;
use crate::script::{Script, replace};

const URI: &str = "untitled:Untitled-1";

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let script = Script::read(data);
    let encoding = [Encoding::Utf16, Encoding::Utf8, Encoding::Utf32][script.edits.len() % 3];
    let documents = Documents::default();
    documents.open(URI.to_owned(), Origin::Unsaved, 1, &script.base, Duration::ZERO);
    let never = AtomicBool::new(false);
    let mut text = script.base.clone();
    for (version, edit) in (2..).zip(&script.edits) {
        let rope = Rope::from_str(&text);
        let range = encoding.range(&rope, edit.edit.span);
        // An end between `\r` and `\n` has no position: the edit of the client begins before both.
        let mut applied = edit.edit.clone();
        applied.span = encoding.span(&rope, range);
        let change = Change { range: Some(range), text: applied.text.clone() };
        documents.change(URI, version, encoding, vec![change], Duration::ZERO);
        replace(&mut text, &applied);
        if edit.pause {
            let snapshot = documents.snapshot(URI).expect("it is open");
            let analysed = snapshot.analysed(&never).expect("nobody cancels it");
            documents.store_analysis(&snapshot, &analysed, Duration::ZERO, Duration::ZERO);
        }
    }
    let analysed = documents.snapshot(URI).expect("it is open").analysed(&never).expect("nobody cancels it");
    assert_equals_fresh_analysis(&analysed, &text);
}

/// Asserts that the analysis of an edited document equals that of a new document with this text.
pub fn assert_equals_fresh_analysis(analysed: &Analysed, text: &str) {
    assert_eq!(&*analysed.text, text);
    let (parsed, analysis) = (Lines::parse(text), Analysis::new(text));
    assert_eq!(analysed.lines.lines(), parsed.lines());
    assert!(model::same(analysed.analysis.report.as_deref(), analysis.report.as_deref()), "the reports differ");
    assert_eq!(analysed.analysis.findings, analysis.findings);
}
