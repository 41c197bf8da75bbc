//! The example on a rule's page: the rule's first planted case, and the finding in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji_report::likeness::{AlikeReport, common_sentences};
use gouji_report::{LastYear, Lines, Report};
use gouji_text::{CancelToken, Span};
use serde::Deserialize;

use crate::analysis::{Analysis, OtherReports};
use crate::finding::{Finding, Related};
use crate::policy::Policy;
use crate::rules::Rule;

/// The report that every example changes. It is invented and has no findings.
pub const CLEAN: &str = include_str!("../../pages/clean.txt");
/// Last year's report of the same agency. It has no findings either, and none if the two are compared.
pub const CLEAN_LAST_YEAR: &str = include_str!("../../pages/clean-last-year.txt");
/// The name of last year's report in findings.
const LAST_YEAR: &str = "last year";
/// The name of the report of another agency in findings.
const ALIKE: &str = "another agency";
/// The agency of the clean report, as its prose names it.
const AGENCY: &str = "青山县";
/// An example shows at most so many lines of a report.
const MAX_LINES: usize = 8;

/// A report with one error, and the finding of the rule.
pub(super) struct Example {
    /// The report.
    pub report: PlantedText,
    /// Last year's report, if the case has one.
    pub last: Option<PlantedText>,
    /// The report of another agency with the same prose, if the case has one.
    pub alike: Option<PlantedText>,
    /// The finding.
    pub finding: Finding,
}

/// A text with a planted error.
pub(super) struct PlantedText {
    text: String,
    /// The changed places, in bytes.
    changed: Vec<Span>,
}

#[derive(Deserialize)]
struct Cases {
    #[serde(default)]
    case: Vec<ExampleCase>,
}

#[derive(Deserialize)]
struct ExampleCase {
    edits: Vec<(String, String)>,
    last: Option<Vec<(String, String)>>,
    alike: Option<String>,
}

/// The example of `rule`, if it has one.
pub(super) fn example(rule: &Rule) -> Option<Example> {
    let cases: Cases = toml::from_str(rule.page.cases).ok()?;
    let case = cases.case.first()?;
    let report = PlantedText::new(CLEAN, &case.edits);
    let last = case.last.as_ref().map(|edits| PlantedText::new(CLEAN_LAST_YEAR, edits));
    let alike = case.alike.as_ref().map(|agency| report.with_agency(agency));
    let findings = findings(&report, last.as_ref(), alike.as_ref())?;
    let finding = findings.into_iter().find(|finding| finding.rule == rule.name)?;
    Some(Example { report, last, alike, finding })
}

fn findings(planted: &PlantedText, last: Option<&PlantedText>, alike: Option<&PlantedText>) -> Option<Vec<Finding>> {
    let read = |planted: &PlantedText| Report::read(&planted.text, &Lines::parse(&planted.text)).map(Arc::new);
    let report = read(planted)?;
    let last = last.and_then(|last| Some((&last.text, read(last)?)));
    let alike = alike.and_then(read);
    let copied = alike.as_ref().map(|alike| common_sentences(&report, alike)).unwrap_or_default();
    let others = OtherReports {
        last: last.as_ref().map(|(text, report)| LastYear { source: LAST_YEAR, text, report }),
        alike: alike.as_ref().map(|report| AlikeReport { source: ALIKE, report, copied: &copied }),
    };
    let analysis = Analysis::with_others(&planted.text, Some(report), others, &Policy::default(), CancelToken::never());
    Some(analysis.ok()?.findings)
}

impl Example {
    /// The changed lines of the report, and the line of the finding.
    pub fn passage(&self) -> String {
        self.report.passage(Some(self.finding.span))
    }

    /// The line of the finding, from 1, and the words at its place.
    pub fn place(&self) -> (usize, &str) {
        let words = self.finding.span.slice(&self.report.text);
        (self.report.line(self.finding.span.start), words.lines().next().unwrap_or_default().trim())
    }

    /// The line of a related place, from 1, in the report or in the other one.
    pub fn line_of(&self, related: &Related) -> usize {
        let text = match self.last.as_ref().or(self.alike.as_ref()) {
            Some(other) if related.source.is_some() => other,
            _ => &self.report,
        };
        text.line(related.span.start)
    }
}

impl PlantedText {
    /// `text` after `edits`, which replace the first passage by the second text.
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

    /// The same text as the report of another agency, whose name must be as long.
    fn with_agency(&self, agency: &str) -> Self {
        Self { text: self.text.replace(AGENCY, agency), changed: self.changed.clone() }
    }

    fn line(&self, byte: usize) -> usize {
        Span::new(0, byte).slice(&self.text).matches('\n').count() + 1
    }

    /// The changed lines, and the line of `also`. `…` replaces the lines between them.
    pub fn passage(&self, also: Option<Span>) -> String {
        let mut shown: BTreeSet<usize> = also.iter().map(|span| self.line(span.start)).collect();
        for span in &self.changed {
            shown.extend(self.line(span.start)..=self.line(span.end));
            // The lines around a deletion show what is missing.
            if span.is_empty() {
                shown.insert(self.line(span.start).saturating_sub(1));
            }
        }
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let lines = lines.filter(|(number, line)| shown.contains(number) && !line.trim().is_empty());
        let mut passage = String::new();
        let mut last = None;
        for (count, (number, line)) in lines.enumerate() {
            if count == MAX_LINES || last.is_some_and(|last| last + 1 < number) {
                passage.push_str("…\n");
            }
            if count == MAX_LINES {
                break;
            }
            passage.push_str(line);
            passage.push('\n');
            last = Some(number);
        }
        passage
    }
}
