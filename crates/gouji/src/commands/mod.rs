//! The commands, one file each.

pub mod annotate;
mod baseline;
pub mod check;
pub mod explain;
pub mod extract;
pub mod fix;
pub mod server;
