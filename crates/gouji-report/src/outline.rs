use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use gouji_text::{Fact, Passage, PassageCache, Span, Value, chinese_numeral};

use super::ordinals::Mark;
use super::titles::{self, Fit, Named, Titles};
use super::{Heading, LabelQuality, Level, List, Ordinal, Section, Table};
use crate::lines::{Line, LineKind};
use crate::source::ReportSource;
use crate::table;

/// Fewest titles in a row that may be a list of contents.
const SHORTEST_CONTENTS: usize = 3;

/// Headings, official sections and lists of a text.
pub(super) struct Outline {
    pub headings: Vec<Heading>,
    pub sections: Vec<Section>,
    pub lists: Vec<List>,
}

/// A line that may be a heading.
struct HeadingCandidate {
    /// Index of the line.
    line: usize,
    heading: Heading,
    /// The official section that the line names, with offsets of the text.
    named: Option<Named>,
    /// The kind of line, as the grammar decided it.
    kind: LineKind,
}

/// Reads the outline. A line that is a label of an official table is never a heading.
pub(super) fn read(source: ReportSource<'_>, passages: &mut PassageCache) -> Outline {
    let text = source.text;
    let lines = source.lines.iter().enumerate().take_while(|_| !source.cancel.is_cancelled());
    let mut candidates: Vec<HeadingCandidate> =
        lines.filter_map(|(at, line)| candidate(text, at, line, passages)).collect();
    remove_contents(&mut candidates);
    let chosen = choose(&candidates);
    let mut headings: Vec<Heading> = Vec::with_capacity(candidates.len());
    let mut sections: Vec<Section> = Vec::with_capacity(chosen.len());
    for (at, candidate) in candidates.into_iter().enumerate() {
        let section = chosen.iter().find(|(_, _, heading)| *heading == at);
        // A paragraph is a heading only if it is a whole title.
        let is_whole = candidate.named.is_some_and(|named| named.fit == Fit::Whole);
        let is_heading = match candidate.kind {
            LineKind::Heading | LineKind::Item => true,
            LineKind::Paragraph => is_whole,
            _ => false,
        };
        if section.is_none() && !is_heading {
            continue;
        }
        let mut heading = candidate.heading;
        let Some((def, certainty, _)) = section else {
            headings.push(heading);
            continue;
        };
        let is_official =
            *certainty == HeadingCertainty::Whole || candidate.named.is_some_and(|named| named.fit != Fit::Slip);
        let mut run_in = None;
        if let Some(named) = candidate.named {
            run_in = open_section(text, &mut heading, named, passages);
        }
        heading.section = Some(sections.len());
        sections.push(Section {
            def: *def,
            heading: headings.len(),
            title: if is_official { LabelQuality::Official } else { LabelQuality::Recognised },
            span: heading.span,
        });
        headings.push(heading);
        headings.extend(run_in);
    }
    close_sections(&mut sections, &headings, text.len());
    Outline { headings, sections, lists: Vec::new() }
}

/// Chooses the heading that names each official section best, because another heading such as 依申请公开情况 may come earlier.
/// Returns the index of the section's definition, the certainty, and the index of the candidate.
fn choose(candidates: &[HeadingCandidate]) -> Vec<(usize, HeadingCertainty, usize)> {
    let mut best: BTreeMap<usize, (HeadingCertainty, usize)> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let Some((def, certainty)) = section_of(candidate) else { continue };
        let entry = best.entry(def).or_insert((certainty, at));
        if certainty > entry.0 {
            *entry = (certainty, at);
        }
    }
    best.into_iter().map(|(def, (certainty, at))| (def, certainty, at)).collect()
}

/// Makes `heading` the heading of the section that it names. Returns the numbered words that follow on the same line, as in
/// 一、总体情况（一）主动公开情况.
fn open_section(text: &str, heading: &mut Heading, named: Named, passages: &mut PassageCache) -> Option<Heading> {
    heading.stands_alone = true;
    heading.text = named.title;
    heading.passage = passages.get(named.title.slice(text));
    heading.ordinal = named.mark.map(|mark| mark.ordinal(Level::First, text));
    if named.fit != Fit::RunsIn {
        return None;
    }
    let rest = Span::new(named.end, heading.span.end);
    heading.span.end = named.end;
    if !rest.slice(text).starts_with(['（', '(']) {
        return None;
    }
    let mark = Mark::read(rest.slice(text), 0)?.shift(rest.start);
    let words = Span::new(mark.span.end, rest.end).trimmed(text);
    let level =
        if mark.numeral.slice(text).starts_with(|c: char| c.is_ascii_digit()) { Level::Fourth } else { Level::Second };
    Some(Heading {
        span: rest,
        marks: None,
        ordinal: Some(mark.ordinal(level, text)),
        text: words,
        passage: passages.get(words.slice(text)),
        stands_alone: !words.slice(text).contains(['。', '；']),
        section: None,
    })
}

/// Removes lists of contents: consecutive titles, with only other headings between them, that have page numbers or are
/// repeated later in the text.
fn remove_contents(candidates: &mut Vec<HeadingCandidate>) {
    let entry =
        |candidate: &HeadingCandidate| candidate.named.filter(|named| named.fit == Fit::Whole).map(|named| named.def);
    let named = candidates.iter().enumerate().filter_map(|(at, candidate)| Some((candidate.named?.def, at)));
    // The last candidate that names each section.
    let last: HashMap<usize, usize> = named.collect();
    let mut contents: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < candidates.len() {
        let (mut end, mut last_line, mut last_def) = (start, None, None);
        let (mut titles, mut paged) = (Vec::new(), 0);
        while let Some(candidate) = candidates.get(end) {
            let follows = last_line.is_none_or(|last: usize| last + 1 == candidate.line);
            let counts_on = entry(candidate).is_none_or(|def| last_def.is_none_or(|last| last < def));
            if !follows || !counts_on || !candidate.heading.stands_alone {
                break;
            }
            titles.extend(entry(candidate));
            paged += usize::from(candidate.named.is_some_and(|named| named.is_paged));
            (last_line, last_def) = (Some(candidate.line), entry(candidate).or(last_def));
            end += 1;
        }
        let are_repeated = || titles.iter().all(|def| last.get(def).is_some_and(|at| *at >= end));
        if titles.len() >= SHORTEST_CONTENTS && (2 * paged >= titles.len() || are_repeated()) {
            contents.push(start..end);
        }
        start = end.max(start + 1);
    }
    let mut contents = contents.into_iter().peekable();
    if contents.peek().is_some() {
        let mut at = 0;
        candidates.retain(|_| {
            let own = at;
            at += 1;
            while contents.next_if(|contents| contents.end <= own).is_some() {}
            !contents.peek().is_some_and(|contents| contents.contains(&own))
        });
    }
}

/// How certainly a heading names an official section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum HeadingCertainty {
    /// By a part of the title.
    Part,
    /// By title and number, but the number has the notation of a lower level.
    OtherMark,
    PartAndNumber,
    Slip,
    /// By title and number, with text after them.
    RunsIn,
    Whole,
}

impl Outline {
    /// Removes numbered lines inside tables, except headings of sections, and groups the rest into lists.
    pub(super) fn without(self, tables: &[Arc<Table>], lines: &[Line]) -> Self {
        let mut tables = tables.iter().peekable();
        let mut sections = self.sections;
        let mut headings: Vec<Heading> = Vec::with_capacity(self.headings.len());
        for heading in self.headings {
            while tables.next_if(|table| table.span.end < heading.span.start).is_some() {}
            let inside = tables.peek().is_some_and(|table| table.span.contains(heading.span));
            match heading.section.and_then(|section| sections.get_mut(section)) {
                Some(section) => section.heading = headings.len(),
                None if inside => continue,
                None => {}
            }
            headings.push(heading);
        }
        let lists = lists(&headings, lines);
        Self { headings, sections, lists }
    }
}

/// The official section that a line names, as a fact about its passage.
struct NamedSection(Option<Named>);

impl Fact<Passage> for NamedSection {
    gouji_text::usual!(Self(None), |fact| fact.0.is_none());

    fn read(passage: &Passage) -> Self {
        Self(Titles::current().read(passage.as_written()))
    }
}

/// Whether a passage is the label of a row, as a fact about it.
struct IsLabel(bool);

impl Fact<Passage> for IsLabel {
    gouji_text::usual!(Self(false), |fact| !fact.0);

    fn read(passage: &Passage) -> Self {
        Self(table::is_label(passage.words()))
    }
}

fn candidate(text: &str, at: usize, line: &Line, passages: &mut PassageCache) -> Option<HeadingCandidate> {
    if line.kind == LineKind::Row {
        return glued_to_row(text, at, line, passages);
    }
    if !matches!(line.kind, LineKind::Heading | LineKind::Item | LineKind::Paragraph) {
        return None;
    }
    let is_numbered = line.kind != LineKind::Paragraph;
    if !is_numbered && line.span.len() > titles::LONGEST_BYTES && !begins_with_number(text, line.span) {
        return None;
    }
    let whole = passages.get(line.span.slice(text));
    let named = whole.fact::<NamedSection>().0;
    let named = named.map(|named| named.shift(line.span.start));
    // A paragraph may be an official title that has lost its number, or has a number that the grammar does not recognise.
    if !is_numbered && named.is_none() {
        return None;
    }
    let whole_title = named.filter(|named| named.fit == Fit::Whole);
    let own = whole_title.and_then(|named| named.mark).filter(|mark| mark.is_top);
    let ordinal_span = line.ordinal.or(own.map(|mark| mark.span.trimmed(text)));
    let lead = ordinal_span.or(line.mark);
    let words = Span::new(lead.map_or(line.span.start, |lead| lead.end), line.span.end).trimmed(text);
    let passage = passages.get(words.slice(text));
    if passage.fact::<IsLabel>().0 {
        return None;
    }
    let ordinal = line.ordinal.and_then(|span| ordinal(text, span));
    let ordinal = ordinal.or(own.map(|mark| mark.ordinal(Level::First, text)));
    let heading = Heading {
        span: line.span.trimmed(text),
        marks: line.mark,
        ordinal,
        text: words,
        passage,
        stands_alone: line.kind != LineKind::Item || whole_title.is_some(),
        section: None,
    };
    Some(HeadingCandidate { line: at, kind: line.kind, heading, named })
}

/// Reads the title of a section that a conversion joined with the first row of its table. In a list of contents, only a
/// page number follows the title.
fn glued_to_row(text: &str, at: usize, line: &Line, passages: &mut PassageCache) -> Option<HeadingCandidate> {
    if !begins_with_number(text, line.span) {
        return None;
    }
    let words = line.span.slice(text);
    let (cell, rest) = words.split_once('\t')?;
    if rest.bytes().filter(|byte| *byte == b'\t').count() < 2 {
        return None;
    }
    let named = passages.get(cell).fact::<NamedSection>().0?;
    let is_own = named.mark.is_some_and(|mark| mark.is_top && mark.number as usize == named.def + 1);
    let named = Named { end: named.title.end, ..named }.shift(line.span.start);
    let span = Span::new(line.span.start, named.end).trimmed(text);
    let passage = passages.get(named.title.slice(text));
    let heading =
        Heading { span, marks: None, ordinal: None, text: named.title, passage, stands_alone: true, section: None };
    let named = Named { fit: Fit::Whole, ..named };
    is_own.then_some(HeadingCandidate { line: at, kind: line.kind, heading, named: Some(named) })
}

/// Whether the line may begin with the number of a section, which few lines do.
fn begins_with_number(text: &str, line: Span) -> bool {
    line.slice(text)
        .trim_start()
        .starts_with(|c: char| "一二三四五六".contains(c) || matches!(c, 'Ⅰ'..='Ⅵ' | 'I' | 'V'))
}

fn ordinal(text: &str, span: Span) -> Option<Ordinal> {
    let whole = span.slice(text);
    let is_numeral = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    let start = whole.find(is_numeral)?;
    let digits = whole.get(start..)?;
    let digits = digits.get(..digits.find(|c| !is_numeral(c)).unwrap_or(digits.len()))?;
    let bracketed = start > 0;
    let (level, number) = match (chinese_numeral(digits), Value::read(digits)) {
        (Some(number), _) => (if bracketed { Level::Second } else { Level::First }, number),
        (None, Value::Number(number)) => {
            (if bracketed { Level::Fourth } else { Level::Third }, u32::try_from(number).ok()?)
        }
        _ => return None,
    };
    let numeral = Span::new(span.start + start, span.start + start + digits.len());
    Some(Ordinal { span, numeral, level, number })
}

/// The official section that a passage names by a part of its title, as a fact about it.
struct PartlyNamedSection(Option<usize>);

impl Fact<Passage> for PartlyNamedSection {
    gouji_text::usual!(Self(None), |fact| fact.0.is_none());

    fn read(passage: &Passage) -> Self {
        Self(Titles::current().part(passage.as_written()))
    }
}

/// The official section that a line opens with its title. The line must be a heading, or begin with the section's own
/// number and title.
fn section_of(candidate: &HeadingCandidate) -> Option<(usize, HeadingCertainty)> {
    let heading = &candidate.heading;
    if let Some(named) = candidate.named {
        let is_own = named.mark.is_some_and(|mark| mark.number as usize == named.def + 1);
        let certainty = match named.fit {
            Fit::RunsIn => HeadingCertainty::RunsIn,
            Fit::Slip => HeadingCertainty::Slip,
            Fit::Whole if named.mark.is_none_or(|mark| mark.is_top) => HeadingCertainty::Whole,
            Fit::Whole if is_own => HeadingCertainty::OtherMark,
            Fit::Whole => return None,
        };
        return Some((named.def, certainty));
    }
    let top = heading.ordinal.is_none_or(|ordinal| ordinal.level == Level::First);
    if !heading.stands_alone || !top {
        return None;
    }
    let number = heading.ordinal?.number;
    let part = heading.passage.fact::<PartlyNamedSection>();
    let def = part.0?;
    Some((def, if def as u32 + 1 == number { HeadingCertainty::PartAndNumber } else { HeadingCertainty::Part }))
}

fn close_sections(sections: &mut [Section], headings: &[Heading], end: usize) {
    let starts: Vec<usize> =
        sections.iter().filter_map(|section| Some(headings.get(section.heading)?.span.start)).collect();
    for (section, next) in sections.iter_mut().zip(starts.into_iter().skip(1).chain([end])) {
        section.span.end = next;
    }
}

/// Groups numbered lines into lists: same level, same parent, and ordinals that continue each other.
fn lists(headings: &[Heading], lines: &[Line]) -> Vec<List> {
    let mut found: Vec<List> = Vec::new();
    let mut newest: HashMap<(Level, Option<usize>), usize> = HashMap::new();
    // The open heading of each level. When a level continues, all lower levels close.
    let mut open: [Option<usize>; 4] = [None; 4];
    let mut top = None;
    for (at, heading) in headings.iter().enumerate() {
        let Some(ordinal) = heading.ordinal else {
            if heading.section.is_some() {
                open = [None; 4];
                top = Some(at);
            }
            continue;
        };
        let level = ordinal.level as usize;
        let is_top = ordinal.level == Level::First && heading.stands_alone;
        let parent = match is_top {
            true => None,
            false => open.get(..level).and_then(|above| above.iter().rev().find_map(|open| *open)).or(top),
        };
        let key = (ordinal.level, parent);
        match newest.get(&key).and_then(|list| found.get_mut(*list)) {
            Some(list) if is_top || !restarts(list, heading, headings, lines) => list.members.push(at),
            _ => {
                newest.insert(key, found.len());
                found.push(List { level: ordinal.level, parent, members: vec![at] });
            }
        }
        if is_top {
            open = [None; 4];
            top = Some(at);
        } else {
            open.iter_mut().skip(level).for_each(|open| *open = None);
            if let Some(open) = open.get_mut(level) {
                *open = Some(at);
            }
        }
    }
    found
}

/// Whether `heading` starts a new list: its number is 1, and a paragraph separates it from the list or the list is past 1.
fn restarts(list: &List, heading: &Heading, headings: &[Heading], lines: &[Line]) -> bool {
    let Some(last) = list.members.last().and_then(|last| headings.get(*last)) else { return true };
    let first = heading.ordinal.is_some_and(|ordinal| ordinal.number == 1);
    let next_line = lines.partition_point(|line| line.span.start <= last.span.end);
    let mut between = lines.iter().skip(next_line).take_while(|line| line.span.end < heading.span.start);
    first
        && (between.any(|line| line.kind == LineKind::Paragraph)
            || last.ordinal.is_some_and(|ordinal| ordinal.number > 1))
}
