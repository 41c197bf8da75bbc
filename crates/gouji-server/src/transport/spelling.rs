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

/// A request or notification of the server with the client's spelling of documents.
pub(super) fn decode_request(request: Request) -> Request {
    let (method, id, mut params) = request.into_parts();
    params.iter_mut().for_each(decode_all);
    let request = Request::build(method);
    let request = if let Some(params) = params { request.params(params) } else { request };
    let request = if let Some(id) = id { request.id(id) } else { request };
    request.finish()
}
