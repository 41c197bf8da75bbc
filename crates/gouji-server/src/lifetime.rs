//! Ends the server when the client's process has ended.

use crate::session::Session;

/// Ends when the process that the client named in `initialize` has ended.
#[cfg(unix)]
pub(crate) async fn client_ends(session: &Session) {
    use std::time::Duration;

    /// The time between two checks of the client's process.
    const INTERVAL: Duration = Duration::from_secs(2);

    let mut process = None;
    loop {
        tokio::time::sleep(INTERVAL).await;
        let Some(number) = session.client_process.get() else { continue };
        if process.get_or_insert_with(|| unix::ClientProcess::open(*number)).has_ended() {
            crate::log::warn("the client's process has ended");
            return;
        }
    }
}

/// Never ends: Windows closes the client's end of the pipe together with the client, and then the input of the server ends.
#[cfg(not(unix))]
pub(crate) async fn client_ends(_: &Session) {
    std::future::pending().await
}

#[cfg(unix)]
mod unix {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fd::OwnedFd;
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    /// The process of the client.
    pub(super) enum ClientProcess {
        /// A handle of the process. It stays with this process, although the system may give its number to another process later.
        Handle(OwnedFd),
        /// The number of the process, on systems without handles.
        Number(Pid),
        /// There was no such process.
        Missing,
    }

    impl ClientProcess {
        pub(super) fn open(number: u32) -> Self {
            let number = i32::try_from(number).ok().and_then(Pid::from_raw);
            let Some(number) = number else { return Self::Missing };
            match handle(number) {
                Ok(handle) => Self::Handle(handle),
                Err(Errno::SRCH) => Self::Missing,
                Err(_) => Self::Number(number),
            }
        }

        /// Whether the process has ended, or never was. Without certainty it has not: the end of its pipe ends the server too.
        pub(super) fn has_ended(&self) -> bool {
            match self {
                // The handle of a process becomes readable when the process ends.
                Self::Handle(handle) => poll(&mut [PollFd::new(handle, PollFlags::IN)], Some(&Timespec::default()))
                    .is_ok_and(|ready| ready > 0),
                Self::Number(number) => test_kill_process(*number) == Err(Errno::SRCH),
                Self::Missing => true,
            }
        }
    }

    #[cfg(target_os = "linux")]
    fn handle(number: Pid) -> Result<OwnedFd, Errno> {
        rustix::process::pidfd_open(number, rustix::process::PidfdFlags::empty())
    }

    #[cfg(not(target_os = "linux"))]
    const fn handle(_: Pid) -> Result<OwnedFd, Errno> {
        Err(Errno::NOSYS)
    }

    #[cfg(test)]
    mod tests {
        use std::process::{Command, Stdio};

        use super::*;

        #[test]
        fn the_end_of_a_process_is_noticed_with_and_without_a_handle() {
            let mut cat = Command::new("cat").stdin(Stdio::piped()).spawn().expect("cat starts");
            let process = ClientProcess::open(cat.id());
            let number = ClientProcess::Number(Pid::from_child(&cat));
            assert!(!process.has_ended() && !number.has_ended());
            drop(cat.stdin.take());
            cat.wait().expect("cat ends");
            assert!(process.has_ended() && number.has_ended());
        }

        #[test]
        fn a_process_that_never_was_has_ended() {
            assert!(ClientProcess::open(0).has_ended() && ClientProcess::open(u32::MAX).has_ended());
            // No system gives so high a number.
            assert!(ClientProcess::open(0x7FFF_FFF0).has_ended());
        }
    }
}
