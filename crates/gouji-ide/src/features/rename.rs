//! Renaming the number of a heading: the headings after it in the same list get the numbers that follow.

use gouji_l10n::{Message, msg};
use gouji_report::{Heading, Level, List, Ordinal, Report};
use gouji_text::{CancelToken, Cancelled, Span, TextEdit, chinese_numeral, to_chinese_numeral};

/// The largest number of a heading. Chinese numerals are written up to this number.
const MAX_NUMBER: u32 = 99;

/// The numeral that can be renamed at `offset`.
///
/// # Errors
/// The reason for which nothing can be renamed here.
pub fn prepare_rename(report: &Report, offset: usize) -> Result<Span, Message> {
    heading_at(report, offset).map(|(_, ordinal)| ordinal.numeral)
}

/// The edits that give the heading at `offset` the number `name` and number the headings after it. They are in the order of the text.
///
/// # Errors
/// The reason for which it is not possible, in the inner result; [`Cancelled`] if `cancel` is set before the end.
pub fn rename(
    text: &str,
    report: &Report,
    offset: usize,
    name: &str,
    cancel: CancelToken<'_>,
) -> Result<Result<Vec<TextEdit>, Message>, Cancelled> {
    let (at, ordinal) = match heading_at(report, offset) {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let Some(number) = number(name) else { return Ok(Err(msg::RenameNoNumber { name }.into())) };
    let siblings = report.lists.iter().find(|list| list.members.binary_search(&at).is_ok());
    let mut edits = Vec::new();
    for (place, ordinal) in following(report, siblings, at, ordinal).enumerate() {
        cancel.check()?;
        let number = u32::try_from(place).ok().and_then(|place| number.checked_add(place));
        let Some(number) = number.filter(|number| *number <= MAX_NUMBER || ordinal.level > Level::Second) else {
            return Ok(Err(msg::RenameNoNumber { name }.into()));
        };
        let numeral = numeral(ordinal.level, number);
        if ordinal.numeral.slice(text) != numeral {
            edits.push(TextEdit::new(ordinal.numeral, numeral));
        }
    }
    Ok(Ok(edits))
}

/// The heading whose number is at `offset`.
fn heading_at(report: &Report, offset: usize) -> Result<(usize, Ordinal), Message> {
    let at = report.headings.partition_point(|heading| heading.span.start <= offset).checked_sub(1);
    let found = at.and_then(|at| Some((at, report.headings.get(at)?.ordinal?)));
    found.filter(|(_, ordinal)| ordinal.span.touches(offset)).ok_or_else(|| msg::RenameOnlyNumbers.into())
}

/// The numbers of the heading and of those after it in its list.
fn following<'a>(
    report: &'a Report,
    list: Option<&'a List>,
    at: usize,
    own: Ordinal,
) -> impl Iterator<Item = Ordinal> + 'a {
    let members = list.map(|list| list.members.as_slice()).unwrap_or_default();
    let after = members.iter().skip_while(move |member| **member <= at);
    let ordinal = |member: &usize| report.headings.get(*member).and_then(|heading: &Heading| heading.ordinal);
    std::iter::once(own).chain(after.filter_map(ordinal))
}

/// The number in `name`, with or without the marks around it: `三`, `（三）`, `3.`
fn number(name: &str) -> Option<u32> {
    let is_mark = |c: char| c.is_whitespace() || "、，.．()（）".contains(c);
    let numeral = name.trim_matches(is_mark);
    let number = chinese_numeral(numeral).or_else(|| numeral.parse().ok())?;
    (1..=MAX_NUMBER).contains(&number).then_some(number)
}

fn numeral(level: Level, number: u32) -> String {
    match level {
        Level::First | Level::Second => to_chinese_numeral(number),
        Level::Third | Level::Fourth => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_l10n::MessageId;
    use gouji_lint::Analysis;
    use gouji_testkit::Marked;

    use super::*;

    const REPORT: &str = "\
某区2025年政府信息公开工作年度报告

一、总体情况

（一）主动公开
  ^^ first

按要求公开。

（二）依$0申请公开

全年受理。

（三）监督保障

1.甲。

2.乙。

二、主动公开政府信息情况
";

    fn read(source: &str) -> (Marked, Report) {
        let marked = Marked::new(source);
        let report = Arc::unwrap_or_clone(Analysis::new(&marked.text).report.expect("a report"));
        (marked, report)
    }

    fn renamed(text: &str, report: &Report, offset: usize, name: &str) -> Result<String, MessageId> {
        let edits = rename(text, report, offset, name, CancelToken::never()).expect("nobody cancels it");
        let edits = edits.map_err(|reason| reason.id())?;
        let mut changed = text.to_owned();
        for edit in edits.iter().rev() {
            changed.replace_range(edit.span.start..edit.span.end, &edit.text);
        }
        Ok(changed)
    }

    #[test]
    fn only_the_numeral_of_a_heading_can_be_renamed() {
        let (marked, report) = read(REPORT);
        assert_eq!(prepare_rename(&report, marked.span("first").start), Ok(marked.span("first")));
        let mark = marked.text.find("（一）").expect("the mark");
        assert_eq!(prepare_rename(&report, mark), Ok(marked.span("first")), "the marks belong to the number");
        let reason = |offset| prepare_rename(&report, offset).map_err(|reason| reason.id());
        assert_eq!(reason(marked.cursor()), Err(MessageId::RenameOnlyNumbers));
        assert_eq!(reason(0), Err(MessageId::RenameOnlyNumbers));
        for offset in 0..marked.text.len() + 9 {
            let _ = reason(offset);
        }
    }

    #[test]
    fn the_headings_after_it_follow_and_those_before_it_stay() {
        let (marked, report) = read(REPORT);
        let second = marked.text.find("（二）").expect("the heading");
        for name in ["四", "（四）", "4", " 4. "] {
            let text = renamed(&marked.text, &report, second, name).expect("a number");
            let expected = marked.text.replace("（三）", "（五）").replace("（二）", "（四）");
            assert_eq!(text, expected, "{name:?}");
        }
        let third = marked.text.find("1.甲").expect("the item");
        let text = renamed(&marked.text, &report, third, "三").expect("a number");
        assert_eq!(text, marked.text.replace("2.乙", "4.乙").replace("1.甲", "3.甲"), "in the notation of the level");
        assert_eq!(renamed(&marked.text, &report, second, "二").as_deref(), Ok(marked.text.as_str()));
    }

    #[test]
    fn other_names_and_places_are_refused() {
        let (marked, report) = read(REPORT);
        let second = marked.text.find("（二）").expect("the heading");
        for name in ["", "甲", "0", "100", "二十三点", "九十九"] {
            let refused = renamed(&marked.text, &report, second, name);
            assert_eq!(refused, Err(MessageId::RenameNoNumber), "{name:?}: the next one would be no number either");
        }
        assert_eq!(renamed(&marked.text, &report, marked.cursor(), "三"), Err(MessageId::RenameOnlyNumbers));
    }
}
