//! Checks reports again whenever their files change. It looks at size and modification time, which also works on network drives.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use gouji_report::likeness::ProseDigest;

use super::{RunItem, Session};
use crate::run::checked::CheckedReport;
use crate::run::comparisons::{Comparison, Partners, comparisons};
use crate::run::in_order::{MemorySize, in_order};
use crate::run::inputs::Input;
use crate::run::pipeline::{CheckResult, LoadedReport, PendingReport, check};
use crate::run::retention::Retention;
use crate::run::session::results::ReportResult;
use crate::run::stop;
use crate::run::unread::Unread;

/// The time between two looks at the files.
const PERIOD: Duration = Duration::from_millis(500);
/// The time between two looks for Ctrl-C.
const STEP: Duration = Duration::from_millis(50);

/// Size in bytes and modification time of a file; `None` if it does not exist.
type FileStamp = Option<(u64, Option<SystemTime>)>;

/// The files of a run, and what is known about them.
#[derive(Debug)]
pub struct WatchedFiles<R> {
    paths: Vec<PathBuf>,
    stamps: HashMap<PathBuf, FileStamp>,
    /// Configurations and baselines, also those that do not exist yet.
    settings: HashMap<PathBuf, FileStamp>,
    pending: Vec<PendingReport<R>>,
    unread: Vec<Unread>,
    /// The result of each report, and the reports with which it was compared.
    results: HashMap<PathBuf, (Partners, CheckResult<R>)>,
}

fn stamp(path: &Path) -> FileStamp {
    let metadata = path.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

fn stamps(paths: impl IntoIterator<Item = PathBuf>) -> HashMap<PathBuf, FileStamp> {
    paths.into_iter().map(|path| (path.clone(), stamp(&path))).collect()
}

impl<R: Clone + Send + MemorySize> WatchedFiles<R> {
    /// Watches the files of `paths`.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self {
            paths,
            stamps: HashMap::new(),
            settings: HashMap::new(),
            pending: Vec::new(),
            unread: Vec::new(),
            results: HashMap::new(),
        }
    }

    /// The number of watched files.
    pub fn len(&self) -> usize {
        self.stamps.len()
    }

    /// Waits until a file changes, appears or disappears, or the user stops the run.
    pub fn wait(&self, session: &Session) {
        loop {
            for _ in 0..PERIOD.as_millis() / STEP.as_millis() {
                if stop::stopped().is_some() {
                    return;
                }
                thread::sleep(STEP);
            }
            let settings = stamps(self.settings.keys().cloned());
            if settings != self.settings || self.current(session) != self.stamps {
                return;
            }
        }
    }

    /// The present state of the files.
    fn current(&self, session: &Session) -> HashMap<PathBuf, FileStamp> {
        stamps(session.inputs(self.paths.clone()).iter().map(|input| input.path().to_owned()))
    }

    /// Checks the reports that changed, or that are compared with a changed report, and passes all results to `take` in the order of their
    /// paths.
    ///
    /// # Errors
    /// The first error of `take`, or if the user stops the run.
    pub fn round(
        &mut self,
        session: &mut Session,
        make: impl Fn(CheckedReport) -> R + Sync,
        mut take: impl FnMut(&mut Session, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.forget_old_settings(session);
        self.load_changed(session, &make)?;
        let comparisons = comparisons(&self.pending);
        let has_result = |comparison: &&Comparison<'_, R>| {
            let known = self.results.get(&comparison.report.path);
            known.is_some_and(|(known, _)| *known == comparison.partners())
        };
        let outdated: Vec<_> = comparisons.iter().filter(|comparison| !has_result(comparison)).collect();
        let resolver = Arc::clone(&session.configuration.resolver);
        let mut failed = HashMap::new();
        let mut renewed = Vec::new();
        in_order(
            &outdated,
            session.threads,
            |comparison| ReportResult { report: comparison.report, result: check(&resolver, comparison, &make) },
            |ReportResult { report, result }| {
                session.advance()?;
                match result {
                    Ok(result) => renewed.push((report.path.clone(), result)),
                    Err(reason) => drop(failed.insert(report.path.clone(), reason)),
                }
                io::Result::Ok(())
            },
        )?;
        let left_out: HashMap<PathBuf, _> =
            self.pending.iter().map(|report| (report.path.clone(), report.left_out)).collect();
        let mut partners: HashMap<PathBuf, Partners> =
            outdated.iter().map(|comparison| (comparison.report.path.clone(), comparison.partners())).collect();
        for (path, result) in renewed {
            let partners = partners.remove(&path).unwrap_or_default();
            self.results.insert(path, (partners, result));
        }
        let mut unread = self.unread.iter().peekable();
        for report in &self.pending {
            while let Some(unread) = unread.next_if(|unread| unread.path < report.path) {
                take(session, RunItem::Unread(unread.clone()))?;
            }
            let result = match failed.remove(&report.path) {
                Some(reason) => Err(reason),
                None => match self.results.get(&report.path) {
                    Some((_, result)) => Ok(result.clone()),
                    None => continue,
                },
            };
            let left_out = left_out.get(&report.path).copied().unwrap_or_default();
            let item = session.item(&report.path, left_out, result);
            take(session, item)?;
        }
        self.settings = stamps(session.configuration.resolver.files());
        unread.try_for_each(|unread| take(session, RunItem::Unread(unread.clone())))
    }

    /// Forgets all results if a configuration or a baseline has changed.
    fn forget_old_settings(&mut self, session: &Session) {
        if stamps(self.settings.keys().cloned()) != self.settings {
            session.configuration.resolver.refresh();
            self.results.clear();
            self.stamps.clear();
        }
    }

    /// Reads the files that have changed, and forgets those that are gone.
    fn load_changed(&mut self, session: &mut Session, make: &(impl Fn(CheckedReport) -> R + Sync)) -> io::Result<()> {
        let inputs = session.inputs(self.paths.clone());
        // Read before the files, so that a file that changes meanwhile is read again.
        let current = stamps(inputs.iter().map(|input| input.path().to_owned()));
        let is_same = |path: &Path| self.stamps.get(path).is_some_and(|stamp| current.get(path) == Some(stamp));
        let changed: Vec<Input> = inputs.into_iter().filter(|input| !is_same(input.path())).collect();
        let (mut pending, mut unread) = (std::mem::take(&mut self.pending), std::mem::take(&mut self.unread));
        pending.retain(|report| is_same(&report.path));
        unread.retain(|unread| is_same(&unread.path));
        unread.iter().for_each(|unread| session.count_unread(unread));
        self.results.retain(|path, (partners, _)| is_same(path) && partners.paths().all(|path| is_same(path)));
        let resolver = Arc::clone(&session.configuration.resolver);
        let keep = |input: &Input, loaded: LoadedReport| {
            let digest = ProseDigest::new(&loaded.report);
            PendingReport::new(&resolver, input, loaded, Some(digest), Retention::ToTheEnd, make, |_| true)
        };
        session.texts(&changed, keep, |_, item| {
            match item {
                RunItem::Report(report) => pending.push(report),
                RunItem::Unread(file) => unread.push(file),
            }
            Ok(())
        })?;
        pending.sort_by(|one, other| one.path.cmp(&other.path));
        unread.sort_by(|one, other| one.path.cmp(&other.path));
        (self.pending, self.unread, self.stamps) = (pending, unread, current);
        Ok(())
    }
}
