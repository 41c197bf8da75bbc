//! Queues the messages that the server sends by itself, between the answers.

use futures::{Stream, StreamExt};
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};

use super::outbox::Outbox;

/// Knows when messages are queued.
#[derive(Clone)]
pub(super) struct Forwarded(mpsc::UnboundedSender<oneshot::Sender<()>>);

/// The questions of [`Forwarded`].
pub(super) struct Questions(mpsc::UnboundedReceiver<oneshot::Sender<()>>);

impl Forwarded {
    /// The two ends of the questions whether messages are queued.
    pub fn new() -> (Self, Questions) {
        let (questions, waiting) = mpsc::unbounded_channel();
        (Self(questions), Questions(waiting))
    }

    /// Waits until all messages that the server has sent so far are queued. An answer comes after its partial results: clients drop later
    /// ones.
    pub async fn wait(&self) {
        let (question, answer) = oneshot::channel();
        if self.0.send(question).is_ok() {
            let _ = answer.await;
        }
    }
}

/// Queues messages until there are no more.
pub(super) async fn forward<M: Serialize>(
    messages: impl Stream<Item = M> + Unpin,
    mut questions: Questions,
    outbox: Outbox,
) {
    let mut messages = messages;
    loop {
        tokio::select! {
            // A question is answered when no message is ready.
            biased;
            message = messages.next() => match message {
                Some(message) => outbox.post(message).await,
                None => break,
            },
            Some(question) = questions.0.recv() => drop(question.send(())),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::SinkExt;

    use super::*;

    #[tokio::test]
    async fn messages_that_were_sent_before_are_queued_after_the_wait() {
        let (outbox, mut queued) = Outbox::new();
        let (forwarded, questions) = Forwarded::new();
        let (mut sender, messages) = futures::channel::mpsc::channel(8);
        let forwarder = tokio::spawn(forward(messages, questions, outbox));
        for round in 0..50 {
            for message in 0..8 {
                sender.send(message).await.expect("the forwarder runs");
            }
            forwarded.wait().await;
            let count = std::iter::from_fn(|| queued.try_recv().ok()).count();
            assert_eq!(count, 8, "round {round}");
        }
        drop(sender);
        forwarder.await.expect("it ends with its messages");
    }
}
