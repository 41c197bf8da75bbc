//! The server lives no longer than its client.

use std::time::Duration;

use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};

use crate::log::note;
use crate::session::Session;

/// How often the client's process is looked for.
const EVERY: Duration = Duration::from_secs(2);

/// Ends when the process that the client named in `initialize` has ended.
pub(crate) async fn client_ends(session: &Session) {
    let mut system = System::new();
    // The process as it was first seen: a number may be given to another process later.
    let mut born = None;
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(process) = session.client_process.get() else { continue };
        let now = birth(&mut system, Pid::from_u32(*process));
        if now.is_none() || born.is_some_and(|born| now != Some(born)) {
            note("the client's process has ended");
            return;
        }
        born = now;
    }
}

/// When the process was started (seconds since 1970), if it lives.
fn birth(system: &mut System, pid: Pid) -> Option<u64> {
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, ProcessRefreshKind::nothing());
    let process = system.process(pid)?;
    (!matches!(process.status(), ProcessStatus::Zombie | ProcessStatus::Dead)).then(|| process.start_time())
}
