//! Tasks `edit`, `fix` and `fixall`: the text after a change. Each task computes the places of the change from the text that it gets.

use gouji_ide::features::preview::{Preview, preview};
use gouji_l10n::msg;
use gouji_lint::fixing;
use gouji_text::{CancelToken, TextEdit};
use serde_json::{Value, json};

use crate::paragraph::{ParagraphEdit, words_of};
use crate::request::TaskAnswer;
use crate::years::{ReportTexts, read};

/// Writes `words` into the paragraph or cell with this index. `before` are the words that the page shows there: the report may have changed
/// since. Without them, the index counts.
///
/// # Errors
/// The message for words that no paragraph can show, and for a place that is not there any more.
pub fn edit(texts: &ReportTexts, place: usize, words: &str, before: Option<&str>) -> TaskAnswer {
    let text = texts.text.as_str();
    let shown = read(text).and_then(|report| preview(&report, text, CancelToken::never()).ok().flatten());
    let Some(shown) = shown else { return Ok(changed(text, &[])) };
    let place = match before {
        Some(before) => present_place(&shown, place, before).ok_or(msg::WebEditMoved)?,
        None => place,
    };
    if let Some(edit) = ParagraphEdit::new(text, &shown, place, words) {
        let changed = edit.apply().ok_or(msg::WebEditUnreadable)?;
        return Ok((json!({ "count": usize::from(changed != text) }), changed.into_bytes()));
    }
    let edit = shown.places.get(place).map(|span| TextEdit { span: *span, text: in_a_cell(words) });
    Ok(changed(text, edit.as_slice()))
}

/// The place that shows `before`: the one with this index, or the only paragraph with these words.
fn present_place(shown: &Preview, place: usize, before: &str) -> Option<usize> {
    let is_same = |words: &str| words.trim() == before.trim();
    if words_of(shown, true).any(|(at, words)| at == Some(place) && is_same(words)) {
        return Some(place);
    }
    let mut same = words_of(shown, false).filter(|(_, words)| is_same(words));
    let (found, None) = (same.next()?.0, same.next()) else { return None };
    found
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
        let edited = edit(&texts(&wrong), place, " 2|8\n", Some("38")).expect("it can be written");
        assert_eq!(text(edited), CLEAN);
        let right = analysis.findings[at].fixes.iter().position(|fix| fix.edits[0].text == "28").expect("the fix");
        assert_eq!(text(fix(&texts(&wrong), at, right)), CLEAN);
    }

    #[test]
    fn what_is_not_there_changes_nothing() {
        let edited = |given: &str, place| text(edit(&texts(given), place, "1", None).expect("no message"));
        assert_eq!(edited(CLEAN, usize::MAX), CLEAN);
        assert_eq!(text(fix(&texts(CLEAN), 0, 0)), CLEAN);
        assert_eq!(edited("no report", 0), "no report");
    }

    #[test]
    fn words_that_have_moved_are_edited_where_they_are_now() {
        let words = "持续优化政府网站栏目，完善检索功能。";
        let report = read(CLEAN).expect("a report");
        let shown = preview(&report, CLEAN, CancelToken::never()).expect("not cancelled").expect("small");
        let place = words_of(&shown, false).find(|(_, shown)| *shown == words).and_then(|(place, _)| place);
        let place = place.expect("the paragraph");
        let edited = |at, before| edit(&texts(CLEAN), at, "甲乙丙。", Some(before));
        for at in [place, place - 2, 0] {
            assert_eq!(text(edited(at, words).expect("the paragraph")), CLEAN.replacen(words, "甲乙丙。", 1));
        }
        assert!(edited(place, "别的词句").is_err());
        assert!(edited(place, "0").is_err(), "a cell cannot be found by its words");
    }

    #[test]
    fn words_that_cannot_be_written_are_answered_by_a_message() {
        let message = edit(&texts(CLEAN), 1, "■甲", None).expect_err("a message");
        assert_eq!(message, msg::WebEditUnreadable.into());
    }

    #[test]
    fn all_safe_fixes_are_applied_and_no_figure_is_changed() {
        let wrong = CLEAN.replacen("三、收到", "二、收到", 1).replacen("\t0\t28\n", "\t0\t38\n", 1);
        let fixed = text(fix_all(&texts(&wrong)));
        assert!(fixed.contains("三、收到") && fixed.contains("\t0\t38\n"), "{fixed}");
    }
}
