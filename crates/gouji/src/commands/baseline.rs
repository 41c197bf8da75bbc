//! `gouji check --write-baseline`: accepts all present findings, so that later runs report only new ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gouji_config::{BASELINE_NAME, BaselineFile, BaselineFileError, Malformed, name_in, reason};
use gouji_files::Place;
use gouji_l10n::{Message, msg};

use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::session::{RunItem, Session};

/// Records the findings of the reports of `paths` in the baseline at `target`, or else in the baseline of each report. The
/// accepted findings of other files stay while these files exist. Only a baseline is overwritten.
pub fn write_baseline(mut session: Session, paths: Vec<PathBuf>, target: Option<&Path>) -> ExitCode {
    let target = target.map(|target| Place::Named(absolute(target)));
    let here = || Place::inside(&std::env::current_dir().unwrap_or_default(), BASELINE_NAME);
    let mut files: BTreeMap<PathBuf, Result<BaselineFile, BaselineFileError>> = BTreeMap::new();
    let mut unnamed = None;
    // The closure returns no error, because it prints nothing.
    let _ = session.reports(
        paths,
        |mut checked: CheckedReport| {
            // Only the text and the findings are counted by the memory budget.
            checked.analysis.report = None;
            checked
        },
        |session, item| {
            let RunItem::Report(checked) = item else { return Ok(()) };
            let configured = session.configuration.effective(&checked.path).baseline_place;
            let place = target.clone().or_else(|| configured.clone()).unwrap_or_else(here);
            let path = place.path();
            if configured.is_some_and(|configured| configured.path() != path) {
                unnamed = Some(path.clone());
            }
            if let Ok(file) = files.entry(path.clone()).or_insert_with(|| BaselineFile::open(place)) {
                let name = name_in(&path, &absolute(&checked.path));
                file.baseline.record(&name, &checked.text, &checked.analysis.findings);
            }
            Ok(())
        },
    );
    session.conclude(None);
    for (path, file) in files {
        match file.and_then(|file| write(&path, file)) {
            Ok(count) => {
                session.print_message(msg::CliBaselineWritten { count, path: names::shown(&path) });
            }
            Err(error) => session.trouble(error_message(&path, error)),
        }
    }
    if let Some(path) = unnamed {
        session.print_message(msg::CliBaselineUnnamed { path: names::shown(&path) });
    }
    session.exit_code()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Writes a baseline, without the files that no longer exist. Returns the number of accepted findings.
fn write(path: &Path, mut file: BaselineFile) -> Result<usize, BaselineFileError> {
    let folder = path.parent().unwrap_or(path);
    file.baseline.retain(|name| !is_gone(folder, name));
    file.write()?;
    Ok(file.baseline.len())
}

/// Whether the folder has no file of this name any more. Names that lead out of the folder are not looked up: the author of a
/// baseline can write any name into it, such as that of a network share.
fn is_gone(folder: &Path, name: &str) -> bool {
    let inside = if cfg!(windows) { gouji_files::portable_path(name) } else { Some(PathBuf::from(name)) };
    let target = inside.and_then(|inside| gouji_files::resolve_inside(folder, &inside).ok());
    target.is_some_and(|target| target.symlink_metadata().is_err())
}

/// The message for a baseline that was not written.
fn error_message(path: &Path, error: BaselineFileError) -> Message {
    let path = names::shown(path);
    match error {
        BaselineFileError::Changed => msg::CliChangedMeanwhile { path }.into(),
        BaselineFileError::Malformed(Malformed { reason, .. }) => msg::CliBaselineMalformed { path, reason }.into(),
        BaselineFileError::Refused(refusal) => msg::CliBaselineUnwritable { path, reason: reason(&refusal) }.into(),
    }
}
