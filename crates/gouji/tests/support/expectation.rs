//! The expected findings of a sample, and their comparison with the reported ones.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

/// The expected findings of one sample: complete for errors and warnings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    required: Vec<Expected>,
    #[serde(default)]
    optional: Vec<Expected>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    rule: String,
    severity: Option<String>,
    line: Option<Lines>,
    #[serde(default)]
    about: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Lines {
    One(u64),
    Any(Vec<u64>),
}

/// The compared parts of a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Line on which it begins, from 1.
    pub line: u64,
    /// Its rule.
    pub rule: String,
    /// `error`, `warning`, `info` or `hint`.
    pub severity: String,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} in line {}", self.severity, self.rule, self.line)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity.as_deref().unwrap_or("any"), self.rule)?;
        match &self.line {
            Some(Lines::One(line)) => write!(f, " in line {line}")?,
            Some(Lines::Any(lines)) => write!(f, " in one of the lines {lines:?}")?,
            None => {}
        }
        if self.about.is_empty() { Ok(()) } else { write!(f, " ({})", self.about) }
    }
}

impl Expected {
    fn fits(&self, found: &Found) -> bool {
        let line = match &self.line {
            None => true,
            Some(Lines::One(line)) => *line == found.line,
            Some(Lines::Any(lines)) => lines.contains(&found.line),
        };
        line && self.rule == found.rule && self.severity.as_ref().is_none_or(|severity| *severity == found.severity)
    }
}

impl Expectation {
    /// The missing and the unexpected findings, one line each. Each expected finding is matched with a finding of its own.
    pub fn complaints(&self, found: &[Found]) -> Vec<String> {
        let mut taken = BTreeMap::new();
        let missing =
            self.required.iter().enumerate().filter(|(at, _)| !self.assign(*at, found, &mut taken, &mut vec![]));
        let mut complaints: Vec<String> = missing.map(|(_, expected)| format!("missing: {expected}")).collect();
        let unexpected = found.iter().enumerate().filter(|(at, found)| {
            let grave = matches!(found.severity.as_str(), "error" | "warning");
            grave && !taken.contains_key(at) && !self.optional.iter().any(|expected| expected.fits(found))
        });
        complaints.extend(unexpected.map(|(_, found)| format!("unexpected: {found}")));
        complaints
    }

    /// Matches the expectation at `at` with a finding. Other expectations are moved to another of their findings if that helps.
    fn assign(&self, at: usize, found: &[Found], taken: &mut BTreeMap<usize, usize>, tried: &mut Vec<usize>) -> bool {
        for (index, candidate) in found.iter().enumerate() {
            if tried.contains(&index) || !self.required[at].fits(candidate) {
                continue;
            }
            tried.push(index);
            let holder = taken.get(&index).copied();
            if holder.is_none_or(|holder| self.assign(holder, found, taken, tried)) {
                taken.insert(index, at);
                return true;
            }
        }
        false
    }
}

#[test]
fn every_expectation_takes_a_finding_of_its_own() {
    let expectation: Expectation = serde_json::from_str(
        r#"{"required": [{"rule": "r", "severity": "error", "line": [1, 2]}, {"rule": "r", "severity": "error", "line": 1}]}"#,
    )
    .expect("an expectation");
    let found = |line| Found { line, rule: "r".to_owned(), severity: "error".to_owned() };
    assert_eq!(expectation.complaints(&[found(1), found(2)]), Vec::<String>::new());
    assert_eq!(expectation.complaints(&[found(1)]).len(), 1);
    assert_eq!(expectation.complaints(&[found(1), found(2), found(3)]), ["unexpected: error r in line 3"]);
}
