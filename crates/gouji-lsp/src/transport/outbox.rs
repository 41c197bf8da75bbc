//! What waits for the client to read it: bounded, in messages and in bytes.

use std::sync::Arc;

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use crate::log::note;

/// Messages that wait for the client to read them.
const MESSAGES: usize = 64;
/// Bytes that wait; one longer message waits alone.
const BYTES: u32 = 16 << 20;

/// Where messages are put for the client.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: mpsc::Sender<Message>,
    room: Arc<Semaphore>,
}

/// A message in JSON, and the room that it takes until it is written.
pub(super) struct Message {
    body: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

impl Outbox {
    /// An outbox, and what is put into it.
    pub fn new() -> (Self, mpsc::Receiver<Message>) {
        let (sender, messages) = mpsc::channel(MESSAGES);
        (Self { sender, room: Arc::new(Semaphore::new(BYTES as usize)) }, messages)
    }

    /// Puts a message there, as soon as there is room. Where nobody reads any more, the loop ends by itself.
    pub async fn post(&self, message: impl Serialize) {
        let body = match serde_json::to_vec(&message) {
            Ok(body) => body,
            Err(error) => return note(format_args!("a message cannot be written as JSON: {error}")),
        };
        drop(message);
        let bytes = u32::try_from(body.len()).unwrap_or(BYTES).min(BYTES);
        if let Ok(room) = Arc::clone(&self.room).acquire_many_owned(bytes).await {
            let _ = self.sender.send(Message { body, _room: room }).await;
        }
    }
}

/// Writes messages until there are no more or the client no longer reads.
pub(super) async fn write(mut output: impl AsyncWrite + Unpin, mut messages: mpsc::Receiver<Message>) {
    while let Some(Message { body, _room }) = messages.recv().await {
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        let written = async {
            output.write_all(header.as_bytes()).await?;
            output.write_all(&body).await?;
            output.flush().await
        };
        if written.await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[tokio::test]
    async fn what_waits_is_bounded_in_bytes_and_a_long_message_waits_alone() {
        let (outbox, mut messages) = Outbox::new();
        let long = "x".repeat(BYTES as usize);
        outbox.post(&long).now_or_never().expect("nothing else waits");
        let mut next = std::pin::pin!(outbox.post("short"));
        assert_eq!(next.as_mut().now_or_never(), None);
        drop(messages.recv().await);
        next.now_or_never().expect("there is room again");
    }
}
