//! The memory of pending requests: their parameters, and the analysed texts that they need.

use gouji_ide::documents::Snapshot;
use tower_lsp::ls_types::LSPAny;

/// The largest estimated memory of all pending requests, in bytes. Above it the server reads no further request.
pub(crate) const MAX_BYTES: usize = 256 << 20;
/// The estimated size of a node of JSON, and of the other data of a request, in bytes.
const NODE_BYTES: usize = 64;
/// The estimated size of an analysed text as a multiple of its length.
const ANALYSED_FACTOR: usize = 8;

/// The estimated memory of one request.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Load {
    /// The size of its parameters in bytes.
    pub params: usize,
    /// The revision of its document, and the size of this revision in bytes. Requests about the same revision share this memory.
    pub snapshot: Option<(u64, usize)>,
}

impl Load {
    /// The memory of a request with these parameters about that document.
    pub fn new(params: Option<&LSPAny>, snapshot: Option<&Snapshot>) -> Self {
        let weight = |snapshot: &Snapshot| (snapshot.revision, ANALYSED_FACTOR * snapshot.bytes_with_last_year());
        Self { params: params.map_or(0, bytes), snapshot: snapshot.map(weight) }
    }
}

fn bytes(value: &LSPAny) -> usize {
    NODE_BYTES
        + match value {
            LSPAny::String(text) => text.len(),
            LSPAny::Array(items) => items.iter().map(bytes).sum(),
            LSPAny::Object(map) => map.iter().map(|(key, value)| key.len() + bytes(value)).sum(),
            _ => 0,
        }
}
