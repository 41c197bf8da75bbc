//! The commands, one file each.

mod baseline;
pub mod check;
pub mod completions;
pub mod explain;
pub mod extract;
pub mod fix;
pub mod man;
pub mod server;
