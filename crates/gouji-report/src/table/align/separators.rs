//! Recognises rules between rows, and splits lines at the separators of cells.

/// Whether a line is a rule of a table or page.
pub(super) fn is_rule(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_of_rule = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'|' | b'+' | b':' | b'=' | b'_' | b'-' | 0x01);
    bytes.iter().all(is_of_rule) && (line.contains("--") || line.contains("==") || line.contains("__"))
}

/// Whether cells number the columns from 0, as data programs do above a table without a header.
pub(super) fn are_column_numbers(cells: &[(usize, &str)]) -> bool {
    cells.len() > 2 && cells.iter().enumerate().all(|(at, (_, cell))| cell.trim().parse() == Ok(at))
}

/// Whether a line is a rule between the rows of a grid.
pub(in crate::table) fn is_grid_rule(line: &str) -> bool {
    line.trim_start().starts_with('+') && is_rule(line)
}

/// The line with a bar and blanks in place of each rule inside it; `None` if it has no rule.
pub(super) fn without_rules(line: &str) -> Option<String> {
    if !line.contains("---") && !line.contains("===") {
        return None;
    }
    let mut bytes = line.as_bytes().to_vec();
    let is_of_rule = |byte: &u8| matches!(byte, b'-' | b'=' | b':');
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes.iter().skip(at).take_while(|byte| is_of_rule(byte)).count();
        if length >= 3 {
            let from = if at > 0 && bytes.get(at - 1) == Some(&b'+') { at - 1 } else { at };
            let to = at + length + usize::from(bytes.get(at + length) == Some(&b'+'));
            if let Some(rule) = bytes.get_mut(from..to) {
                rule.fill(b' ');
            }
            if let Some(bar) = bytes.get_mut(from) {
                *bar = b'|';
            }
        }
        at += length.max(1);
    }
    String::from_utf8(bytes).ok()
}

/// The parts of `text` between separators, each with its first byte.
pub(super) fn split(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_separator(*c)) {
        found.push((start, text.get(start..at).unwrap_or_default()));
        start = at + c.len_utf8();
    }
    found.push((start, text.get(start..).unwrap_or_default()));
    found
}

/// The parts of `text` between separators outside quotes, each with its first byte.
pub(super) fn split_quoted(text: &str, separator: char) -> Vec<(usize, &str)> {
    let is_quoted = std::cell::Cell::new(false);
    split(text, |c| {
        if c == '"' {
            is_quoted.set(!is_quoted.get());
        }
        c == separator && !is_quoted.get()
    })
}
