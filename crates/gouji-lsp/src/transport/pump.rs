//! The loop between the wire and the service.

use std::time::Duration;

use futures::{FutureExt, SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::{JoinHandle, JoinSet};
use tower::Service;
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use super::decode::{Incoming, decode};
use super::frames::{Frame, Frames};
use super::outbox::{Outbox, write};
use crate::log::note;
use crate::turns::Turn;
use crate::uri;

/// Requests and refusals whose answers the client has not read. Where there are more, no request is read.
const MOST_UNREAD: usize = 8_192;
/// How long requests may still be answered after the last message.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The client said `shutdown`, then `exit` or nothing more.
    Orderly,
    /// The client left without `shutdown`.
    Abrupt,
}

/// The answer to a request, and the turn that it keeps until it waits for nothing but the client.
pub(crate) struct Answer {
    pub response: Response,
    pub turn: Turn,
}

impl Answer {
    /// An answer for which nothing was to be done.
    pub fn at_once(response: Response) -> Self {
        Self { response, turn: Turn::default() }
    }
}

/// Carries messages until the client leaves. The service sees them one after another in the order of the wire; its
/// answers are written as they come. Where too much waits to be worked out (`has_room`) or read, no request is taken from the
/// wire until there is less.
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
    let (mut requests, mut responses) = socket.split();
    let forward = outbox.clone();
    let forwarder = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            forward.post(uri::respelt_request(request)).await;
        }
    });

    let mut frames = Frames::new(input);
    let mut answers = Answers::default();
    let mut ending = Ending::Abrupt;
    loop {
        let frame = tokio::select! {
            frame = frames.next() => frame,
            _ = &mut writer => break note("the client no longer reads"),
        };
        let incoming = match frame {
            Ok(Some(Frame::Body(length))) => {
                let (incoming, read) = decode(frames.body(length));
                frames.consume(read);
                incoming
            }
            Ok(Some(Frame::TooLong)) => Incoming::Refused(Response::from_error(Id::Null, Error::parse_error())),
            Ok(None) => break,
            Err(error) => break note(format_args!("the input cannot be read: {error}")),
        };
        if incoming.is_answered() && answers.room(&has_room, &mut writer).await == Room::ClientHasGone {
            break note("the client no longer reads");
        }
        match incoming {
            Incoming::Request(request) => {
                let ends = request.method() == "exit";
                if request.method() == "shutdown" && request.id().is_some() {
                    ending = Ending::Orderly;
                }
                if std::future::poll_fn(|context| service.poll_ready(context)).await.is_err() {
                    break;
                }
                let (is_notification, mut answer) = (request.id().is_none(), service.call(request));
                // Most notifications are done with by now: a task for each would take longer than they do.
                if !(is_notification && (&mut answer).now_or_never().is_some()) {
                    let outbox = outbox.clone();
                    answers.send(async move {
                        if let Ok(Some(Answer { response, turn })) = answer.await {
                            outbox.post(uri::respelt_response(response)).await;
                            drop(turn);
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
                note("refused a message that cannot be understood");
                // Who does not read yet may have more to say first.
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

/// Answers that are on their way.
#[derive(Default)]
struct Answers(JoinSet<()>);

/// Whether one more request may be taken from the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Free,
    ClientHasGone,
}

impl Answers {
    /// Sends one more, and forgets those that have arrived: there are never more than the client has not read yet.
    fn send(&mut self, answer: impl Future<Output = ()> + Send + 'static) {
        while self.0.try_join_next().is_some() {}
        self.0.spawn(answer);
    }

    /// Waits until there is room for one more, or the client has gone.
    async fn room(&mut self, has_room: impl Fn() -> bool, writer: &mut JoinHandle<()>) -> Room {
        loop {
            if self.0.is_empty() || self.0.len() < MOST_UNREAD && has_room() {
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
    async fn answers_that_have_arrived_are_not_kept() {
        let mut answers = Answers::default();
        for _ in 0..100 {
            answers.send(async {});
            // On this one thread the answer is sent now.
            tokio::task::yield_now().await;
            assert_eq!(answers.0.len(), 1);
        }
    }
}
