//! `gouji/overview`: the reports of the workspace with their findings and main figures, which the protocol has no request for.

use gouji_ide::documents::{ReportPlace, WorkspaceReport};
use gouji_ide::features::overview::{MainFigures, ReportSummary};
use ls_types::Uri;
use serde::{Deserialize, Serialize};

use super::{Handler, announce_experimental};
use crate::uri;

/// The name of the request.
pub const METHOD: &str = "gouji/overview";

pub(super) const HANDLER: Handler = Handler {
    file: "overview",
    methods: &[METHOD],
    announce: |_, capabilities| announce_experimental(capabilities, "overview"),
};

/// The parameters of the request. There are none yet.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OverviewParams {}

/// The answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverviewAnswer {
    /// The reports in the order of their agencies, the newest of each agency first.
    pub reports: Vec<OverviewReport>,
    /// Number of reports that were left out because there are too many.
    pub left_out: usize,
}

/// A report.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverviewReport {
    agency: String,
    year: u16,
    uri: Uri,
    errors: usize,
    warnings: usize,
    notes: usize,
    figures: FiguresJson,
}

/// The main figures as decimal numbers; `null` if a figure was not read with certainty.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FiguresJson {
    received: Option<String>,
    carried_in: Option<String>,
    handled: Option<String>,
    carried_over: Option<String>,
}

/// Converts a report; `None` if its name is no URI.
pub fn convert(report: &WorkspaceReport, summary: &ReportSummary) -> Option<OverviewReport> {
    let uri = match &report.place {
        ReportPlace::Open(id) => uri::encode(id)?,
        ReportPlace::OnDisk(path) => uri::from_path(path)?.parse().ok()?,
    };
    let ReportSummary { errors, warnings, notes, figures } = summary;
    let figures = figures_json(figures);
    let (errors, warnings, notes) = (*errors, *warnings, *notes);
    Some(OverviewReport { agency: report.agency.clone(), year: report.year, uri, errors, warnings, notes, figures })
}

fn figures_json(figures: &MainFigures) -> FiguresJson {
    FiguresJson {
        received: figures.received.map(|figure| figure.to_string()),
        carried_in: figures.carried_in.map(|figure| figure.to_string()),
        handled: figures.handled.map(|figure| figure.to_string()),
        carried_over: figures.carried_over.map(|figure| figure.to_string()),
    }
}
