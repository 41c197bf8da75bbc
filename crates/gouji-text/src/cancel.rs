//! Cancellation of work whose result nobody needs any more.

use std::sync::atomic::{AtomicBool, Ordering};

/// The error of work that stopped because its cancel token was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// The cancel token: a flag that another thread can set at any moment. Loops that may be long read it and stop. Their partial
/// result is invalid, so the caller must call [`CancelToken::check`] after such a loop.
#[derive(Clone, Copy, Debug)]
pub struct CancelToken<'a>(&'a AtomicBool);

static NEVER: AtomicBool = AtomicBool::new(false);

impl<'a> CancelToken<'a> {
    /// A token that reads `flag`.
    pub const fn new(flag: &'a AtomicBool) -> Self {
        Self(flag)
    }

    /// A token that is never cancelled.
    pub const fn never() -> CancelToken<'static> {
        CancelToken(&NEVER)
    }

    /// Whether the flag is set.
    pub fn is_cancelled(self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Fails if the work is cancelled.
    ///
    /// # Errors
    /// [`Cancelled`] if the flag is set.
    pub fn check(self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}
