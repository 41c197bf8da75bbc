#![doc = include_str!("en.md")]

use std::collections::BTreeMap;

use gouji_edition::{SectionDef, blank_form};
use gouji_l10n::{Arg, msg};
use gouji_report::{Heading, Ordinal, Report};
use gouji_text::{Span, TextEdit, line_start, to_chinese_numeral};

use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::numbering;
use crate::rules::headings::{is_title_alone, likely_section_heading, numbered, shortened};
use crate::rules::missing_table;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "missing-section", group: Group::Structure, severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let mut all = insert_all(context);
    if report.sections.is_empty() {
        let Some(title) = &report.title else { return };
        let finding = findings.new_finding(title.span, msg::MissingSectionAll);
        findings.add(all.into_iter().fold(finding, Finding::with_fix));
        return;
    }
    for (at, def) in report.edition.sections.iter().enumerate() {
        if report.section(at).is_some() {
            continue;
        }
        let title = numbered_title(at, def);
        let next = next_heading(report, at);
        let last = report.sections.last().and_then(|section| report.heading_of(section));
        let Some(place) = next.or(last).map(|heading| heading.span) else { continue };
        let message = msg::MissingSection { title: title.as_str() };
        let finding = findings.new_finding(place, message);
        if let Some((heading, ordinal)) =
            likely_section_heading(report, at).and_then(|heading| numbered(report, heading))
        {
            findings.add(renamed(context, finding, def, heading, ordinal));
            continue;
        }
        let insert_at = next.map_or(context.text.len(), |heading| line_start(context.text, heading.span.start));
        let mut edits = vec![TextEdit::new(Span::at(insert_at), section(context, def, &title, next.is_none()))];
        // If the author numbered the other sections without the missing one, they get their official numbers.
        edits.extend(numbering::official_edits(context.text, report).into_iter().map(|(_, edit)| edit));
        edits.sort_by_key(|edit| edit.span);
        let title = msg::MissingSectionFix { title: title.as_str() };
        let finding = finding.with_fix(Fix { title: title.into(), applicability: Applicability::Chosen, edits });
        findings.add(all.take().into_iter().fold(finding, Finding::with_fix));
    }
}

fn numbered_title(at: usize, def: &SectionDef) -> String {
    format!("{}、{}", to_chinese_numeral(at as u32 + 1), def.title)
}

/// The heading of the first section in the text that comes after section `at` in the edition.
fn next_heading(report: &Report, at: usize) -> Option<&Heading> {
    report.heading_of(report.sections.iter().find(|section| section.def > at)?)
}

/// A fix that inserts all missing sections and tables, if more than one is missing.
fn insert_all(context: &Context<'_>) -> Option<Fix> {
    let report = context.report;
    let mut titles: Vec<Arg> = Vec::new();
    // The text to insert at each offset. The table of a section comes before the next sections.
    let mut inserted: BTreeMap<usize, String> = BTreeMap::new();
    for (at, def) in report.edition.sections.iter().enumerate() {
        let (place, text, title) = match report.section(at) {
            Some(section) => match missing_table::insertion(context, section) {
                Some((table, edit)) => (edit.span.start, edit.text, Arg::from(&table.name)),
                None => continue,
            },
            None if likely_section_heading(report, at).and_then(|heading| numbered(report, heading)).is_some() => {
                continue;
            }
            None => {
                let next = next_heading(report, at);
                let place = next.map_or(context.text.len(), |heading| line_start(context.text, heading.span.start));
                let is_first = next.is_none() && !inserted.contains_key(&place);
                let title = numbered_title(at, def);
                (place, section(context, def, &title, is_first), Arg::from(title))
            }
        };
        let insertion = inserted.entry(place).or_default();
        // A blank line separates a table from the next section.
        if !insertion.is_empty() && !insertion.ends_with("\n\n") {
            insertion.push_str(if insertion.ends_with('\n') { "\n" } else { "\n\n" });
        }
        insertion.push_str(&text);
        titles.push(title);
    }
    if titles.len() < 2 {
        return None;
    }
    let mut edits: Vec<TextEdit> =
        inserted.into_iter().map(|(place, text)| TextEdit::new(Span::at(place), text)).collect();
    edits.extend(numbering::official_edits(context.text, report).into_iter().map(|(_, edit)| edit));
    edits.sort_by_key(|edit| edit.span);
    let title = msg::MissingSectionAllFix { titles: Arg::List(titles) };
    Some(Fix { title: title.into(), applicability: Applicability::Chosen, edits })
}

/// The finding for a heading in the section's place and with its number. Most likely it opens the section under a wrong title.
fn renamed(context: &Context<'_>, finding: Finding, def: &SectionDef, heading: &Heading, ordinal: Ordinal) -> Finding {
    let found = shortened(heading.text.slice(context.text));
    let related = msg::MissingSectionStandIn { found: found.as_str() };
    let title = msg::MissingSectionRename { found: found.as_str(), title: &*def.title };
    let finding = finding.with_related(ordinal.span.cover(heading.text), related);
    // The fix must not overwrite words of the author after the title.
    if !is_title_alone(heading, context.text) {
        return finding;
    }
    finding.with_fix(Fix {
        title: title.into(),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(heading.text, &*def.title)],
    })
}

/// The section's heading with the `#` marks of the other headings, and its blank table in the layout of the report's tables.
fn section(context: &Context<'_>, def: &SectionDef, title: &str, at_end: bool) -> String {
    let report = context.report;
    let marks = report.sections.iter().filter_map(|section| report.heading_of(section)?.marks).next_back();
    let marks = marks.map(|marks| format!("{} ", marks.slice(context.text))).unwrap_or_default();
    let table = def.table.as_ref().and_then(|id| report.edition.tables.iter().find(|table| table.id == *id));
    let table =
        table.map(|table| format!("{}\n", blank_form::blank_table(table, report.table_layout()))).unwrap_or_default();
    let before = match context.text {
        text if !at_end || text.ends_with("\n\n") || text.ends_with("\n\r\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{before}{marks}{title}\n\n{table}")
}
