//! Parsing never fails and loses no line. An incremental parse equals a fresh parse.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_properties::seeds::{CLEAN, PIECES};
use gouji_properties::{model, parse, rules};
use gouji_report::Lines;
use gouji_text::{CancelToken, Span};
use proptest::prelude::*;

/// Pieces of lines in reports, and pieces that are difficult for a parser.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(PIECES);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// An edit: its place, how many bytes it removes, the text that it inserts, and whether the text is parsed after it.
fn edit() -> impl Strategy<Value = (usize, usize, String, bool)> {
    (0..CLEAN.len(), 0..40_usize, text(), any::<bool>())
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
        parse::check_tree(&text, &Lines::parse(&text));
    }

    #[test]
    fn no_line_is_lost(text in text()) {
        parse::check_coverage(&text, &Lines::parse(&text));
    }

    #[test]
    fn cached_lines_are_those_of_a_fresh_parse(text in text()) {
        parse::check_cached_lines(&text, &Lines::parse(&text));
    }

    #[test]
    fn any_text_can_be_read_and_checked(text in text(), at in 0..CLEAN.len(), cut in 0..200_usize) {
        let at = char_boundary(CLEAN, at);
        let end = char_boundary(CLEAN, at + cut);
        let mixed = format!("{}{text}{}", &CLEAN[..at], &CLEAN[end..]);
        model::check_report(&mixed);
        rules::check_rules(&mixed);
    }

    #[test]
    fn an_incremental_parse_is_a_fresh_one(edits in prop::collection::vec(edit(), 1..6)) {
        let mut current = CLEAN.to_owned();
        let mut parsed = Lines::parse(&current);
        for (at, cut, new, pause) in edits {
            let start = char_boundary(&current, at);
            let old_end = char_boundary(&current, start + cut);
            let edited = format!("{}{new}{}", &current[..start], &current[old_end..]);
            parsed.edit(Span::new(start, old_end), new.len());
            // Several edits may be made before the text is parsed again.
            if pause {
                parsed = parsed.reparse(&edited, CancelToken::never()).unwrap();
                prop_assert_eq!(parsed.lines(), Lines::parse(&edited).lines().to_vec());
            }
            current = edited;
        }
        parsed = parsed.reparse(&current, CancelToken::never()).unwrap();
        prop_assert_eq!(parsed.lines(), Lines::parse(&current).lines().to_vec());
    }
}
