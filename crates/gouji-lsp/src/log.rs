//! The server's log: standard error, one calm line an event. No line ever bears text of a document.

use std::fmt::Display;
use std::io::Write;

/// Logs one line. A closed standard error is no reason to stop.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "gouji: {line}");
}

/// Has panics logged by their place alone: a panic's message may quote a document.
pub(crate) fn note_panics() {
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => note(format_args!("internal error at {place}")),
        None => note("internal error"),
    }));
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const CHILD: &str = "GOUJI_TEST_PANICS";
    const NAME: &str = "log::tests::a_panic_is_logged_by_its_place_and_not_by_what_it_says";

    /// The hook is the process's, so the test runs itself once more and looks at what that leaves.
    #[test]
    fn a_panic_is_logged_by_its_place_and_not_by_what_it_says() {
        if std::env::var_os(CHILD).is_some() {
            note_panics();
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
