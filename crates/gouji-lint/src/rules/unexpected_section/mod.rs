#![doc = include_str!("en.md")]

use std::collections::HashSet;

use gouji_l10n::msg;
use gouji_report::{Heading, List, Report};

use crate::finding::Severity;
use crate::numbering;
use crate::rules::headings::{
    enclosing_section, likely_section_heading, numbered, repeated_headings, shortened, top_level_lists,
};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "unexpected-section", group: Group::Structure, severity: Severity::Warning, page: page!(), check };

/// So many findings have fixes. Each fix may edit a whole section.
const MAX_WITH_FIXES: usize = 50;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let likely_sections: Vec<usize> =
        (0..report.edition.sections.len()).filter_map(|def| likely_section_heading(report, def)).collect();
    for list in top_level_lists(report) {
        let repeated = repeated_headings(report, list);
        let explained = sections_with_repetitions(report, list, &repeated);
        let single = list.members.iter().zip(&repeated).filter(|(_, repeated)| repeated.is_none());
        let unexpected =
            single.filter_map(|(at, _)| Some((*at, numbered(report, *at)?))).filter(|(at, (heading, _))| {
                let is_explained = explained.contains(&enclosing_section(report, heading).map(|section| section.def));
                heading.section.is_none()
                    && !likely_sections.contains(at)
                    && !is_explained
                    && !is_torn_label(report, heading)
            });
        for (count, (at, (heading, ordinal))) in unexpected.enumerate() {
            let message = msg::UnexpectedSection {
                ordinal: ordinal.span.slice(context.text),
                heading: shortened(heading.text.slice(context.text)),
            };
            let mut finding = findings.new_finding(heading.span, message);
            if count < MAX_WITH_FIXES {
                finding.fixes.extend(numbering::demote(context.text, report, at));
            }
            findings.add(finding);
        }
    }
}

/// The sections in which a 一、-level heading repeats a number. The finding of `duplicate-section-number` there also explains the
/// other 一、-level headings of the section.
fn sections_with_repetitions(report: &Report, list: &List, repeated: &[Option<usize>]) -> HashSet<Option<usize>> {
    let repetitions = list.members.iter().zip(repeated).filter(|(_, repeated)| repeated.is_some());
    let headings =
        repetitions.filter_map(|(at, _)| report.headings.get(*at)).filter(|heading| heading.section.is_none());
    headings.map(|heading| enclosing_section(report, heading).map(|section| section.def)).collect()
}

/// Whether the heading may be a label of a table that could not be read.
fn is_torn_label(report: &Report, heading: &Heading) -> bool {
    let def = enclosing_section(report, heading).and_then(|section| report.section_def(section));
    def.and_then(|def| def.table.as_ref()).is_some_and(|table| report.table(table).is_none())
}
