//! The reports of a run with which each report is compared: last year's report of the same agency, and a report with the same prose.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use gouji_lint::analysis::OtherReports;
use gouji_report::LastYear;
use gouji_report::likeness::{AlikeReport, Likeness, LikenessIndex, SentenceHash};
use gouji_report::years::{Identity, last_years};

use crate::run::pipeline::{LoadedReport, PendingReport};

/// A report and the reports of the run with which it is compared.
#[derive(Debug)]
pub struct Comparison<'a, R> {
    /// The report.
    pub report: &'a PendingReport<R>,
    /// Last year's report of the same agency, if the run has it.
    last: Option<&'a PendingReport<R>>,
    /// The report that has most of the prose in common, with the common sentences.
    alike: Option<(&'a PendingReport<R>, Vec<SentenceHash>)>,
}

/// The other reports of a comparison, by their paths. The findings of a report depend on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partners {
    last: Option<PathBuf>,
    alike: Option<Likeness<PathBuf>>,
}

/// The loaded reports of a comparison. Related places of findings may be in them.
#[derive(Clone, Debug, Default)]
pub struct LoadedPartners {
    /// Last year's report of the same agency.
    pub last: Option<Arc<LoadedReport>>,
    /// The report that has most of the prose in common.
    pub alike: Option<Arc<LoadedReport>>,
    /// The sentences that count as copied, sorted.
    copied: Vec<SentenceHash>,
}

/// Finds the reports with which each report is compared. The result does not depend on the order of the reports.
pub fn comparisons<'a, R>(pending: &'a [PendingReport<R>]) -> Vec<Comparison<'a, R>> {
    let identified = || pending.iter().enumerate().filter_map(|(at, report)| Some((at, report.identity.as_ref()?)));
    let (places, identities): (Vec<usize>, Vec<&Identity>) = identified().unzip();
    let lasts = last_years(&identities).into_iter().zip(&places);
    let lasts: HashMap<usize, usize> = lasts.filter_map(|(last, at)| Some((*at, *places.get(last?)?))).collect();
    let digests = identified().filter_map(|(at, identity)| {
        let report = pending.get(at)?;
        Some(((&report.path, at), identity, report.digest.as_ref()?))
    });
    let index = LikenessIndex::new(digests);
    let comparison = |(at, report): (usize, &'a PendingReport<R>)| {
        let last = lasts.get(&at).and_then(|last| pending.get(*last));
        let known = report.identity.as_ref().zip(report.digest.as_ref());
        let likeness = known.and_then(|(identity, digest)| index.likeness(identity, digest));
        let alike = likeness.and_then(|Likeness { key: (_, other), copied }| Some((pending.get(other)?, copied)));
        Comparison { report, last, alike }
    };
    pending.iter().enumerate().map(comparison).collect()
}

impl<R> Comparison<'_, R> {
    /// Whether the report is not compared with any other.
    pub const fn is_single(&self) -> bool {
        self.last.is_none() && self.alike.is_none()
    }

    /// The paths of the other reports.
    pub fn partners(&self) -> Partners {
        let likeness = |(other, copied): &(&PendingReport<R>, Vec<SentenceHash>)| Likeness {
            key: other.path.clone(),
            copied: copied.clone(),
        };
        Partners { last: self.last.map(|last| last.path.clone()), alike: self.alike.as_ref().map(likeness) }
    }

    /// Reads the other reports again if they were not kept. A report that cannot be read any more is left out.
    pub fn load_partners(&self) -> LoadedPartners {
        let last = self.last.and_then(|last| last.load().ok());
        let alike = self.alike.as_ref().and_then(|(other, copied)| Some((other.load().ok()?, copied.clone())));
        let (alike, copied) = alike.map(|(other, copied)| (Some(other), copied)).unwrap_or_default();
        LoadedPartners { last, alike, copied }
    }
}

impl Partners {
    /// The paths of the other reports.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.last.iter().chain(self.alike.iter().map(|alike| &alike.key))
    }
}

impl LoadedPartners {
    /// The reports for the analysis.
    pub fn other_reports(&self) -> OtherReports<'_> {
        let last =
            self.last.as_ref().map(|last| LastYear { source: &last.source, text: &last.text, report: &last.report });
        let alike = self.alike.as_ref().map(|alike| AlikeReport {
            source: &alike.source,
            report: &alike.report,
            copied: &self.copied,
        });
        OtherReports { last, alike }
    }
}
