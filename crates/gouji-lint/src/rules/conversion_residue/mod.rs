#![doc = include_str!("en.md")]

use std::collections::HashMap;
use std::sync::LazyLock;

use gouji_l10n::Message;
use gouji_report::Cell;
use gouji_text::{
    BOOKMARK, GARBLED, INVISIBLE, LOOKALIKES, PAGE_NUMBER, Span, TextEdit, Value, common_form, likely_figure,
    line_ending, lines, may_have_odd_characters, regex,
};
use regex::Regex;

use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::rules::{Context, Findings, Rule, page};

pub(super) const RULE: Rule = Rule { name: "conversion-residue", severity: Severity::Warning, page: page!(), check };

/// A kind of residue. The fix removes the group `residue` of the pattern.
struct Residue {
    /// The message that names it.
    id: &'static str,
    pattern: LazyLock<Regex>,
}

const STROKES: [char; 3] = ['|', '｜', '丨'];
const NUMERALS: [char; 6] = ['一', '二', '三', '四', '五', '六'];

/// A fast check that most lines are no residue. It takes a fraction of the time of the pattern. The line begins after its blanks.
type MayBe = fn(&str) -> bool;

/// Residues that are a line or begin a line.
static LINES: [(MayBe, Residue); 2] = [
    (
        |line| line.starts_with(['-', '—', '–', '－']),
        Residue {
            id: "residue-page-number",
            pattern: LazyLock::new(|| regex(&format!(r"^(?P<residue>[ \t\u{{3000}}]*{PAGE_NUMBER}[ \t]*\r?(?:\n|$))"))),
        },
    ),
    (
        |line| line.strip_prefix(STROKES).is_some_and(|rest| rest.starts_with(NUMERALS)),
        Residue {
            id: "residue-stroke",
            pattern: LazyLock::new(|| regex(r"^(?P<residue>[|｜丨])[一二三四五六]、[^|｜\r\n]*\r?\n?$")),
        },
    ),
];

/// Residues anywhere in the text. Each of them matches [`MARKS`].
static PLACES: [Residue; 2] = [
    Residue { id: "residue-bookmark", pattern: LazyLock::new(|| regex(&format!("(?P<residue>{BOOKMARK})"))) },
    Residue { id: "residue-garbled", pattern: LazyLock::new(|| regex(&format!("(?P<residue>{GARBLED})"))) },
];
/// A search for these words takes a fraction of the time of the patterns, and hardly any text has them.
static MARKS: LazyLock<Regex> = LazyLock::new(|| regex(r"\[bookmark:|锟斤拷|烫烫烫|\u{FFFD}|涓€銆|銆佹"));

/// Invisible characters, except those inside emoji. A byte order mark at the very beginning belongs to the file.
static INVISIBLES: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(r"[^\p{{Extended_Pictographic}}\u{{FE0F}}{INVISIBLE}](?P<residue>[{INVISIBLE}]+)"))
});
/// Radicals and compatibility ideographs in place of common characters.
static LOOKALIKE: LazyLock<Regex> = LazyLock::new(|| regex(&format!("[{LOOKALIKES}]")));

/// One finding lists at most so many further places. Its fix corrects all places.
const MAX_RELATED: usize = 20;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = context.text;
    let tears = context.report.tables.iter().flat_map(|table| &table.tears);
    let tears: HashMap<Span, Span> = tears.map(|tear| (tear.trimmed(text), *tear)).collect();
    for (Span { start, .. }, line) in lines(text).flat_map(parts).take_while(|_| !context.cancel.is_cancelled()) {
        let words = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        for (_, residue) in LINES.iter().filter(|(may_be, _)| may_be(words)) {
            let mark = if start == 0 && line.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            let found = residue.pattern.captures(line.get(mark..).unwrap_or_default());
            let found = found.and_then(|found| Some(Span::from(found.name("residue")?.range()).shift(start + mark)));
            if let Some(span) = found {
                findings.add(finding(context, residue.id, span, &tears, findings));
            }
        }
    }
    if MARKS.is_match(text) {
        check_places(context, &tears, findings);
    }
    if may_have_odd_characters(text) {
        check_invisible(text, findings);
        check_lookalikes(text, findings);
    }
}

/// Reports bookmarks and garbled characters.
fn check_places(context: &Context<'_>, tears: &HashMap<Span, Span>, findings: &mut Findings<'_>) {
    for residue in &PLACES {
        // A figure is reported once, even with several residues inside it.
        let mut reported = None;
        for found in residue.pattern.captures_iter(context.text).filter_map(|found| found.name("residue")) {
            let span = Span::from(found.range());
            match doubtful(context, span) {
                Some(cell) if reported == Some(cell.span) => {}
                Some(cell) => {
                    reported = Some(cell.span);
                    findings.add(in_figure(context, cell, findings));
                }
                None => findings.add(finding(context, residue.id, span, tears, findings)),
            }
        }
    }
}

/// The parts of a line that single carriage returns separate.
fn parts((span, line): (Span, &str)) -> impl Iterator<Item = (Span, &str)> {
    let ends = line.strip_suffix("\r\n").unwrap_or(line).contains('\r');
    let mut start = span.start;
    let pieces = line.split_inclusive(move |c: char| ends && c == '\r');
    pieces.map(move |piece| {
        let span = Span::new(start, start + piece.len());
        start = span.end;
        (span, piece)
    })
}

/// Reports invisible characters as one finding at the first one, because they have one cause.
fn check_invisible(text: &str, findings: &mut Findings<'_>) {
    let places = INVISIBLES.captures_iter(text).filter_map(|found| Some(Span::from(found.name("residue")?.range())));
    let places: Vec<Span> = places.collect();
    let Some(first) = places.first() else { return };
    let message = match places.len() {
        1 => Message::new("residue-invisible"),
        count => Message::new("residue-invisible-many").with("count", count),
    };
    let edits = places.iter().map(|place| TextEdit::new(*place, "")).collect();
    let finding = findings.new_finding(*first, message);
    findings.add(everywhere(finding, &places, "residue-fix", edits));
}

/// Reports radicals and compatibility ideographs as one finding at the first one.
fn check_lookalikes(text: &str, findings: &mut Findings<'_>) {
    let common =
        |found: regex::Match<'_>| Some((Span::from(found.range()), common_form(found.as_str().chars().next()?)?));
    let places: Vec<(Span, char)> = LOOKALIKE.find_iter(text).filter_map(common).collect();
    let Some((first, expected)) = places.first() else { return };
    let message = match places.len() {
        1 => Message::new("residue-lookalike"),
        count => Message::new("residue-lookalike-many").with("count", count),
    };
    let message = message.with("found", first.slice(text)).with("expected", expected.to_string());
    let edits = places.iter().map(|(place, common)| TextEdit::new(*place, common.to_string())).collect();
    let spans: Vec<Span> = places.iter().map(|(place, _)| *place).collect();
    let finding = findings.new_finding(*first, message);
    findings.add(everywhere(finding, &spans, "residue-lookalike-fix", edits));
}

/// Adds the further places of the same cause, and a fix for all places. `title` is the title of a fix for one place.
fn everywhere(finding: Finding, places: &[Span], title: &'static str, edits: Vec<TextEdit>) -> Finding {
    let further = places.iter().skip(1).take(MAX_RELATED);
    let finding = further.fold(finding, |finding, place| finding.with_related(*place, Message::new("residue-other")));
    let title = match places.len() {
        1 => Message::new(title),
        count => Message::new("residue-fix-all").with("count", count),
    };
    finding.with_fix(Fix { title, applicability: Applicability::Safe, edits })
}

/// The cell with a doubtful figure that contains the residue at `span`.
fn doubtful(context: &Context<'_>, span: Span) -> Option<Cell> {
    let table = context.report.tables.iter().find(|table| table.span.contains(span))?;
    let mut rows = table.rows.iter().filter(|row| row.span.contains(span));
    rows.find_map(|row| row.cells.iter().find(|cell| cell.span.contains(span) && cell.value == Value::Doubtful))
}

/// The finding for residue inside a figure. Only the author knows the figure, so the fix is not safe.
fn in_figure(context: &Context<'_>, cell: Cell, findings: &Findings<'_>) -> Finding {
    let words = cell.span.slice(context.text);
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

/// The finding for a residue at `span`, which the fix removes.
fn finding(
    context: &Context<'_>,
    id: &'static str,
    span: Span,
    tears: &HashMap<Span, Span>,
    findings: &Findings<'_>,
) -> Finding {
    let words = span.slice(context.text);
    let shown = Span::new(span.start, span.end - (words.len() - words.trim_end().len()));
    let shown = if id == "residue-page-number" { shown.trimmed(context.text) } else { shown };
    let message = Message::new(id).with("residue", words.trim());
    // The fix removes a page break inside a table together with its blank lines, which would tear the table.
    let edit = match tears.get(&shown.trimmed(context.text)) {
        Some(tear) => TextEdit::new(*tear, line_ending(context.text)),
        None => TextEdit::new(span, ""),
    };
    findings.new_finding(shown, message).with_fix(Fix {
        title: Message::new("residue-fix"),
        // Garbled characters were text. Only the author knows whether they may be removed.
        applicability: if id == "residue-garbled" { Applicability::Chosen } else { Applicability::Safe },
        edits: vec![edit],
    })
}
