//! The language server for 政府信息公开工作年度报告.
//!
//! Wire → `transport` (frames, JSON) → ingress (wire order, documents) → features (pure, on snapshots) → wire. Bytes
//! outside [`positions`] are byte offsets; nothing but the edge knows the protocol's types.

mod capabilities;
mod convert;
mod diagnostics;
mod documentation;
pub mod documents;
mod errands;
mod features;
mod ingress;
mod lifetime;
mod load;
mod log;
pub mod positions;
mod profile;
mod request;
mod running;
mod serve;
mod server;
mod session;
mod settings;
mod survive;
mod transport;
mod turns;
mod uri;

pub use serve::{serve, serve_stdio};
