//! Restores the client's spelling of documents in the messages that the server sends.

use gouji_lsp::uri::decode_all;
use tower_lsp::jsonrpc::{Request, Response};

/// The answer with the client's spelling of documents.
pub(super) fn decode_response(response: Response) -> Response {
    let (id, mut body) = response.into_parts();
    if let Ok(result) = &mut body {
        decode_all(result);
    }
    Response::from_parts(id, body)
}

/// A request or notification of the server with the client's spelling of documents. The protocol allows no `null` as parameters.
pub(super) fn decode_request(request: Request) -> Request {
    let (method, id, mut params) = request.into_parts();
    params.iter_mut().for_each(decode_all);
    let params = params.filter(|params| !params.is_null());
    let request = Request::build(method);
    let request = if let Some(params) = params { request.params(params) } else { request };
    let request = if let Some(id) = id { request.id(id) } else { request };
    request.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parameters_are_left_out_if_there_are_none() {
        let sent = |params| {
            let request = Request::build("workspace/codeLens/refresh").params(params).id(1).finish();
            serde_json::to_value(decode_request(request)).expect("JSON")
        };
        assert_eq!(sent(json!(null)), json!({"jsonrpc": "2.0", "method": "workspace/codeLens/refresh", "id": 1}));
        assert_eq!(sent(json!({}))["params"], json!({}));
    }
}
