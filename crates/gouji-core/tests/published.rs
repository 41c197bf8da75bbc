//! Published reports, read in place: what is really wrong in them is found, in every layout, and nothing more at error or
//! warning but conversion findings.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use gouji_core::{Analysis, Severity};

/// What is true of a report by arithmetic and by reading: rule and text of the place.
const TRUE: &[(&str, &[(&str, &str)])] = &[
    ("huaian-2024", &[]),
    (
        "hongze-2023",
        &[
            ("row-label", "2.其他法律行政止公开"),
            ("outdated-table", "（六）其他处理"),
            ("tally-mismatch", "0"),
            ("tally-mismatch", "0"),
        ],
    ),
    ("hongze-2024", &[("row-label", "2.其他法律行政止公开"), ("outdated-table", "（六）其他处理")]),
    ("suqian-2023", &[("row-label", "1.逾期不补正"), ("row-label", "2.逾期不缴费")]),
    ("suqian-2024", &[("row-label", "1.逾期不补正"), ("row-label", "2.逾期不缴费")]),
];

#[test]
fn published_reports_say_what_is_true_and_nothing_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reports/published");
    if !folder.is_dir() {
        println!("skipped: the published reports are not on this machine");
        return;
    }
    let mut read = 0;
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let (_, known) = TRUE.iter().find(|(report, _)| name.starts_with(report)).unwrap();
        let analysis = Analysis::of(&text);
        assert!(analysis.report.is_some(), "{name} is a report");
        let grave = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        let found: Vec<_> = grave
            .filter(|finding| finding.rule != "conversion-residue")
            .map(|finding| (finding.rule, finding.span.of(&text)))
            .collect();
        assert_eq!(found, known.to_vec(), "{name}");
        read += 1;
    }
    assert!(read > 8, "{read} reports were read");
}
