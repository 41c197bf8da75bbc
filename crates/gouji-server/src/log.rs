//! The log of the server on standard error, one line per event. A line never contains text of a document.

use std::fmt::Display;
use std::io::Write;

/// Logs one line. If standard error is closed, the server goes on.
pub(crate) fn warn(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "gouji: {line}");
}

/// Makes a panic log its place only, because its message may quote a document.
pub(crate) fn log_panics() {
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => warn(format_args!("internal error at {place}")),
        None => warn("internal error"),
    }));
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const CHILD: &str = "GOUJI_TEST_PANICS";
    const NAME: &str = "log::tests::a_panic_logs_its_place_and_not_its_message";

    /// The hook belongs to the process, so the test runs itself in a second process and reads the log of that one.
    #[test]
    fn a_panic_logs_its_place_and_not_its_message() {
        if std::env::var_os(CHILD).is_some() {
            log_panics();
            let said = "青山县".to_owned();
            let panicked = std::panic::catch_unwind(|| panic!("the document says {said}"));
            assert!(panicked.is_err());
            return;
        }
        let tests = std::env::current_exe().expect("this program");
        let run = Command::new(tests).args(["--exact", NAME, "--nocapture"]).env(CHILD, "1").output().expect("it runs");
        let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success() && out.contains("1 passed"), "{out}{err}");
        assert!(err.contains("gouji: internal error at ") && err.contains("log.rs:"), "{err}");
        assert!(!err.contains("青山县") && !err.contains("document says"), "{err}");
    }
}
