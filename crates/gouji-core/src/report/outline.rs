use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::titles::{self, Titles};
use super::{Heading, LabelQuality, Level, List, Ordinal, Section, Table};
use crate::report::source::Source;
use crate::report::table;
use crate::syntax::{Line, LineKind};
use crate::text::{Passage, Passages, Span, Value, chinese_numeral};

/// Headings, official sections and lists of the text's lines.
pub(super) struct Outline {
    pub headings: Vec<Heading>,
    pub sections: Vec<Section>,
    pub lists: Vec<List>,
}

/// Reads the outline. Lines that are labels of an official table are no headings, wherever they stand.
pub(super) fn read(source: Source<'_>, passages: &mut Passages) -> Outline {
    let text = source.text;
    let lines = source.lines.iter().take_while(|_| !source.watch.is_cancelled());
    let mut headings: Vec<Heading> = lines.filter_map(|line| heading(text, line, passages)).collect();
    let mut sections = sections(&headings);
    for (at, section) in sections.iter().enumerate() {
        if let Some(heading) = headings.get_mut(section.heading) {
            heading.section = Some(at);
        }
    }
    close_sections(&mut sections, &headings, text.len());
    Outline { headings, sections, lists: Vec::new() }
}

/// The official sections, each by the heading that names it best: by its whole title, else by a part of it and its
/// number, else by a part. 依申请公开情况 may head something else further up.
fn sections(headings: &[Heading]) -> Vec<Section> {
    let mut best: BTreeMap<usize, (Certainty, usize)> = BTreeMap::new();
    for (at, heading) in headings.iter().enumerate() {
        let Some((def, certainty)) = section_of(heading) else { continue };
        let entry = best.entry(def).or_insert((certainty, at));
        if certainty > entry.0 {
            *entry = (certainty, at);
        }
    }
    let span = |heading: usize| headings.get(heading).map_or(Span::at(0), |heading| heading.span);
    let sections = best.into_iter().map(|(def, (certainty, heading))| Section {
        def,
        heading,
        title: if certainty == Certainty::Whole { LabelQuality::Official } else { LabelQuality::Recognised },
        span: span(heading),
    });
    let mut sections: Vec<Section> = sections.collect();
    sections.sort_by_key(|section| section.heading);
    sections
}

/// How certainly a heading names an official section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    Part,
    PartAndNumber,
    Whole,
}

impl Outline {
    /// Leaves out numbered lines inside tables, and gathers the lists of the others. What opens a section stays.
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

/// Whether a passage is an official title, whatever stands round it.
struct IsTitle(bool);
/// Whether a passage is the label of a row.
struct IsLabel(bool);

fn heading(text: &str, line: &Line, passages: &mut Passages) -> Option<Heading> {
    let is_long = || line.kind == LineKind::Paragraph && line.span.len() > titles::LONGEST_BYTES;
    if !matches!(line.kind, LineKind::Heading | LineKind::Item | LineKind::Paragraph) || is_long() {
        return None;
    }
    let whole = passages.get(line.span.of(text));
    let is_title = whole.kept(|line| IsTitle(Titles::current().whole(line.words()).is_some())).0;
    // A paragraph may be an official title that lost its number, or whose number the grammar does not see.
    if line.kind == LineKind::Paragraph && !is_title {
        return None;
    }
    let ordinal_span = line.ordinal.or_else(|| hidden_ordinal(text, line.span).filter(|_| is_title));
    let lead = ordinal_span.or(line.mark);
    let words = Span::new(lead.map_or(line.span.start, |lead| lead.end), line.span.end).trimmed(text);
    let passage = passages.get(words.of(text));
    if passage.kept(|words| IsLabel(table::is_label(words.words()))).0 {
        return None;
    }
    Some(Heading {
        span: line.span.trimmed(text),
        marks: line.mark,
        ordinal: ordinal_span.and_then(|span| ordinal(text, span)),
        text: words,
        passage,
        stands_alone: line.kind != LineKind::Item || is_title,
        section: None,
    })
}

/// The number of a title behind a stray character: `|六、其他需要报告的事项`.
fn hidden_ordinal(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    let behind = words.find('、')?;
    let start = words
        .get(..behind)?
        .rfind(|c: char| !"一二三四五六七八九十".contains(c))
        .map_or(0, |at| at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    (start < behind).then(|| Span::new(line.start + start, line.start + behind + '、'.len_utf8()))
}

fn ordinal(text: &str, span: Span) -> Option<Ordinal> {
    let whole = span.of(text);
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

/// The official section that a passage names: by its whole title, or else by a part of it.
struct Named {
    whole: Option<usize>,
    part: Option<usize>,
}

impl Named {
    fn of(heading: &Passage) -> Self {
        let (titles, words) = (Titles::current(), heading.as_written());
        let whole = titles.whole(words);
        Self { whole, part: if whole.is_none() { titles.part(words) } else { None } }
    }
}

/// The official section that a heading may open, by its title; only a line that stands alone can.
fn section_of(heading: &Heading) -> Option<(usize, Certainty)> {
    let top = heading.ordinal.is_none_or(|ordinal| ordinal.level == Level::First);
    if !heading.stands_alone || !top {
        return None;
    }
    let named = heading.passage.kept(Named::of);
    if let Some(def) = named.whole {
        return Some((def, Certainty::Whole));
    }
    let number = heading.ordinal?.number;
    let def = named.part?;
    Some((def, if def as u32 + 1 == number { Certainty::PartAndNumber } else { Certainty::Part }))
}

fn close_sections(sections: &mut [Section], headings: &[Heading], end: usize) {
    let starts: Vec<usize> =
        sections.iter().filter_map(|section| Some(headings.get(section.heading)?.span.start)).collect();
    for (section, next) in sections.iter_mut().zip(starts.into_iter().skip(1).chain([end])) {
        section.span.end = next;
    }
}

/// Groups numbered lines that count on from each other: same level, same parent.
fn lists(headings: &[Heading], lines: &[Line]) -> Vec<List> {
    let mut found: Vec<List> = Vec::new();
    let mut newest: HashMap<(Level, Option<usize>), usize> = HashMap::new();
    // Open heading and open list of each level; what stands below a level closes when that level counts on.
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

/// Whether `heading` starts counting anew: it is a first number, and other prose stands between it and the list.
fn restarts(list: &List, heading: &Heading, headings: &[Heading], lines: &[Line]) -> bool {
    let Some(last) = list.members.last().and_then(|last| headings.get(*last)) else { return true };
    let first = heading.ordinal.is_some_and(|ordinal| ordinal.number == 1);
    let behind = lines.partition_point(|line| line.span.start <= last.span.end);
    let mut between = lines.iter().skip(behind).take_while(|line| line.span.end < heading.span.start);
    first
        && (between.any(|line| line.kind == LineKind::Paragraph)
            || last.ordinal.is_some_and(|ordinal| ordinal.number > 1))
}
