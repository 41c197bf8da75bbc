//! The properties of characters and paragraphs, which Word stores in pages of 512 bytes (`ChpxFkp` and `PapxFkp`), each for a run of
//! bytes of the text.

use super::little_endian::{offset_at, plex, slice, u8_at, u16_at, u32_at};
use crate::{Failure, limits};

/// Bytes of a page.
const PAGE: usize = 512;
/// The bits of the number of a page (`PnFkpChpx`).
const PAGE_NUMBER: usize = (1 << 22) - 1;

/// A run of bytes of the text that have the same properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormattedRun<T> {
    /// Its first byte in the stream.
    pub start: u32,
    /// The byte after it.
    pub end: u32,
    /// The properties.
    pub properties: T,
}

/// The place of the properties of a paragraph (`PapxInFkp`) in the stream, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphPlace {
    start: usize,
    length: usize,
}

/// The runs of a text, in the order of their bytes.
#[derive(Debug)]
pub struct Runs<T>(Vec<FormattedRun<T>>);

impl<T: Copy> Runs<T> {
    /// The run with the byte at this offset.
    pub fn run(&self, offset: u32) -> Option<FormattedRun<T>> {
        let next = self.0.partition_point(|run| run.start <= offset);
        let run = self.0.get(next.checked_sub(1)?)?;
        (offset < run.end).then_some(*run)
    }

    /// Reads the pages of a table. `read` returns the properties of an entry.
    fn read(
        document: &[u8],
        table: &[u8],
        mut read: impl FnMut(FormattingEntry<'_>) -> Result<T, Failure>,
    ) -> Result<Self, Failure> {
        let mut runs = Vec::new();
        // A table with more entries than there are pages repeats some of them.
        for (_, _, data) in plex(table, 4).take(document.len() / PAGE + 1) {
            let Some(start) = offset_at(data, 0).map(|number| (number & PAGE_NUMBER) * PAGE) else { continue };
            let Some(page) = slice(document, start, PAGE) else { continue };
            let count = usize::from(u8_at(page, PAGE - 1).unwrap_or_default());
            for index in 0..count {
                let (Some(from), Some(to)) = (u32_at(page, index * 4), u32_at(page, index * 4 + 4)) else { break };
                if from < to {
                    let entry = FormattingEntry { page, start, entries: (count + 1) * 4, index };
                    runs.push(FormattedRun { start: from, end: to, properties: read(entry)? });
                }
            }
        }
        runs.sort_by_key(|run| run.start);
        Ok(Self(runs))
    }
}

/// An entry of a page, for one run.
#[derive(Clone, Copy, Debug)]
struct FormattingEntry<'a> {
    page: &'a [u8],
    /// The start of the page in the stream.
    start: usize,
    /// Where the entries begin in the page.
    entries: usize,
    index: usize,
}

impl FormattingEntry<'_> {
    /// Where its properties begin in the page, if entries have `size` bytes; `None` if it has no properties.
    fn properties(self, size: usize) -> Option<usize> {
        let half = u8_at(self.page, self.entries + self.index * size)?;
        (half != 0).then_some(usize::from(half) * 2)
    }
}

/// The runs of characters. `read` interprets a list of modifiers.
///
/// # Errors
/// If the properties have more bytes than the limit.
pub fn character_runs<T: Copy>(
    document: &[u8],
    table: &[u8],
    mut read: impl FnMut(&[u8]) -> T,
) -> Result<Runs<T>, Failure> {
    let mut bytes = 0;
    Runs::read(document, table, |entry| {
        let Some(at) = entry.properties(1) else { return Ok(read(&[])) };
        let length = usize::from(u8_at(entry.page, at).unwrap_or_default());
        bytes += length;
        if bytes > limits::PROPERTIES {
            return Err(Failure::TooLarge);
        }
        Ok(read(slice(entry.page, at + 1, length).unwrap_or_default()))
    })
}

/// The runs of paragraphs.
///
/// # Errors
/// None: the properties are read when a paragraph ends.
pub fn paragraph_runs(document: &[u8], table: &[u8]) -> Result<Runs<ParagraphPlace>, Failure> {
    Runs::read(document, table, |entry| {
        let Some(at) = entry.properties(13) else { return Ok(ParagraphPlace::default()) };
        let page = entry.page;
        // The length counts pairs of bytes. If it is 0, the next byte is the length.
        let (at, length) = match usize::from(u8_at(page, at).unwrap_or_default()) {
            0 => (at + 2, usize::from(u8_at(page, at + 1).unwrap_or_default()) * 2),
            half => (at + 1, half * 2 - 1),
        };
        Ok(ParagraphPlace { start: entry.start + at, length: length.min(PAGE.saturating_sub(at)) })
    })
}

impl ParagraphPlace {
    /// The style of the paragraph and its list of modifiers.
    pub fn resolve(self, document: &[u8]) -> (u16, &[u8]) {
        let bytes = slice(document, self.start, self.length).unwrap_or_default();
        (u16_at(bytes, 0).unwrap_or_default(), bytes.get(2..).unwrap_or_default())
    }
}
