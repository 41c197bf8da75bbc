//! Ends the server when the client's process has ended.

use std::time::Duration;

use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};

use crate::log::warn;
use crate::session::Session;

/// The time between two checks of the client's process.
const INTERVAL: Duration = Duration::from_secs(2);

/// Ends when the process that the client named in `initialize` has ended.
pub(crate) async fn client_ends(session: &Session) {
    let mut system = System::new();
    // The start time of the process: the system may give the same number to another process later.
    let mut started = None;
    loop {
        tokio::time::sleep(INTERVAL).await;
        let Some(process) = session.client_process.get() else { continue };
        let now = start_time(&mut system, Pid::from_u32(*process));
        if now.is_none() || started.is_some_and(|started| now != Some(started)) {
            warn("the client's process has ended");
            return;
        }
        started = now;
    }
}

/// The start time of a process in seconds since 1970, if the process is running.
fn start_time(system: &mut System, pid: Pid) -> Option<u64> {
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, ProcessRefreshKind::nothing());
    let process = system.process(pid)?;
    (!matches!(process.status(), ProcessStatus::Zombie | ProcessStatus::Dead)).then(|| process.start_time())
}
