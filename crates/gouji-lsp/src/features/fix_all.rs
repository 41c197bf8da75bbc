//! Everything that is safe, mended at once.

use gouji_core::fixing;
use gouji_core::{Span, TextEdit};
use similar::{DiffOp, TextDiff};

use crate::documents::Analysed;

/// The edits that mend everything safe; `None` where nothing is to be mended.
pub(crate) fn fix_all(analysed: &Analysed) -> Option<Vec<TextEdit>> {
    let fixed = fixing::fix_all(&analysed.text, analysed.analysis.clone(), |text| analysed.instead(text));
    (!fixed.applied.is_empty()).then(|| difference(&analysed.text, &fixed.text))
}

/// Edits of whole lines that make `after` of `before`: mending takes rounds, but an editor wants edits of the text it has.
fn difference(before: &str, after: &str) -> Vec<TextEdit> {
    let diff = TextDiff::from_lines(before, after);
    let old = starts((0..diff.old_len()).map_while(|line| diff.old_slice(line)));
    let new = starts((0..diff.new_len()).map_while(|line| diff.new_slice(line)));
    let bytes = |starts: &[usize], lines: std::ops::Range<usize>| {
        let at = |line: usize| starts.get(line).copied().unwrap_or_default();
        Span::new(at(lines.start), at(lines.end))
    };
    let changed = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed.map(|op| TextEdit::new(bytes(&old, op.old_range()), bytes(&new, op.new_range()).of(after))).collect()
}

/// Where each line begins, and where the last one ends.
fn starts<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let ends = lines.scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_makes_one_text_of_the_other() {
        for (before, after) in [
            ("甲\r\n乙\r\n丙", "甲\r\n乙二\r\n丙"),
            ("甲\n乙\n", "乙\n丙\n丁"),
            ("", "甲\n"),
            ("甲", ""),
            ("甲\n乙\n丙\n", "甲甲\n乙\n丙丙\n"),
        ] {
            let edits = difference(before, after);
            assert_eq!(fixing::apply(before, &edits), after);
        }
        assert_eq!(difference("甲\n乙\n丙\n", "甲甲\n乙\n丙丙\n").len(), 2, "what stays is not replaced");
    }
}
