//! The loop that transfers messages between the client and the service.

use std::time::Duration;

use futures::{FutureExt, SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::{JoinHandle, JoinSet};
use tower::Service;
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use super::decode::{Incoming, decode};
use super::forward::{Forwarded, forward};
use super::frames::{Frames, IncomingFrame};
use super::outbox::{Outbox, write};
use super::spelling::{decode_request, decode_response};
use crate::log::warn;
use crate::work_permits::WorkPermit;

/// The largest number of answers that the client has not read. Above it the server reads no further request.
const MAX_UNREAD: usize = 8_192;
/// How long the server may send answers after the last message of the client.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The client sent `shutdown`, then `exit` or the end of the input.
    Orderly,
    /// The client ended the connection without `shutdown`.
    Abrupt,
}

/// The answer to a request, and the permit of the request. The permit lasts until the answer is queued for the client.
pub(crate) struct Answer {
    pub response: Response,
    pub permit: WorkPermit,
}

impl Answer {
    /// An answer that needed no permit.
    pub fn new(response: Response) -> Self {
        Self { response, permit: WorkPermit::default() }
    }
}

/// Transfers messages until the connection ends. The service receives them one after another in their order; its answers are sent as soon
/// as they are ready. While too many requests are pending (`has_room`) or too many answers are unread, it reads no further request.
pub(crate) async fn pump<S>(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin + Send + 'static,
    mut service: S,
    socket: ClientSocket,
    has_room: impl Fn() -> bool,
) -> Ending
where
    S: Service<Request, Response = Option<Answer>>,
    S::Future: Send + Unpin + 'static,
    S::Error: Send + 'static,
{
    let (outbox, messages) = Outbox::new();
    let mut writer = tokio::spawn(write(output, messages));
    let (requests, mut responses) = socket.split();
    let (forwarded, questions) = Forwarded::new();
    let forwarder = tokio::spawn(forward(requests.map(decode_request), questions, outbox.clone()));

    let mut frames = Frames::new(input);
    let mut answers = Answers::default();
    let mut ending = Ending::Abrupt;
    loop {
        let frame = tokio::select! {
            frame = frames.next() => frame,
            _ = &mut writer => break warn("the client no longer reads"),
        };
        let incoming = match frame {
            Ok(Some(IncomingFrame::Body(length))) => {
                let (incoming, read) = decode(frames.body(length));
                frames.consume(read);
                incoming
            }
            Ok(Some(IncomingFrame::TooLong)) => Incoming::Refused(Response::from_error(Id::Null, Error::parse_error())),
            Ok(None) => break,
            Err(error) => break warn(format_args!("the input cannot be read: {error}")),
        };
        if incoming.is_answered() && answers.room(&has_room, &mut writer).await == Room::ClientHasGone {
            break warn("the client no longer reads");
        }
        match incoming {
            Incoming::Request(request) => {
                let ends = request.method() == "exit";
                let has_parts = request.params().is_some_and(|params| params.get("partialResultToken").is_some());
                if request.method() == "shutdown" && request.id().is_some() {
                    ending = Ending::Orderly;
                }
                if std::future::poll_fn(|context| service.poll_ready(context)).await.is_err() {
                    break;
                }
                let (is_notification, mut answer) = (request.id().is_none(), service.call(request));
                // Most notifications are complete now. To start a task for each would take longer.
                if !(is_notification && (&mut answer).now_or_never().is_some()) {
                    let outbox = outbox.clone();
                    let parts = has_parts.then(|| forwarded.clone());
                    answers.send(async move {
                        if let Ok(Some(Answer { response, permit })) = answer.await {
                            if let Some(parts) = parts {
                                parts.wait().await;
                            }
                            outbox.post(decode_response(response)).await;
                            drop(permit);
                        }
                    });
                }
                if ends {
                    break;
                }
            }
            Incoming::Response(response) => {
                let _ = responses.send(response).await;
            }
            Incoming::Refused(refusal) => {
                warn("refused a message that cannot be understood");
                // The client may send more messages before it reads this one, so the loop does not wait.
                let outbox = outbox.clone();
                answers.send(async move { outbox.post(refusal).await });
            }
        }
    }

    let farewell = async {
        while answers.0.join_next().await.is_some() {}
        forwarder.abort();
        let _ = forwarder.await;
        drop(outbox);
        if !writer.is_finished() {
            let _ = (&mut writer).await;
        }
    };
    if tokio::time::timeout(FAREWELL, farewell).await.is_err() {
        writer.abort();
    }
    ending
}

/// The answers that are not sent yet.
#[derive(Default)]
struct Answers(JoinSet<()>);

/// Whether the server may read another request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Free,
    ClientHasGone,
}

impl Answers {
    /// Sends another answer, and forgets the answers that are sent. So the set is never larger than the number of unread answers.
    fn send(&mut self, answer: impl Future<Output = ()> + Send + 'static) {
        while self.0.try_join_next().is_some() {}
        self.0.spawn(answer);
    }

    /// Waits until another request may be read, or the client has gone.
    async fn room(&mut self, has_room: impl Fn() -> bool, writer: &mut JoinHandle<()>) -> Room {
        loop {
            if self.0.is_empty() || self.0.len() < MAX_UNREAD && has_room() {
                return Room::Free;
            }
            tokio::select! {
                _ = self.0.join_next() => {}
                _ = &mut *writer => return Room::ClientHasGone,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn answers_that_were_sent_are_forgotten() {
        let mut answers = Answers::default();
        for _ in 0..100 {
            answers.send(async {});
            // The test has one thread, so this sends the answer.
            tokio::task::yield_now().await;
            assert_eq!(answers.0.len(), 1);
        }
    }
}
