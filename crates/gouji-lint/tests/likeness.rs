//! Text that a report has in common with another agency's report, planted in random reports of every layout.
#![allow(clippy::unwrap_used)]

use gouji_lint::{Analysis, Finding, Severity};
use gouji_testkit::generate::GeneratedReport;
use gouji_testkit::prose::paragraphs;
use gouji_testkit::render::{STYLES, Style, render};
use gouji_testkit::{ALIKE, CLEAN, LAST_CLEAN, findings_with_alike};
use rand::SeedableRng;
use rand::rngs::StdRng;

/// A place of the generated report at which an author writes prose.
const PLACE: &str = "一是政策解读的形式较为单一；二是工作人员流动较快。\n";

/// A random report of 青山县 with these paragraphs.
fn report(seed: u64, style: Style, prose: &[String]) -> String {
    let mut random = StdRng::seed_from_u64(seed);
    let text = render(&GeneratedReport::random_in(gouji_edition::current(), &mut random), style, &mut random);
    assert_eq!(text.matches(PLACE).count(), 1);
    text.replacen(PLACE, &format!("{PLACE}\n{}\n", prose.join("\n\n")), 1)
}

/// The findings that are due to the other report.
fn findings_of_comparison(text: &str, other: &str) -> Vec<Finding> {
    let alone = Analysis::new(text).findings;
    findings_with_alike(text, other).into_iter().filter(|finding| !alone.contains(finding)).collect()
}

#[test]
fn copied_prose_is_one_finding_in_every_layout_with_all_passages() {
    for (seed, style) in (0..).zip(STYLES) {
        let copied = paragraphs(5, seed);
        let text = report(seed, style, &[copied.clone(), paragraphs(2, 100 + seed)].concat());
        let other = report(50 + seed, style, &[paragraphs(2, 200 + seed), copied.clone()].concat());
        let other = other.replace("青山县", "白水县");
        let findings = findings_of_comparison(&text, &other);
        let [finding] = findings.as_slice() else { panic!("{style:?}: {findings:#?}") };
        assert_eq!((finding.rule, finding.severity, finding.fixes.len()), ("copied-text", Severity::Hint, 0));
        let related = |source: Option<&str>, text: &str| -> Vec<String> {
            let related = finding.related.iter().filter(|related| related.source.as_deref() == source);
            related.map(|related| related.span.slice(text).to_owned()).collect()
        };
        let mut shown = vec![finding.span.slice(&text).to_owned()];
        shown.extend(related(None, &text));
        let others = related(Some(ALIKE), &other);
        for paragraph in &copied {
            let words = paragraph.trim_end_matches('。').to_owned();
            assert!(shown.contains(&words) && others.contains(&words), "{style:?}: {words}");
        }
    }
}

#[test]
fn other_prose_is_no_finding_in_any_layout() {
    for (seed, style) in (0..).zip(STYLES) {
        let text = report(seed, style, &paragraphs(6, seed));
        let other = report(50 + seed, style, &paragraphs(6, 200 + seed)).replace("青山县", "白水县");
        assert_eq!(findings_of_comparison(&text, &other), [], "{style:?}");
        // Two copied paragraphs of seven are no copy of the report.
        let part = report(50 + seed, style, &[paragraphs(2, seed), paragraphs(6, 300 + seed)].concat());
        assert_eq!(findings_of_comparison(&text, &part.replace("青山县", "白水县")), [], "{style:?}");
    }
}

#[test]
fn customary_sentences_and_short_reports_are_no_copies() {
    assert_eq!(findings_with_alike(CLEAN, &CLEAN.replace("青山县", "白水县")), [], "too short");
    assert_eq!(findings_with_alike(CLEAN, LAST_CLEAN), []);
    // A table whose rows were read as prose.
    let labels: String =
        CLEAN.lines().filter(|line| line.contains('\t')).map(|line| line.replace('\t', " ") + "。\n\n").collect();
    let with_labels = CLEAN.replacen("一是政策解读", &format!("{labels}一是政策解读"), 1);
    let findings = findings_of_comparison(&with_labels, &with_labels.replace("青山县", "白水县"));
    assert!(findings.iter().all(|finding| finding.rule != "copied-text"), "{findings:#?}");
}

#[test]
fn an_earlier_report_of_the_same_agency_has_a_message_of_its_own() {
    let text = report(1, Style::Tabs, &paragraphs(6, 1));
    let messages = |other: &str| -> Vec<String> {
        findings_of_comparison(&text, other).iter().map(|finding| finding.message.id().name().to_owned()).collect()
    };
    assert_eq!(messages(&text.replace("青山县", "白水县")), ["copied-text"]);
    assert_eq!(messages(&text.replace("2022", "2020")), ["copied-text-earlier"]);
}
