//! JUnit's XML: one suite per file, one case per finding. Findings that make the exit code 1 are failures. Infos and hints are
//! passed cases with output, and a file without findings is one passed case. A file that was not checked is a skipped case, or an
//! error if it counts for the exit code.

use gouji_l10n::{Catalogue, Message};
use gouji_lint::{Finding, Severity};
use gouji_text::harmless;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::source_files::{SourceFile, SourceFiles};
use super::{Envelope, Printer};
use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::totals::Totals;
use crate::run::unread::Unread;

const NAME: &str = "gouji";
/// The text after the last suite.
const FOOT: &str = "\n</testsuites>\n";

/// Prints the suites of all files. They are written at the end, because the first element has the counts.
pub struct Suites {
    /// Findings of this severity or above are failures.
    pub fail_on: Severity,
}

impl Printer for Suites {
    fn fragment(&self, checked: &CheckedReport, catalogue: &Catalogue) -> String {
        let file = names::shown(&checked.path);
        let sources = SourceFiles::new(checked);
        let mut suite = TestSuite::new(file.as_str());
        suite.add_test_cases(
            checked.analysis.findings.iter().map(|finding| self.case(finding, &file, &sources.own, catalogue)),
        );
        if checked.analysis.findings.is_empty() {
            suite.add_test_case(TestCase::new(file.as_str(), TestCaseStatus::success()));
        }
        suite_xml(suite)
    }

    fn unread(&self, unread: &Unread, catalogue: &Catalogue) -> String {
        let file = names::shown(&unread.path);
        let message = words(&unread.cause.message, catalogue);
        let mut status = match unread.is_trouble() {
            true => TestCaseStatus::non_success(NonSuccessKind::Error),
            false => TestCaseStatus::skipped(),
        };
        status.set_type(unread.cause.reason.name()).set_message(message);
        let mut suite = TestSuite::new(file.as_str());
        suite.add_test_case(TestCase::new(file, status));
        suite_xml(suite)
    }

    fn envelope(&self, totals: &Totals, _: &Catalogue) -> Envelope {
        let mut report = Report::new(NAME);
        report.tests = totals.summary.findings() + totals.summary.clean() + totals.failed_files + totals.skipped_files;
        report.failures = totals.summary.at_least(self.fail_on);
        report.errors = totals.failed_files;
        report.skipped = totals.skipped_files;
        let (head, foot) = split(&report);
        Envelope { none: format!("{head}{foot}"), head, between: "", foot: foot.to_owned() }
    }

    fn needs_totals(&self) -> bool {
        true
    }
}

/// The XML of a suite. The library writes whole reports only, so the text around the suite is removed.
fn suite_xml(suite: TestSuite) -> String {
    let mut report = Report::new(NAME);
    report.add_test_suite(suite);
    let (head, _) = split(&report);
    head.find("\n    <testsuite ").and_then(|suite| head.get(suite..)).unwrap_or_default().to_owned()
}

/// The XML of a report up to the end of its last suite, and the text after it.
fn split(report: &Report) -> (String, &'static str) {
    // Writing to memory does not fail.
    let mut xml = report.to_string().unwrap_or_default();
    xml.truncate(xml.strip_suffix(FOOT).unwrap_or_default().len());
    (xml, FOOT)
}

/// The text of a message, without the characters that XML forbids.
fn words(message: &Message, catalogue: &Catalogue) -> String {
    harmless::words(&catalogue.render(message)).into_owned()
}

impl Suites {
    fn case(&self, finding: &Finding, file: &str, source_file: &SourceFile<'_>, catalogue: &Catalogue) -> TestCase {
        let line_and_column = source_file.places.place(finding.span.start);
        let spot = source_file.spot(finding.span.start);
        let place = match spot {
            Some(spot) => catalogue.render(&spot.message()),
            None => format!("{}:{}", line_and_column.line, line_and_column.column),
        };
        let message = words(&finding.message, catalogue);
        let status = if finding.severity >= self.fail_on {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(finding.severity.name());
            status.set_message(message.as_str());
            status.set_description(format!("{file}:{place}\n{message}"));
            status
        } else {
            TestCaseStatus::success()
        };
        let mut case = TestCase::new(format!("{} {place}", finding.rule), status);
        case.set_classname(file);
        if finding.severity < self.fail_on {
            case.set_system_out(message);
        }
        case.extra.insert("file".into(), file.into());
        if spot.is_none() {
            case.extra.insert("line".into(), line_and_column.line.to_string().into());
        }
        case
    }
}
