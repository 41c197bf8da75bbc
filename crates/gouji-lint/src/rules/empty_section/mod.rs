#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::{Heading, Level, List, Report};
use gouji_text::{Span, fold_label};

use crate::finding::Severity;
use crate::rules::headings::is_in_table_section;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "empty-section", group: Group::Structure, severity: Severity::Warning, page: page!(), check };

/// Words that say no more than a blank.
const NOTHING: [&str; 6] = ["无", "暂无", "没有", "不存在", "略", "无内容"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    for section in &report.sections {
        let (Some(heading), Some(def)) = (report.heading_of(section), report.section_def(section)) else { continue };
        // `missing-table` reports a missing table. Other text in such a section is optional.
        if def.table.is_some() {
            continue;
        }
        let body = Span::new(heading.span.end, section.span.end).slice(context.text);
        let title = heading.text.slice(context.text);
        if body.trim().is_empty() {
            findings.report(heading.span, msg::EmptySection { heading: title });
        } else if def.parts.iter().all(|part| part.draft.is_none()) && is_nothing(body) {
            findings.report(heading.span, msg::EmptySectionNone { heading: title, found: body.trim() });
        }
    }
    report.lists.iter().filter(|list| list.level == Level::Second).for_each(|list| check_list(context, list, findings));
}

fn is_nothing(body: &str) -> bool {
    const LONGEST_BYTES: usize = 30;
    let body = body.trim();
    body.len() <= LONGEST_BYTES && NOTHING.contains(&fold_label(body).as_str())
}

/// Reports （一）-level headings without text, if most headings of the list have text. Otherwise they are the items of a list.
fn check_list(context: &Context<'_>, list: &List, findings: &mut Findings<'_>) {
    let report = context.report;
    let members = || list.members.iter().filter_map(|at| Some((*at, report.headings.get(*at)?)));
    let empty: Vec<&Heading> =
        members().filter(|(at, heading)| is_bare(context, report, *at, heading)).map(|(_, heading)| heading).collect();
    if 2 * empty.len() >= list.members.len() {
        return;
    }
    for heading in empty.into_iter().filter(|heading| !is_in_table_section(report, heading)) {
        let message = msg::EmptySection { heading: heading.text.slice(context.text) };
        findings.report(heading.span, message);
    }
}

/// Whether there is no text between a heading and the next one, and the next one is not below it.
fn is_bare(context: &Context<'_>, report: &Report, at: usize, heading: &Heading) -> bool {
    let next = report.headings.get(at + 1);
    let end = next.map_or(context.text.len(), |next| next.span.start);
    // A 一、-level heading that opens no section is below this heading, even if its number says otherwise.
    let is_below = next.is_some_and(|next| {
        next.section.is_none() && next.ordinal.is_none_or(|ordinal| ordinal.level != Level::Second)
    });
    // The span of the next heading does not include its `#` marks.
    let between = Span::new(heading.span.end, end).slice(context.text);
    heading.stands_alone && !is_below && between.trim_matches(|c: char| c.is_whitespace() || c == '#').is_empty()
}
