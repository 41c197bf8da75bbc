//! Open reports, and what an editor can ask about them.
//!
//! [`documents`] keeps the open texts and decides when to analyse them; [`features`] answers questions about one analysed text;
//! [`line_index`] converts positions. Every place is a byte offset.
//!
//! This crate has no runtime, no protocol, no clock and no files of its own, so that a command line, a language server and a web worker
//! can use it. The caller passes the time as a duration since the start of the session, and the name of a document is any string.
//! `gouji-server/tests/boundaries.rs` checks this.

mod clock;
pub mod documents;
pub mod features;
pub mod line_index;
mod origin;
pub mod settings;

pub use clock::Clock;
pub use origin::Origin;
