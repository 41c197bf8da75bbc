//! Giving work up that nobody waits for any more.

use std::sync::atomic::{AtomicBool, Ordering};

/// The work was given up because the caller's flag was raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// The caller's flag, which may be raised at any moment by another thread. Loops over what may be long look at it and stop;
/// what they have by then is no result, which [`Watch::check`] behind them tells.
#[derive(Clone, Copy, Debug)]
pub struct Watch<'a>(&'a AtomicBool);

static NEVER: AtomicBool = AtomicBool::new(false);

impl<'a> Watch<'a> {
    /// Watches `flag`.
    pub const fn new(flag: &'a AtomicBool) -> Self {
        Self(flag)
    }

    /// Watches nothing.
    pub const fn never() -> Watch<'static> {
        Watch(&NEVER)
    }

    /// Whether the flag is raised.
    pub fn is_cancelled(self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether there is reason to go on.
    ///
    /// # Errors
    /// [`Cancelled`] where the flag is raised.
    pub fn check(self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}
