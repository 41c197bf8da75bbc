//! The protocol's side of the language server: what the client supports, and how each request is answered.
//!
//! [`handlers`] has one file per capability. A handler converts the parameters ([`from_proto`]), asks [`gouji_ide`], and converts the answer
//! ([`to_proto`]). This crate has no runtime: `gouji-server` calls the handlers.

mod capabilities;
mod client;
mod documentation;
pub mod from_proto;
pub mod handlers;
pub mod profile;
pub mod publish;
mod refactoring;
pub mod to_proto;
pub mod uri;

pub use capabilities::capabilities;
pub use client::ClientContext;
