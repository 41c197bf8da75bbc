//! The loop between the wire and the service.

use std::time::Duration;

use futures::{FutureExt, SinkExt, StreamExt};
use serde::Serialize;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tower::Service;
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use super::decode::{Incoming, decode};
use super::frames::{Frame, Frames};
use crate::log::note;

/// Messages that wait for the client to read them.
const OUTBOX: usize = 64;
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

/// Carries messages until the client leaves. The service sees them one after another in the order of the wire; its
/// answers are written as they come.
pub(crate) async fn pump<S>(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin + Send + 'static,
    mut service: S,
    socket: ClientSocket,
) -> Ending
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + Unpin + 'static,
    S::Error: Send + 'static,
{
    let (outbox, messages) = mpsc::channel(OUTBOX);
    let mut writer = tokio::spawn(write(output, messages));
    let (mut requests, mut responses) = socket.split();
    let forward = outbox.clone();
    let forwarder = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            post(&forward, &request).await;
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
            Ok(Some(Frame::Body(body))) => {
                let (incoming, rest) = decode(body);
                frames.unread(rest);
                incoming
            }
            Ok(Some(Frame::TooLong)) => Incoming::Refused(Response::from_error(Id::Null, Error::parse_error())),
            Ok(None) => break,
            Err(error) => break note(format_args!("the input cannot be read: {error}")),
        };
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
                        if let Ok(Some(response)) = answer.await {
                            post(&outbox, &response).await;
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
                answers.send(async move { post(&outbox, &refusal).await });
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

impl Answers {
    /// Sends one more, and forgets those that have arrived: there are never more than the client has not read yet.
    fn send(&mut self, answer: impl Future<Output = ()> + Send + 'static) {
        while self.0.try_join_next().is_some() {}
        self.0.spawn(answer);
    }
}

async fn post(outbox: &mpsc::Sender<Vec<u8>>, message: &impl Serialize) {
    match serde_json::to_vec(message) {
        // Where nobody reads any more, the loop ends by itself.
        Ok(body) => drop(outbox.send(body).await),
        Err(error) => note(format_args!("a message cannot be written as JSON: {error}")),
    }
}

/// Writes messages until there are no more or the client no longer reads.
async fn write(mut output: impl AsyncWrite + Unpin, mut messages: mpsc::Receiver<Vec<u8>>) {
    while let Some(body) = messages.recv().await {
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
