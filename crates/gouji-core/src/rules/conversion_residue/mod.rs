#![doc = include_str!("en.md")]

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page};
use crate::text::{PAGE_NUMBER, Span, constant, line_ending};

pub(super) const RULE: Rule = Rule { name: "conversion-residue", severity: Severity::Warning, page: page!(), check };

/// Something that is left behind.
struct Residue {
    /// The message that names it.
    message: &'static str,
    /// One of these stands in each; without them the pattern is not even made.
    signs: &'static [char],
    /// The group `residue` is what goes.
    pattern: LazyLock<Regex>,
}

static RESIDUES: [Residue; 5] = [
    Residue {
        message: "residue-bookmark",
        signs: &['['],
        pattern: LazyLock::new(|| constant(r"(?P<residue>\[bookmark: ?[^\]\r\n]{0,80}\])")),
    },
    Residue {
        message: "residue-page-number",
        signs: &['-', '—', '–', '－'],
        pattern: LazyLock::new(|| {
            constant(&format!(r"(?m)^(?P<residue>[ \t\u{{3000}}]*{PAGE_NUMBER}[ \t]*\r?(?:\n|$))"))
        }),
    },
    Residue {
        message: "residue-stroke",
        signs: &['|', '｜', '丨'],
        pattern: LazyLock::new(|| constant(r"(?m)^(?P<residue>[|｜丨])[一二三四五六]、[^|｜\r\n]*\r?$")),
    },
    Residue {
        message: "residue-garbled",
        signs: &['锟', '烫', '\u{FFFD}', '涓', '銆'],
        pattern: LazyLock::new(|| constant(r"(?P<residue>(?:锟斤拷|烫烫烫|\u{FFFD}|涓€銆|銆佹)+)")),
    },
    Residue {
        message: "residue-invisible",
        signs: &['\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{AD}'],
        pattern: LazyLock::new(|| {
            constant(r"[^\p{Extended_Pictographic}\u{FE0F}](?P<residue>[\u{200B}-\u{200D}\u{2060}\u{FEFF}\u{AD}]+)")
        }),
    },
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let tears = context.report.tables.iter().flat_map(|table| &table.tears);
    let tears: HashMap<Span, Span> = tears.map(|tear| (tear.trimmed(context.text), *tear)).collect();
    for Residue { message: id, pattern, .. } in RESIDUES.iter().filter(|residue| context.text.contains(residue.signs)) {
        for found in pattern.captures_iter(context.text).filter_map(|found| found.name("residue")) {
            let span = Span::new(found.start(), found.end());
            let shown = Span::new(span.start, span.end - (found.len() - found.as_str().trim_end().len()));
            let shown = if *id == "residue-page-number" { shown.trimmed(context.text) } else { shown };
            let message = Message::new(id).with("residue", found.as_str().trim());
            // A page break inside a table goes with its blank lines, so that the table is whole again.
            let edit = match tears.get(&shown.trimmed(context.text)) {
                Some(tear) => TextEdit::new(*tear, line_ending(context.text)),
                None => TextEdit::new(span, ""),
            };
            findings.add(findings.new_finding(shown, message).with_fix(Fix {
                title: Message::new("residue-fix"),
                // What is garbled was text: only the author knows whether it may go.
                applicability: match *id {
                    "residue-garbled" => Applicability::Chosen,
                    _ => Applicability::Safe,
                },
                edits: vec![edit],
            }));
        }
    }
}
