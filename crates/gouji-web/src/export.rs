//! Task `export`: the text as a document in the official layout.

use gouji_convert::publish::{PrintedReport, Unplaced};
use gouji_ide::features::document::not_a_report;
use gouji_ide::features::export::{DocumentFormat, export as document, refusal};
use gouji_ide::features::preview::preview;
use gouji_ide::features::reading::Reading;
use gouji_l10n::{Message, msg};
use gouji_lsp::handlers::document::place_name;
use gouji_report::{Lines, Report};
use gouji_text::CancelToken;
use serde_json::json;

use crate::request::{RequestContext, RequestedFormat, TaskAnswer};

/// Characters of a place in a message at most.
const MAX_PLACE: usize = 30;

/// The bytes of the document.
///
/// # Errors
/// The message for a report that the document would change.
pub fn export(context: &RequestContext, text: &str, to: RequestedFormat) -> TaskAnswer {
    let path = context.name.as_str();
    let report = Report::read(text, &Lines::parse(text)).ok_or_else(|| not_a_report(path))?;
    let printed = PrintedReport::new(&report, text).map_err(|unplaced| refused(&report, text, path, &unplaced))?;
    let format = match to {
        RequestedFormat::Docx => DocumentFormat::Docx,
        RequestedFormat::Html => DocumentFormat::Html,
    };
    let bytes = document(&printed, format, &Reading::new(&report, text));
    Ok((json!({}), bytes.ok_or(msg::CliExportChanges { path })?))
}

fn refused(report: &Report, text: &str, path: &str, Unplaced { reason, span }: &Unplaced) -> Message {
    let shown = preview(report, text, CancelToken::never()).ok().flatten();
    let place = shown.and_then(|shown| shown.place_in_words(shown.locate(*span)?.index));
    let line = || msg::CliPlaceLine { line: text.get(..span.start).unwrap_or_default().matches('\n').count() + 1 };
    let place = place.map_or_else(|| line().into(), place_name);
    let words: String = span.slice(text).trim().chars().take(MAX_PLACE).collect();
    refusal(*reason, path, place, &words)
}

#[cfg(test)]
mod tests {
    use gouji_convert::word;
    use gouji_lsp::ClientContext;
    use gouji_testkit::CLEAN;

    use super::*;

    #[test]
    fn a_report_becomes_a_word_document_that_says_the_same() {
        let context = RequestContext { name: "a.txt".to_owned(), client: ClientContext::default() };
        let (_, bytes) = export(&context, CLEAN, RequestedFormat::Docx).expect("it has a place for everything");
        let text = word(&bytes).expect("a Word document").text;
        let report = |text: &str| Report::read(text, &Lines::parse(text)).expect("a report");
        assert_eq!(Reading::new(&report(&text), &text), Reading::new(&report(CLEAN), CLEAN));
    }
}
