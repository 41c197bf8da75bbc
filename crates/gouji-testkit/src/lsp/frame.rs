//! Frames of the protocol: a header with the length of the body in bytes, a blank line, the body.

use std::io::{self, BufRead};

use serde_json::{Value, json};

/// A message with its header, ready to send.
#[derive(Clone, Debug)]
pub struct Frame(Vec<u8>);

impl Frame {
    /// A frame of a message.
    pub fn new(message: &Value) -> Self {
        Self::of_body(message.to_string().as_bytes())
    }

    /// A frame of a notification.
    pub fn notification(method: &str, params: &Value) -> Self {
        Self::new(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// A frame of a request.
    pub fn request(id: impl Into<Value>, method: &str, params: &Value) -> Self {
        Self::new(&json!({"jsonrpc": "2.0", "id": id.into(), "method": method, "params": params}))
    }

    /// A frame of the answer to a request.
    pub fn answer(id: &Value, result: &Value) -> Self {
        Self::new(&json!({"jsonrpc": "2.0", "id": id, "result": result}))
    }

    /// A frame of any body, also of one that is no message.
    pub fn of_body(body: &[u8]) -> Self {
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend_from_slice(body);
        Self(bytes)
    }

    /// The bytes to send.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Reads the body of the next frame; `None` at the end of the input.
///
/// # Errors
/// If the input cannot be read, ends inside a frame, or has a header without a length.
pub fn read_body(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut header = FrameHeader::default();
    loop {
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if header.line(&line) == HeaderLine::Last {
            break;
        }
    }
    let mut body = vec![0; header.length()?];
    input.read_exact(&mut body)?;
    Ok(Some(body))
}

/// The header of a frame, line by line. A client that reads in another way than [`read_body`] uses it too.
#[derive(Debug, Default)]
pub struct FrameHeader {
    length: Option<usize>,
}

/// Whether a line ends the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderLine {
    /// The blank line before the body.
    Last,
    /// A line of the header.
    Field,
}

impl FrameHeader {
    /// Takes the next line.
    pub fn line(&mut self, line: &str) -> HeaderLine {
        let Some((name, value)) = line.trim_end().split_once(':') else { return HeaderLine::Last };
        if name.eq_ignore_ascii_case("content-length") {
            self.length = value.trim().parse().ok();
        }
        HeaderLine::Field
    }

    /// The length of the body in bytes.
    ///
    /// # Errors
    /// If no line has stated it.
    pub fn length(&self) -> io::Result<usize> {
        self.length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a header without Content-Length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_read_as_it_was_written() {
        let mut input = Frame::notification("a/字", &json!([1])).bytes().to_vec();
        input.extend_from_slice(Frame::of_body(b"{").bytes());
        let mut input = &*input;
        let body = read_body(&mut input).unwrap().unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(message, json!({"jsonrpc": "2.0", "method": "a/字", "params": [1]}));
        assert_eq!(read_body(&mut input).unwrap(), Some(b"{".to_vec()));
        assert_eq!(read_body(&mut input).unwrap(), None);
    }

    #[test]
    fn other_fields_and_other_cases_of_letters_are_accepted() {
        let mut input: &[u8] = b"Content-Type: x\r\ncontent-length:2\r\n\r\n{}";
        assert_eq!(read_body(&mut input).unwrap(), Some(b"{}".to_vec()));
    }

    #[test]
    fn a_broken_frame_is_an_error() {
        for mut input in [&b"Content-Type: x\r\n\r\n{}"[..], b"Content-Length: 3\r\n\r\n{}"] {
            assert!(read_body(&mut input).is_err());
        }
    }
}
