#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_report::is_label_alone;
use gouji_text::{PAGE_NUMBER, Span, TextEdit, regex};
use regex::Regex;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "torn-table", group: Group::Reading, severity: Severity::Info, page: page!(), check };

static PAGE: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"^\s*{PAGE_NUMBER}\s*$")));

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        for tear in &table.tears {
            let between = tear.slice(context.text);
            if !between.starts_with(['\r', '\n']) {
                findings.report(*tear, msg::TornTableShifted { row: between });
                continue;
            }
            if !between.trim().is_empty() && between.lines().all(belongs) {
                continue;
            }
            let blank = between.trim().is_empty();
            let message = if blank { msg::TornTableBlank } else { msg::TornTableForeign };
            let mut finding = findings.new_finding(place(*tear, between, context.text), message);
            if blank {
                finding = finding.with_fix(Fix {
                    title: msg::TornTableFix.into(),
                    applicability: Applicability::Safe,
                    edits: vec![TextEdit::new(*tear, line_break(between))],
                });
            }
            findings.add(finding);
        }
    }
}

/// Whether a line between rows is blank, a page number, which `conversion-residue` reports, or a label of the form without figures: a
/// browser copies the row 第二十条第（五）项 as a line without cells.
fn belongs(line: &str) -> bool {
    line.trim().is_empty() || PAGE.is_match(line) || is_label_alone(line)
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
