//! Renumbering: edits that give headings and lists their right numbers.

use gouji_l10n::msg;
use gouji_report::{Heading, Level, List, Ordinal, Report};
use gouji_text::{TextEdit, to_chinese_numeral};

use crate::finding::{Applicability, Fix};

/// The numeral of `number` in the notation of `level`.
fn numeral(level: Level, number: u32) -> String {
    match level {
        Level::First | Level::Second => to_chinese_numeral(number),
        Level::Third | Level::Fourth => number.to_string(),
    }
}

/// The customary ordinal of `number` at `level`: `一、` `（一）` `1.` `（1）`.
pub fn ordinal(level: Level, number: u32) -> String {
    with_marks(level, &numeral(level, number))
}

/// A numeral with the marks of its level.
pub fn with_marks(level: Level, numeral: &str) -> String {
    match level {
        Level::First => format!("{numeral}、"),
        Level::Second | Level::Fourth => format!("（{numeral}）"),
        Level::Third => format!("{numeral}."),
    }
}

/// Gives a heading the number `number`; `None` if it already has this number.
fn edit(text: &str, ordinal: Ordinal, number: u32) -> Option<TextEdit> {
    let numeral = numeral(ordinal.level, number);
    (ordinal.numeral.slice(text) != numeral).then(|| TextEdit::new(ordinal.numeral, numeral))
}

/// The fix that consists of one edit of `ordinal`.
fn single_fix(text: &str, ordinal: Ordinal, edit: TextEdit) -> Fix {
    Fix {
        title: msg::RenumberOne {
            ordinal: ordinal.span.slice(text),
            number: ordinal.span.slice(text).replace(ordinal.numeral.slice(text), &edit.text),
        }
        .into(),
        applicability: Applicability::Safe,
        edits: vec![edit],
    }
}

/// Gives one member of a list the number of its place; `None` if a member already has this number.
pub fn renumber_one(text: &str, report: &Report, list: &List, place: usize) -> Option<Fix> {
    let ordinal_at = |at: &usize| report.headings.get(*at).and_then(|heading| heading.ordinal);
    let ordinal = ordinal_at(list.members.get(place)?)?;
    let number = place as u32 + 1;
    if list.members.iter().filter_map(ordinal_at).any(|other| other.number == number) {
        return None;
    }
    Some(single_fix(text, ordinal, edit(text, ordinal, number)?))
}

/// Numbers the whole list from 1.
pub fn renumber_all(text: &str, report: &Report, list: &List) -> Option<Fix> {
    let ordinals = list.members.iter().map(|at| report.headings.get(*at).and_then(|heading| heading.ordinal));
    let edits: Vec<_> =
        ordinals.enumerate().filter_map(|(place, ordinal)| edit(text, ordinal?, place as u32 + 1)).collect();
    let last = list.members.len() as u32;
    let title =
        msg::RenumberAll { count: list.members.len(), first: numeral(list.level, 1), last: numeral(list.level, last) };
    (!edits.is_empty()).then_some(Fix { title: title.into(), applicability: Applicability::Safe, edits })
}

/// Edits that give each official section its official number, in the order of the text.
pub fn official_edits(text: &str, report: &Report) -> Vec<(Ordinal, TextEdit)> {
    let numbered = report.sections.iter().filter_map(|section| {
        let ordinal = report.heading_of(section)?.ordinal?;
        Some((ordinal, edit(text, ordinal, section.def as u32 + 1)?))
    });
    numbered.collect()
}

/// Gives each official section its official number; `None` if all have it.
pub fn renumber_sections(text: &str, report: &Report) -> Option<Fix> {
    let edits = official_edits(text, report);
    match edits.as_slice() {
        [] => None,
        [(ordinal, edit)] => Some(single_fix(text, *ordinal, edit.clone())),
        _ => Some(Fix {
            title: msg::RenumberSections { count: edits.len() }.into(),
            applicability: Applicability::Safe,
            edits: edits.into_iter().map(|(_, edit)| edit).collect(),
        }),
    }
}

/// Turns the 一、-level headings inside the official section of heading `at` into （一）-level headings. `None` if the section
/// already has （一）-level headings, or the heading is not in a section.
pub fn demote(text: &str, report: &Report, at: usize) -> Option<Fix> {
    let heading = report.headings.get(at)?;
    let section = report.sections.iter().find(|section| section.span.contains(heading.span))?;
    let inside = || report.headings.iter().filter(|heading| section.span.contains(heading.span));
    let is_second = |heading: &Heading| heading.ordinal.is_some_and(|ordinal| ordinal.level == Level::Second);
    if inside().any(is_second) {
        return None;
    }
    let siblings = inside().filter(|heading| heading.section.is_none() && heading.stands_alone);
    let ordinals = siblings.filter_map(|heading| heading.ordinal).filter(|ordinal| ordinal.level == Level::First);
    let demotion = |(place, old): (usize, Ordinal)| TextEdit::new(old.span, ordinal(Level::Second, place as u32 + 1));
    let edits: Vec<_> = ordinals.enumerate().map(demotion).collect();
    let count = edits.len();
    let own = heading.ordinal?.span;
    let new = edits.iter().find(|edit| edit.span == own)?.text.clone();
    let title = msg::Demote { ordinal: own.slice(text), new, count };
    Some(Fix { title: title.into(), applicability: Applicability::Chosen, edits })
}
