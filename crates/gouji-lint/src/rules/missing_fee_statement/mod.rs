#![doc = include_str!("en.md")]

use gouji_edition::{Role, edition_for_year};
use gouji_l10n::msg;
use gouji_text::{Span, TextEdit, fold_label};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, Split, page};

pub(super) const RULE: Rule =
    Rule { name: "missing-fee-statement", group: Group::Structure, severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    // The rules about the fee are from 2021, so the form of 2019 does not ask for the statement.
    let edition = edition_for_year(report.year());
    for section in &report.sections {
        let id = report.section_def(section).map(|def| &def.id);
        let def = edition.sections.iter().find(|def| Some(&def.id) == id);
        let part = def.and_then(|def| def.parts.iter().find(|part| part.role == Some(Role::Fees)));
        let (Some(part), Some(heading)) = (part, report.heading_of(section)) else { continue };
        let body = Span::new(heading.span.end, section.span.end).trimmed(context.text);
        // `empty-section` reports a section without any text.
        if body.is_empty() || Split::new(body.slice(context.text)).contains_any(&part.keywords) {
            continue;
        }
        let mut finding = findings.new_finding(heading.span, msg::MissingFeeStatement);
        if let Some(draft) = &part.draft {
            finding = finding.with_fix(Fix {
                title: msg::MissingFeeStatementFix { sentence: &**draft }.into(),
                applicability: Applicability::Chosen,
                edits: vec![statement(context.text, body, draft)],
            });
        }
        findings.add(finding);
    }
}

/// The edit that inserts the sentence at the end of the section, or in place of a single 无.
fn statement(text: &str, body: Span, draft: &str) -> TextEdit {
    match fold_label(body.slice(text).lines().next().unwrap_or_default()).as_str() {
        "无" if body.slice(text).lines().count() == 1 => TextEdit::new(body, draft),
        _ => TextEdit::new(Span::at(body.end), format!("\n\n{draft}")),
    }
}
