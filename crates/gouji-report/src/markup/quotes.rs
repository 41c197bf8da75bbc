//! Finds line breaks in cells that a spreadsheet put in quotes because of them.

/// Longest cell that is joined, in bytes.
const LONGEST: usize = 400;
/// Most line breaks of a joined cell.
const MOST_BREAKS: usize = 4;

/// Offsets of the line breaks inside quoted cells. A quote that is not next to a cell separator may belong to a sentence.
pub(super) fn line_breaks(text: &[u8]) -> Vec<usize> {
    let is_separator = |byte: Option<&u8>| matches!(byte, Some(b'\t' | b',' | b';' | b'|'));
    let is_line_end = |byte: Option<&u8>| matches!(byte, None | Some(b'\n' | b'\r'));
    let mut found = Vec::new();
    let mut from = 0;
    for quote in memchr::memchr_iter(b'"', text) {
        let before = quote.checked_sub(1).and_then(|before| text.get(before));
        if quote < from || !is_separator(before) && !is_line_end(before) {
            continue;
        }
        let rest = text.get(quote + 1..).unwrap_or_default();
        let rest = rest.get(..LONGEST.min(rest.len())).unwrap_or_default();
        let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'|' | b'\t')) else { continue };
        let after = text.get(quote + length + 2);
        let is_cell =
            rest.get(length) == Some(&b'"') && (is_separator(after) || is_separator(before) && is_line_end(after));
        let cell = rest.get(..length).unwrap_or_default();
        let breaks = || memchr::memchr2_iter(b'\n', b'\r', cell).map(|at| quote + 1 + at);
        if is_cell && breaks().count() <= MOST_BREAKS {
            found.extend(breaks());
            from = quote + length + 2;
        }
    }
    found
}
