//! Task `show`: the report as it will be published, with its findings.

use gouji_ide::features::document::not_a_report;
use gouji_ide::features::preview::{Preview, preview};
use gouji_ide::features::related::{Access, highlights};
use gouji_l10n::{Message, msg};
use gouji_lsp::handlers::document::place_name;
use gouji_lsp::handlers::preview::answer;
use gouji_text::CancelToken;
use ropey::Rope;
use serde_json::{Value, json};

use crate::request::{RequestContext, to_json};
use crate::years::ReportTexts;

/// The answer of `gouji/preview`, with places in words: a page shows no lines.
pub fn show(context: &RequestContext, texts: &ReportTexts) -> (Value, Vec<u8>) {
    let RequestContext { client, name } = context;
    let none = |message: Message| (json!({ "message": client.catalogue.render(&message) }), Vec::new());
    let (text, analysis) = (texts.text.as_str(), texts.analysis());
    let Some(report) = analysis.report.clone() else { return none(not_a_report(name)) };
    let Ok(Some(shown)) = preview(&report, text, CancelToken::never()) else {
        return none(msg::PreviewTooLarge.into());
    };
    let name = |shown: &Preview, index: usize, _| match shown.place_in_words(index) {
        Some(place) => place_name(place),
        None => msg::CliPlaceLine { line: 1_usize }.into(),
    };
    (to_json(&answer(client, &Rope::from_str(text), 0, shown, &analysis, &name)), Vec::new())
}

/// The cells that are bound to the figure in the cell with this index: those that follow from it or repeat it, and those that it follows from.
pub fn relate(texts: &ReportTexts, place: usize) -> (Value, Vec<u8>) {
    let (totals, addends) = related(texts, place).unwrap_or_default();
    (json!({ "totals": totals, "addends": addends }), Vec::new())
}

/// The indices of totals and addends; `None` if there is no figure.
fn related(texts: &ReportTexts, place: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let report = texts.analysis().report?;
    let shown = preview(&report, &texts.text, CancelToken::never()).ok()??;
    let found = highlights(&report, shown.places.get(place)?.start)?;
    let indices = |wanted: Access| {
        let spans = found.iter().filter(|(_, access)| *access == wanted);
        spans.filter_map(|(span, _)| Some(shown.locate(*span)?.index)).collect()
    };
    Some((indices(Access::Write), indices(Access::Read)))
}

#[cfg(test)]
mod tests {
    use gouji_testkit::CLEAN;

    use super::*;

    #[test]
    fn a_total_leads_to_its_addends() {
        let texts = ReportTexts { text: CLEAN.to_owned(), ..ReportTexts::default() };
        let report = texts.analysis().report.expect("a report");
        let shown = preview(&report, CLEAN, CancelToken::never()).expect("not cancelled").expect("small");
        let row = "\t20\t5\t1\t0\t2\t0\t28\n";
        let total = CLEAN.find(row).expect("the row") + row.len() - 3;
        let place = |byte| shown.locate(gouji_text::Span::at(byte)).expect("a cell").index;
        let (totals, addends) = related(&texts, place(total)).expect("a figure");
        assert!(totals.contains(&place(total)), "{totals:?}");
        assert!(addends.contains(&place(total - row.len() + 4)), "{addends:?}");
        assert_eq!(related(&texts, 0), None, "the title is no figure");
    }
}
