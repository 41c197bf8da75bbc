//! The browser for the editor tests, and the browser of the user.

use crate::tools::paths::find_program;
use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The environment variable with the path of the test browser, for browsers without a common name.
pub const VARIABLE: &str = "GOUJI_CHROMIUM";

/// The path of a browser of the Chromium family.
pub fn chromium() -> Option<PathBuf> {
    if let Some(chosen) = env::var_os(VARIABLE) {
        return Some(PathBuf::from(chosen));
    }
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(find_program)
}

/// The path of Firefox.
pub fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].into_iter().find_map(find_program)
}

/// Opens an address in the user's browser. Returns `false` if there is no browser or no display.
pub fn open(address: &str) -> bool {
    let opener = if cfg!(target_os = "macos") {
        Some("open")
    } else if env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some() {
        Some("xdg-open")
    } else {
        None
    };
    let Some(program) = opener.and_then(find_program) else {
        return false;
    };
    let status =
        Command::new(program).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
