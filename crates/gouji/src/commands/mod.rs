//! The commands, one file each.

pub mod annotate;
mod baseline;
pub mod check;
pub mod completions;
pub mod explain;
pub mod export;
pub mod extract;
pub mod fix;
pub mod fmt;
pub mod import;
pub mod man;
pub mod new;
pub mod server;
