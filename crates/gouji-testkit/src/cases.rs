//! The planted cases in the folders of the rules.

use gouji_lint::{Severity, rules};
use serde::Deserialize;

/// Changes of the clean report after which it has exactly one finding, of this rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlantedCase {
    /// The rule to whose folder the case belongs.
    #[serde(skip)]
    pub rule: &'static str,
    /// The name of the expected severity, if it is not the default of the rule.
    #[serde(default, rename = "severity")]
    own_severity: Option<String>,
    /// The expected severity.
    #[serde(skip, default = "unset")]
    pub severity: Severity,
    /// Pairs of a passage and its replacement. Each passage occurs once in the clean report.
    pub edits: Vec<(String, String)>,
    /// The same for last year's clean report, if the rule compares with it.
    pub last: Option<Vec<(String, String)>>,
    /// The name of another agency, whose report has the same text, if the rule compares with it.
    pub alike: Option<String>,
    /// The text of the finding's place.
    pub place: String,
    /// Whether a fix removes the finding; otherwise only the author can.
    #[serde(default = "yes")]
    pub fixes: bool,
}

#[derive(Deserialize)]
struct CaseFile {
    #[serde(default)]
    case: Vec<PlantedCase>,
}

fn yes() -> bool {
    true
}

/// A placeholder; [`cases`] sets the severity.
fn unset() -> Severity {
    Severity::Hint
}

impl PlantedCase {
    /// The report with the planted case.
    pub fn text(&self) -> String {
        self.edited(super::CLEAN, &self.edits)
    }

    /// Last year's report, if the case changes it.
    pub fn last_text(&self) -> Option<String> {
        Some(self.edited(super::LAST_CLEAN, self.last.as_ref()?))
    }

    /// The report of another agency with the same text, if the case has one.
    pub fn alike_text(&self) -> Option<String> {
        Some(self.text().replace("青山县", self.alike.as_ref()?))
    }

    fn edited(&self, text: &str, edits: &[(String, String)]) -> String {
        edits.iter().fold(text.to_owned(), |text, (passage, other)| {
            assert_eq!(text.matches(passage).count(), 1, "{}: {passage:?} occurs once", self.rule);
            text.replacen(passage, other, 1)
        })
    }
}

/// Every case of every rule, and the names of the rules without cases.
pub fn cases() -> (Vec<PlantedCase>, Vec<&'static str>) {
    let (mut cases, mut without) = (Vec::new(), Vec::new());
    for rule in rules::ALL {
        let file: CaseFile = toml::from_str(rule.page.cases).unwrap_or_else(|error| panic!("{}: {error}", rule.name));
        if file.case.is_empty() {
            without.push(rule.name);
        }
        let severities = [Severity::Hint, Severity::Info, Severity::Warning, Severity::Error];
        let resolve = |case: PlantedCase| {
            let named = case.own_severity.as_deref();
            let severity = severities.into_iter().find(|severity| Some(severity.name()) == named);
            assert_eq!(severity.is_some(), named.is_some(), "{}: {named:?} is a severity", rule.name);
            PlantedCase { rule: rule.name, severity: severity.unwrap_or(rule.severity), ..case }
        };
        cases.extend(file.case.into_iter().map(resolve));
    }
    (cases, without)
}
