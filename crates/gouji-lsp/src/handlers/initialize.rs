//! `initialize`: the position encoding, and the answer with all capabilities.

use ls_types::{InitializeParams, InitializeResult, LSPAny, ServerInfo};

use super::Handler;
use crate::capabilities::capabilities;
use crate::client::ClientContext;
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "initialize",
    methods: &["initialize"],
    announce: |profile, capabilities| {
        capabilities.position_encoding = Some(to_proto::encoding(profile.encoding));
    },
};

/// Reads the parameters. It reads them from a copy, because the handler needs the original.
pub fn params(given: Option<&LSPAny>) -> Option<InitializeParams> {
    serde_json::from_value(given?.clone()).ok()
}

/// Answers the request.
pub fn handle(client: &ClientContext) -> InitializeResult {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    InitializeResult {
        capabilities: capabilities(client.profile),
        server_info: Some(ServerInfo { name: "gouji".to_owned(), version: Some(version) }),
        ..InitializeResult::default()
    }
}
