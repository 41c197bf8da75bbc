//! The language server of gouji for a web worker: an editor in a browser has no processes, threads or files.
//!
//! A [`Server`] gets one message after another and returns the messages for the client. It does nothing between two calls, so it says when it
//! wants to be called again. The answers are those of `gouji-server`; both use the handlers of `gouji-lsp`.
//!
//! The files of the workspace come from the client, which has them in whatever file system the editor uses.

mod analysis;
#[cfg(target_family = "wasm")]
mod memory;
mod message;
mod refresh;
mod requests;
mod server;
mod virtual_uri;
mod workspace;

pub use server::{Output, Server};
