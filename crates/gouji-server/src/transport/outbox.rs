//! The queue of messages to the client. Its length is limited in messages and in bytes.

use std::sync::Arc;

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use crate::log::warn;

/// The largest number of messages in the queue.
const MAX_MESSAGES: usize = 64;
/// The largest size of the queue in bytes. A longer message waits until the queue is empty.
const MAX_BYTES: u32 = 16 << 20;

/// The largest size in bytes of a body that is written together with its header.
const MAX_COPIED: usize = 1 << 16;

/// The sender's side of the queue.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: mpsc::Sender<Message>,
    room: Arc<Semaphore>,
}

/// A message in JSON. It uses a part of the queue's size until it is written.
pub(super) struct Message {
    body: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

impl Outbox {
    /// A queue, and its messages.
    pub fn new() -> (Self, mpsc::Receiver<Message>) {
        let (sender, messages) = mpsc::channel(MAX_MESSAGES);
        (Self { sender, room: Arc::new(Semaphore::new(MAX_BYTES as usize)) }, messages)
    }

    /// Appends a message as soon as there is room. If the client no longer reads, the message is dropped and the loop ends by itself.
    pub async fn post(&self, message: impl Serialize) {
        let body = match serde_json::to_vec(&message) {
            Ok(body) => body,
            Err(error) => return warn(format_args!("a message cannot be written as JSON: {error}")),
        };
        drop(message);
        let bytes = u32::try_from(body.len()).unwrap_or(MAX_BYTES).min(MAX_BYTES);
        if let Ok(room) = Arc::clone(&self.room).acquire_many_owned(bytes).await {
            let _ = self.sender.send(Message { body, _room: room }).await;
        }
    }
}

/// Writes messages until the queue is closed or the client no longer reads.
pub(super) async fn write(mut output: impl AsyncWrite + Unpin, mut messages: mpsc::Receiver<Message>) {
    while let Some(Message { body, _room }) = messages.recv().await {
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        let written = async {
            // One write, or the client would be woken for the header alone. A long body is not worth another copy.
            let is_short = body.len() <= MAX_COPIED;
            if is_short {
                bytes.extend_from_slice(&body);
            }
            output.write_all(&bytes).await?;
            if !is_short {
                output.write_all(&body).await?;
            }
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
    async fn the_queue_is_limited_in_bytes_and_a_long_message_waits_alone() {
        let (outbox, mut messages) = Outbox::new();
        let long = "x".repeat(MAX_BYTES as usize);
        outbox.post(&long).now_or_never().expect("the queue is empty");
        let mut next = std::pin::pin!(outbox.post("short"));
        assert_eq!(next.as_mut().now_or_never(), None);
        drop(messages.recv().await);
        next.now_or_never().expect("there is room again");
    }
}
