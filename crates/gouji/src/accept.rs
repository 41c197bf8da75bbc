//! `gouji check --write-baseline`: accepts what is found now, so that only what is new is told from then on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gouji_config::{BASELINE_NAME, Baseline, name_in};
use gouji_core::Message;

use crate::names;
use crate::session::{Session, Told};

/// Writes what is found in the reports that `paths` mean into the baseline at `target`, else into that which counts for each
/// of them. What is accepted of other files stays, as long as they are there.
pub fn accept(mut session: Session, paths: Vec<PathBuf>, target: Option<&Path>) -> ExitCode {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let target = target.map(absolute);
    let mut baselines: BTreeMap<PathBuf, Baseline> = BTreeMap::new();
    let mut unnamed = None;
    // Nothing is printed, so nobody can stop reading.
    let _ = session.reports(
        paths,
        |checked| checked,
        |session, told| {
            let Told::Report(checked) = told else { return Ok(()) };
            let counts = session.configuration.effective(&checked.path).baseline_path;
            let path = target.clone().or_else(|| counts.clone()).unwrap_or_else(|| absolute(Path::new(BASELINE_NAME)));
            if counts.is_some_and(|counts| counts != path) {
                unnamed = Some(path.clone());
            }
            let baseline = baselines.entry(path.clone()).or_insert_with(|| Baseline::read(&path).unwrap_or_default());
            baseline.accept(&name_in(&path, &absolute(&checked.path)), &checked.text, &checked.analysis.findings);
            Ok(())
        },
    );
    session.conclude(None);
    for (path, mut baseline) in baselines {
        let folder = path.parent().unwrap_or(&path);
        baseline.retain(|name| folder.join(name).exists());
        let shown = names::shown(&path);
        match baseline.write(&path) {
            Ok(()) => {
                session.say(&Message::new("cli-baseline-written").with("count", baseline.len()).with("path", shown));
            }
            Err(error) => {
                let reason = error.to_string();
                session.trouble(&Message::new("cli-baseline-unwritable").with("path", shown).with("reason", reason));
            }
        }
    }
    if let Some(path) = unnamed {
        session.say(&Message::new("cli-baseline-unnamed").with("path", names::shown(&path)));
    }
    session.exit_code()
}
