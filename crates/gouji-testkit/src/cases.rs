//! The planted cases that stand in the rules' folders.

use gouji_lint::{Severity, rules};
use serde::Deserialize;

/// Changes of the clean report that make a rule its one finding.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The rule; known from the folder.
    #[serde(skip)]
    pub rule: &'static str,
    /// The severity expected, where it is not the rule's own.
    #[serde(default, rename = "severity")]
    own_severity: Option<String>,
    /// The severity expected.
    #[serde(skip, default = "none")]
    pub severity: Severity,
    /// What stands for what; each passage stands once in the clean report.
    pub edits: Vec<(String, String)>,
    /// The same for last year's clean report, where the rule looks at that.
    pub last: Option<Vec<(String, String)>>,
    /// The text of the finding's place.
    pub place: String,
    /// Whether a fix mends it; else only the author can.
    #[serde(default = "yes")]
    pub fixes: bool,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    case: Vec<Case>,
}

fn yes() -> bool {
    true
}

fn none() -> Severity {
    Severity::Hint
}

impl Case {
    /// The report in which it is planted.
    pub fn text(&self) -> String {
        self.edited(super::CLEAN, &self.edits)
    }

    /// Last year's report, where the case has one.
    pub fn last_text(&self) -> Option<String> {
        Some(self.edited(super::LAST_CLEAN, self.last.as_ref()?))
    }

    fn edited(&self, text: &str, edits: &[(String, String)]) -> String {
        edits.iter().fold(text.to_owned(), |text, (passage, other)| {
            assert_eq!(text.matches(passage).count(), 1, "{}: {passage:?} stands once", self.rule);
            text.replacen(passage, other, 1)
        })
    }
}

/// Every case of every rule; a rule that has none is told apart by name.
pub fn cases() -> (Vec<Case>, Vec<&'static str>) {
    let (mut cases, mut without) = (Vec::new(), Vec::new());
    for rule in rules::ALL {
        let file: File = toml::from_str(rule.page.cases).unwrap_or_else(|error| panic!("{}: {error}", rule.name));
        if file.case.is_empty() {
            without.push(rule.name);
        }
        let severities = [Severity::Hint, Severity::Info, Severity::Warning, Severity::Error];
        let own = |case: Case| {
            let named = case.own_severity.as_deref();
            let severity = severities.into_iter().find(|severity| Some(severity.name()) == named);
            assert_eq!(severity.is_some(), named.is_some(), "{}: {named:?} is a severity", rule.name);
            Case { rule: rule.name, severity: severity.unwrap_or(rule.severity), ..case }
        };
        cases.extend(file.case.into_iter().map(own));
    }
    (cases, without)
}
