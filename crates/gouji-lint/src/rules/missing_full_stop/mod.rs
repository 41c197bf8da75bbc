#![doc = include_str!("en.md")]

mod open_end;

use gouji_l10n::msg;
use gouji_report::{Heading, Paragraph};
use gouji_text::{Span, TextEdit, is_han};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "missing-full-stop", group: Group::Form, severity: Severity::Hint, page: page!(), check };

/// The words after the last full stop of a paragraph are a sentence if they have so many Han characters.
const SHORTEST_SENTENCE: usize = 8;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut before = None;
    let mut paragraphs = prose(context).peekable();
    while let Some(paragraph) = paragraphs.next() {
        let following = following(context, paragraph, paragraphs.peek().map(|next| next.span.start));
        if let Following::Heading(_) = following
            && let Some(place) = lacks_stop(paragraph)
        {
            let title = msg::MissingFullStopFix.into();
            let edits = vec![TextEdit::new(Span::at(place.end), "。")];
            let fix = Fix { title, applicability: Applicability::Chosen, edits };
            findings.add(findings.new_finding(place, msg::MissingFullStop).with_fix(fix));
        }
        open_end::check(context, before, paragraph, following, findings);
        before = Some(paragraph);
    }
}

/// What follows a paragraph in the text.
#[derive(Clone, Copy)]
enum Following<'a> {
    /// A heading, which shows that the paragraph ends here, and was not cut.
    Heading(&'a Heading),
    /// Neither a paragraph, nor a heading, nor a table.
    Nothing,
    /// The paragraph may go on there.
    Other,
}

/// What follows a paragraph. `next` is the byte where the next paragraph begins.
fn following<'a>(context: &Context<'a>, paragraph: &Paragraph, next: Option<usize>) -> Following<'a> {
    let report = context.report;
    let end = paragraph.span.end;
    let limit = next.unwrap_or(usize::MAX);
    let headings = report.headings.partition_point(|heading| heading.span.start < end);
    let heading = report.headings.get(headings).filter(|heading| heading.span.start < limit);
    let tables = report.tables.partition_point(|table| table.span.start < end);
    let table = report.tables.get(tables).map_or(usize::MAX, |table| table.span.start);
    match heading {
        Some(heading) if heading.stands_alone && heading.span.start <= table => Following::Heading(heading),
        None if next.is_none() && table == usize::MAX => Following::Nothing,
        _ => Following::Other,
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
