#![doc = include_str!("en.md")]

use std::collections::HashMap;
use std::sync::LazyLock;

use gouji_l10n::{Message, Phrase, msg};
use gouji_report::Cell;
use gouji_text::{
    BOOKMARK, GARBLED, INVISIBLE, LOOKALIKES, PAGE_NUMBER, Span, TextEdit, Value, common_form, likely_figure,
    line_ending, line_start, lines, may_have_odd_characters, regex,
};
use memchr::memmem::Finder;
use memchr::{memchr, memchr2_iter};
use regex::Regex;

use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "conversion-residue", group: Group::Leftovers, severity: Severity::Warning, page: page!(), check };

/// A kind of residue. The fix removes the group `residue` of the pattern.
struct Residue {
    kind: ResidueKind,
    pattern: LazyLock<Regex>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ResidueKind {
    Bookmark,
    Garbled,
    PageNumber,
    Stroke,
}

impl ResidueKind {
    /// The message that names the residue.
    fn message(self, residue: &str) -> Message {
        match self {
            Self::Bookmark => msg::ResidueBookmark { residue }.into(),
            Self::Garbled => msg::ResidueGarbled { residue }.into(),
            Self::PageNumber => msg::ResiduePageNumber { residue }.into(),
            Self::Stroke => msg::ResidueStroke { residue }.into(),
        }
    }
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
            kind: ResidueKind::PageNumber,
            pattern: LazyLock::new(|| regex(&format!(r"^(?P<residue>[ \t\u{{3000}}]*{PAGE_NUMBER}[ \t]*\r?(?:\n|$))"))),
        },
    ),
    (
        |line| line.strip_prefix(STROKES).is_some_and(|rest| rest.starts_with(NUMERALS)),
        Residue {
            kind: ResidueKind::Stroke,
            pattern: LazyLock::new(|| regex(r"^(?P<residue>[|｜丨])[一二三四五六]、[^|｜\r\n]*\r?\n?$")),
        },
    ),
];

/// Residues anywhere in the text. Each of them contains one of [`MARKS`].
static PLACES: [Residue; 2] = [
    Residue { kind: ResidueKind::Bookmark, pattern: LazyLock::new(|| regex(&format!("(?P<residue>{BOOKMARK})"))) },
    Residue { kind: ResidueKind::Garbled, pattern: LazyLock::new(|| regex(&format!("(?P<residue>{GARBLED})"))) },
];
/// A search for these words takes a fraction of the time of the patterns, and hardly any text has them.
static MARKS: LazyLock<[Finder<'static>; 6]> =
    LazyLock::new(|| ["[bookmark:", "锟斤拷", "烫烫烫", "\u{FFFD}", "涓€銆", "銆佹"].map(Finder::new));

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
    let check_line = |(Span { start, .. }, line): (Span, &str)| {
        let words = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        for (_, residue) in LINES.iter().filter(|(may_be, _)| may_be(words)) {
            let mark = if start == 0 && line.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            let found = residue.pattern.captures(line.get(mark..).unwrap_or_default());
            let found = found.and_then(|found| Some(Span::from(found.name("residue")?.range()).shift(start + mark)));
            if let Some(span) = found {
                findings.add(finding(context, residue.kind, span, &tears, findings));
            }
        }
    };
    let lines = lines(text).take_while(|_| !context.cancel.is_cancelled());
    // Most texts have no carriage return. One search in the whole text is faster than one in each line.
    match memchr(b'\r', text.as_bytes()) {
        Some(_) => lines.flat_map(parts).for_each(check_line),
        None => lines.for_each(check_line),
    }
    if MARKS.iter().any(|mark| mark.find(text.as_bytes()).is_some()) {
        check_places(context, &tears, findings);
    }
    if may_have_odd_characters(text) {
        check_invisible(text, findings);
        check_lookalikes(text, findings);
    }
    check_private(text, findings);
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
                None => findings.add(finding(context, residue.kind, span, tears, findings)),
            }
        }
    }
}

/// The parts of a line that single carriage returns separate.
fn parts((span, line): (Span, &str)) -> impl Iterator<Item = (Span, &str)> {
    let has_inner_ends = line.strip_suffix("\r\n").unwrap_or(line).contains('\r');
    let mut start = span.start;
    // A line has only one line feed, at its end.
    let pieces = line.split_inclusive(if has_inner_ends { '\r' } else { '\n' });
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
    let message: Message = match places.len() {
        1 => msg::ResidueInvisible.into(),
        count => msg::ResidueInvisibleMany { count }.into(),
    };
    let edits = places.iter().map(|place| TextEdit::new(*place, "")).collect();
    let finding = findings.new_finding(*first, message);
    findings.add(everywhere(finding, &places, msg::ResidueFix, edits));
}

/// Reports radicals and compatibility ideographs as one finding at the first one.
fn check_lookalikes(text: &str, findings: &mut Findings<'_>) {
    let common =
        |found: regex::Match<'_>| Some((Span::from(found.range()), common_form(found.as_str().chars().next()?)?));
    let places: Vec<(Span, char)> = LOOKALIKE.find_iter(text).filter_map(common).collect();
    let Some((first, common)) = places.first() else { return };
    let (found, expected) = (first.slice(text), common.to_string());
    let message: Message = match places.len() {
        1 => msg::ResidueLookalike { found, expected }.into(),
        count => msg::ResidueLookalikeMany { count, found, expected }.into(),
    };
    let edits = places.iter().map(|(place, common)| TextEdit::new(*place, common.to_string())).collect();
    let spans: Vec<Span> = places.iter().map(|(place, _)| *place).collect();
    let finding = findings.new_finding(*first, message);
    findings.add(everywhere(finding, &spans, msg::ResidueLookalikeFix, edits));
}

/// Reports private characters as one finding at the first one. Only a font knows what they mean, so there is no fix.
fn check_private(text: &str, findings: &mut Findings<'_>) {
    let bytes = text.as_bytes();
    // In UTF-8 these characters begin with 0xEE, or with 0xEF as full-width marks do. A search by characters would take longer.
    let may_begin_private = |at: usize| bytes.get(at) == Some(&0xEE) || matches!(bytes.get(at + 1), Some(0x80..=0xA3));
    let candidates = memchr2_iter(0xEE, 0xEF, bytes).filter(|at| may_begin_private(*at));
    let candidates = candidates.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)));
    let places = candidates.filter(|(at, c)| is_private(*c) && !is_list_mark(text, *at));
    let places: Vec<Span> = places.map(|(at, c)| Span::new(at, at + c.len_utf8())).collect();
    let Some(first) = places.first() else { return };
    let message: Message = match places.len() {
        1 => msg::ResiduePrivate.into(),
        count => msg::ResiduePrivateMany { count }.into(),
    };
    findings.add(with_further(findings.new_finding(*first, message), &places));
}

/// Whether Unicode leaves the meaning of `c` to fonts.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// Whether only blanks and marks precede the character in its line. Symbol fonts have their bullets there.
fn is_list_mark(text: &str, at: usize) -> bool {
    let before = Span::new(line_start(text, at), at).slice(text);
    !before.contains(|c: char| c.is_alphanumeric() || is_private(c))
}

/// Adds the further places of the same cause.
fn with_further(finding: Finding, places: &[Span]) -> Finding {
    let further = places.iter().skip(1).take(MAX_RELATED);
    further.fold(finding, |finding, place| finding.with_related(*place, msg::ResidueOther))
}

/// Adds the further places of the same cause, and a fix for all places. `title` is the title of a fix for one place.
fn everywhere(finding: Finding, places: &[Span], title: Phrase, edits: Vec<TextEdit>) -> Finding {
    let finding = with_further(finding, places);
    let title = match places.len() {
        1 => title.into(),
        count => msg::ResidueFixAll { count }.into(),
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
    let finding = findings.new_finding(cell.span, msg::ResidueInFigure { found: words.trim() });
    match likely_figure(words) {
        Some(figure) => finding.with_fix(Fix {
            title: msg::ResidueInFigureFix { value: figure }.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(cell.span, figure.to_string())],
        }),
        None => finding,
    }
}

/// The finding for a residue at `span`, which the fix removes.
fn finding(
    context: &Context<'_>,
    kind: ResidueKind,
    span: Span,
    tears: &HashMap<Span, Span>,
    findings: &Findings<'_>,
) -> Finding {
    let words = span.slice(context.text);
    let shown = Span::new(span.start, span.end - (words.len() - words.trim_end().len()));
    let shown = if kind == ResidueKind::PageNumber { shown.trimmed(context.text) } else { shown };
    // The fix removes a page break inside a table together with its blank lines, which would tear the table.
    let edit = match tears.get(&shown.trimmed(context.text)) {
        Some(tear) => TextEdit::new(*tear, line_ending(context.text)),
        None => TextEdit::new(span, ""),
    };
    findings.new_finding(shown, kind.message(words.trim())).with_fix(Fix {
        title: msg::ResidueFix.into(),
        // Garbled characters were text. Only the author knows whether they may be removed.
        applicability: if kind == ResidueKind::Garbled { Applicability::Chosen } else { Applicability::Safe },
        edits: vec![edit],
    })
}
