#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_report::is_label_alone;
use gouji_text::{PAGE_NUMBER, Span, TextEdit, Value, regex};
use regex::Regex;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "torn-table", group: Group::Reading, severity: Severity::Info, page: page!(), check };

static PAGE: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"^\s*{PAGE_NUMBER}\s*$")));

/// More places with foreign text than this are reported as one finding.
const MAX_SINGLE: usize = 2;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let mut foreign: Vec<Span> = Vec::new();
        for tear in &table.tears {
            let between = tear.slice(context.text);
            if !between.starts_with(['\r', '\n']) {
                findings.report(*tear, msg::TornTableShifted { row: between });
                continue;
            }
            if between.trim().is_empty() {
                report_blank(context, *tear, findings);
            } else if !between.lines().all(belongs) {
                foreign.push(place(*tear, between, context.text));
            }
        }
        report_foreign(&foreign, findings);
    }
}

fn report_blank(context: &Context<'_>, tear: Span, findings: &mut Findings<'_>) {
    let between = tear.slice(context.text);
    let finding = findings.new_finding(place(tear, between, context.text), msg::TornTableBlank);
    findings.add(finding.with_fix(Fix {
        title: msg::TornTableFix.into(),
        applicability: Applicability::Safe,
        edits: vec![TextEdit::new(tear, line_break(between))],
    }));
}

fn report_foreign(places: &[Span], findings: &mut Findings<'_>) {
    let (Some((first, others)), true) = (places.split_first(), places.len() > MAX_SINGLE) else {
        places.iter().for_each(|place| findings.report(*place, msg::TornTableForeign));
        return;
    };
    let finding = findings.new_finding(*first, msg::TornTableForeign);
    findings.add(others.iter().fold(finding, |finding, place| finding.with_related(*place, msg::TornTableOther)));
}

/// Whether a line between rows is blank, a page number, which `conversion-residue` reports, a label of the form without figures (a
/// browser copies the row 第二十条第（五）项 as a line without cells), or a row of figures that lost its label. Such a row must not be
/// deleted; `unreadable-table` reports it.
fn belongs(line: &str) -> bool {
    line.trim().is_empty() || PAGE.is_match(line) || is_label_alone(line) || is_row_of_figures(line)
}

/// Whether a line has cells, and at least one of them has a figure, and none has words.
fn is_row_of_figures(line: &str) -> bool {
    let values = || line.split(['\t', '|']).map(Value::read);
    let has_cells = line.contains(['\t', '|']);
    has_cells && values().any(|value| value.number().is_some()) && !values().any(|value| value == Value::Text)
}

/// The text between the rows. Without such text, the first words of the next row, because a mark on a blank line is hardly
/// visible.
fn place(tear: Span, between: &str, text: &str) -> Span {
    let inner = tear.trimmed(text);
    if !inner.is_empty() {
        return inner;
    }
    let row = text.get(tear.end..).unwrap_or_default().lines().next().unwrap_or_default();
    let words = row.trim_start().split('\t').next().unwrap_or_default().trim_end();
    match row.find(words) {
        Some(at) if !words.is_empty() => Span::new(tear.end + at, tear.end + at + words.len()),
        _ => Span::at(tear.start + line_break(between).len()),
    }
}

fn line_break(between: &str) -> &str {
    if between.starts_with("\r\n") { "\r\n" } else { between.get(..1).unwrap_or("\n") }
}
