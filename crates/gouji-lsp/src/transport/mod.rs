//! The wire: frames, JSON-RPC messages, and the loop that carries them. No fault of a client ends it.

mod decode;
mod frames;
mod outbox;
mod pump;
mod surrogates;

pub(crate) use pump::{Answer, Ending, pump};
