//! The text of a report and that of last year's report.

use gouji_config::Effective;
use gouji_ide::features::document::analyse;
use gouji_lint::Analysis;
use gouji_lint::analysis::OtherReports;
use gouji_report::years::{Identity, LastYear, last_years};
use gouji_report::{Lines, Report};
use gouji_text::CancelToken;
use serde_json::{Value, json};

/// The text of a report, and the text of last year's report, which is empty if the page does not have it.
#[derive(Clone, Debug, Default)]
pub struct ReportTexts {
    pub text: String,
    pub last_year: String,
}

impl ReportTexts {
    /// The findings of the text, as many as an editor shows.
    pub fn analysis(&self) -> Analysis {
        self.analysis_of(&self.text)
    }

    /// Last year's report, if the page has it.
    pub fn last_report(&self) -> Option<Report> {
        read(&self.last_year)
    }

    /// The findings of another text of the same report.
    pub fn analysis_of(&self, text: &str) -> Analysis {
        let report = self.last_report();
        let last = report.as_ref().map(|report| LastYear { source: LAST_YEAR, text: &self.last_year, report });
        // This token is never cancelled.
        analyse(text, OtherReports { last, alike: None }, Effective::default(), CancelToken::never())
            .unwrap_or_default()
    }
}

/// Stands for the name of the file of last year's report in findings.
const LAST_YEAR: &str = "last-year";

/// Which of the two texts is last year's report of the other: `0`, `1`, or `null` if neither is.
pub fn pair(texts: &ReportTexts) -> (Value, Vec<u8>) {
    let identity = |text: &str| Identity::from_report("", &read(text)?);
    let last = identity(&texts.text).zip(identity(&texts.last_year)).and_then(|(one, other)| {
        let last = last_years(&[&one, &other]);
        last.into_iter().flatten().next()
    });
    (json!({ "last": last }), Vec::new())
}

/// The report in a text.
pub fn read(text: &str) -> Option<Report> {
    Report::read(text, &Lines::parse(text))
}

#[cfg(test)]
mod tests {
    use gouji_testkit::{CLEAN, LAST_CLEAN};

    use super::*;

    fn texts(text: &str, last_year: &str) -> ReportTexts {
        ReportTexts { text: text.to_owned(), last_year: last_year.to_owned() }
    }

    #[test]
    fn the_report_of_the_year_before_is_recognised_in_either_order() {
        assert_eq!(pair(&texts(CLEAN, LAST_CLEAN)).0, json!({ "last": 1 }));
        assert_eq!(pair(&texts(LAST_CLEAN, CLEAN)).0, json!({ "last": 0 }));
        assert_eq!(pair(&texts(CLEAN, CLEAN)).0, json!({ "last": null }));
        assert_eq!(pair(&texts(CLEAN, "no report")).0, json!({ "last": null }));
    }

    #[test]
    fn a_carry_over_that_differs_from_last_year_is_reported() {
        let rules =
            |texts: ReportTexts| texts.analysis().findings.iter().map(|finding| finding.rule).collect::<Vec<_>>();
        assert!(rules(texts(CLEAN, LAST_CLEAN)).is_empty());
        // Last year's report holds, with one application less in two rows.
        let other = LAST_CLEAN
            .replacen(
                "四、结转下年度继续办理\t\t\t3\t1\t0\t0\t0\t0\t4",
                "四、结转下年度继续办理\t\t\t2\t1\t0\t0\t0\t0\t3",
                1,
            )
            .replacen("\t21\t6\t1\t0\t1\t0\t29", "\t20\t6\t1\t0\t1\t0\t28", 1)
            .replacen("申请29件", "申请28件", 1);
        assert_eq!(rules(texts(CLEAN, &other)), ["carried-over-mismatch"]);
    }
}
