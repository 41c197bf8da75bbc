//! Classifies the words of a cell: a figure, several figures, nothing, or characters that are mistaken for digits.

use gouji_text::{Value, figure_note, is_word_for_zero};

use super::tokens::is_break;
use crate::table::plain::NOTE;

/// Whether a cell states that there is no figure: by a word, or by strokes and dots.
pub(super) fn states_nothing(words: &str) -> bool {
    const WORDS: [&str; 4] = ["不", "暂无", "(无)", "()"];
    let is_dotted = || words.chars().all(|c| matches!(c, '_' | '.' | '·' | '…' | '+' | '-') || is_break(c));
    let is_stroke = || matches!(Value::read(words), Value::Blank | Value::Stroke);
    !words.is_empty() && (is_word_for_zero(words) || WORDS.contains(&words) || is_stroke() || is_dotted())
}

/// Whether a cell has only digits and characters that are mistaken for digits.
pub(super) fn is_confused(words: &str) -> bool {
    const LONGEST: usize = 6;
    let is_like_digit = |c: char| c.is_ascii_digit() || "OoQDlI!|〇零°○◯丨".contains(c);
    words.chars().count() <= LONGEST && words.chars().all(is_like_digit)
}

/// Whether a cell has several figures.
pub(super) fn are_figures(words: &str) -> bool {
    words.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || c == char::from(NOTE) || is_break(c))
}

/// The value of a figure, alone or with a unit or a note after it; `None` for other words and for several figures.
pub(super) fn figure(words: &str) -> Option<Value> {
    const UNITS: [&str; 10] = ["件", "项", "万元", "元", "份", "条", "次", "宗", "起", ""];
    let starts_with_digit = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
    if words.split_whitespace().skip(1).any(|part| starts_with_digit(&part)) {
        return None;
    }
    let value = Value::read(words);
    let Value::Noted(_) = value else { return value.number().map(|_| value) };
    let note = figure_note(words);
    let note = UNITS.iter().find_map(|unit| note.strip_prefix(unit))?.trim_start_matches(is_break);
    let is_numbered = note.strip_prefix('注').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let is_note = note.is_empty() || note.starts_with(['(', char::from(NOTE), '*', '[']) || is_numbered;
    is_note.then_some(value)
}

/// The value of a cell that states no figure. Words stay words: the author should write 0 instead.
pub(super) fn value_of_nothing(words: &str) -> Value {
    match Value::read(words) {
        Value::Text if words.chars().all(|c| !c.is_alphanumeric()) => Value::Stroke,
        value => value,
    }
}

/// Joins digits that a blank separates inside a cell: `1 520` becomes `1520`, because a blank may separate thousands.
pub(super) fn with_joined_thousands(words: &str) -> String {
    let parts = words.split(' ').collect::<Vec<_>>();
    let is_digits = |part: &&str, lens: std::ops::RangeInclusive<usize>| {
        lens.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [first, second] if is_digits(first, 1..=3) && is_digits(second, 3..=3) => format!("{first}{second}"),
        _ => words.to_owned(),
    }
}
