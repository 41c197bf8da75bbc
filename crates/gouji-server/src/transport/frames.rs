//! Frames: a header with `Content-Length`, a blank line, a body.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

use crate::log::warn;

/// The largest size of a body in bytes.
pub(super) const MAX_BODY: usize = 256 << 20;
/// The largest size of a header in bytes.
const MAX_HEADER: usize = 4096;
/// The number of bytes of one read. Each read from standard input switches threads, and a client that writes many messages at once waits
/// until they are read.
const CHUNK: usize = 1 << 16;
const NAME: &[u8] = b"content-length:";

/// Reads frames.
pub(super) struct Frames<R> {
    input: R,
    ahead: Ahead,
}

/// A frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum IncomingFrame {
    /// A body of this size. [`Frames::body`] returns it.
    Body(usize),
    /// The header announces a body that is larger than [`MAX_BODY`]. The body is not read.
    TooLong,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub const fn new(input: R) -> Self {
        Self { input, ahead: Ahead { bytes: Vec::new(), taken: 0 } }
    }

    /// The next frame; `None` at the end of the input. Bytes outside of frames are skipped.
    ///
    /// # Errors
    /// The input cannot be read.
    pub async fn next(&mut self) -> io::Result<Option<IncomingFrame>> {
        while self.seek_header().await? {
            let Some(header) = self.header_block().await? else { return Ok(None) };
            match length(&header) {
                Some(length) if length <= MAX_BODY => {
                    return Ok(self.has_read(length).await?.then_some(IncomingFrame::Body(length)));
                }
                Some(_) => return Ok(Some(IncomingFrame::TooLong)),
                None => warn("skipped a header without a readable Content-Length"),
            }
        }
        Ok(None)
    }

    /// The body of the frame that was read last.
    pub fn body(&mut self, length: usize) -> &mut [u8] {
        self.ahead.first(length)
    }

    /// Skips this number of bytes of the body.
    pub fn consume(&mut self, bytes: usize) {
        self.ahead.skip(bytes);
        self.ahead.free();
    }

    /// Skips the bytes before the next `Content-Length:`. Returns false at the end of the input.
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

    /// Reads the header from `Content-Length:` to its blank line. If there is no blank line, reads the name alone.
    async fn header_block(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let ahead = self.ahead.rest();
            let is_too_long = ahead.len() > MAX_HEADER;
            if let Some(end) = blank_line(ahead.get(..MAX_HEADER).unwrap_or(ahead)) {
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

    /// Reads until this number of bytes is there. Returns false if the input ends before.
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

/// The bytes that were read but not used yet.
struct Ahead {
    bytes: Vec<u8>,
    /// The number of used bytes at the start. They are removed when more is read: to move the rest after every message would take longer than to
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

    /// The first bytes, at most this number.
    fn first(&mut self, count: usize) -> &mut [u8] {
        let end = self.bytes.len().min(self.taken + count);
        self.bytes.get_mut(self.taken..end).unwrap_or_default()
    }

    /// The buffer with room for this number of bytes at its end.
    fn room_for(&mut self, more: usize) -> &mut Vec<u8> {
        self.free();
        self.bytes.reserve(more);
        &mut self.bytes
    }

    /// Removes the used bytes, if there are at least as many as unused ones. So each byte moves once or twice only.
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

/// The end of the first blank line.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match bytes.get(at + 1..) {
        Some([b'\n', ..]) => Some(at + 2),
        Some([b'\r', b'\n', ..]) => Some(at + 3),
        _ => None,
    })
}

/// The size that a header announces. If there are several, the last one counts.
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

    /// The bodies; `None` for a body that is too large.
    async fn read(input: &str) -> Vec<Option<String>> {
        let mut frames = Frames::new(input.as_bytes());
        let mut read = Vec::new();
        while let Some(frame) = frames.next().await.expect("bytes can be read") {
            read.push(match frame {
                IncomingFrame::Body(length) => Some(String::from_utf8_lossy(frames.body(length)).into_owned()),
                IncomingFrame::TooLong => None,
            });
            if let IncomingFrame::Body(length) = frame {
                frames.consume(length);
            }
        }
        read
    }

    fn bodies(bodies: &[&str]) -> Vec<Option<String>> {
        bodies.iter().map(|body| Some((*body).to_owned())).collect()
    }

    #[tokio::test]
    async fn bytes_that_are_not_consumed_are_read_again() {
        let long = "x".repeat(3 * CHUNK);
        let input = format!("Content-Length: {}\r\n\r\n{{}}Content-Length: 2\r\n\r\n[]{long}", 25 + long.len());
        let mut frames = Frames::new(input.as_bytes());
        let mut lengths = Vec::new();
        while let Some(IncomingFrame::Body(length)) = frames.next().await.expect("bytes can be read") {
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
    async fn bytes_outside_of_frames_are_skipped() {
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
    async fn a_body_that_is_too_large_is_not_read() {
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
