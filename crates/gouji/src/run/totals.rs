//! The files of a run.

use std::path::PathBuf;

use gouji_list::Summary;

use crate::run::unread::Unread;

/// All files of a run, with the counts.
#[derive(Debug, Default)]
pub struct Totals {
    /// The counts.
    pub summary: Summary,
    /// Reports that were checked, in the order of their paths; empty unless the output lists all files.
    pub checked: Vec<PathBuf>,
    /// Files that were not checked; empty unless the output lists all files.
    pub unread: Vec<Unread>,
    /// The number of files that were not checked and count for the exit code.
    pub failed_files: usize,
    /// The number of other files that were not checked.
    pub skipped_files: usize,
    lists_files: bool,
    /// Whether the run failed to read or fully check a file.
    pub trouble: bool,
}

impl Totals {
    /// No files yet. If `lists_files` is `false`, files are counted and not kept, so that a run over any number of files needs the same
    /// memory.
    pub fn new(lists_files: bool) -> Self {
        Self { lists_files, ..Self::default() }
    }

    /// Adds a report.
    pub fn add_report(&mut self, summary: Summary, path: PathBuf) {
        self.summary += summary;
        if self.lists_files {
            self.checked.push(path);
        }
    }

    /// Adds a file that was not checked.
    pub fn add_unread(&mut self, unread: Unread) {
        *(if unread.is_trouble() { &mut self.failed_files } else { &mut self.skipped_files }) += 1;
        if self.lists_files {
            self.unread.push(unread);
        }
    }
}
