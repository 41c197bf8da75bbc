//! Customary sentences with the figures of the tables.

use gouji_edition::{CustomarySentence, FigureSum, SentencePart};
use gouji_report::Report;
use rust_decimal::Decimal;

use super::line::LineContext;
use super::{Completion, CompletionKind, DocumentationTopic, filter};

/// The sentences of the section at the cursor whose figures are known, except for those that the text has.
pub(super) fn completions(text: &str, report: &Report, line: &LineContext<'_>) -> Vec<Completion> {
    let above = report.sections.iter().rev().find(|section| section.span.start < line.span.start);
    let Some(def) = above.and_then(|section| report.section_def(section)) else { return Vec::new() };
    let span = line.sentence();
    let completion = |customary: &CustomarySentence| {
        let sentence = filled(report, customary)?;
        let is_new = !text.contains(&sentence);
        let topic = DocumentationTopic::Sentence {
            edition: report.edition.id.to_string(),
            section: def.id.to_string(),
            sentence: customary.id.to_string(),
        };
        is_new.then(|| Completion {
            label: sentence.clone(),
            kind: CompletionKind::Sentence,
            span,
            snippet: None,
            filter: filter("", &sentence),
            topic,
            text: sentence,
        })
    };
    def.sentences.iter().filter_map(completion).collect()
}

/// The sentence with its figures; `None` if one is not known, or the sentence denies something that there was.
fn filled(report: &Report, customary: &CustomarySentence) -> Option<String> {
    if customary.zeros()?.iter().any(|figure| !sum(report, *figure).is_some_and(|sum| sum.is_zero())) {
        return None;
    }
    let parts = customary.parts()?;
    let counts_nothing = |part: &SentencePart<'_>| match part {
        SentencePart::Figure(figure) => sum(report, *figure).is_some_and(|sum| sum.is_zero()),
        SentencePart::Words(_) | SentencePart::Year => true,
    };
    let has_figures = parts.iter().any(|part| matches!(part, SentencePart::Figure(_)));
    // If there was nothing to count, the sentence that denies it is offered.
    if has_figures && parts.iter().all(counts_nothing) {
        return None;
    }
    parts
        .iter()
        .map(|part| match part {
            SentencePart::Words(words) => Some((*words).to_owned()),
            SentencePart::Year => report.year().map(|year| year.to_string()),
            SentencePart::Figure(figure) => sum(report, *figure).map(|sum| sum.normalize().to_string()),
        })
        .collect()
}

fn sum(report: &Report, figure: FigureSum<'_>) -> Option<Decimal> {
    let table = report.table(figure.table)?;
    let cells = figure.cells(table.def()?)?;
    cells.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(table.cell(at.row, at.column)?.value.number()?))
}

#[cfg(test)]
mod tests {
    use gouji_lint::Analysis;
    use gouji_report::Verdict;

    use super::super::tests::{accepted, at, labels};
    use super::super::{Completion, CompletionKind};

    /// The clean report with the cursor at the end of the first paragraph of the section.
    fn with_cursor(section: &str) -> String {
        let text = gouji_testkit::CLEAN;
        let line = text.lines().find(|line| line.starts_with(section)).expect("the section");
        text.replacen(line, &format!("{line}\n\n$0"), 1)
    }

    fn sentences(source: &str) -> Vec<Completion> {
        at(source).1.into_iter().filter(|completion| completion.kind == CompletionKind::Sentence).collect()
    }

    #[test]
    fn every_offered_sentence_agrees_with_the_tables_and_adds_no_finding() {
        let before = Analysis::new(gouji_testkit::CLEAN).findings.len();
        let mut claims = 0;
        for section in ["一、总体情况", "三、收到和处理", "四、政府信息公开行政复议", "六、其他需要"]
        {
            let source = with_cursor(section);
            for completion in sentences(&source) {
                let text = accepted(&source, &completion.label);
                let analysis = Analysis::new(&text);
                let report = analysis.report.as_ref().expect("a report");
                let start = text.find(&completion.text).expect("the sentence");
                let own = report
                    .claims
                    .iter()
                    .filter(|claim| claim.span.start >= start && claim.span.end <= start + completion.text.len());
                for claim in own {
                    assert!(matches!(report.verdict(claim), Verdict::Agrees(_)), "{}", completion.text);
                    claims += 1;
                }
                let new: Vec<_> = analysis.findings.iter().map(|finding| finding.rule).collect();
                assert_eq!(analysis.findings.len(), before, "{}: {new:?}", completion.text);
            }
        }
        assert!(claims >= 12, "the reader understands {claims} figures of the sentences");
    }

    #[test]
    fn a_sentence_is_offered_only_if_its_figures_are_known() {
        let source = with_cursor("一、总体情况");
        let received = |source: &str| labels(source).iter().any(|label| label.contains("共收到政府信息公开申请"));
        let given = format!("{}。", "2024年，本机关共收到政府信息公开申请28件");
        let without = source.replace("\t28\n", "\t\n");
        assert_ne!(without, source);
        assert!(!received(&without), "the total is blank");
        assert!(received(&source), "{:?}", labels(&source));
        assert!(!labels(&source.replace("$0", &format!("{given}\n\n$0"))).contains(&given), "the text has it");
    }

    #[test]
    fn typed_words_of_the_sentence_are_replaced() {
        let source = with_cursor("一、总体情况").replace("$0", "已公开。bjg$0");
        let text = accepted(&source, &sentences(&source)[0].label);
        assert!(text.contains("\n已公开。2024年，本机关"), "{text}");
    }
}
