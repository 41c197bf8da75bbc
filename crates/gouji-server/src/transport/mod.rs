//! The connection to the client: frames, JSON-RPC messages, and the loop that transfers them. A wrong message never ends it.

mod decode;
#[cfg(target_os = "linux")]
mod direct;
mod forward;
mod frames;
mod outbox;
mod pump;
mod spelling;

#[cfg(target_os = "linux")]
pub(crate) use direct::Direct;
pub(crate) use pump::{Answer, Ending, pump};
