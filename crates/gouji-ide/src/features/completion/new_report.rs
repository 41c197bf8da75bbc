//! A whole new report in an empty text.

use gouji_edition::blank_report::draft_report;
use gouji_edition::edition_for_year;
use gouji_text::Span;

use super::line::{self, LineContext};
use super::{Completion, CompletionKind, DocumentationTopic, Surroundings, filter};

/// The place of the agency's name. The author replaces it.
const AGENCY: &str = "××机关";

/// A new report for each year, if the text has at most some words in one line.
pub(super) fn completions(text: &str, line: &LineContext<'_>, surroundings: Surroundings) -> Vec<Completion> {
    let typed = text.trim();
    let span = line.content();
    if !line.is_end() || typed != span.slice(text).trim() {
        return Vec::new();
    }
    let report = |year: u16| {
        let edition = edition_for_year(Some(year));
        let title = edition.title_form.replace("{agency}", "").replace("{year}", &year.to_string());
        let draft = draft_report(edition, AGENCY, year, surroundings.layout);
        Completion {
            kind: CompletionKind::Report,
            span,
            snippet: Some(snippet(&draft)),
            text: draft,
            filter: filter("", &title),
            topic: DocumentationTopic::Edition { edition: edition.id.to_string() },
            label: title,
        }
    };
    let found = surroundings.years.into_iter().map(report);
    found.filter(|completion| line::matches(Span::slice(span, text), &completion.filter)).collect()
}

/// The report as a snippet: the agency is typed first, and everywhere at once.
fn snippet(draft: &str) -> String {
    let escaped = draft.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    escaped.replacen(AGENCY, &format!("${{1:{AGENCY}}}"), 1)
}

#[cfg(test)]
mod tests {
    use gouji_edition::Layout;
    use gouji_lint::{Analysis, Severity};
    use gouji_text::CancelToken;

    use super::super::{
        completions,
        tests::{accepted, at, labels},
    };
    use super::*;

    #[test]
    fn an_empty_text_gets_a_whole_report_of_either_year() {
        assert_eq!(labels("$0\n"), ["2025年政府信息公开工作年度报告", "2026年政府信息公开工作年度报告"]);
        for typed in ["2026", "zfxxgk", "年报"] {
            let found = labels(&format!("{typed}$0\n"));
            assert!(found.contains(&"2026年政府信息公开工作年度报告".to_owned()), "{typed}: {found:?}");
        }
        assert!(labels("会议纪要$0\n").is_empty());
        assert!(labels("会议纪要\n\n$0\n").is_empty(), "the text has begun as something else");
    }

    #[test]
    fn a_new_report_lacks_only_what_its_author_must_write() {
        for layout in [Layout::Tabs, Layout::Pipes] {
            let line = LineContext::new("", 0).expect("a place");
            let found = super::completions("", &line, Surroundings { years: [2025, 2026], layout });
            let analysis = Analysis::new(&found[0].text);
            let report = analysis.report.as_ref().expect("a report");
            assert_eq!((report.sections.len(), report.tables.len(), report.year()), (6, 3, Some(2025)), "{layout:?}");
            let mut rules: Vec<&str> = analysis.findings.iter().map(|finding| finding.rule).collect();
            rules.sort_unstable();
            rules.dedup();
            assert_eq!(rules, ["blank-cell", "empty-section"], "{layout:?}");
            assert!(analysis.findings.iter().all(|finding| finding.severity != Severity::Error), "{layout:?}");
        }
    }

    #[test]
    fn the_snippet_has_one_place_and_is_otherwise_the_text() {
        let (_, found) = at("$0\n");
        let snippet = found[0].snippet.clone().expect("a snippet");
        assert_eq!(snippet.matches('$').count(), 1);
        assert_eq!(snippet.replace("${1:××机关}", AGENCY), found[0].text);
        assert!(accepted("nb$0\n", "2025年政府信息公开工作年度报告").starts_with(AGENCY));
        let none =
            completions("甲\n", None, 99, Surroundings { years: [1, 2], layout: Layout::Tabs }, CancelToken::never());
        assert_eq!(none, Ok(Vec::new()));
    }
}
