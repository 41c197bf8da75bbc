//! Delays Ctrl-C while a file is being written, so that no temporary file is left.
//!
//! At all other times the signals end the program at once, as usual. SIGHUP is not delayed, because `nohup` ignores it.

/// Delays interruptions until it is dropped.
#[must_use]
#[derive(Debug)]
pub struct InterruptGuard(());

#[cfg(not(unix))]
/// Does nothing: on this system interruptions are not delayed.
pub fn delay() -> InterruptGuard {
    InterruptGuard(())
}

#[cfg(unix)]
pub use unix::delay;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, LazyLock};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};

    use super::InterruptGuard;

    /// The state that the signal handlers read and write.
    struct Signals {
        /// Whether the program may end at once.
        may_end: Arc<AtomicBool>,
        /// The delayed signal; 0 for none.
        delayed: Arc<AtomicUsize>,
    }

    /// `None` if the system refuses handlers. Then interruptions are not delayed.
    static SIGNALS: LazyLock<Option<Signals>> = LazyLock::new(|| Signals::new().ok());

    impl Signals {
        fn new() -> io::Result<Self> {
            let signals = Self { may_end: Arc::new(AtomicBool::new(true)), delayed: Arc::default() };
            for (signal, number) in [(SIGINT, SIGINT.unsigned_abs()), (SIGTERM, SIGTERM.unsigned_abs())] {
                flag::register_conditional_default(signal, Arc::clone(&signals.may_end))?;
                flag::register_usize(signal, Arc::clone(&signals.delayed), number as usize)?;
            }
            Ok(signals)
        }
    }

    /// Delays interruptions until the returned guard is dropped.
    pub fn delay() -> InterruptGuard {
        if let Some(signals) = &*SIGNALS {
            signals.may_end.store(false, Ordering::SeqCst);
        }
        InterruptGuard(())
    }

    impl Drop for InterruptGuard {
        fn drop(&mut self) {
            let Some(signals) = &*SIGNALS else { return };
            signals.may_end.store(true, Ordering::SeqCst);
            let delayed = signals.delayed.swap(0, Ordering::SeqCst);
            if let Ok(signal) = i32::try_from(delayed)
                && signal != 0
            {
                // This call ends the program.
                let _ = low_level::emulate_default_handler(signal);
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use std::os::unix::process::ExitStatusExt;
        use std::path::PathBuf;
        use std::process::Command;

        use super::*;

        const FOLDER: &str = "GOUJI_TEST_INTERRUPTED";

        /// The test below runs this one in a process of its own: a signal arrives in the middle of some work.
        #[test]
        #[ignore = "it ends its process"]
        fn interrupted() {
            let folder = PathBuf::from(std::env::var_os(FOLDER).expect("the other test says where"));
            let guard = delay();
            low_level::raise(SIGTERM).expect("a signal");
            std::fs::write(folder.join("done"), "").expect("the work is completed");
            drop(guard);
            std::fs::write(folder.join("too late"), "").expect("never executed");
        }

        #[test]
        fn a_signal_waits_for_the_work_and_then_ends_the_program() {
            let folder = tempfile::tempdir().expect("a folder");
            let mut child = Command::new(std::env::current_exe().expect("this test"));
            child
                .args(["--exact", "write::interrupts::unix::tests::interrupted", "--ignored"])
                .env(FOLDER, folder.path());
            let output = child.output().expect("it runs");
            assert_eq!(output.status.signal(), Some(SIGTERM), "{}", String::from_utf8_lossy(&output.stdout));
            assert!(folder.path().join("done").exists());
            assert!(!folder.path().join("too late").exists());
        }
    }
}
