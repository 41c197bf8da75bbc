//! Frames: a header with `Content-Length`, a blank line, a body.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

use crate::log::note;

/// Bytes of the longest body that is read.
pub(super) const LONGEST_BODY: usize = 256 << 20;
/// Bytes of the longest header block.
const LONGEST_HEADER: usize = 4096;
/// Bytes that are read at a time, where the input has as many. Reading from standard input takes a thread's turn, and who
/// writes many messages at once waits until they are read.
const CHUNK: usize = 1 << 16;
const NAME: &[u8] = b"content-length:";

/// Reads frames.
pub(super) struct Frames<R> {
    input: R,
    ahead: Ahead,
}

/// A frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A body of this many bytes, which [`Frames::body`] shows.
    Body(usize),
    /// The header announces a body longer than [`LONGEST_BODY`]; none is read.
    TooLong,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub const fn new(input: R) -> Self {
        Self { input, ahead: Ahead { bytes: Vec::new(), taken: 0 } }
    }

    /// The next frame; `None` at the end of the input. Whatever is no frame is skipped.
    ///
    /// # Errors
    /// Where the input cannot be read.
    pub async fn next(&mut self) -> io::Result<Option<Frame>> {
        while self.seek_header().await? {
            let Some(header) = self.header_block().await? else { return Ok(None) };
            match length(&header) {
                Some(length) if length <= LONGEST_BODY => {
                    return Ok(self.has_read(length).await?.then_some(Frame::Body(length)));
                }
                Some(_) => return Ok(Some(Frame::TooLong)),
                None => note("skipped a header without a readable Content-Length"),
            }
        }
        Ok(None)
    }

    /// The body of the frame that was just read.
    pub fn body(&mut self, length: usize) -> &mut [u8] {
        self.ahead.first(length)
    }

    /// Goes on behind as many bytes of that body.
    pub fn consume(&mut self, bytes: usize) {
        self.ahead.skip(bytes);
        self.ahead.free();
    }

    /// Drops what stands before the next `Content-Length:`; false at the end of the input.
    async fn seek_header(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.ahead.rest();
            if let Some(at) = find_name(ahead) {
                self.ahead.skip(at);
                return Ok(true);
            }
            self.ahead.skip(ahead.len().saturating_sub(NAME.len() - 1));
            if self.fill().await? == 0 {
                return Ok(false);
            }
        }
    }

    /// Takes the header block from `Content-Length:` to its blank line; where none comes, the name alone.
    async fn header_block(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let ahead = self.ahead.rest();
            let is_too_long = ahead.len() > LONGEST_HEADER;
            if let Some(end) = blank_line(ahead.get(..LONGEST_HEADER).unwrap_or(ahead)) {
                return Ok(Some(self.ahead.take(end)));
            }
            if is_too_long {
                return Ok(Some(self.ahead.take(NAME.len())));
            }
            if self.fill().await? == 0 {
                return Ok(None);
            }
        }
    }

    /// Reads until as many bytes are there; false where the input ends before.
    async fn has_read(&mut self, length: usize) -> io::Result<bool> {
        while self.ahead.rest().len() < length {
            if self.fill().await? == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn fill(&mut self) -> io::Result<usize> {
        self.input.read_buf(self.ahead.room_for(CHUNK)).await
    }
}

/// What was read and not yet taken.
struct Ahead {
    bytes: Vec<u8>,
    /// How many of them were taken. They go when more is read: to move the rest at every message would take longer than to
    /// read it.
    taken: usize,
}

impl Ahead {
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or_default()
    }

    fn skip(&mut self, count: usize) {
        self.taken += count;
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        let taken = self.rest().get(..count).unwrap_or_default().to_vec();
        self.skip(taken.len());
        taken
    }

    /// As many of the first bytes, or all.
    fn first(&mut self, count: usize) -> &mut [u8] {
        let end = self.bytes.len().min(self.taken + count);
        self.bytes.get_mut(self.taken..end).unwrap_or_default()
    }

    /// Where as many bytes more may be written, behind the others.
    fn room_for(&mut self, more: usize) -> &mut Vec<u8> {
        self.free();
        self.bytes.reserve(more);
        &mut self.bytes
    }

    /// Frees what was taken. What is left moves only when it is no more than that: however the bytes are taken, each moves but
    /// once or twice.
    fn free(&mut self) {
        if self.taken < self.rest().len() {
            return;
        }
        self.bytes.drain(..self.taken);
        self.taken = 0;
        if self.bytes.capacity() > 4 * (self.bytes.len() + CHUNK) {
            self.bytes.shrink_to(self.bytes.len() + CHUNK);
        }
    }
}

fn find_name(bytes: &[u8]) -> Option<usize> {
    bytes.windows(NAME.len()).position(|window| window.eq_ignore_ascii_case(NAME))
}

/// One past the first blank line.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match bytes.get(at + 1..) {
        Some([b'\n', ..]) => Some(at + 2),
        Some([b'\r', b'\n', ..]) => Some(at + 3),
        _ => None,
    })
}

/// The length that the block announces; the last counts where there are several.
fn length(header: &[u8]) -> Option<usize> {
    let mut last = None;
    let mut rest = header;
    while let Some(at) = find_name(rest) {
        rest = rest.get(at + NAME.len()..)?;
        let line = rest.split(|byte| *byte == b'\n').next()?;
        last = std::str::from_utf8(line).ok()?.trim().parse().ok();
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bodies; of one that is too long, nothing.
    async fn read(input: &str) -> Vec<Option<String>> {
        let mut frames = Frames::new(input.as_bytes());
        let mut read = Vec::new();
        while let Some(frame) = frames.next().await.expect("bytes can be read") {
            read.push(match frame {
                Frame::Body(length) => Some(String::from_utf8_lossy(frames.body(length)).into_owned()),
                Frame::TooLong => None,
            });
            if let Frame::Body(length) = frame {
                frames.consume(length);
            }
        }
        read
    }

    fn bodies(bodies: &[&str]) -> Vec<Option<String>> {
        bodies.iter().map(|body| Some((*body).to_owned())).collect()
    }

    #[tokio::test]
    async fn what_is_not_consumed_is_read_again() {
        let long = "x".repeat(3 * CHUNK);
        let input = format!("Content-Length: {}\r\n\r\n{{}}Content-Length: 2\r\n\r\n[]{long}", 25 + long.len());
        let mut frames = Frames::new(input.as_bytes());
        let mut lengths = Vec::new();
        while let Some(Frame::Body(length)) = frames.next().await.expect("bytes can be read") {
            lengths.push((length, String::from_utf8_lossy(&frames.body(length)[..2]).into_owned()));
            frames.consume(2);
        }
        assert_eq!(lengths, [(25 + long.len(), "{}".to_owned()), (2, "[]".to_owned())]);
    }

    #[tokio::test]
    async fn frames_are_read_one_after_another() {
        let input = "Content-Length: 2\r\n\r\n{}Content-Type: x\r\ncontent-length:3\n\n[1]";
        assert_eq!(read(input).await, bodies(&["{}", "[1]"]));
    }

    #[tokio::test]
    async fn what_is_no_frame_is_skipped() {
        for rubbish in [
            "hello\r\n\r\n",
            "Content-Length: many\r\n\r\n{}",
            "Content-Length: -1\r\n\r\n",
            "Content-Length:\r\n\r\n",
            "Content-Length: 9\r\nno blank line\r\n",
            &"x".repeat(100_000),
            &format!("Content-Length: 1{}", "\r\nX: y".repeat(5_000)),
        ] {
            let input = format!("{rubbish}Content-Length: 2\r\n\r\n{{}}");
            assert_eq!(read(&input).await, bodies(&["{}"]), "{:.40}", rubbish);
        }
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_is_not_read() {
        let input = "Content-Length: 99999999999\r\n\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(read(input).await, [None, Some("{}".to_owned())]);
    }

    #[tokio::test]
    async fn the_input_may_end_anywhere() {
        for input in ["", "Content", "Content-Length: 3", "Content-Length: 3\r\n\r\n{}"] {
            assert_eq!(read(input).await, []);
        }
    }
}
