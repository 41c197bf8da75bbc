//! gouji as a WebAssembly module for `gouji.html`, a page that checks reports without a server and without a network.
//!
//! The page sends a request and gets an answer ([`respond`]), both as bytes: one line of JSON, followed by the text or document. The module
//! keeps nothing between two requests: the page has the text. `memory.rs` passes the bytes.

mod difference;
mod edit;
mod explain;
mod export;
mod list;
mod memory;
mod open;
mod paragraph;
mod request;
mod show;
mod years;

pub use request::respond;
