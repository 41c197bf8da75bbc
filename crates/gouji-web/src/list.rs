//! Task `list`: the findings as a list for other people.

use gouji_ide::features::document::not_a_report;
use gouji_ide::features::preview::{Preview, preview};
use gouji_l10n::{Message, msg};
use gouji_lint::extract::Extract;
use gouji_list::{FindingRow, List, Row, page, workbook};
use gouji_lsp::handlers::document::place_name;
use gouji_text::{CancelToken, Span, harmless};
use serde_json::json;

use crate::request::{ListForm, RequestContext, TaskAnswer};
use crate::years::ReportTexts;

/// The bytes of the list: one report with its findings.
///
/// # Errors
/// The message for a text that is no report, or a list that the library refuses.
pub fn list(context: &RequestContext, texts: &ReportTexts, to: ListForm) -> TaskAnswer {
    let (catalogue, path) = (context.client.catalogue, context.name.as_str());
    let analysis = texts.analysis();
    let report = analysis.report.as_deref().ok_or_else(|| not_a_report(path))?;
    let shown = preview(report, &texts.text, CancelToken::never()).ok().flatten();
    let row = |finding| FindingRow::new(finding, &place(shown.as_ref(), &texts.text, finding.span), catalogue);
    let findings = analysis.findings.iter().map(row).collect();
    let last = texts.last_report();
    let last = last.as_ref().map(|report| Extract::new(report, &texts.last_year));
    let extract = Extract::new(report, &texts.text);
    let row = Row::new(harmless::name(path).into_owned(), Some(&extract), last.as_ref(), findings);
    let list = List { rows: vec![row], unread: Vec::new() };
    let bytes = match to {
        ListForm::Html => page(&list, catalogue).into_bytes(),
        ListForm::Xlsx => {
            workbook(&list, catalogue).map_err(|error| msg::WebList { path, problem: error.to_string() })?
        }
    };
    Ok((json!({}), bytes))
}

/// A place as the reader of the report finds it: by the row and column of its cell, or by its line.
fn place(shown: Option<&Preview>, text: &str, span: Span) -> Message {
    let named = shown.and_then(|shown| shown.place_in_words(shown.locate(span)?.index)).map(place_name);
    let line = || text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
    named.unwrap_or_else(|| msg::CliPlaceLine { line: line() }.into())
}

#[cfg(test)]
mod tests {
    use gouji_lsp::ClientContext;
    use gouji_testkit::CLEAN;

    use super::*;

    fn made(text: &str, to: ListForm) -> Vec<u8> {
        let context = RequestContext { name: "a.txt".to_owned(), client: ClientContext::default() };
        let texts = ReportTexts { text: text.to_owned(), ..ReportTexts::default() };
        list(&context, &texts, to).expect("a report").1
    }

    #[test]
    fn the_list_names_each_finding_with_its_place() {
        let wrong = CLEAN.replacen("\t28\n", "\t27\n", 1);
        let page = String::from_utf8(made(&wrong, ListForm::Html)).expect("a text");
        assert!(page.contains("tally-mismatch") && page.contains("总计") && page.contains("a.txt"), "{page}");
        assert!(!String::from_utf8(made(CLEAN, ListForm::Html)).expect("a text").contains("tally-mismatch"));
    }

    #[test]
    fn the_workbook_is_a_package_with_the_same_bytes_each_time() {
        let workbook = made(CLEAN, ListForm::Xlsx);
        assert!(workbook.starts_with(b"PK"), "{} bytes", workbook.len());
        assert_eq!(workbook, made(CLEAN, ListForm::Xlsx));
    }
}
