#![doc = include_str!("en.md")]

use std::collections::{HashMap, HashSet};

use gouji_l10n::{Message, msg};
use gouji_report::{Heading, Level, List, Ordinal, Report, Section};
use gouji_text::{Span, TextEdit, fold_label};

use crate::finding::{Applicability, Fix, Severity};
use crate::numbering;
use crate::rules::headings::{is_in_table_section, numbered, repeating_headings};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "section-number-order", group: Group::Structure, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let repeating = repeating_headings(context.report);
    // `duplicate-section-number` reports a repeated number. The wrong numbers after it are not reported here.
    if !context.report.sections.iter().any(|section| repeating.contains(&section.heading))
        && !check_order(context, findings)
    {
        check_numbers(context, findings);
    }
    // The last number of the previous list of each level. The next list of this level may continue its numbers.
    let mut ends: HashMap<Level, u32> = HashMap::new();
    for list in &context.report.lists {
        let number = |at: Option<&usize>| numbered(context.report, *at?).map(|(_, ordinal)| ordinal.number);
        let goes_on =
            number(list.members.first()).is_some_and(|first| first > 1 && ends.get(&list.level) == Some(&(first - 1)));
        ends.extend(number(list.members.last()).map(|last| (list.level, last)));
        if !goes_on && (list.parent.is_some() || list.level != Level::First) {
            check_list(context, list, findings);
        }
    }
}

/// Checks the order of the official sections. Returns whether a section is out of order.
fn check_order(context: &Context<'_>, findings: &mut Findings<'_>) -> bool {
    let report = context.report;
    let mut ordered: Vec<&Section> = report.sections.iter().collect();
    ordered.sort_by_key(|section| section.def);
    let Some((wrong, right)) = report.sections.iter().zip(&ordered).find(|(found, right)| found.def != right.def)
    else {
        return false;
    };
    let (Some(heading), Some(def), Some(expected)) =
        (report.heading_of(wrong), report.section_def(wrong), report.section_def(right))
    else {
        return true;
    };
    let message = msg::SectionOrder { title: &*def.title, expected: &*expected.title };
    let mut finding = findings.new_finding(heading.span, message);
    if let Some(other) = report.heading_of(right) {
        finding = finding.with_related(other.span, msg::SectionOrderOther);
    }
    findings.add(finding.with_fix(in_order(context, &ordered)));
    true
}

/// The fix that writes the sections in their official order and with their official numbers.
fn in_order(context: &Context<'_>, ordered: &[&Section]) -> Fix {
    let report = context.report;
    let numbers = numbering::official_edits(context.text, report);
    let start = report.sections.first().map_or(0, |section| section.span.start);
    let mut text = String::new();
    for section in ordered {
        let number = numbers.iter().find(|(ordinal, _)| section.span.contains(ordinal.span)).map(|(_, edit)| edit);
        let body = |span: Span| span.slice(context.text);
        match number {
            Some(edit) => {
                text += body(Span::new(section.span.start, edit.span.start));
                text += &edit.text;
                text += body(Span::new(edit.span.end, section.span.end));
            }
            None => text += body(section.span),
        }
        text.truncate(text.trim_end().len());
        text += "\n\n";
    }
    let end = report.sections.last().map_or(start, |section| section.span.end);
    text.truncate(text.trim_end().len());
    text.push('\n');
    let title = msg::SectionOrderFix.into();
    Fix { title, applicability: Applicability::Chosen, edits: vec![TextEdit::new(Span::new(start, end), text)] }
}

/// Checks that official sections have their official numbers. Other rules report a missing or additional section, so numbers that
/// are wrong only for this reason are not reported.
fn check_numbers(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    // The place is counted among the numbered headings of the level and the sections without number.
    let counts = |heading: &&Heading| heading.section.is_some() || is_top(heading);
    let mut wrong = report.headings.iter().filter(counts).enumerate().filter_map(|(place, heading)| {
        let (ordinal, section) = (heading.ordinal?, report.sections.get(heading.section?)?);
        let fits = [section.def, place].iter().any(|place| *place as u32 + 1 == ordinal.number);
        (!fits).then_some((ordinal, section))
    });
    let Some((ordinal, section)) = wrong.next() else { return };
    let Some(def) = report.section_def(section) else { return };
    let message = msg::SectionNumberOfficial {
        title: &*def.title,
        found: ordinal.span.slice(context.text),
        expected: numbering::ordinal(Level::First, section.def as u32 + 1),
    };
    let mut finding = findings.new_finding(ordinal.span, message);
    finding.fixes.extend(numbering::renumber_sections(context.text, report));
    findings.add(finding);
}

fn is_top(heading: &Heading) -> bool {
    heading.stands_alone && heading.ordinal.is_some_and(|ordinal| ordinal.level == Level::First)
}

/// Checks that a list counts 1, 2, 3, and reports its first wrong number.
fn check_list(context: &Context<'_>, list: &List, findings: &mut Findings<'_>) {
    let report = context.report;
    let members: Vec<(&Heading, Ordinal)> = list.members.iter().filter_map(|at| numbered(report, *at)).collect();
    let is_wrong = |(place, (_, ordinal)): &(usize, &(&Heading, Ordinal))| ordinal.number != *place as u32 + 1;
    let Some(wrong) = members.iter().enumerate().position(|member| is_wrong(&member)) else { return };
    let Some(&(heading, ordinal)) = members.get(wrong) else { return };
    let mut seen = HashSet::new();
    let repeats = members.iter().any(|(_, ordinal)| !seen.insert(ordinal.number));
    if repeats || is_lone(&members) || is_in_table_section(report, heading) || is_below_unofficial(report, list) {
        return;
    }
    let before = wrong.checked_sub(1).and_then(|before| members.get(before));
    let expected = numbering::ordinal(list.level, wrong as u32 + 1);
    let start = before.map(|(before, _)| before.text.start);
    let start = start.or_else(|| Some(report.headings.get(list.parent?)?.text.start)).unwrap_or(ordinal.span.start);
    if has_number(Span::new(start, ordinal.span.start).slice(context.text), list.level, wrong as u32 + 1) {
        return;
    }
    let found = ordinal.span.slice(context.text);
    let message: Message = match before.map(|(_, before)| before.span.slice(context.text)) {
        Some(before) => msg::SectionNumberOrder { before, found, expected }.into(),
        None => msg::SectionNumberStart { found, expected }.into(),
    };
    let mut finding = findings.new_finding(ordinal.span, message);
    if let Some((before, ordinal)) = before {
        let related = msg::SectionNumberBefore { ordinal: ordinal.span.slice(context.text) };
        finding = finding.with_related(before.span, related);
    }
    let fix = match members.iter().enumerate().filter(is_wrong).count() {
        1 => numbering::renumber_one(context.text, report, list, wrong),
        _ => numbering::renumber_all(context.text, report, list),
    };
    // An item may be missing, and renumbering would hide this, so the user has to choose the fix.
    finding.fixes.extend(fix.map(|fix| Fix { applicability: Applicability::Chosen, ..fix }));
    findings.add(finding);
}

/// Whether the list is below a 一、-level heading that is none of the six sections. Its numbers continue those before the heading.
fn is_below_unofficial(report: &Report, list: &List) -> bool {
    let parent = list.parent.and_then(|parent| report.headings.get(parent));
    parent.is_some_and(|parent| parent.section.is_none() && is_top(parent))
}

/// Whether the numbers do not prove a list: there is only one, as in `3、4月` at the start of a line. But a single （一）-level
/// heading on its own line proves a list.
fn is_lone(members: &[(&Heading, Ordinal)]) -> bool {
    match members {
        [(heading, ordinal)] => !(heading.stands_alone && ordinal.level == Level::Second),
        _ => members.is_empty(),
    }
}

/// Whether the text `before` has the missing number, as in a paragraph with several numbers.
fn has_number(before: &str, level: Level, number: u32) -> bool {
    let ordinal = numbering::ordinal(level, number);
    let numeral = fold_label(&ordinal);
    let spellings = match level {
        Level::First => [format!("{numeral}、"), format!("{numeral}是"), format!("第{numeral}")],
        Level::Second | Level::Fourth => [ordinal, format!("({numeral})"), format!("({numeral}）")],
        Level::Third => [ordinal, format!("{numeral}、"), format!("{numeral}．")],
    };
    spellings.iter().any(|spelling| before.contains(spelling.as_str()))
}
