//! The language server for 政府信息公开工作年度报告, as a process.
//!
//! The client's messages pass `transport` (frames, JSON), then `ingress` (in the order of the wire: documents change here), then a handler
//! of [`gouji_lsp`]. One worker analyses documents (`diagnostics`), another one reads files (`workspace_scan`).

mod catch_panic;
mod diagnostics;
mod ingress;
mod lifetime;
mod load;
mod log;
mod pending_requests;
mod progress;
mod request;
mod serve;
mod server;
mod session;
mod today;
mod transport;
mod work_permits;
mod workspace_diagnostics;
mod workspace_scan;

pub use serve::{serve, serve_stdio};
