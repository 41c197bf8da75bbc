//! The analysis of an edited document is the analysis of a new document with the same text.
//!
//! A simple client keeps its text as characters and counts columns itself, in each encoding. Random edits go to both; then text, lines and
//! findings must be those of a new document.

#[path = "support/typing.rs"]
mod typing;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use gouji_ide::Origin;
use gouji_ide::documents::{Change, Documents};
use gouji_ide::line_index::{Encoding, LineCol, LineColRange};
use proptest::collection::vec;
use proptest::prelude::*;
use typing::piece;

const URI: &str = "untitled:Untitled-1";
const SAMPLES: [&str; 3] = [
    include_str!("../../../tests/reports/xingan-2022.txt"),
    include_str!("../../../tests/reports/jianshan-2025.txt"),
    include_str!("../../../tests/reports/weibin-2025.md"),
];

/// The client's text.
struct Model {
    text: Vec<char>,
    encoding: Encoding,
}

impl Model {
    fn position(&self, at: usize) -> LineCol {
        let (mut line, mut column) = (0, 0);
        let mut before = self.text.iter().take(at).peekable();
        while let Some(c) = before.next() {
            match c {
                '\r' if before.peek() == Some(&&'\n') => {}
                '\r' | '\n' => (line, column) = (line + 1, 0),
                c => {
                    column += match self.encoding {
                        Encoding::Utf8 => c.len_utf8(),
                        Encoding::Utf16 => c.len_utf16(),
                        Encoding::Utf32 => 1,
                    }
                }
            }
        }
        LineCol::new(line, column as u32)
    }

    /// An offset that has a position: the offset between `\r` and `\n` has none.
    fn place(&self, fraction: f64) -> usize {
        let at = (fraction * self.text.len() as f64) as usize;
        let splits = at > 0 && self.text.get(at - 1) == Some(&'\r') && self.text.get(at) == Some(&'\n');
        if splits { at - 1 } else { at }
    }

    /// Applies an edit, and returns the change that a client would send.
    fn edit(&mut self, edit: &Edit) -> Change {
        let range = match edit {
            Edit::Whole { .. } => None,
            Edit::Range { from, length, .. } => {
                let start = self.place(*from);
                let end = self.place((start + length) as f64 / self.text.len().max(1) as f64).max(start);
                Some((start, end.min(self.text.len())))
            }
        };
        let (Edit::Whole { text } | Edit::Range { text, .. }) = edit;
        match range {
            None => {
                self.text = text.chars().collect();
                Change { range: None, text: text.clone() }
            }
            Some((start, end)) => {
                let range = Some(LineColRange::new(self.position(start), self.position(end)));
                self.text.splice(start..end, text.chars());
                Change { range, text: text.clone() }
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Edit {
    Range { from: f64, length: usize, text: String },
    Whole { text: String },
}

fn edit() -> impl Strategy<Value = Edit> {
    let range = |longest: usize| {
        (0.0..=1.0, 0..=longest, piece()).prop_map(|(from, length, text)| Edit::Range { from, length, text })
    };
    let whole = (prop::sample::select(SAMPLES.to_vec()), piece())
        .prop_map(|(sample, piece)| Edit::Whole { text: sample.replacen("情况", &piece, 2) });
    prop_oneof![12 => range(3), 3 => range(60), 1 => range(3000), 1 => whole]
}

fn check(encoding: Encoding, sample: &str, notifications: &[Vec<Edit>]) {
    let documents = Documents::default();
    let mut model = Model { text: sample.chars().collect(), encoding };
    documents.open(URI.to_owned(), Origin::Unsaved, 1, sample, Duration::ZERO);
    let never = AtomicBool::new(false);
    for (at, edits) in notifications.iter().enumerate() {
        // Every other time the worker analyses the text, so that the next analysis starts from this one.
        if at % 2 == 0 {
            let snapshot = documents.snapshot(URI).expect("it is open");
            let analysed = snapshot.analysed(&never).expect("not cancelled");
            documents.store_analysis(&snapshot, &analysed, Duration::ZERO, Duration::ZERO);
        }
        let changes = edits.iter().map(|edit| model.edit(edit)).collect();
        documents.change(URI, at as i32 + 2, encoding, changes, Duration::ZERO);
    }
    let analysed = documents.snapshot(URI).expect("it is open").analysed(&never).expect("not cancelled");
    let text: String = model.text.iter().collect();
    gouji_properties::editing::assert_equals_fresh_analysis(&analysed, &text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_document_equals_a_new_one(
        encoding in prop::sample::select(vec![Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]),
        sample in prop::sample::select(SAMPLES.to_vec()),
        notifications in vec(vec(edit(), 1..4), 1..8),
    ) {
        check(encoding, sample, &notifications);
    }

    #[test]
    fn any_position_can_be_requested_and_changed(
        text in vec(piece(), 0..6).prop_map(|pieces| pieces.concat()),
        ends in any::<[u32; 4]>(),
        small in prop::array::uniform4(0u32..12),
        insert in piece(),
    ) {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let documents = Documents::default();
            documents.open(URI.to_owned(), Origin::Unsaved, 1, &text, Duration::ZERO);
            for (version, [a, b, c, d]) in [(2, small), (3, ends)] {
                let range = Some(LineColRange::new(LineCol::new(a, b), LineCol::new(c, d)));
                let change = Change { range, text: insert.clone() };
                documents.change(URI, version, encoding, vec![change], Duration::ZERO);
            }
            let analysed = documents.snapshot(URI).expect("it is open").analysed(&AtomicBool::new(false));
            prop_assert!(analysed.is_ok());
        }
    }
}
