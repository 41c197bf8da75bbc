//! `gouji check --write-baseline`: accepts what is found now, so that only what is new is told from then on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gouji_config::{BASELINE_NAME, Ledger, LedgerError, Malformed, name_in, reason};
use gouji_files::Place;
use gouji_l10n::Message;

use crate::print::names;
use crate::run::session::{Session, Told};

/// Writes what is found in the reports that `paths` mean into the baseline at `target`, else into that which counts for each
/// of them. What is accepted of other files stays, as long as they are there. Nothing is written over but a baseline.
pub fn accept(mut session: Session, paths: Vec<PathBuf>, target: Option<&Path>) -> ExitCode {
    let target = target.map(|target| Place::Named(absolute(target)));
    let here = || Place::inside(&std::env::current_dir().unwrap_or_default(), BASELINE_NAME);
    let mut ledgers: BTreeMap<PathBuf, Result<Ledger, LedgerError>> = BTreeMap::new();
    let mut unnamed = None;
    // Nothing is printed, so nobody can stop reading.
    let _ = session.reports(
        paths,
        |checked| checked,
        |session, told| {
            let Told::Report(checked) = told else { return Ok(()) };
            let counts = session.configuration.effective(&checked.path).baseline_place;
            let place = target.clone().or_else(|| counts.clone()).unwrap_or_else(here);
            let path = place.path();
            if counts.is_some_and(|counts| counts.path() != path) {
                unnamed = Some(path.clone());
            }
            if let Ok(ledger) = ledgers.entry(path.clone()).or_insert_with(|| Ledger::open(place)) {
                let name = name_in(&path, &absolute(&checked.path));
                ledger.baseline.accept(&name, &checked.text, &checked.analysis.findings);
            }
            Ok(())
        },
    );
    session.conclude(None);
    for (path, ledger) in ledgers {
        match ledger.and_then(|ledger| write(&path, ledger)) {
            Ok(count) => {
                let message = Message::new("cli-baseline-written").with("count", count);
                session.say(&message.with("path", names::shown(&path)));
            }
            Err(error) => session.trouble(&unwritten(&path, error)),
        }
    }
    if let Some(path) = unnamed {
        session.say(&Message::new("cli-baseline-unnamed").with("path", names::shown(&path)));
    }
    session.exit_code()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Writes a baseline without the files that are gone; how many findings it accepts.
fn write(path: &Path, mut ledger: Ledger) -> Result<usize, LedgerError> {
    let folder = path.parent().unwrap_or(path);
    ledger.baseline.retain(|name| !is_gone(folder, name));
    ledger.write()?;
    Ok(ledger.baseline.len())
}

/// Whether the folder has no file of this name any more. Names that lead out of it are not looked up: whoever wrote the baseline
/// may have put anything there, such as the name of a network share.
fn is_gone(folder: &Path, name: &str) -> bool {
    let inside = if cfg!(windows) { gouji_files::inner(name) } else { Some(PathBuf::from(name)) };
    let target = inside.and_then(|inside| gouji_files::beneath(folder, &inside).ok());
    target.is_some_and(|target| target.symlink_metadata().is_err())
}

/// Says why a baseline was not written.
fn unwritten(path: &Path, error: LedgerError) -> Message {
    let message = |id| Message::new(id).with("path", names::shown(path));
    match error {
        LedgerError::Changed => message("cli-changed-meanwhile"),
        LedgerError::Malformed(Malformed { reason, .. }) => message("cli-baseline-malformed").with("reason", reason),
        LedgerError::Refused(refusal) => message("cli-baseline-unwritable").with("reason", reason(&refusal)),
    }
}
