//! The one thread on which the worker has documents analysed.

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

/// Does work that takes time, one piece after another. Any thread would do, but the system's allocator keeps what each thread
/// gave back for that thread: several that analyse a large text in turn hold several times as much.
#[derive(Debug)]
pub(crate) struct Analyst(Option<Runtime>);

impl Analyst {
    /// A thread of its own; where the system refuses one, those that others use as well.
    pub fn new() -> Self {
        Self(Builder::new_current_thread().max_blocking_threads(1).build().ok())
    }

    /// Does `work` as soon as what was given before is done.
    pub fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        match &self.0 {
            Some(runtime) => runtime.spawn_blocking(work),
            None => tokio::task::spawn_blocking(work),
        }
    }
}

impl Drop for Analyst {
    /// Waits for nothing: what still runs is of no use to anyone.
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(Runtime::shutdown_background);
    }
}
