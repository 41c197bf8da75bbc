//! The baseline of accepted findings, so that only new findings are reported.
//!
//! An entry identifies its finding by the file, the rule, and a fingerprint of the message and of the words at its place. It
//! contains no line number, so it survives edits elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;

use gouji_l10n::{Arg, Locale, Message};
use gouji_lint::Finding;
use serde::{Deserialize, Serialize};

/// Accepted findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Increases when older programs can no longer read the file.
    version: Version,
    /// The entries by the path of the file, relative to the baseline's folder, with forward slashes.
    files: BTreeMap<String, Vec<BaselineEntry>>,
}

/// The version of the file format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
enum Version {
    #[default]
    One,
}

/// Accepted findings with the same message and the same words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineEntry {
    rule: String,
    /// The beginning of the words at the place, for people.
    text: String,
    fingerprint: String,
    /// 32 bits, so that the sum over a file of the maximum size does not overflow 64 bits.
    count: u32,
}

/// Why a text is not a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line, from 1.
    pub line: usize,
    /// The problem in this line.
    pub reason: String,
}

impl Baseline {
    /// Parses the text of a baseline.
    ///
    /// # Errors
    /// If the text is not a baseline.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        serde_json::from_str(text).map_err(|error| Malformed { line: error.line().max(1), reason: error.to_string() })
    }

    /// Records `findings` as the accepted findings of the file `name` with this text. Replaces its earlier entries.
    pub fn record(&mut self, name: &str, text: &str, findings: &[Finding]) {
        let mut entries: BTreeMap<(&str, String, String), u32> = BTreeMap::new();
        for finding in findings {
            *entries.entry((finding.rule, excerpt(text, finding), fingerprint(text, finding))).or_default() += 1;
        }
        let entries: Vec<BaselineEntry> = entries
            .into_iter()
            .map(|((rule, text, fingerprint), count)| BaselineEntry { rule: rule.to_owned(), text, fingerprint, count })
            .collect();
        match entries.is_empty() {
            true => drop(self.files.remove(name)),
            false => drop(self.files.insert(name.to_owned(), entries)),
        }
    }

    /// Adds one accepted finding of the file `name` with this text.
    pub fn add(&mut self, name: &str, text: &str, finding: &Finding) {
        let entries = self.files.entry(name.to_owned()).or_default();
        let new = BaselineEntry {
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

    /// Removes the accepted findings from `findings`. Returns the number of accepted findings that no longer occur.
    pub fn apply(&self, name: &str, text: &str, findings: &mut Vec<Finding>) -> usize {
        let Some(entries) = self.files.get(name) else { return 0 };
        let mut remaining: HashMap<(&str, String), u64> = HashMap::new();
        for entry in entries {
            *remaining.entry((&entry.rule, entry.fingerprint.clone())).or_default() += u64::from(entry.count);
        }
        findings.retain(|finding| match remaining.get_mut(&(finding.rule, fingerprint(text, finding))) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        to_usize(remaining.into_values().sum())
    }

    /// Keeps only the entries of the files for which `keep` returns `true`.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.files.retain(|name, _| keep(name));
    }

    /// The number of accepted findings.
    pub fn len(&self) -> usize {
        to_usize(self.files.values().flatten().map(|entry| u64::from(entry.count)).sum())
    }

    /// Whether no file has accepted findings.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

fn to_usize(count: u64) -> usize {
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
    const MAX_CHARS: usize = 40;
    words(text, finding).flat_map(str::chars).take(MAX_CHARS).collect()
}

fn words<'a>(text: &'a str, finding: &Finding) -> impl Iterator<Item = &'a str> {
    finding.span.slice(text).split_whitespace()
}

/// The fingerprint of a finding's rule, message and words, without their position: 64 bits of FNV-1a, as sixteen hexadecimal digits.
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
    add(message.id().name());
    for (name, value) in message.args() {
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
    use gouji_l10n::msg;
    use gouji_lint::{Analysis, Severity};
    use gouji_text::Span;

    const TITLE: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n";

    fn findings(text: &str) -> Vec<Finding> {
        Analysis::new(text).findings.into_iter().filter(|finding| finding.rule == "repeated-word").collect()
    }

    fn remaining(baseline: &Baseline, text: &str) -> (usize, usize) {
        let mut findings = findings(text);
        let gone = baseline.apply("a.txt", text, &mut findings);
        (findings.len(), gone)
    }

    #[test]
    fn accepted_findings_are_recognised_after_a_move_and_each_counts_once() {
        let once = format!("{TITLE}加强资金资金管理。\n");
        let mut baseline = Baseline::default();
        baseline.record("a.txt", &once, &findings(&once));
        assert_eq!(baseline.len(), 1);
        assert_eq!(remaining(&baseline, &once), (0, 0));
        let moved = format!("{TITLE}本年度完善制度。\n\n加强资金资金管理工作。\n");
        assert_eq!(remaining(&baseline, &moved), (0, 0));
        let twice = format!("{once}\n加强资金资金监督。\n");
        assert_eq!(remaining(&baseline, &twice), (1, 0));
        let other = format!("{TITLE}加强培训培训管理。\n");
        assert_eq!(remaining(&baseline, &other), (1, 1));
        assert_eq!(remaining(&baseline, TITLE), (0, 1));
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
    fn a_malformed_baseline_is_reported() {
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
        let largest = baseline(u32::MAX.into()).expect("a count that can be");
        assert_eq!(largest.len(), to_usize(3 * u64::from(u32::MAX)));
        assert_eq!(remaining(&largest, TITLE), (0, to_usize(3 * u64::from(u32::MAX))));
        baseline(u64::MAX - 1).expect_err("no report has as many findings");
    }

    /// Later programs must recognise the findings in committed baselines.
    #[test]
    fn fingerprints_do_not_change() {
        let text = format!("{TITLE}加强资金资金管理。\n");
        assert_eq!(fingerprint(&text, &findings(&text)[0]), "e694d2a81aeefcb4");
        let message = msg::RowLabel { official: "总计", found: "合计" };
        let finding = Finding::new("row-label", Severity::Warning, Span::new(0, 3), message);
        assert_eq!(fingerprint("合计", &finding), "12b6ccbf75e2f21e");
    }
}
