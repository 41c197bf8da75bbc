//! Sentences that the rules about wording, changes and fees report, and similar sentences on which every rule is silent.
#![allow(clippy::unwrap_used)]

use gouji_lint::Analysis;
use gouji_testkit::{WORDING_SILENT, WORDING_WRONG, clean_but};

/// The sentence of the clean report that a sentence of the fixtures replaces.
const SENTENCE: &str = "持续优化政府网站栏目，完善检索功能。";

fn lines(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The rule and the place of each finding in the clean report with `sentence`.
fn findings(sentence: &str) -> Vec<(&'static str, String)> {
    let text = clean_but(SENTENCE, sentence);
    let findings = Analysis::new(&text).findings.into_iter();
    findings.map(|finding| (finding.rule, finding.span.slice(&text).to_owned())).collect()
}

#[test]
fn each_wrong_sentence_has_one_finding() {
    let mut failures = Vec::new();
    assert!(lines(WORDING_WRONG).count() >= 60);
    for line in lines(WORDING_WRONG) {
        let mut fields = line.split(" | ");
        let (rule, place, sentence) = (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap());
        let found = findings(sentence);
        if found != [(rule, place.to_owned())] {
            failures.push(format!("{sentence} {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn similar_sentences_give_no_finding() {
    let mut failures = Vec::new();
    assert!(lines(WORDING_SILENT).count() >= 90);
    for line in lines(WORDING_SILENT) {
        let (rule, sentence) = line.split_once(" | ").unwrap();
        let found = findings(sentence);
        if !found.is_empty() {
            failures.push(format!("{rule}: {sentence} {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
