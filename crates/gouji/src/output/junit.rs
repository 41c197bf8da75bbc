//! JUnit's XML: a suite a file, a case a finding. What makes the exit code 1 is a failure; notes and hints are cases that
//! passed and say something, and a file without findings is one case that passed.

use std::io::{self, Write};

use gouji_core::{Catalogue, Finding, Severity};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::Printer;
use crate::places::Places;
use crate::session::Checked;

/// A report, written at the end, since it begins with the counts.
pub struct Report<W> {
    out: W,
    report: quick_junit::Report,
}

impl<W> Report<W> {
    pub fn new(out: W) -> Self {
        Self { out, report: quick_junit::Report::new("gouji") }
    }
}

impl<W: Write> Printer for Report<W> {
    fn print(&mut self, checked: &Checked, catalogue: &Catalogue) -> io::Result<()> {
        let file = checked.path.display().to_string();
        let places = Places::new(&checked.text);
        let mut suite = TestSuite::new(file.as_str());
        suite.add_test_cases(checked.analysis.findings.iter().map(|finding| case(finding, &file, &places, catalogue)));
        if checked.analysis.findings.is_empty() {
            suite.add_test_case(TestCase::new(file.as_str(), TestCaseStatus::success()));
        }
        self.report.add_test_suite(suite);
        Ok(())
    }

    fn finish(&mut self, _: &Catalogue) -> io::Result<()> {
        self.report.serialize(&mut self.out).map_err(io::Error::other)?;
        self.out.flush()
    }
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
