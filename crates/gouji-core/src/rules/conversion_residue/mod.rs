#![doc = include_str!("en.md")]

use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use crate::finding::{Applicability, Finding, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::report::Cell;
use crate::rules::{Context, Findings, Rule, page};
use crate::text::{BOOKMARK, GARBLED, PAGE_NUMBER, Span, Value, constant, likely_figure, line_ending, lines};

pub(super) const RULE: Rule = Rule { name: "conversion-residue", severity: Severity::Warning, page: page!(), check };

/// What a conversion leaves behind. The group `residue` of the pattern is what goes.
struct Residue {
    /// The message that names it.
    id: &'static str,
    pattern: LazyLock<Regex>,
}

const STROKES: [char; 3] = ['|', '｜', '丨'];
const NUMERALS: [char; 6] = ['一', '二', '三', '四', '五', '六'];

/// Tells of most lines, blanks aside, that they are no residue, in a fraction of the time that the pattern takes.
type MayBe = fn(&str) -> bool;

/// Residues that are a line, or begin one.
static LINES: [(MayBe, Residue); 2] = [
    (
        |line| line.starts_with(['-', '—', '–', '－']),
        Residue {
            id: "residue-page-number",
            pattern: LazyLock::new(|| {
                constant(&format!(r"^(?P<residue>[ \t\u{{3000}}]*{PAGE_NUMBER}[ \t]*\r?(?:\n|$))"))
            }),
        },
    ),
    (
        |line| line.strip_prefix(STROKES).is_some_and(|rest| rest.starts_with(NUMERALS)),
        Residue {
            id: "residue-stroke",
            pattern: LazyLock::new(|| constant(r"^(?P<residue>[|｜丨])[一二三四五六]、[^|｜\r\n]*\r?\n?$")),
        },
    ),
];

/// Residues that stand anywhere; they bear one of [`MARKS`].
static PLACES: [Residue; 3] = [
    Residue { id: "residue-bookmark", pattern: LazyLock::new(|| constant(&format!("(?P<residue>{BOOKMARK})"))) },
    Residue { id: "residue-garbled", pattern: LazyLock::new(|| constant(&format!("(?P<residue>{GARBLED})"))) },
    Residue {
        id: "residue-invisible",
        pattern: LazyLock::new(|| {
            constant(r"[^\p{Extended_Pictographic}\u{FE0F}](?P<residue>[\u{200B}-\u{200D}\u{2060}\u{FEFF}\u{AD}]+)")
        }),
    },
];
/// Looking for words takes a fraction of what the patterns take, and hardly a text has any.
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"\[bookmark:|锟斤拷|烫烫烫|\u{FFFD}|涓€銆|銆佹|\u{200B}|\u{200C}|\u{200D}|\u{2060}|\u{FEFF}")
});
/// As short a word among the others would make looking for all of them take several times as long.
const SOFT_HYPHEN: &str = "\u{AD}";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = context.text;
    let tears = context.report.tables.iter().flat_map(|table| &table.tears);
    let tears: HashMap<Span, Span> = tears.map(|tear| (tear.trimmed(text), *tear)).collect();
    for (Span { start, .. }, line) in lines(text).take_while(|_| !context.watch.is_cancelled()) {
        let words = line.trim_start();
        for (_, residue) in LINES.iter().filter(|(may_be, _)| may_be(words)) {
            let found = residue.pattern.captures(line).and_then(|found| found.name("residue"));
            let span = found.map(|found| Span::new(start + found.start(), start + found.end()));
            span.into_iter().for_each(|span| findings.add(finding(context, residue.id, span, &tears, findings)));
        }
    }
    let is_marked = MARKS.is_match(text) || memmem::find(text.as_bytes(), SOFT_HYPHEN.as_bytes()).is_some();
    for residue in PLACES.iter().filter(|_| is_marked) {
        // A figure is told once, however much stands inside it.
        let mut told = None;
        for found in residue.pattern.captures_iter(text).filter_map(|found| found.name("residue")) {
            let span = Span::from(found.range());
            match doubtful(context, span) {
                Some(cell) if told == Some(cell.span) => {}
                Some(cell) => {
                    told = Some(cell.span);
                    findings.add(in_figure(context, cell, findings));
                }
                None => findings.add(finding(context, residue.id, span, &tears, findings)),
            }
        }
    }
}

/// The cell that residue at `span` makes doubtful.
fn doubtful(context: &Context<'_>, span: Span) -> Option<Cell> {
    let table = context.report.tables.iter().find(|table| table.span.contains(span))?;
    let mut rows = table.rows.iter().filter(|row| row.span.contains(span));
    rows.find_map(|row| row.cells.iter().find(|cell| cell.span.contains(span) && cell.value == Value::Doubtful))
}

/// Residue inside a figure: nobody but the author knows what the figure is.
fn in_figure(context: &Context<'_>, cell: Cell, findings: &Findings<'_>) -> Finding {
    let words = cell.span.of(context.text);
    let finding = findings.new_finding(cell.span, Message::new("residue-in-figure").with("found", words.trim()));
    match likely_figure(words) {
        Some(figure) => finding.with_fix(Fix {
            title: Message::new("residue-in-figure-fix").with("value", figure),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(cell.span, figure.to_string())],
        }),
        None => finding,
    }
}

fn finding(
    context: &Context<'_>,
    id: &'static str,
    span: Span,
    tears: &HashMap<Span, Span>,
    findings: &Findings<'_>,
) -> Finding {
    let words = span.of(context.text);
    let shown = Span::new(span.start, span.end - (words.len() - words.trim_end().len()));
    let shown = if id == "residue-page-number" { shown.trimmed(context.text) } else { shown };
    let message = Message::new(id).with("residue", words.trim());
    // A page break inside a table goes with its blank lines, so that the table is whole again.
    let edit = match tears.get(&shown.trimmed(context.text)) {
        Some(tear) => TextEdit::new(*tear, line_ending(context.text)),
        None => TextEdit::new(span, ""),
    };
    findings.new_finding(shown, message).with_fix(Fix {
        title: Message::new("residue-fix"),
        // What is garbled was text: only the author knows whether it may go.
        applicability: if id == "residue-garbled" { Applicability::Chosen } else { Applicability::Safe },
        edits: vec![edit],
    })
}
