#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::{Heading, Level, Ordinal, Report};
use gouji_text::{Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::headings::is_in_table_section;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "heading-level", group: Group::Structure, severity: Severity::Warning, page: page!(), check };

/// So many findings offer a fix for all of them.
const MAX_WITH_FIX_ALL: usize = 50;

/// The levels of numbering, from the highest to the lowest.
const LEVELS: [Level; 4] = [Level::First, Level::Second, Level::Third, Level::Fourth];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut odd: Vec<(&Heading, Span, Span)> = Vec::new();
    for level in LEVELS {
        let mut headings = headings_with_marks(context.report, level);
        let Some((_, first)) = headings.next() else { continue };
        odd.extend(
            headings.filter(|(_, marks)| marks.len() != first.len()).map(|(heading, marks)| (heading, marks, first)),
        );
    }
    if odd.is_empty() {
        check_skips(context, findings);
    }
    check_jumps(context, findings);
    odd.sort_by_key(|(_, marks, _)| marks.start);
    let all: Vec<TextEdit> = odd.iter().map(|(_, marks, first)| edit(*marks, *first)).collect();
    for (count, (heading, marks, first)) in odd.iter().enumerate() {
        let depth = "#".repeat(first.len());
        let message = msg::HeadingLevel {
            heading: heading_words(heading, context.text),
            found: marks.slice(context.text),
            expected: depth.as_str(),
        };
        let mut finding = findings.new_finding(marks.cover(heading.span), message);
        finding = finding.with_related(*first, msg::HeadingLevelFirst { expected: depth.as_str() });
        finding = finding.with_fix(Fix {
            title: msg::HeadingLevelFix { expected: depth }.into(),
            applicability: Applicability::Safe,
            edits: vec![edit(*marks, *first)],
        });
        if all.len() > 1 && count < MAX_WITH_FIX_ALL {
            finding = finding.with_fix(Fix {
                title: msg::HeadingLevelFixAll { count: all.len() }.into(),
                applicability: Applicability::Safe,
                edits: all.clone(),
            });
        }
        findings.add(finding);
    }
}

/// The headings of a level that have `#` marks, with the span of the marks.
fn headings_with_marks(report: &Report, level: Level) -> impl Iterator<Item = (&Heading, Span)> {
    let has_level = move |heading: &&Heading| heading.ordinal.is_some_and(|ordinal| ordinal.level == level);
    report.headings.iter().filter(has_level).filter_map(|heading| Some((heading, heading.marks?)))
}

/// Reports a level whose first heading is more than one mark deeper than the first heading of the level above: one finding.
fn check_skips(context: &Context<'_>, findings: &mut Findings<'_>) {
    let first = |level: &Level| Some((*level, headings_with_marks(context.report, *level).next()?));
    let firsts: Vec<(Level, (&Heading, Span))> = LEVELS.iter().filter_map(first).collect();
    for pair in firsts.windows(2) {
        let [(_, (_, above)), (level, (heading, marks))] = pair else { continue };
        let Some(over) = marks.len().checked_sub(above.len() + 1).filter(|over| *over > 0) else { continue };
        let depth = "#".repeat(marks.len() - over);
        let message = msg::HeadingLevelSkip {
            heading: heading_words(heading, context.text),
            found: marks.slice(context.text),
            above: above.slice(context.text),
            expected: depth.as_str(),
        };
        let finding = findings.new_finding(marks.cover(heading.span), message);
        // The headings of this level and of all levels below move up together.
        let below =
            LEVELS.iter().filter(|other| *other >= level).flat_map(|level| headings_with_marks(context.report, *level));
        let mut edits: Vec<TextEdit> =
            below.map(|(_, marks)| TextEdit::new(Span::new(marks.start, marks.start + over), "")).collect();
        edits.sort_by_key(|edit| edit.span);
        let title = match edits.len() {
            1 => msg::HeadingLevelFix { expected: depth }.into(),
            count => msg::HeadingLevelFixAll { count }.into(),
        };
        findings.add(finding.with_fix(Fix { title, applicability: Applicability::Safe, edits }));
        return;
    }
}

/// Reports a list of （1） directly under 一、: at most one in each section, and none in a section with a table, whose rows may look
/// like headings. 一、 directly over 1. is widely used.
fn check_jumps(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut open: Option<(&Heading, Ordinal)> = None;
    for heading in &context.report.headings {
        let Some(ordinal) = heading.ordinal else { continue };
        match (ordinal.level, open) {
            (Level::First, _) => open = Some((heading, ordinal)),
            (Level::Fourth, Some((above, first)))
                if heading.stands_alone && ordinal.number == 1 && !is_in_table_section(context.report, heading) =>
            {
                let message = msg::HeadingLevelJump {
                    found: ordinal.span.slice(context.text),
                    above: first.span.slice(context.text),
                };
                let finding = findings.new_finding(ordinal.span, message).with_severity(Severity::Hint);
                findings.add(finding.with_related(above.span, msg::HeadingLevelJumpAbove));
                open = None;
            }
            _ => open = None,
        }
    }
}

fn edit(marks: Span, first: Span) -> TextEdit {
    TextEdit::new(marks, "#".repeat(first.len()))
}

fn heading_words(heading: &Heading, text: &str) -> String {
    let ordinal = heading.ordinal.map(|ordinal| ordinal.span.slice(text)).unwrap_or_default();
    format!("{ordinal}{}", heading.text.slice(text))
}
