//! Decodes the body of a frame.

use gouji_lsp::surrogates::{Replaced, replace_lone_surrogates};
use serde_json::error::Category;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// The message of a body.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A request or a notification.
    Request(Request),
    /// The answer to a request of the server.
    Response(Response),
    /// A message that cannot be decoded, with the answer to it.
    Refused(Response),
}

impl Incoming {
    /// Whether the client expects an answer.
    pub fn is_answered(&self) -> bool {
        match self {
            Self::Request(request) => request.id().is_some(),
            Self::Refused(_) => true,
            Self::Response(_) => false,
        }
    }
}

/// Decodes the message at the start of a body. Returns the message and its length in bytes. A header may announce more bytes than its
/// message has; then the next frame starts inside the body, and its bytes are not decoded.
pub(super) fn decode(body: &mut [u8]) -> (Incoming, usize) {
    let mut read = first_value::<Request>(body);
    if matches!(&read, Err(category) if *category != Category::Data) && replace_lone_surrogates(body) == Replaced::Some
    {
        read = first_value(body);
    }
    let refused = |error| (refused(Id::Null, error), body.len());
    match read {
        Ok((request, end)) => {
            let message = body.get(..end).unwrap_or_default();
            match length(body, end) {
                Some(length) if std::str::from_utf8(message).is_ok() => (request_or_response(request, message), length),
                _ => refused(Error::parse_error()),
            }
        }
        Err(Category::Data) => refused(Error::invalid_request()),
        Err(_) => refused(Error::parse_error()),
    }
}

/// A message without a method is a response, or invalid.
fn request_or_response(request: Request, message: &[u8]) -> Incoming {
    if !request.method().is_empty() {
        return Incoming::Request(request);
    }
    let id = request.into_parts().1.unwrap_or_default();
    serde_json::from_slice(message).map_or_else(|_| refused(id, Error::invalid_request()), Incoming::Response)
}

fn refused(id: Id, error: Error) -> Incoming {
    Incoming::Refused(Response::from_error(id, error))
}

/// Reads the first JSON value. Returns the value and its end.
fn first_value<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<(T, usize), Category> {
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<T>();
    match values.next() {
        Some(Ok(value)) => Ok((value, values.byte_offset())),
        Some(Err(error)) => Err(error.classify()),
        None => Err(Category::Eof),
    }
}

/// The length of the message that ends at `end`, with the blanks after it. `None` if neither the end of the body nor the next frame
/// follows.
fn length(body: &[u8], end: usize) -> Option<usize> {
    const NAME: &[u8] = b"Content-Length:";
    let rest = body.get(end..).unwrap_or_default().trim_ascii_start();
    let common = rest.len().min(NAME.len());
    (rest.get(..common) == NAME.get(..common)).then(|| body.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(body: &[u8]) -> String {
        let mut body = body.to_vec();
        let (incoming, length) = decode(&mut body);
        let rest = &body[length..];
        let text = match incoming {
            Incoming::Request(request) => format!("request {}", request.method()),
            Incoming::Response(response) => format!("response {}", response.id()),
            Incoming::Refused(response) => {
                format!("refused {} {}", response.id(), response.error().expect("an error").code.code())
            }
        };
        if rest.is_empty() { text } else { format!("{text} + {}", String::from_utf8_lossy(rest)) }
    }

    #[test]
    fn every_body_is_decoded_or_refused() {
        for (body, expected) in [
            (r#"{"jsonrpc":"2.0","id":1,"method":"m"}"#, "request m"),
            (r#"{"jsonrpc":"2.0","method":"m","params":{"text":"\ud840"}}"#, "request m"),
            (r#"{"jsonrpc":"2.0","id":1,"result":null}"#, "response 1"),
            (r#"{"jsonrpc":"2.0","id":7}"#, "refused 7 -32600"),
            (r#"{"jsonrpc":"1.0","id":7,"method":"m"}"#, "refused null -32600"),
            ("[]", "refused null -32600"),
            ("{", "refused null -32700"),
            ("", "refused null -32700"),
            (r#"{"jsonrpc":"2.0","method":"m"}}"#, "refused null -32700"),
            (r#"{"jsonrpc":"2.0","method":"m"}Conte"#, "request m + Conte"),
            (r#"{"jsonrpc":"2.0","method":"m"}Content-Length: 2"#, "request m + Content-Length: 2"),
        ] {
            assert_eq!(summary(body.as_bytes()), expected, "{body}");
        }
        assert_eq!(summary(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}"), "refused null -32700");
        assert_eq!(summary("[".repeat(100_000).as_bytes()), "refused null -32600");
    }
}
