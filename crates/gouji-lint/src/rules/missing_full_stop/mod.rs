#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::Paragraph;
use gouji_text::{Span, TextEdit, is_han};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "missing-full-stop", group: Group::Form, severity: Severity::Hint, page: page!(), check };

/// The words after the last full stop of a paragraph are a sentence if they have so many Han characters.
const SHORTEST_SENTENCE: usize = 8;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let mut paragraphs = prose(context).peekable();
    while let Some(paragraph) = paragraphs.next() {
        let limit = paragraphs.peek().map_or(usize::MAX, |next| next.span.start);
        let end = paragraph.span.end;
        // A heading after the paragraph shows that the paragraph ends here, and was not cut.
        let headings = report.headings.partition_point(|heading| heading.span.start < end);
        let heading =
            report.headings.get(headings).filter(|heading| heading.stands_alone && heading.span.start < limit);
        let Some(heading) = heading else { continue };
        let tables = report.tables.partition_point(|table| table.span.start < end);
        if report.tables.get(tables).is_some_and(|table| table.span.start < heading.span.start) {
            continue;
        }
        if let Some(place) = lacks_stop(paragraph) {
            let title = msg::MissingFullStopFix.into();
            let edits = vec![TextEdit::new(Span::at(place.end), "。")];
            let fix = Fix { title, applicability: Applicability::Chosen, edits };
            findings.add(findings.new_finding(place, msg::MissingFullStop).with_fix(fix));
        }
    }
}

/// The last character of a paragraph that has a full stop, but not after its last sentence.
fn lacks_stop(paragraph: &Paragraph) -> Option<Span> {
    let words = paragraph.words().trim_end();
    let (_, last) = words.rsplit_once('。')?;
    let is_sentence = last.chars().filter(|c| is_han(*c)).count() >= SHORTEST_SENTENCE && last.contains('，');
    let (at, c) = words.char_indices().next_back().filter(|(_, c)| is_han(*c))?;
    is_sentence.then(|| paragraph.place(Span::new(at, at + c.len_utf8())))
}
