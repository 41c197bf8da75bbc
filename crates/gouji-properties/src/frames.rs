//! The server reads all bytes that a client sends, and writes only valid frames. If the client sent only valid frames, the server
//! answers the next request. The worker, which gets messages without frames, does the same.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use serde_json::Value;
use tokio::io::AsyncWrite;

/// The separator of the messages in the input; it never occurs in UTF-8.
pub const BREAK: u8 = 0xFF;

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":"first","method":"initialize","params":{"capabilities":{}}}"#;
const LAST: &str = r#"{"jsonrpc":"2.0","id":"last","method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":0,"character":0}}}"#;

/// The property, of bytes: messages separated by [`BREAK`]. A message that begins with a blank is sent raw, without the blank.
/// Other messages are sent as bodies of valid frames.
pub fn holds(data: &[u8]) {
    let mut input = frame(INITIALIZE.as_bytes());
    let mut is_orderly = true;
    for message in data.split(|byte| *byte == BREAK) {
        match message {
            [b' ', raw @ ..] => {
                input.extend_from_slice(raw);
                is_orderly = false;
            }
            body => {
                input.extend(frame(body));
                is_orderly &= is_harmless(body);
            }
        }
    }
    input.extend(frame(LAST.as_bytes()));
    let answers = serve(input);
    if is_orderly {
        assert!(answers.iter().any(|answer| answer["id"] == "last"), "the last request is not answered: {answers:?}");
    }
    hold_for_worker(data);
}

/// The property of the worker: whatever it receives, it answers the next request, unless a message ends it.
fn hold_for_worker(data: &[u8]) {
    let mut worker = gouji_worker::Server::new(gouji_ide::Clock::default(), std::time::Duration::ZERO);
    worker.receive(INITIALIZE.as_bytes());
    for message in data.split(|byte| *byte == BREAK) {
        if worker.receive(message).is_over {
            return;
        }
        // A few steps of the work; a document may be changed before it is done.
        for _ in 0..4 {
            worker.run();
        }
    }
    let answers = worker.receive(LAST.as_bytes()).messages;
    assert!(answers.iter().any(|answer| answer["id"] == "last"), "the worker does not answer: {answers:?}");
}

/// Whether the body neither ends the server nor can be read as the beginning of another frame.
fn is_harmless(body: &[u8]) -> bool {
    let has = |word: &[u8]| body.windows(word.len()).any(|window| window == word);
    match serde_json::from_slice::<Value>(body) {
        Ok(message) => message["method"] != "exit",
        // The beginning of the body may still be a message, or be repaired to one; escapes may spell anything.
        Err(_) => !has(b"exit") && !has(b"\\u") && !has(b"C"),
    }
}

fn frame(body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

/// All messages that a server answers to `input`.
fn serve(input: Vec<u8>) -> Vec<Value> {
    // The clock is paused while there is work, so that the answers do not depend on the speed of the machine.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let output = WrittenBytes::default();
    let writer = output.clone();
    runtime.expect("a runtime").block_on(async move {
        gouji_server::serve(&*input, writer).await;
    });
    let written = std::mem::take(&mut *output.0.lock().unwrap_or_else(PoisonError::into_inner));
    messages(&written)
}

/// Parses the written messages; panics at anything else.
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

/// Collects the written bytes.
#[derive(Clone, Default)]
struct WrittenBytes(Arc<Mutex<Vec<u8>>>);

impl AsyncWrite for WrittenBytes {
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
