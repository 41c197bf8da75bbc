//! Ctrl-C while a file is being written waits until that is done, so that nothing is left beside it.
//!
//! At all other times the signals end the program at once, as they always do. SIGHUP is not among them, as `nohup` has it ignored.

/// While it lives, an interruption waits.
#[must_use]
#[derive(Debug)]
pub struct Held(());

#[cfg(not(unix))]
/// Lets interruptions wait; on this system they do not.
pub fn hold() -> Held {
    Held(())
}

#[cfg(unix)]
pub use unix::hold;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, LazyLock};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};

    use super::Held;

    /// What the handlers see, and what they leave behind.
    struct Signals {
        /// Whether the program may end at once.
        may_end: Arc<AtomicBool>,
        /// The signal that came while it could not; 0 for none.
        came: Arc<AtomicUsize>,
    }

    /// `None` where the system refuses handlers: then interruptions do not wait.
    static SIGNALS: LazyLock<Option<Signals>> = LazyLock::new(|| Signals::new().ok());

    impl Signals {
        fn new() -> io::Result<Self> {
            let signals = Self { may_end: Arc::new(AtomicBool::new(true)), came: Arc::default() };
            for (signal, number) in [(SIGINT, SIGINT.unsigned_abs()), (SIGTERM, SIGTERM.unsigned_abs())] {
                flag::register_conditional_default(signal, Arc::clone(&signals.may_end))?;
                flag::register_usize(signal, Arc::clone(&signals.came), number as usize)?;
            }
            Ok(signals)
        }
    }

    /// Delays interruptions until the returned guard is dropped.
    pub fn hold() -> Held {
        if let Some(signals) = &*SIGNALS {
            signals.may_end.store(false, Ordering::SeqCst);
        }
        Held(())
    }

    impl Drop for Held {
        fn drop(&mut self) {
            let Some(signals) = &*SIGNALS else { return };
            signals.may_end.store(true, Ordering::SeqCst);
            let came = signals.came.swap(0, Ordering::SeqCst);
            if let Ok(signal) = i32::try_from(came)
                && signal != 0
            {
                // It ends the program.
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

        /// What the test below runs in a process of its own: a signal comes in the middle of some work.
        #[test]
        #[ignore = "it ends its process"]
        fn interrupted() {
            let folder = PathBuf::from(std::env::var_os(FOLDER).expect("the other test says where"));
            let held = hold();
            low_level::raise(SIGTERM).expect("a signal");
            std::fs::write(folder.join("done"), "").expect("the work is done all the same");
            drop(held);
            std::fs::write(folder.join("too late"), "").expect("nothing is done behind it");
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
