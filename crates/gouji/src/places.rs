//! Lines and columns for people: both from 1, columns in Unicode scalar values.

use serde::Serialize;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// The lines of `text`; `\n`, `\r\n` and `\r` end them.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let breaks = ends.filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(*at + 1) != Some(&b'\n'));
        Self { text, starts: std::iter::once(0).chain(breaks.map(|at| at + 1)).collect() }
    }

    /// The place of a byte offset.
    pub fn place(&self, byte: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= byte);
        let before = self.text.get(self.start(line)..byte).unwrap_or_default();
        Place { line, column: before.chars().count() + 1 }
    }

    /// The text of a line (from 1), without its end, and the byte at which it begins.
    pub fn line(&self, line: usize) -> (usize, &'a str) {
        let start = self.start(line);
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        (start, self.text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']))
    }

    fn start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalar_values_and_all_breaks_end_lines() {
        let text = "\u{FEFF}一𠀀\r\n二\r三\n";
        let places = Places::new(text);
        let at = |byte| {
            let place = places.place(byte);
            (place.line, place.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(10), (1, 4));
        assert_eq!(at(12), (2, 1));
        assert_eq!(at(16), (3, 1));
        assert_eq!(at(20), (4, 1));
        assert_eq!(places.line(2), (12, "二"));
    }
}
