//! A progress bar on standard error. It appears only on a terminal, and only if the run takes a while.

use std::time::{Duration, Instant};

use gouji_l10n::{Catalogue, Phrase};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The time after which the bar appears.
const DELAY: Duration = Duration::from_millis(500);

/// The progress of a run.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    start: Instant,
    is_shown: bool,
}

impl Progress {
    /// No progress bar.
    pub fn hidden() -> Self {
        Self { bar: ProgressBar::hidden(), start: Instant::now(), is_shown: true }
    }

    /// The progress of the step with this name, over so many files.
    pub fn new(step: Phrase, files: usize, catalogue: &Catalogue) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        // The template is constant and valid.
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len}  {eta}") {
            bar.set_style(style);
        }
        bar.set_message(catalogue.text(step));
        Self { bar, start: Instant::now(), is_shown: false }
    }

    /// Counts a file.
    pub fn advance(&mut self) {
        if !self.is_shown && self.start.elapsed() >= DELAY {
            // This target draws nothing if standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.is_shown = true;
        }
        self.bar.inc(1);
    }

    /// Prints to standard error without damage to the bar.
    pub fn suspend<R>(&self, print: impl FnOnce() -> R) -> R {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
