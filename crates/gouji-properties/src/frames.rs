//! Whatever bytes a client sends, the server reads on to their end, and what it writes are frames; where all that was sent
//! were frames too, the next request is answered.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use serde_json::Value;
use tokio::io::AsyncWrite;

/// Between two messages of the input; UTF-8 never has it.
pub const BREAK: u8 = 0xFF;

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":"first","method":"initialize","params":{"capabilities":{}}}"#;
const LAST: &str = r#"{"jsonrpc":"2.0","id":"last","method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":0,"character":0}}}"#;

/// The property, of bytes: messages between [`BREAK`]s. One that begins with a blank is sent without its blank and as it
/// is; others are the bodies of right frames.
pub fn holds(data: &[u8]) {
    let mut input = frame(INITIALIZE.as_bytes());
    let mut orderly = true;
    for message in data.split(|byte| *byte == BREAK) {
        match message {
            [b' ', raw @ ..] => {
                input.extend_from_slice(raw);
                orderly = false;
            }
            body => {
                input.extend(frame(body));
                orderly &= leaves_alone_what_follows(body);
            }
        }
    }
    input.extend(frame(LAST.as_bytes()));
    let answers = serve(input);
    if orderly {
        assert!(answers.iter().any(|answer| answer["id"] == "last"), "the last request is not answered: {answers:?}");
    }
}

/// Neither ends the server nor can be taken for the beginning of another frame.
fn leaves_alone_what_follows(body: &[u8]) -> bool {
    let has = |word: &[u8]| body.windows(word.len()).any(|window| window == word);
    match serde_json::from_slice::<Value>(body) {
        Ok(message) => message["method"] != "exit",
        // The beginning may be a message all the same, or be made one; escapes may spell anything.
        Err(_) => !has(b"exit") && !has(b"\\u") && !has(b"C"),
    }
}

fn frame(body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

/// Everything that a server says to `input`.
fn serve(input: Vec<u8>) -> Vec<Value> {
    // Time stands still while there is work: how long the machine takes has no part in what is answered.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let output = Output::default();
    let writer = output.clone();
    runtime.expect("a runtime").block_on(async move {
        gouji_server::serve(&*input, writer).await;
    });
    let written = std::mem::take(&mut *output.0.lock().unwrap_or_else(PoisonError::into_inner));
    messages(&written)
}

/// The messages that were written; panics at anything that is none.
fn messages(mut written: &[u8]) -> Vec<Value> {
    let mut messages = Vec::new();
    while !written.is_empty() {
        let rest = written.strip_prefix(b"Content-Length: ").expect("a header");
        let end = rest.iter().position(|byte| *byte == b'\r').expect("an end of the header");
        let length: usize = String::from_utf8_lossy(&rest[..end]).parse().expect("a length");
        let body = rest[end..].strip_prefix(b"\r\n\r\n").expect("a blank line");
        messages.push(serde_json::from_slice(&body[..length]).expect("JSON"));
        written = &body[length..];
    }
    messages
}

/// Keeps what is written.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl AsyncWrite for Output {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
