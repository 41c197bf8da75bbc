//! The protocol's side of the language server: what the client supports, and how each request is answered.
//!
//! [`handlers`] has one file per capability. A handler converts the parameters ([`from_proto`]), asks [`gouji_ide`], and converts the answer
//! ([`to_proto`]). [`session`] is the state that messages change, in their order. This crate has no runtime: `gouji-server` calls the
//! handlers in a process, `gouji-worker` in a web worker.

mod capabilities;
mod client;
pub mod closed_files;
pub mod document_file;
mod documentation;
pub mod from_proto;
pub mod handlers;
pub mod overview;
pub mod profile;
pub mod publish;
pub mod reading;
mod refactoring;
pub mod refresh;
pub mod session;
pub mod surrogates;
pub mod to_proto;
pub mod uri;

pub use capabilities::capabilities;
pub use client::ClientContext;
