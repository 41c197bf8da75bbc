//! JSON-RPC messages.

use gouji_lsp::surrogates::{Replaced, replace_lone_surrogates};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::error::Category;
use serde_json::{Value, json};

/// A message of the client.
#[derive(Debug, PartialEq)]
pub(crate) enum Incoming {
    /// A request.
    Request {
        /// Its id.
        id: Id,
        /// The method.
        method: String,
        /// The parameters.
        params: Option<Value>,
    },
    /// A notification.
    Notification {
        /// The method.
        method: String,
        /// The parameters.
        params: Option<Value>,
    },
    /// The answer to the request of the server with this id.
    Response(Id),
    /// A message that cannot be understood, with the id for the answer and the error.
    Refused(Id, ResponseError),
}

/// The id of a request.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub(crate) enum Id {
    /// A number.
    Number(i64),
    /// Any text.
    String(String),
    /// No id: the sender cannot be known.
    Null,
}

/// Why a request has no result.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct ResponseError {
    code: i64,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

impl ResponseError {
    const fn new(code: i64, message: String) -> Self {
        Self { code, message, data: None }
    }

    /// The text is no JSON.
    fn parse_error() -> Self {
        Self::new(-32700, "Parse error".to_owned())
    }

    /// The message means nothing here.
    pub fn invalid_request() -> Self {
        Self::new(-32600, "Invalid request".to_owned())
    }

    /// There is no such method.
    pub fn unknown_method(method: &str) -> Self {
        // A method that begins with `$/` is optional for every server.
        let data = (!method.starts_with("$/")).then(|| method.into());
        Self { data, ..Self::new(-32601, "Method not found".to_owned()) }
    }

    /// The parameters are not those of the method.
    pub const fn invalid_params(reason: String) -> Self {
        Self::new(-32602, reason)
    }

    /// The client has not sent `initialize`.
    pub fn not_initialized() -> Self {
        Self::new(-32002, "Server not initialized".to_owned())
    }

    /// The document has changed since the action was offered.
    pub fn content_modified() -> Self {
        Self::new(-32801, "Content modified".to_owned())
    }

    /// The request is right but cannot be fulfilled. The client shows the reason to the user.
    pub const fn failed(reason: String) -> Self {
        Self::new(-32803, reason)
    }

    /// The client has cancelled the request.
    pub fn cancelled() -> Self {
        Self::new(-32800, "Canceled".to_owned())
    }

    /// The answer cannot be written as JSON.
    pub const fn internal(reason: String) -> Self {
        Self::new(-32603, reason)
    }
}

/// The parts of any message.
#[derive(Debug, serde::Deserialize)]
struct Parts {
    #[serde(rename = "jsonrpc")]
    _version: Version,
    #[serde(default)]
    method: String,
    #[serde(default, deserialize_with = "present")]
    params: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Value>,
    error: Option<Value>,
}

/// The version of JSON-RPC.
#[derive(Debug)]
struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let version = String::deserialize(deserializer)?;
        if version == "2.0" { Ok(Self) } else { Err(D::Error::custom("expected JSON-RPC version \"2.0\"")) }
    }
}

/// A value that is there, even if it is `null`.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Decodes a message.
pub(crate) fn decode(bytes: &[u8]) -> Incoming {
    let mut read = serde_json::from_slice::<Parts>(bytes);
    if read.as_ref().is_err_and(|error| error.classify() != Category::Data) {
        let mut copy = bytes.to_vec();
        if replace_lone_surrogates(&mut copy) == Replaced::Some {
            read = serde_json::from_slice(&copy);
        }
    }
    let parts = match read {
        Ok(parts) => parts,
        Err(error) if error.classify() == Category::Data => {
            return Incoming::Refused(Id::Null, ResponseError::invalid_request());
        }
        Err(_) => return Incoming::Refused(Id::Null, ResponseError::parse_error()),
    };
    let Parts { method, params, id, result, error, .. } = parts;
    match id {
        Some(id) if !method.is_empty() => Incoming::Request { id, method, params },
        None if !method.is_empty() => Incoming::Notification { method, params },
        Some(id) if result.is_some() || error.is_some() => Incoming::Response(id),
        id => Incoming::Refused(id.unwrap_or(Id::Null), ResponseError::invalid_request()),
    }
}

/// Reads parameters.
///
/// # Errors
/// If there are none, or if they are not those of the method.
pub(crate) fn params<P: DeserializeOwned>(params: Option<Value>) -> Result<P, ResponseError> {
    let params = params.ok_or_else(|| ResponseError::invalid_params("Missing params field".to_owned()))?;
    serde_json::from_value(params).map_err(|error| ResponseError::invalid_params(error.to_string()))
}

/// The answer to a request.
pub(crate) fn response(id: &Id, answer: Result<Value, ResponseError>) -> Value {
    match answer {
        Ok(result) => json!({"jsonrpc": "2.0", "result": result, "id": id}),
        Err(error) => json!({"jsonrpc": "2.0", "error": error, "id": id}),
    }
}

/// A notification of the server. The protocol allows no `null` as parameters.
pub(crate) fn notification(method: &str, params: Value) -> Value {
    if params.is_null() {
        return json!({"jsonrpc": "2.0", "method": method});
    }
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(body: &[u8]) -> String {
        match decode(body) {
            Incoming::Request { method, .. } => format!("request {method}"),
            Incoming::Notification { method, .. } => format!("notification {method}"),
            Incoming::Response(id) => format!("response {}", json!(id)),
            Incoming::Refused(id, error) => format!("refused {} {}", json!(id), error.code),
        }
    }

    /// The same answers as those of the transport of `gouji-server`.
    #[test]
    fn every_message_is_decoded_or_refused() {
        for (body, expected) in [
            (r#"{"jsonrpc":"2.0","id":1,"method":"m"}"#, "request m"),
            (r#"{"jsonrpc":"2.0","id":null,"method":"m"}"#, "request m"),
            (r#"{"jsonrpc":"2.0","method":"m","params":{"text":"\ud840"}}"#, "notification m"),
            (r#"{"jsonrpc":"2.0","id":1,"result":null}"#, "response 1"),
            (r#"{"jsonrpc":"2.0","id":"a","error":{"code":1,"message":""}}"#, "response \"a\""),
            (r#"{"jsonrpc":"2.0","id":7}"#, "refused 7 -32600"),
            (r#"{"jsonrpc":"1.0","id":7,"method":"m"}"#, "refused null -32600"),
            (r#"{"jsonrpc":"2.0","id":{},"method":"m"}"#, "refused null -32600"),
            ("[]", "refused null -32600"),
            ("5", "refused null -32600"),
            ("{", "refused null -32700"),
            ("", "refused null -32700"),
            (r#"{"jsonrpc":"2.0","method":"m"}}"#, "refused null -32700"),
        ] {
            assert_eq!(summary(body.as_bytes()), expected, "{body}");
        }
        assert_eq!(summary(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}"), "refused null -32700");
        assert_eq!(summary("[".repeat(100_000).as_bytes()), "refused null -32600");
    }
}
