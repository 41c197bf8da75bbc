//! The example of a rule's page: the first of its planted cases, and what is found in it.

use std::collections::BTreeSet;

use gouji_report::LastYear;
use gouji_text::{Span, Watch};
use serde::Deserialize;

use crate::analysis::Analysis;
use crate::finding::{Finding, Related};
use crate::policy::Policy;
use crate::rules::Rule;

/// The report that every example changes: made up, and nothing is wrong in it.
pub const CLEAN: &str = include_str!("../../pages/clean.txt");
/// The report of the same agency for the year before. Nothing is wrong in it either, nor in the two together.
pub const CLEAN_LAST_YEAR: &str = include_str!("../../pages/clean-last-year.txt");
/// How last year's report is called in findings.
const LAST_YEAR: &str = "last year";
/// Lines of a report that an example shows at most.
const MOST_LINES: usize = 8;

/// A report with one thing wrong, and what the rule says of it.
pub(super) struct Example {
    /// The report.
    pub report: Planted,
    /// Last year's, where the rule looks at that.
    pub last: Option<Planted>,
    /// The finding.
    pub finding: Finding,
}

/// A text, and the places of it that were changed.
pub(super) struct Planted {
    text: String,
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
    last: Option<Vec<(String, String)>>,
}

/// The example of `rule`, where it has one.
pub(super) fn example(rule: &Rule) -> Option<Example> {
    let cases: Cases = toml::from_str(rule.page.cases).ok()?;
    let case = cases.case.first()?;
    let report = Planted::new(CLEAN, &case.edits);
    let last = case.last.as_ref().map(|edits| Planted::new(CLEAN_LAST_YEAR, edits));
    let finding = findings(&report, last.as_ref())?.into_iter().find(|finding| finding.rule == rule.name)?;
    Some(Example { report, last, finding })
}

fn findings(planted: &Planted, last: Option<&Planted>) -> Option<Vec<Finding>> {
    let analysis = Analysis::of(&planted.text);
    let Some(last) = last else { return Some(analysis.findings) };
    let beside = Analysis::of(&last.text).report?;
    let last = LastYear { source: LAST_YEAR, text: &last.text, report: &beside };
    let analysis = Analysis::beside(&planted.text, analysis.report, Some(last), &Policy::default(), Watch::never());
    Some(analysis.ok()?.findings)
}

impl Example {
    /// The changed lines of the report, and the one of the finding.
    pub fn passage(&self) -> String {
        self.report.passage(Some(self.finding.span))
    }

    /// The line of the finding, from 1, and the words at its place.
    pub fn place(&self) -> (usize, &str) {
        let words = self.finding.span.of(&self.report.text);
        (self.report.line(self.finding.span.start), words.lines().next().unwrap_or_default().trim())
    }

    /// The line of a related place, from 1, in the report or in last year's.
    pub fn line_of(&self, related: &Related) -> usize {
        let last = self.last.as_ref().filter(|_| related.source.is_some());
        last.unwrap_or(&self.report).line(related.span.start)
    }
}

impl Planted {
    /// `text` with passages replaced.
    fn new(text: &str, edits: &[(String, String)]) -> Self {
        let mut planted = Self { text: text.to_owned(), changed: Vec::new() };
        for (passage, other) in edits {
            let Some(start) = planted.text.find(passage.as_str()) else { continue };
            planted.text = planted.text.replacen(passage.as_str(), other, 1);
            let moved = |byte: usize| (byte + other.len()).saturating_sub(passage.len());
            for place in planted.changed.iter_mut().filter(|place| place.start > start) {
                *place = Span::new(moved(place.start), moved(place.end));
            }
            planted.changed.push(Span::new(start, start + other.trim_end().len()));
        }
        planted
    }

    fn line(&self, byte: usize) -> usize {
        Span::new(0, byte).of(&self.text).matches('\n').count() + 1
    }

    /// The changed lines, and that of `also`; `…` stands for lines between them.
    pub fn passage(&self, also: Option<Span>) -> String {
        let mut shown: BTreeSet<usize> = also.iter().map(|span| self.line(span.start)).collect();
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
