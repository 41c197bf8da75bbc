//! The worker that analyses documents and sends diagnostics.

mod analysis_thread;
mod refresh;
pub(crate) mod worker;
