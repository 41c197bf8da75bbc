//! Published reports, read from their folder. In every layout, the real errors are found, and no other errors or warnings except
//! conversion findings.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji_lint::{Analysis, Policy, Severity};
use gouji_report::LastYear;
use gouji_report::years::{Identity, last_years};
use gouji_text::CancelToken;

/// The true findings of a report, checked by arithmetic and by reading: rule and text of the place.
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
    ("suqian-2024", &[("repeated-word", "的的"), ("row-label", "1.逾期不补正"), ("row-label", "2.逾期不缴费")]),
];

/// The true findings against last year's report. 3646 applications after 3607 are 1.08% more, not 1.05%.
const TRUE_WITH_LAST_YEAR: &[(&str, &[(&str, &str)])] = &[("suqian-2024.cells.txt", &[("last-year-figure", "1.05")])];

/// Last year's report of each report whose agency has two reports here.
const PAIRS: &[(&str, &str)] = &[
    ("hongze-2024.pipe.md", "hongze-2023.pipe.md"),
    ("hongze-2024.tsv.txt", "hongze-2023.tsv.txt"),
    ("suqian-2024.cells.txt", "suqian-2023.cells.txt"),
];

fn published() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reports/published");
    if !folder.is_dir() {
        println!("skipped: the published reports are not on this machine");
    }
    folder.is_dir().then_some(folder)
}

#[test]
fn two_published_years_of_one_agency_agree() {
    let Some(folder) = published() else { return };
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let texts = names.into_iter().filter_map(|name| Some((fs::read_to_string(folder.join(&name)).ok()?, name)));
    let read: Vec<_> =
        texts.map(|(text, name)| (Analysis::new(&text).report.expect("they are reports"), text, name)).collect();
    let identities: Vec<_> =
        read.iter().map(|(report, _, name)| Identity::from_report(name, report).unwrap()).collect();
    let mut pairs = Vec::new();
    for ((report, text, name), last) in read.iter().zip(last_years(&identities.iter().collect::<Vec<_>>())) {
        let Some((last, other, source)) = last.map(|last| &read[last]) else { continue };
        pairs.push((name.as_str(), source.as_str()));
        let last_year = Some(LastYear { source, text: other, report: last });
        let found = Analysis::with_last_year(
            text,
            Some(Arc::clone(report)),
            last_year,
            &Policy::default(),
            CancelToken::never(),
        )
        .unwrap();
        let alone = Analysis::new(text).findings;
        let more = found.findings.iter().filter(|finding| !alone.contains(finding));
        let more: Vec<_> = more.map(|finding| (finding.rule, finding.span.slice(text))).collect();
        let (_, expected) = TRUE_WITH_LAST_YEAR.iter().find(|(report, _)| *report == name).copied().unwrap_or_default();
        assert_eq!(more, expected, "{name}: nothing more is found with last year's");
    }
    assert_eq!(pairs, PAIRS);
    let total = |name: &str, row: &str| {
        let report = &read.iter().find(|(_, _, other)| other == name).unwrap().0;
        let table = report.table("applications").unwrap();
        let def = table.def().unwrap();
        table.cell(def.row_index(row).unwrap(), def.column_index("total").unwrap()).unwrap().value.number()
    };
    assert_eq!(total("suqian-2023.cells.txt", "carried-over"), Some(121.into()));
    assert_eq!(total("suqian-2024.cells.txt", "carried-in"), Some(121.into()));
}

#[test]
fn findings_in_published_reports_are_exactly_the_true_errors() {
    let Some(folder) = published() else { return };
    let mut read = 0;
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let (_, expected) = TRUE.iter().find(|(report, _)| name.starts_with(report)).unwrap();
        let analysis = Analysis::new(&text);
        assert!(analysis.report.is_some(), "{name} is a report");
        let severe = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        let found: Vec<_> = severe
            .filter(|finding| finding.rule != "conversion-residue")
            .map(|finding| (finding.rule, finding.span.slice(&text)))
            .collect();
        assert_eq!(found, expected.to_vec(), "{name}");
        read += 1;
    }
    assert!(read > 8, "{read} reports were read");
}
