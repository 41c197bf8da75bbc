#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::{Heading, Level, List, Ordinal, Report};
use gouji_text::{Span, TextEdit, common_form, is_invisible};

use crate::finding::{Applicability, Fix, Severity};
use crate::numbering;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "heading-punctuation", group: Group::Form, severity: Severity::Info, page: page!(), check };

/// One finding lists at most so many further places. Its fix corrects all places.
const MAX_RELATED: usize = 20;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for level in [Level::First, Level::Second, Level::Third, Level::Fourth] {
        check_level(context, level, findings);
    }
    check_unnumbered(context, findings);
    check_run_in(context, findings);
}

/// Reports titles that run into text without a mark between. The fix ends the line after the title and removes no word.
fn check_run_in(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    for heading in report.sections.iter().filter_map(|section| report.heading_of(section)) {
        let end = heading.text.end;
        let at = report.paragraphs.partition_point(|paragraph| paragraph.span.start < end);
        let text_follows = report.paragraphs.get(at).is_some_and(|paragraph| paragraph.span.start == end);
        // Brackets separate a remark from the title.
        let is_remark = context.text.get(end..).is_some_and(|rest| rest.starts_with(['（', '(']));
        let goes_on = text_follows && !is_remark || report.headings.iter().any(|other| other.span.start == end);
        if heading.span.end == end && goes_on {
            let message = msg::HeadingPunctuationRunIn { title: heading.text.slice(context.text) };
            let finding = findings.new_finding(heading.text, message);
            findings.add(finding.with_fix(Fix {
                title: msg::HeadingPunctuationRunInFix.into(),
                applicability: Applicability::Safe,
                edits: vec![TextEdit::new(Span::at(end), "\n\n")],
            }));
        }
    }
}

/// Reports the numbers of one level that do not have the customary marks: one finding, at the first number.
fn check_level(context: &Context<'_>, level: Level, findings: &mut Findings<'_>) {
    let report = context.report;
    // A single `3、` at the start of a line may be no number of a list, as in 3、4月份.
    let proves = |list: &&List| list.level == level && (level < Level::Third || list.members.len() > 1);
    let mut members: Vec<usize> = report.lists.iter().filter(proves).flat_map(|list| list.members.clone()).collect();
    members.sort_unstable();
    let ordinals = members.iter().filter_map(|at| report.headings.get(*at)?.ordinal);
    let slips: Vec<(Ordinal, TextEdit)> =
        ordinals.filter_map(|ordinal| Some((ordinal, slip(context.text, ordinal)?))).collect();
    let Some((first, edit)) = slips.first() else { return };
    let (found, expected) = (first.span.slice(context.text).trim(), edit.text.as_str());
    let mut finding = findings.new_finding(first.span, msg::HeadingPunctuation { found, expected });
    for (ordinal, edit) in slips.iter().skip(1).take(MAX_RELATED) {
        let related = msg::HeadingPunctuationOther { expected: edit.text.as_str() };
        finding = finding.with_related(ordinal.span, related);
    }
    let title = match slips.len() {
        1 => msg::HeadingPunctuationFix { expected }.into(),
        count => msg::HeadingPunctuationFixAll { count }.into(),
    };
    let edits = slips.into_iter().map(|(_, edit)| edit).collect();
    findings.add(finding.with_fix(Fix { title, applicability: Applicability::Safe, edits }));
}

/// The edit that gives an ordinal its customary form; `None` if it has this form.
fn slip(text: &str, ordinal: Ordinal) -> Option<TextEdit> {
    // Markup is no punctuation, and `conversion-residue` reports look-alikes.
    let plain = |span: Span| -> String {
        span.slice(text).chars().filter(|c| !is_markup(*c)).map(|c| common_form(c).unwrap_or(c)).collect()
    };
    let (found, numeral) = (plain(ordinal.span), plain(ordinal.numeral));
    let is_han = numeral.chars().all(|c| "一二三四五六七八九十".contains(c));
    let is_customary = match ordinal.level {
        Level::First => found.strip_suffix('、') == Some(numeral.as_str()) && is_han,
        Level::Second => found.starts_with('（') && found.ends_with('）'),
        // Both the half-width and the full-width dot are customary, and so are both kinds of brackets around digits.
        Level::Third => !found.ends_with('、'),
        Level::Fourth => found.ends_with(['）', ')']),
    };
    let expected = match is_han || ordinal.level > Level::Second {
        true => numbering::with_marks(ordinal.level, &numeral),
        false => numbering::ordinal(ordinal.level, ordinal.number),
    };
    (!is_customary).then(|| TextEdit::new(ordinal.span, expected))
}

fn is_markup(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '_' | '\\' | '`' | '~')
}

/// Reports official sections without a number, if most of the sections have one.
fn check_unnumbered(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let headings = || report.sections.iter().filter_map(|section| Some((section, report.heading_of(section)?)));
    let bare: Vec<_> = headings().filter(|(_, heading)| heading.ordinal.is_none()).collect();
    if 2 * bare.len() >= report.sections.len() {
        return;
    }
    for (section, heading) in bare.into_iter().filter(|(_, heading)| !is_numbered_otherwise(context.text, heading)) {
        let number = numbering::ordinal(Level::First, section.def as u32 + 1);
        if is_taken(report, section.def as u32 + 1) {
            continue;
        }
        let title = heading.text.slice(context.text);
        let message = msg::HeadingPunctuationMissing { title, number: number.as_str() };
        let finding = findings.new_finding(heading.text, message);
        findings.add(finding.with_fix(Fix {
            title: msg::HeadingPunctuationMissingFix { number: number.as_str() }.into(),
            applicability: Applicability::Safe,
            edits: vec![TextEdit::new(Span::at(heading.text.start), number)],
        }));
    }
}

/// Whether the title begins with a number in another form: 第一部分, or a number after a stray character.
fn is_numbered_otherwise(text: &str, heading: &Heading) -> bool {
    let words = heading.text.slice(text);
    words.starts_with(['第', '|', '｜', '丨']) || words.starts_with(|c: char| c.is_ascii())
}

/// Whether a 一、-level heading already has the number.
fn is_taken(report: &Report, number: u32) -> bool {
    let mut ordinals =
        report.headings.iter().filter(|heading| heading.stands_alone).filter_map(|heading| heading.ordinal);
    ordinals.any(|ordinal| ordinal.level == Level::First && ordinal.number == number)
}
