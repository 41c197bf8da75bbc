//! Ctrl-C ends a run between two files, so that its output is complete for the files before. A second Ctrl-C ends the program at
//! once, as does the first one while the program waits for a pipe.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// The state that the signal handlers write.
struct StopSignals {
    /// Whether a signal has arrived.
    is_stopped: Arc<AtomicBool>,
    /// Its number.
    number: Arc<AtomicUsize>,
}

/// Set by [`install`]. `None` within it if the system refuses handlers; then the first signal ends the program.
static SIGNALS: OnceLock<Option<StopSignals>> = OnceLock::new();

impl StopSignals {
    fn new() -> io::Result<Self> {
        let signals = Self { is_stopped: Arc::default(), number: Arc::default() };
        for signal in [SIGINT, SIGTERM] {
            // The order matters: the first signal sets the flag after this handler has looked at it.
            flag::register_conditional_default(signal, Arc::clone(&signals.is_stopped))?;
            flag::register_usize(signal, Arc::clone(&signals.number), signal.unsigned_abs() as usize)?;
            flag::register(signal, Arc::clone(&signals.is_stopped))?;
        }
        Ok(signals)
    }
}

/// The user stopped the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// The exit code: 128 and the number of the signal.
    pub code: u8,
}

/// Lets the run end between two files from now on.
pub fn install() {
    SIGNALS.get_or_init(|| StopSignals::new().ok());
}

/// Whether the user has stopped the run. Always `None` before [`install`].
pub fn stopped() -> Option<Stopped> {
    let signals = SIGNALS.get()?.as_ref()?;
    if !signals.is_stopped.load(Ordering::SeqCst) {
        return None;
    }
    let number = u8::try_from(signals.number.load(Ordering::SeqCst)).unwrap_or_default();
    Some(Stopped { code: number.saturating_add(128) })
}
