//! Paragraphs that end with ； or ，, although nothing of their part follows.

use gouji_l10n::msg;
use gouji_report::{Heading, Level, Paragraph, Report};
use gouji_text::{Span, TextEdit, is_han};

use super::Following;
use crate::finding::{Applicability, Fix};
use crate::rules::{Context, Findings};

/// Marks after which a sentence goes on.
const SEMICOLONS: [char; 2] = ['；', ';'];
const COMMAS: [char; 2] = ['，', ','];
/// A paragraph with fewer Han characters is a label or a piece of one.
const SHORTEST: usize = 6;

pub(super) fn check(
    context: &Context<'_>,
    before: Option<&Paragraph>,
    paragraph: &Paragraph,
    following: Following<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(place) = open_mark(paragraph.words()) else { return };
    if !is_last(context, before, paragraph, following) {
        return;
    }
    let found = place.slice(paragraph.words());
    let span = paragraph.place(place);
    findings.add(findings.new_finding(span, msg::MissingFullStopOpen { found }).with_fix(Fix {
        title: msg::MissingFullStopOpenFix.into(),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(span, "。")],
    }));
}

/// The ； or ， at the end of the words.
fn open_mark(words: &str) -> Option<Span> {
    let words = words.trim_end();
    let (at, mark) = words.char_indices().next_back()?;
    if !SEMICOLONS.contains(&mark) && !COMMAS.contains(&mark) {
        return None;
    }
    let before = words.get(..at)?;
    let ends_word = before.ends_with(|c: char| is_han(c) || matches!(c, '）' | ')' | '”' | '》' | '%' | '％'));
    let is_sentence = before.chars().filter(|c| is_han(*c)).count() >= SHORTEST;
    (ends_word && is_sentence).then(|| Span::new(at, words.len()))
}

/// Whether the paragraph is the last one of its part of the report, and of its list if it is a member of one.
fn is_last(context: &Context<'_>, before: Option<&Paragraph>, paragraph: &Paragraph, following: Following<'_>) -> bool {
    let report = context.report;
    let section = report.sections.iter().rfind(|section| section.span.start <= paragraph.span.start);
    let Some(section) = section else { return false };
    let end = match following {
        Following::Heading(heading) => heading.span.start,
        Following::Nothing => context.text.len(),
        Following::Other => return false,
    };
    // Lines of a table that could not be read may be between.
    let between = Span::new(paragraph.span.end, end).slice(context.text);
    if between.contains(['\t', '|', '<']) || between.contains(char::is_alphanumeric) {
        return false;
    }
    match following {
        Following::Heading(heading) if heading.section.is_some() => true,
        Following::Heading(heading) => {
            opening(report, heading).is_some_and(|opening| closes_list(opening, before, paragraph))
        }
        _ => section.def + 1 == report.edition.sections.len(),
    }
}

/// The heading before `next` at its level, if `next` has the next number: （一） for （二）. Other lines with a number may be
/// members of a list, or the words 一、二级 after a line break.
fn opening<'a>(report: &'a Report, next: &Heading) -> Option<&'a Heading> {
    let ordinal = next.ordinal.filter(|ordinal| ordinal.level == Level::Second)?;
    let count = report.headings.partition_point(|heading| heading.span.start < next.span.start);
    let opening = report.headings.get(..count)?.iter().rfind(|heading| heading.stands_alone)?;
    let before = opening.ordinal.filter(|before| before.level == Level::Second)?;
    (before.number + 1 == ordinal.number).then_some(opening)
}

/// Whether the text below the heading `opening` ends with the paragraph. A single clause below each of several headings may be a
/// member of one list: its ； leads to the next heading.
fn closes_list(opening: &Heading, before: Option<&Paragraph>, paragraph: &Paragraph) -> bool {
    let words = paragraph.words().trim_end();
    let clauses = words.strip_suffix(SEMICOLONS).unwrap_or(words);
    let before = before.filter(|before| before.span.start > opening.span.start);
    let follows_member = before.is_some_and(|before| before.words().trim_end().ends_with(SEMICOLONS));
    words.ends_with(COMMAS) || clauses.contains(['。', '；']) || follows_member
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_mark_ends_a_sentence_of_some_length() {
        for (words, expected) in [
            ("一是丰富解读形式；", Some("；")),
            ("完善栏目检索功能，", Some("，")),
            ("完善栏目（频道）检索;", Some(";")),
            ("落实《公开工作要点》， ", Some("，")),
            ("留言按时办结率达98%；", Some("；")),
            ("完善栏目检索功能。", None),
            ("完善栏目检索功能", None),
            ("完善栏目检索功能：", None),
            ("完善栏目检索功能、", None),
            ("完善栏目检索功能。；", None),
            ("联系电话为0000-1234567；", None),
            ("单位：件；", None),
            ("；", None),
            ("", None),
        ] {
            assert_eq!(open_mark(words).map(|mark| mark.slice(words)), expected, "{words}");
        }
    }
}
