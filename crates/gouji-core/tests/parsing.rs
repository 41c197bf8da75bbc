//! Parsing never fails, loses no line, and an incremental parse is the parse of a fresh text.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod support;

use gouji_core::syntax::{InputEdit, Point};
use gouji_core::{Analysis, Syntax};
use proptest::prelude::*;
use support::CLEAN;

/// Pieces that lines of reports are made of, and what could trip a parser.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "一、",
        "（二）",
        "(三)",
        "1.",
        "（4）",
        "# ",
        "## ",
        "\t",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\u{3000}",
        "0",
        "12",
        "59.25",
        "１２",
        "总体情况",
        "政府信息公开",
        "报告",
        "。",
        "；",
        "，",
        "其他",
        "总计",
        "（七）总计",
        "予以公开",
        "件",
        "2024年",
        "𠀀",
        "👨‍👩‍👧",
        "e\u{301}",
        "\u{feff}",
        "\u{0}",
        "|",
        "[bookmark: _GoBack]",
        "疫情疫情",
        "and",
        "-",
        "/",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn point(text: &str, at: usize) -> Point {
    let row = text[..at].matches('\n').count();
    Point { row, column: at - text[..at].rfind('\n').map_or(0, |end| end + 1) }
}

fn char_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_text_is_an_error(text in text()) {
        let sexp = Syntax::parse(&text).to_sexp();
        prop_assert!(!sexp.contains("ERROR") && !sexp.contains("MISSING"), "{}", sexp);
    }

    #[test]
    fn no_line_is_lost(text in text()) {
        let lines = Syntax::parse(&text).lines(&text);
        let mut rest = text.clone().into_bytes();
        for line in lines {
            rest[line.span.start..line.span.end].fill(b' ');
        }
        // A byte order mark at the very start is the lexer's own business.
        let rest = String::from_utf8(rest).unwrap();
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0';
        prop_assert!(rest.chars().all(blank), "{:?} of {:?}", rest, text);
    }

    #[test]
    fn no_text_makes_the_analysis_panic(text in text(), at in 0..CLEAN.len(), cut in 0..200_usize) {
        let at = char_boundary(CLEAN, at);
        let end = char_boundary(CLEAN, at + cut);
        let mixed = format!("{}{text}{}", &CLEAN[..at], &CLEAN[end..]);
        for finding in Analysis::of(&mixed).findings {
            let places = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
            for span in places.chain([finding.span]).chain(finding.related.iter().map(|related| related.span)) {
                prop_assert!(mixed.get(span.start..span.end).is_some(), "{} {:?}", finding.rule, span);
            }
            for fix in &finding.fixes {
                support::apply(&mixed, fix);
            }
        }
    }

    #[test]
    fn an_incremental_parse_is_a_fresh_one(edits in prop::collection::vec((0..CLEAN.len(), 0..40_usize, text()), 1..6)) {
        let mut current = CLEAN.to_owned();
        let mut syntax = Syntax::parse(&current);
        for (at, cut, new) in edits {
            let start = char_boundary(&current, at);
            let old_end = char_boundary(&current, start + cut);
            let edited = format!("{}{new}{}", &current[..start], &current[old_end..]);
            let new_end = start + new.len();
            syntax.edit(&InputEdit {
                start_byte: start,
                old_end_byte: old_end,
                new_end_byte: new_end,
                start_position: point(&current, start),
                old_end_position: point(&current, old_end),
                new_end_position: point(&edited, new_end),
            });
            syntax = syntax.reparse(&edited);
            current = edited;
            prop_assert_eq!(syntax.to_sexp(), Syntax::parse(&current).to_sexp());
            prop_assert_eq!(syntax.lines(&current), Syntax::parse(&current).lines(&current));
        }
    }
}
