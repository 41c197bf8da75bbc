#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::LabelQuality;
use gouji_text::TextEdit;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::headings::{is_title_alone, repeating_headings};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "section-title", group: Group::Structure, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    // A heading with words of a title but the number of another section may be no section. `duplicate-section-number` reports it.
    let repeating = repeating_headings(report);
    let recognised = report.sections.iter().filter(|section| section.title == LabelQuality::Recognised);
    for section in recognised.filter(|section| !repeating.contains(&section.heading)) {
        let (Some(heading), Some(def)) = (report.heading_of(section), report.section_def(section)) else { continue };
        let (found, expected) = (heading.text.slice(context.text), &*def.title);
        let finding = findings.new_finding(heading.text, msg::SectionTitle { found, expected });
        // A fix must not overwrite words of the author after the title.
        if !is_title_alone(heading, context.text) {
            findings.add(finding);
            continue;
        }
        // A part of the title together with the right number identifies the section with certainty.
        let certain = heading.ordinal.is_some_and(|ordinal| ordinal.number == section.def as u32 + 1);
        findings.add(finding.with_fix(Fix {
            title: msg::SectionTitleFix { expected: &*def.title }.into(),
            applicability: if certain { Applicability::Safe } else { Applicability::Chosen },
            edits: vec![TextEdit::new(heading.text, &*def.title)],
        }));
    }
}
