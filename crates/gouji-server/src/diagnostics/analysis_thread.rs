//! The thread that analyses documents for the worker.

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

/// Does one analysis after another on one thread. The system's allocator keeps freed memory for the thread that freed it, so several threads
/// that analyse a large text in turn would hold several times as much memory.
#[derive(Debug)]
pub(crate) struct AnalysisThread(Option<Runtime>);

impl AnalysisThread {
    /// Creates the thread. If the system refuses it, the shared threads of the runtime do the work.
    pub fn new() -> Self {
        Self(Builder::new_current_thread().max_blocking_threads(1).build().ok())
    }

    /// Does `work` after all earlier work.
    pub fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        match &self.0 {
            Some(runtime) => runtime.spawn_blocking(work),
            None => tokio::task::spawn_blocking(work),
        }
    }
}

impl Drop for AnalysisThread {
    /// Does not wait for running work: nobody needs its result.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
