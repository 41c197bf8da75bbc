//! The connection to the client: frames, JSON-RPC messages, and the loop that transfers them. A wrong message never ends it.

mod decode;
mod forward;
mod frames;
mod outbox;
mod pump;
mod spelling;

pub(crate) use pump::{Answer, Ending, pump};
