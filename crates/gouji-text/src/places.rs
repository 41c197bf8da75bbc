//! Lines and columns for the output: both from 1, columns in Unicode scalar values.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Serialize;

/// The maximum number of bytes that are counted for one place. A line can be as long as the text and have many findings.
const BLOCK: usize = 1 << 10;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// The starts of the lines of a text, to convert byte offsets to places.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The number of scalar values before each block of the text. Counted once, and only if a line is longer than a block.
    blocks: OnceLock<Vec<usize>>,
}

impl<'a> Places<'a> {
    /// The lines of `text`; `\n`, `\r\n` and `\r` end them.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let breaks = ends.filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(*at + 1) != Some(&b'\n'));
        Self { text, starts: std::iter::once(0).chain(breaks.map(|at| at + 1)).collect(), blocks: OnceLock::new() }
    }

    /// The place of a byte offset.
    pub fn place(&self, byte: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.start(line);
        let near = Self::counted_range(start, byte);
        let far = if near.start == start { 0 } else { self.before_block(near.start) - self.before(start) };
        Place { line, column: far + self.count(near) + 1 }
    }

    /// The range of bytes that is counted for the place of `byte` in a line that begins at `start`.
    fn counted_range(start: usize, byte: usize) -> Range<usize> {
        let from = if byte - start <= BLOCK { start } else { byte / BLOCK * BLOCK };
        from..byte
    }

    /// The number of scalar values that begin before `byte`.
    fn before(&self, byte: usize) -> usize {
        let block = byte / BLOCK * BLOCK;
        self.before_block(block) + self.count(block..byte)
    }

    fn before_block(&self, byte: usize) -> usize {
        let blocks = self.blocks.get_or_init(|| {
            let counts = self.text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
                *before += count_scalars(block);
                Some(*before)
            });
            std::iter::once(0).chain(counts).collect()
        });
        blocks.get(byte / BLOCK).copied().unwrap_or_default()
    }

    /// The number of scalar values that begin in a part of the text.
    fn count(&self, part: Range<usize>) -> usize {
        self.text.as_bytes().get(part).map_or(0, count_scalars)
    }

    /// The byte at which a line (from 1) begins, and its text without the line end.
    pub fn line(&self, line: usize) -> (usize, &'a str) {
        let start = self.start(line);
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        (start, self.text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']))
    }

    fn start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default()
    }
}

/// The number of scalar values that begin in `bytes`.
fn count_scalars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

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

    #[test]
    fn a_place_in_a_long_line_equals_a_full_count() {
        let text = format!("甲\n{}\n{}", "a字𠀀".repeat(1_000), "乙".repeat(2_000));
        let places = Places::new(&text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = Span::new(0, byte).slice(&text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |before| before.chars().count()) + 1;
            assert_eq!(places.place(byte), Place { line, column }, "{byte}");
        }
    }

    /// A place costs no more than the bytes of two blocks, in a line of any length.
    #[test]
    fn a_place_costs_the_same_in_any_line() {
        for start in [0, 1, BLOCK - 1, BLOCK, 7 * BLOCK + 3] {
            for length in [0, 1, BLOCK, BLOCK + 1, 1_000 * BLOCK + 5] {
                let near = Places::counted_range(start, start + length);
                assert!(
                    near.len() <= BLOCK && near.start >= start && near.end == start + length,
                    "{start} {length} {near:?}"
                );
                let is_block = near.start.is_multiple_of(BLOCK) || near.start == start;
                assert!(is_block, "{start} {length} {near:?}");
            }
        }
    }
}
