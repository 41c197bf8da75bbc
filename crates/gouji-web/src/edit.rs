//! Tasks `edit`, `fix` and `fixall`: the text after a change. Each task computes the places of the change from the text that it gets.

use gouji_ide::features::preview::preview;
use gouji_lint::fixing;
use gouji_text::{CancelToken, TextEdit};
use serde_json::{Value, json};

use crate::years::ReportTexts;

/// Writes `words` into the paragraph or cell with this index. The text stays as it is if there is no such place.
pub fn edit(texts: &ReportTexts, place: usize, words: &str) -> (Value, Vec<u8>) {
    let text = texts.text.as_str();
    let report = texts.analysis().report;
    let shown = report.and_then(|report| preview(&report, text, CancelToken::never()).ok().flatten());
    let span = shown.and_then(|shown| shown.places.get(place).copied());
    let edit = span.map(|span| TextEdit { span, text: in_a_cell(words) });
    changed(text, edit.as_slice())
}

/// Words as they can be in a cell of any table: without characters that would end the cell.
fn in_a_cell(words: &str) -> String {
    words.replace(['\t', '\r', '\n', '|', '<', '>', '&'], "").trim().to_owned()
}

/// Applies a fix of a finding. The text stays as it is if there is no such fix.
pub fn fix(texts: &ReportTexts, finding: usize, fix: usize) -> (Value, Vec<u8>) {
    let analysis = texts.analysis();
    let fix = analysis.findings.get(finding).and_then(|finding| finding.fixes.get(fix));
    changed(&texts.text, fix.map(|fix| fix.edits.as_slice()).unwrap_or_default())
}

/// Applies all safe fixes.
pub fn fix_all(texts: &ReportTexts) -> (Value, Vec<u8>) {
    let fixed = fixing::fix_all(&texts.text, texts.analysis(), |text| texts.analysis_of(text));
    (json!({ "count": fixed.applied.len() }), fixed.text.into_bytes())
}

fn changed(text: &str, edits: &[TextEdit]) -> (Value, Vec<u8>) {
    (json!({ "count": edits.len() }), fixing::apply(text, edits).into_bytes())
}

#[cfg(test)]
mod tests {
    use gouji_testkit::CLEAN;

    use super::*;

    fn texts(text: &str) -> ReportTexts {
        ReportTexts { text: text.to_owned(), ..ReportTexts::default() }
    }

    fn text((_, bytes): (Value, Vec<u8>)) -> String {
        String::from_utf8(bytes).expect("a text")
    }

    #[test]
    fn a_wrong_total_is_reported_and_corrected_in_its_cell_and_by_its_fix() {
        let wrong = CLEAN.replacen("\t0\t28\n", "\t0\t38\n", 1);
        assert_ne!(wrong, CLEAN);
        let analysis = texts(&wrong).analysis();
        let at = analysis.findings.iter().position(|finding| finding.rule == "tally-mismatch").expect("a finding");
        let report = analysis.report.clone().expect("a report");
        let shown = preview(&report, &wrong, CancelToken::never()).expect("not cancelled").expect("small");
        let place = shown.locate(analysis.findings[at].span).expect("a place").index;
        assert_eq!(text(edit(&texts(&wrong), place, " 2|8\n")), CLEAN);
        let right = analysis.findings[at].fixes.iter().position(|fix| fix.edits[0].text == "28").expect("the fix");
        assert_eq!(text(fix(&texts(&wrong), at, right)), CLEAN);
    }

    #[test]
    fn what_is_not_there_changes_nothing() {
        assert_eq!(text(edit(&texts(CLEAN), usize::MAX, "1")), CLEAN);
        assert_eq!(text(fix(&texts(CLEAN), 0, 0)), CLEAN);
        assert_eq!(text(edit(&texts("no report"), 0, "1")), "no report");
    }

    #[test]
    fn all_safe_fixes_are_applied_and_no_figure_is_changed() {
        let wrong = CLEAN.replacen("三、收到", "二、收到", 1).replacen("\t0\t28\n", "\t0\t38\n", 1);
        let fixed = text(fix_all(&texts(&wrong)));
        assert!(fixed.contains("三、收到") && fixed.contains("\t0\t38\n"), "{fixed}");
    }
}
