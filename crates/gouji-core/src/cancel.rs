//! Giving up work that nobody waits for any more.

pub use gouji_text::{Cancelled, Watch};
