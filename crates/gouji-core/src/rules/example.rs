//! The example of a rule's page: the first of its planted cases, and what is found in it.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Rule;
use crate::analysis::Analysis;
use crate::finding::Finding;
use crate::text::Span;

/// A made-up report in which nothing is wrong.
const CLEAN: &str = include_str!("clean.txt");
/// Lines of the report that an example shows at most.
const MOST_LINES: usize = 8;

/// A report with one thing wrong, and what the rule says of it.
pub(super) struct Example {
    /// The report.
    pub text: String,
    /// The finding.
    pub finding: Finding,
    changed: Vec<Span>,
}

#[derive(Deserialize)]
struct Cases {
    #[serde(default)]
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    edits: Vec<(String, String)>,
}

/// The example of `rule`, where it has one.
pub(super) fn example(rule: &Rule) -> Option<Example> {
    let cases: Cases = toml::from_str(rule.page.cases).ok()?;
    let (text, changed) = planted(&cases.case.first()?.edits);
    let findings = Analysis::of(&text).findings;
    let finding = findings.into_iter().find(|finding| finding.rule == rule.name)?;
    Some(Example { text, finding, changed })
}

impl Example {
    /// The line on which a byte lies, from 1.
    pub fn line(&self, byte: usize) -> usize {
        Span::new(0, byte).of(&self.text).matches('\n').count() + 1
    }

    /// The lines that were changed and the one of the finding; `…` stands for lines between them.
    pub fn passage(&self) -> String {
        let mut shown: BTreeSet<usize> = BTreeSet::from([self.line(self.finding.span.start)]);
        for span in &self.changed {
            shown.extend(self.line(span.start)..=self.line(span.end));
            // Where something is gone, one sees it by what stands round it.
            shown.extend(span.is_empty().then(|| self.line(span.start).saturating_sub(1)));
        }
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let lines = lines.filter(|(number, line)| shown.contains(number) && !line.trim().is_empty());
        let mut passage = String::new();
        let mut last = None;
        for (count, (number, line)) in lines.enumerate() {
            if count == MOST_LINES || last.is_some_and(|last| last + 1 < number) {
                passage.push_str("…\n");
            }
            if count == MOST_LINES {
                break;
            }
            passage.push_str(line);
            passage.push('\n');
            last = Some(number);
        }
        passage
    }
}

/// The clean report with passages replaced, and the places of what stands for them.
fn planted(edits: &[(String, String)]) -> (String, Vec<Span>) {
    let mut text = CLEAN.to_owned();
    let mut places: Vec<Span> = Vec::new();
    for (passage, other) in edits {
        let Some(start) = text.find(passage.as_str()) else { continue };
        text = text.replacen(passage.as_str(), other, 1);
        for place in places.iter_mut().filter(|place| place.start > start) {
            let moved = |byte: usize| (byte + other.len()).saturating_sub(passage.len());
            *place = Span::new(moved(place.start), moved(place.end));
        }
        places.push(Span::new(start, start + other.trim_end().len()));
    }
    (text, places)
}
