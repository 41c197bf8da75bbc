use super::Span;

/// The lines of `text`, each with its line feed. A long text has thousands, so `memchr` finds the ends.
pub fn lines(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain(last);
    let mut start = 0;
    ends.map(move |end| {
        let span = Span::new(std::mem::replace(&mut start, end), end);
        (span, span.slice(text))
    })
}

/// The byte at which the line around `at` starts.
pub fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The line ending of the text: that of its first line.
pub fn line_ending(text: &str) -> &'static str {
    match text.find(['\n', '\r']).and_then(|at| text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_ends_with_its_line_feed() {
        for text in ["", "\n", "甲", "甲\n", "甲\r\n乙", "\n\n甲\r乙\n"] {
            let found: Vec<&str> = lines(text).map(|(_, line)| line).collect();
            assert_eq!(found, text.split_inclusive('\n').collect::<Vec<_>>(), "{text:?}");
            assert!(lines(text).all(|(span, line)| span.slice(text) == line));
        }
    }
}
