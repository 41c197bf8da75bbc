//! Progress display: a spinner on a terminal, plain lines elsewhere.

use crate::tools::command::Listener;
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal as _, stderr};
use std::time::{Duration, Instant};

/// The display of one piece of work.
pub struct Display {
    name: String,
    bar: ProgressBar,
    start: Instant,
}

impl Display {
    pub fn start(name: &str) -> Self {
        let bar = ProgressBar::new_spinner();
        bar.set_style(
            ProgressStyle::with_template("{spinner} {prefix}  {elapsed}  {wide_msg:.dim}")
                .expect("a constant template"),
        );
        bar.set_prefix(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        if !stderr().is_terminal() {
            eprintln!("… {name}");
        }
        Self { name: name.to_owned(), bar, start: Instant::now() }
    }

    /// Shows the last line that the work printed.
    pub fn note(&self, line: &str) {
        let plain: String = line.chars().filter(|c| !c.is_control()).collect();
        self.bar.set_message(plain);
    }

    /// Replaces the spinner by a final line with a mark, a remark and the duration.
    pub fn finish(self, mark: &str, remark: &str) {
        self.bar.finish_and_clear();
        let gap = if remark.is_empty() { "" } else { "  " };
        eprintln!("{mark} {}{gap}{remark}  ({})", self.name, format_duration(self.start.elapsed()));
    }
}

/// Does a piece of work, and shows its name, its progress and its duration.
pub fn step<T>(name: &str, work: impl FnOnce(&mut Listener<'_>) -> Result<T>) -> Result<T> {
    let display = Display::start(name);
    let result = work(&mut |line| display.note(line));
    display.finish(if result.is_ok() { "✓" } else { "✗" }, "");
    result
}

/// A duration in a readable form: `1.5 s`, `2 min 3 s`.
pub fn format_duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}
