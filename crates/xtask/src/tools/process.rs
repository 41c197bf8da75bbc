//! Background processes, which end when their owner is dropped; interrupts; and waiting.

use anyhow::{Context, Result};
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Makes Ctrl-C set a flag instead of ending this process, so that destructors end child processes and delete temporary folders.
pub fn notice_interrupts() {
    if let Err(error) = ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst)) {
        eprintln!("Ctrl-C will not clean up: {error}");
    }
}

pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Calls `ready` every 50 ms until it returns a value. `None` if the time limit passes or Ctrl-C is pressed.
pub fn wait_until<T>(limit: Duration, mut ready: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    while start.elapsed() < limit && !interrupted() {
        if let Some(result) = ready() {
            return Some(result);
        }
        thread::sleep(Duration::from_millis(50));
    }
    None
}

/// A process and all its children.
pub struct ProcessGroup(Child);

impl ProcessGroup {
    /// Starts the command in its own process group, so that it can be ended together with its children.
    pub fn start(command: &mut Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command
            .spawn()
            .with_context(|| format!("could not start `{}`", crate::tools::command::display(command)))?;
        Ok(Self(child))
    }

    pub fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    /// The exit status of the process, after it has ended by itself.
    pub fn status(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
    }

    #[cfg(unix)]
    fn signal(&self, signal: rustix::process::Signal) {
        // This fails if the group has already ended, which is fine.
        let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(&self.0), signal);
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        #[cfg(unix)]
        {
            self.signal(rustix::process::Signal::TERM);
            let deadline = Instant::now() + Duration::from_secs(3);
            while !self.has_ended() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(20));
            }
            // Kill the children that ignored SIGTERM.
            self.signal(rustix::process::Signal::KILL);
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader};
    use std::process::Stdio;

    #[test]
    fn dropping_a_group_ends_the_children_of_its_process_too() {
        let mut shell = Command::new("sh");
        // The shell ignores SIGTERM. Its child keeps the pipe open while it lives.
        shell.args(["-c", "trap '' TERM; echo started; sleep 1000"]).stdout(Stdio::piped());
        let mut group = ProcessGroup::start(&mut shell).expect("sh starts");
        let mut out = BufReader::new(group.0.stdout.take().expect("piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("readable");
        assert_eq!(line, "started\n");
        drop(group);
        line.clear();
        assert_eq!(out.read_line(&mut line).expect("readable"), 0, "a child still holds the pipe");
    }
}
