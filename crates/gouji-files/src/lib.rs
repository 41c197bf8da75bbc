//! Which files of a folder may be reports: the same for the command line and the server.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

pub use ignore::Error;

/// Extensions of files that may be reports.
pub const EXTENSIONS: [&str; 4] = ["txt", "md", "markdown", "disclosure-report"];

/// The files in `folder` and below that may be reports, heeding .gitignore, in no particular order.
pub fn report_files(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Error>> + use<> {
    // A .gitignore counts in folders that are no repository too.
    let entries = WalkBuilder::new(folder).require_git(false).build();
    entries.filter_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && may_be_report(entry.path()) => {
            Some(Ok(entry.into_path()))
        }
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    })
}

/// Whether a file of this name may be a report.
pub fn may_be_report(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}
