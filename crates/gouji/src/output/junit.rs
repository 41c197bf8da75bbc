//! JUnit's XML: a suite a file, a case a finding. What makes the exit code 1 is a failure; notes and hints are cases that
//! passed and say something, and a file without findings is one case that passed.

use gouji_core::{Catalogue, Finding, Severity};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Frame, Printer};
use crate::places::Places;
use crate::session::Checked;
use crate::summary::Summary;

const NAME: &str = "gouji";
/// What stands behind the last suite.
const FOOT: &str = "\n</testsuites>\n";

/// The suites of all files, written at the end, since they begin with the counts.
pub struct Suites;

impl Printer for Suites {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        let file = checked.path.display().to_string();
        let places = Places::new(&checked.text);
        let mut suite = TestSuite::new(file.as_str());
        suite.add_test_cases(checked.analysis.findings.iter().map(|finding| case(finding, &file, &places, catalogue)));
        if checked.analysis.findings.is_empty() {
            suite.add_test_case(TestCase::new(file.as_str(), TestCaseStatus::success()));
        }
        // The library writes whole reports only: what stands round the suite is taken away.
        let mut report = Report::new(NAME);
        report.add_test_suite(suite);
        let (head, _) = split(&report);
        head.find("\n    <testsuite ").and_then(|suite| head.get(suite..)).unwrap_or_default().to_owned()
    }

    fn frame(&self, seen: &Summary, _: &Catalogue) -> Frame {
        let mut report = Report::new(NAME);
        report.tests = seen.findings() + seen.silent();
        report.failures = seen.grave();
        let (head, foot) = split(&report);
        Frame { none: format!("{head}{foot}"), head, between: "", foot: foot.to_owned() }
    }

    fn counts(&self) -> bool {
        true
    }
}

/// The XML of a report up to the end of its last suite, and what stands behind it.
fn split(report: &Report) -> (String, &'static str) {
    // Writing to memory does not fail.
    let mut xml = report.to_string().unwrap_or_default();
    xml.truncate(xml.strip_suffix(FOOT).unwrap_or_default().len());
    (xml, FOOT)
}

fn case(finding: &Finding, file: &str, places: &Places<'_>, catalogue: &Catalogue) -> TestCase {
    let place = places.place(finding.span.start);
    let message = catalogue.render(&finding.message);
    let status = if finding.severity >= Severity::Warning {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(finding.severity.name());
        status.set_message(message.as_str());
        status.set_description(format!("{file}:{}:{}\n{message}", place.line, place.column));
        status
    } else {
        TestCaseStatus::success()
    };
    let mut case = TestCase::new(format!("{} {}:{}", finding.rule, place.line, place.column), status);
    case.set_classname(file);
    if finding.severity < Severity::Warning {
        case.set_system_out(message);
    }
    case.extra.insert("file".into(), file.into());
    case.extra.insert("line".into(), place.line.to_string().into());
    case
}
