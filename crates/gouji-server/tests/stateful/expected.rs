//! What the core says, step by step and without a server, of open texts beside files on disk.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use gouji_config::Resolver;
use gouji_lint::{Analysis, Severity};
use gouji_report::Report;
use gouji_report::years::{Identity, last_years};
use gouji_report::{LastYear, Lines};
use gouji_text::CancelToken;
use serde_json::Value;

use crate::text::Text;

/// A finding, as far as the core alone can tell of what is sent: rule, severity, start and end.
pub type Told = (String, u64, [u32; 2], [u32; 2]);

/// What is to be said of each open text. Files are those of the workspace that are not open.
pub fn expected(open: &BTreeMap<PathBuf, String>, files: &BTreeMap<PathBuf, String>) -> BTreeMap<PathBuf, Vec<Told>> {
    let read: Vec<_> = open
        .iter()
        .chain(files)
        .map(|(path, text)| (path, text, Report::read(text, &Lines::parse(text)).map(Arc::new)))
        .collect();
    let (identities, reports): (Vec<_>, Vec<_>) = read
        .iter()
        .filter_map(|(path, text, report)| {
            let (path, report) = (path.to_str()?, report.as_ref()?);
            Some((Identity::from_report(path, report)?, LastYear { source: path, text, report }))
        })
        .unzip();
    let lasts = last_years(&identities.iter().collect::<Vec<_>>());
    let last_of = |path: &PathBuf| {
        let at = reports.iter().position(|report| Some(report.source) == path.to_str())?;
        lasts.get(at).copied().flatten().and_then(|last| reports.get(last)).copied()
    };
    let resolver = Resolver::default();
    let opened = read.iter().filter(|(path, ..)| open.contains_key(*path));
    let told = opened.map(|(path, text, report)| {
        let effective = resolver.effective(path);
        let analysis =
            Analysis::with_last_year(text, report.clone(), last_of(path), &effective.policy, CancelToken::never());
        let mut findings = analysis.expect("nobody gives it up").findings;
        effective.filter_accepted(text, &mut findings);
        let place = |byte| Text::position_of(text, byte);
        let told = findings.iter().map(|found| {
            (found.rule.to_owned(), number(found.severity), place(found.span.start), place(found.span.end))
        });
        ((*path).clone(), told.collect())
    });
    told.collect()
}

const fn number(severity: Severity) -> u64 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
        Severity::Hint => 4,
    }
}

/// The same of diagnostics that were sent.
pub fn told(diagnostics: &Value) -> Vec<Told> {
    let place = |position: &Value| ["line", "character"].map(|key| position[key].as_u64().expect("a number") as u32);
    let told = |found: &Value| {
        let rule = found["code"].as_str().expect("a rule").to_owned();
        let severity = found["severity"].as_u64().expect("a number");
        (rule, severity, place(&found["range"]["start"]), place(&found["range"]["end"]))
    };
    diagnostics.as_array().into_iter().flatten().map(told).collect()
}
