//! Sentences that the rules about wording, changes and fees report, and similar sentences on which every rule is silent.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use gouji_lint::{Analysis, OwnWords, Policy};
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

#[test]
fn an_agency_adds_its_own_slips_and_terms() {
    let slips =
        [("政务中心", "政务服务中心"), ("帐号", "用户号")].map(|(wrong, right)| (wrong.to_owned(), right.to_owned()));
    let words = OwnWords::new(slips, vec!["其它门".to_owned(), "旧政务中心".to_owned()]);
    let policy = Policy::default().with_words(Arc::new(words));
    for (sentence, expected) in [
        ("优化政务中心栏目。", vec!["政务中心→政务服务中心"]),
        ("优化政务服务中心和旧政务中心栏目。", vec![]),
        ("在其它门设置栏目，其它栏目不变。", vec!["其它→其他"]),
        ("公布帐号，攻府网站。", vec!["帐号→用户号", "攻府→政府"]),
    ] {
        let text = clean_but(SENTENCE, sentence);
        let mut findings = Analysis::with_policy(&text, &policy).findings;
        findings.retain(|finding| finding.rule == "misspelt-word");
        let found: Vec<String> = findings
            .iter()
            .map(|finding| format!("{}→{}", finding.span.slice(&text), finding.fixes[0].edits[0].text))
            .collect();
        assert_eq!(found, expected, "{sentence}");
    }
}
