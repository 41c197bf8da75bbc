//! What requests that are not answered yet may hold: their parameters, and the texts that they are about.

use tower_lsp::ls_types::LSPAny;

use crate::documents::Snapshot;

/// Bytes that requests which are not answered yet may hold, as estimated here. Where it is more, no request is read.
pub(crate) const MOST_BYTES: usize = 256 << 20;
/// Bytes of a node of JSON, and of what is kept of a request besides.
const NODE: usize = 64;
/// How many times its length a text with its lines and its report may take.
const ANALYSED: usize = 8;

/// What one request holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Load {
    /// Bytes of its parameters.
    pub params: usize,
    /// The revision that it is about, and the bytes that this one takes, however many requests are about it.
    pub snapshot: Option<(u64, usize)>,
}

impl Load {
    /// What a request with these parameters about that document holds.
    pub fn of(params: Option<&LSPAny>, snapshot: Option<&Snapshot>) -> Self {
        let weight = |snapshot: &Snapshot| (snapshot.revision, ANALYSED * snapshot.bytes_with_last());
        Self { params: params.map_or(0, bytes), snapshot: snapshot.map(weight) }
    }
}

fn bytes(value: &LSPAny) -> usize {
    NODE + match value {
        LSPAny::String(text) => text.len(),
        LSPAny::Array(items) => items.iter().map(bytes).sum(),
        LSPAny::Object(map) => map.iter().map(|(key, value)| key.len() + bytes(value)).sum(),
        _ => 0,
    }
}
