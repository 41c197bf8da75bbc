//! Findings that were accepted all at once, so that only new ones are told.
//!
//! An entry knows its finding by the file, the rule, and a fingerprint of what the finding says and of the words at its
//! place; not by its line, so that it survives edits elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;

use gouji_l10n::Arg;
use gouji_l10n::{Locale, Message};
use gouji_lint::Finding;
use serde::{Deserialize, Serialize};

/// Accepted findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Grows where older programs could not read the file any more.
    version: Version,
    /// By the file's path, relative to the baseline's folder, with forward slashes.
    files: BTreeMap<String, Vec<Entry>>,
}

/// The form of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
enum Version {
    #[default]
    One,
}

/// Accepted findings that say the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    /// The beginning of the words at the place; for people.
    text: String,
    fingerprint: String,
    /// Small enough that the sum over any file that is read is a number.
    count: u32,
}

/// Why a text is no baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl Baseline {
    /// The baseline that a text holds.
    ///
    /// # Errors
    /// Where it holds none.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        serde_json::from_str(text).map_err(|error| Malformed { line: error.line().max(1), reason: error.to_string() })
    }

    /// Accepts the findings of the file `name`, which is analysed as `text`.
    pub fn record(&mut self, name: &str, text: &str, findings: &[Finding]) {
        let mut entries: BTreeMap<(&str, String, String), u32> = BTreeMap::new();
        for finding in findings {
            *entries.entry((finding.rule, excerpt(text, finding), fingerprint(text, finding))).or_default() += 1;
        }
        let entries = entries.into_iter();
        let entries =
            entries.map(|((rule, text, fingerprint), count)| Entry { rule: rule.to_owned(), text, fingerprint, count });
        let entries: Vec<Entry> = entries.collect();
        match entries.is_empty() {
            true => drop(self.files.remove(name)),
            false => drop(self.files.insert(name.to_owned(), entries)),
        }
    }

    /// Accepts one more finding of the file `name`, which is analysed as `text`.
    pub fn add(&mut self, name: &str, text: &str, finding: &Finding) {
        let entries = self.files.entry(name.to_owned()).or_default();
        let new = Entry {
            rule: finding.rule.to_owned(),
            text: excerpt(text, finding),
            fingerprint: fingerprint(text, finding),
            count: 1,
        };
        match entries.iter_mut().find(|entry| entry.rule == new.rule && entry.fingerprint == new.fingerprint) {
            Some(entry) => entry.count = entry.count.saturating_add(1),
            None => entries.push(new),
        }
        entries.sort();
    }

    /// The text of the file.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        serde_json::to_string_pretty(self).ok().map(|text| text + "\n")
    }

    /// Takes out the findings that are accepted; how many accepted ones are there no more.
    pub fn apply(&self, name: &str, text: &str, findings: &mut Vec<Finding>) -> usize {
        let Some(entries) = self.files.get(name) else { return 0 };
        let mut left: HashMap<(&str, String), u64> = HashMap::new();
        for entry in entries {
            *left.entry((&entry.rule, entry.fingerprint.clone())).or_default() += u64::from(entry.count);
        }
        findings.retain(|finding| match left.get_mut(&(finding.rule, fingerprint(text, finding))) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        number(left.into_values().sum())
    }

    /// Leaves out what was accepted of files that `stays` does not know any more.
    pub fn retain(&mut self, stays: impl Fn(&str) -> bool) {
        self.files.retain(|name, _| stays(name));
    }

    /// How many findings are accepted.
    pub fn len(&self) -> usize {
        number(self.files.values().flatten().map(|entry| u64::from(entry.count)).sum())
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        if version == 1 { Ok(Self::One) } else { Err(format!("version {version}")) }
    }
}

impl From<Version> for u32 {
    fn from(Version::One: Version) -> Self {
        1
    }
}

/// The beginning of the words at the finding's place.
fn excerpt(text: &str, finding: &Finding) -> String {
    const LONGEST: usize = 40;
    words(text, finding).flat_map(str::chars).take(LONGEST).collect()
}

fn words<'a>(text: &'a str, finding: &Finding) -> impl Iterator<Item = &'a str> {
    finding.span.of(text).split_whitespace()
}

/// What a finding says and of which words, wherever they stand: 64 bits of FNV-1a, as sixteen digits.
fn fingerprint(text: &str, finding: &Finding) -> String {
    let mut hasher = fnv::FnvHasher::default();
    let mut add = |part: &str| {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xFF);
    };
    add(finding.rule);
    add_message(&finding.message, &mut add);
    words(text, finding).for_each(&mut add);
    format!("{:016x}", hasher.finish())
}

fn add_message(message: &Message, add: &mut impl FnMut(&str)) {
    add(message.id);
    for (name, value) in &message.args {
        add(name);
        add_arg(value, add);
    }
}

fn add_arg(arg: &Arg, add: &mut impl FnMut(&str)) {
    match arg {
        Arg::Text(text) => add(text),
        Arg::Words(words) => add(words.get(Locale::Chinese)),
        Arg::Message(message) => add_message(message, add),
        Arg::List(items) => items.iter().for_each(|item| add_arg(item, add)),
        Arg::Sum(figures) | Arg::Equation(figures) => {
            figures.iter().for_each(|figure| add(&figure.normalize().to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_lint::Analysis;

    const TITLE: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n";

    fn findings(text: &str) -> Vec<Finding> {
        Analysis::of(text).findings.into_iter().filter(|finding| finding.rule == "repeated-word").collect()
    }

    fn left(baseline: &Baseline, text: &str) -> (usize, usize) {
        let mut findings = findings(text);
        let gone = baseline.apply("a.txt", text, &mut findings);
        (findings.len(), gone)
    }

    #[test]
    fn accepted_findings_are_known_wherever_they_move_and_each_counts_once() {
        let once = format!("{TITLE}加强资金资金管理。\n");
        let mut baseline = Baseline::default();
        baseline.record("a.txt", &once, &findings(&once));
        assert_eq!(baseline.len(), 1);
        assert_eq!(left(&baseline, &once), (0, 0));
        let moved = format!("{TITLE}本年度完善制度。\n\n加强资金资金管理工作。\n");
        assert_eq!(left(&baseline, &moved), (0, 0));
        let twice = format!("{once}\n加强资金资金监督。\n");
        assert_eq!(left(&baseline, &twice), (1, 0));
        let other = format!("{TITLE}加强培训培训管理。\n");
        assert_eq!(left(&baseline, &other), (1, 1));
        assert_eq!(left(&baseline, TITLE), (0, 1));
        let mut found = findings(&once);
        assert_eq!((baseline.apply("b.txt", &once, &mut found), found.len()), (0, 1));
    }

    #[test]
    fn a_text_is_sorted_and_read_back() {
        let text = format!("{TITLE}加强资金资金管理，加强培训培训，完善资金资金制度。\n");
        let mut baseline = Baseline::default();
        for name in ["b/a.txt", "a.txt"] {
            baseline.record(name, &text, &findings(&text));
        }
        let written = baseline.to_json().expect("it can be written");
        assert_eq!(Baseline::parse(&written).expect("it is one"), baseline);
        let at = |words: &str| written.find(words).unwrap_or_else(|| panic!("{words} in {written}"));
        assert!(at("\"a.txt\"") < at("\"b/a.txt\""), "{written}");
        assert!(written.contains("\"count\": 2") && written.ends_with("}\n"), "{written}");
        baseline.record("a.txt", &text, &[]);
        baseline.retain(|name| name == "a.txt");
        assert!(baseline.is_empty());
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        for text in ["", "{\n  \"version\": 2,\n  \"files\": {}\n}", "{\"version\": 1}"] {
            assert!(matches!(Baseline::parse(text), Err(Malformed { line: 1.., .. })), "{text}");
        }
    }

    #[test]
    fn counts_are_added_up_without_overflow() {
        let baseline = |count: u64| {
            let entry =
                format!("{{\"rule\": \"repeated-word\", \"text\": \"\", \"fingerprint\": \"0\", \"count\": {count}}}");
            let list = vec![entry; 3].join(",");
            Baseline::parse(&format!("{{\"version\": 1, \"files\": {{\"a.txt\": [{list}]}}}}"))
        };
        let most = baseline(u32::MAX.into()).expect("a count that can be");
        assert_eq!(most.len(), number(3 * u64::from(u32::MAX)));
        assert_eq!(left(&most, TITLE), (0, number(3 * u64::from(u32::MAX))));
        baseline(u64::MAX - 1).expect_err("no report has as many findings");
    }

    /// Baselines that stand in repositories must be known by later programs.
    #[test]
    fn fingerprints_do_not_change() {
        let text = format!("{TITLE}加强资金资金管理。\n");
        assert_eq!(fingerprint(&text, &findings(&text)[0]), "e694d2a81aeefcb4");
    }
}
