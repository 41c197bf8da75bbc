#![doc = include_str!("en.md")]

use gouji_edition::Part;
use gouji_l10n::{Arg, msg};
use gouji_report::{Heading, Level, List, Section};
use gouji_text::{Span, TextEdit, line_start};

use crate::finding::{Applicability, Fix, Severity};
use crate::numbering;
use crate::rules::{Context, Findings, Group, Rule, Split, page};

pub(super) const RULE: Rule =
    Rule { name: "missing-subsection", group: Group::Structure, severity: Severity::Info, page: page!(), check };

/// Words that customarily end the title of a subsection.
const SUFFIXES: [&str; 4] = ["情况", "方面", "工作", ""];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    for section in &report.sections {
        let (Some(heading), Some(def)) = (report.heading_of(section), report.section_def(section)) else { continue };
        let body = Span::new(heading.span.end, section.span.end).slice(context.text);
        // Subsections are required only in sections with several parts. `empty-section` reports a section without text.
        if def.parts.len() < 2 || body.trim().is_empty() {
            continue;
        }
        let body = Split::new(body);
        let missing: Vec<&Part> = def.parts.iter().filter(|part| !body.contains_any(&part.keywords)).collect();
        if missing.is_empty() {
            continue;
        }
        let titles: Arg = missing.iter().map(|part| &*part.title).collect();
        let message = msg::MissingSubsection { titles };
        let mut finding = findings.new_finding(heading.span, message);
        finding.fixes.extend(insertion(context, section, &def.parts, &missing));
        findings.add(finding);
    }
}

/// The fix that inserts the missing subheadings between the others, in the same form, and renumbers the ones after them. `None` if
/// the section has no （一）-level headings.
fn insertion(context: &Context<'_>, section: &Section, parts: &[Part], missing: &[&Part]) -> Option<Fix> {
    let report = context.report;
    let is_in_section = |list: &&List| list.parent == Some(section.heading) && list.level == Level::Second;
    let list = report.lists.iter().find(is_in_section)?;
    let heads: Vec<&Heading> = list.members.iter().filter_map(|at| report.headings.get(*at)).collect();
    let first = heads.first()?;
    let place_of = |heading: &Heading| {
        let words = head_words(context.text, heading);
        parts.iter().position(|part| part.keywords.iter().any(|word| words.contains(&**word)))
    };
    let places: Vec<Option<usize>> = heads.iter().map(|heading| place_of(heading)).collect();
    let mut edits = Vec::new();
    let mut waiting = missing.iter().copied().peekable();
    let mut number = 0;
    let write = |number: u32, part: &Part| head(context.text, first, number, part);
    for (heading, place) in heads.iter().zip(&places) {
        let mut inserted = String::new();
        while let Some(part) = waiting.next_if(|part| place.is_some_and(|place| place_in(parts, part) < place)) {
            number += 1;
            inserted += &write(number, part);
        }
        number += 1;
        if !inserted.is_empty() {
            edits.push(TextEdit::new(Span::at(line_start(context.text, heading.span.start)), inserted));
        }
        if let Some(ordinal) = heading.ordinal.filter(|ordinal| ordinal.number != number) {
            edits.push(TextEdit::new(ordinal.span, numbering::ordinal(Level::Second, number)));
        }
    }
    let rest: String = waiting
        .map(|part| {
            number += 1;
            write(number, part)
        })
        .collect();
    if !rest.is_empty() {
        // The heading of the next section may be indented. At the end of the text there is no next heading.
        let end = section.span.end;
        let at = if end < context.text.len() { line_start(context.text, end) } else { end };
        let lead = if context.text.get(..at).is_some_and(|text| text.ends_with(['\n', '\r'])) { "" } else { "\n\n" };
        edits.push(TextEdit::new(Span::at(at), format!("{lead}{rest}")));
    }
    let titles: Arg = missing.iter().map(|part| &*part.title).collect();
    let title = msg::MissingSubsectionFix { titles };
    Some(Fix { title: title.into(), applicability: Applicability::Chosen, edits })
}

fn place_in(parts: &[Part], part: &Part) -> usize {
    parts.iter().position(|other| other.id == part.id).unwrap_or(parts.len())
}

/// The title of a subsection, without the sentences that follow it in the same paragraph.
fn head_words<'a>(text: &'a str, heading: &Heading) -> &'a str {
    heading.text.slice(text).split(['。', '，', '；']).next().unwrap_or_default()
}

/// A subheading in a paragraph of its own, in the form of `like`.
fn head(text: &str, like: &Heading, number: u32, part: &Part) -> String {
    let marks = like.marks.map(|marks| format!("{} ", marks.slice(text))).unwrap_or_default();
    let words = head_words(text, like).trim_end();
    let suffix = SUFFIXES.iter().find(|suffix| words.ends_with(**suffix)).copied().unwrap_or_default();
    let stop = if like.stands_alone { "" } else { "。" };
    format!("{marks}{}{}{suffix}{stop}\n\n", numbering::ordinal(Level::Second, number), part.title)
}
