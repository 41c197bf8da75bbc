#![doc = include_str!("en.md")]

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::format;
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page};
use crate::skeleton;
use crate::text::{Span, Value};

pub(super) const RULE: Rule = Rule { name: "missing-table", severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let format = format::edition_of(report.year());
    for section in &report.sections {
        let id = report.section_def(section).and_then(|section| section.table.as_deref());
        let def = id.and_then(|id| format.tables.iter().find(|table| table.id == id));
        let (Some(def), Some(heading)) = (def, report.heading_of(section)) else { continue };
        if report.table(&def.id).is_some() {
            continue;
        }
        let body = Span::new(heading.span.end, section.span.end);
        if bears_cells(body.of(context.text), def.columns.len()) {
            findings.report(heading.text, Message::new("missing-table-unread").with("table", &def.name));
            continue;
        }
        let end = section.span.trimmed(context.text).end;
        let table = skeleton::blank_table(def, report.table_layout());
        let fix = Fix {
            title: Message::new("missing-table-fix").with("table", &def.name),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(Span::at(end), format!("\n\n{}", table.trim_end_matches('\n')))],
        };
        let message = Message::new("missing-table").with("table", &def.name);
        findings.add(findings.new_finding(heading.text, message).with_fix(fix));
    }
}

/// Whether something stands there that was meant as a table: then another one is not what is missing.
fn bears_cells(body: &str, columns: usize) -> bool {
    let is_figure = |word: &&str| matches!(Value::read(word), Value::Number(_) | Value::Stroke);
    let between_marks = |line: &str| line.contains('\t') || line.trim_start().starts_with(['|', '｜']);
    body.contains("<t")
        || body.lines().any(between_marks)
        || body.split_whitespace().filter(is_figure).count() >= columns
}
