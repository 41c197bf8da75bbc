/// Whether a line contains only a page number, as in `- 3 -`, `第3页 共9页` or `3/9`.
pub fn is_page_number(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '~' | '·');
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    // Nearly all lines begin otherwise.
    if !line.starts_with(|c: char| is_dash(c) || is_digit(c) || c == '第') {
        return false;
    }
    let is_number = |words: &str| (1..=3).contains(&words.chars().count()) && words.chars().all(is_digit);
    let inner = line.trim_matches(is_dash).trim();
    if line.starts_with(is_dash) && line.ends_with(is_dash) && is_number(inner) {
        return true;
    }
    if let Some((page, pages)) = line.split_once('/') {
        return is_number(page.trim()) && is_number(pages.trim());
    }
    let rest = line.strip_prefix('第').unwrap_or(line).trim_start();
    let after = rest.trim_start_matches(is_digit);
    let number = rest.get(..rest.len() - after.len()).unwrap_or_default();
    let after = after.trim_start();
    is_number(number) && (after.starts_with('页') || after.is_empty() && line.starts_with('第'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_distinguished_from_other_lines() {
        for line in ["- 4 -", "—12—", "-３-", "第 3 页 共9页", "第3页", "3 页", "3/9", "第3"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["", "3", "-", "1234/1", "第三页", "3件", "2024/1/1", "- 1234 -", "～"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
