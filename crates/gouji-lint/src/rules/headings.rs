use std::collections::{HashMap, HashSet};

use gouji_report::{Heading, Level, List, Ordinal, Report, Section};
use gouji_text::Span;

/// The heading at `at`, where it is numbered.
pub(super) fn numbered(report: &Report, at: usize) -> Option<(&Heading, Ordinal)> {
    let heading = report.headings.get(at)?;
    Some((heading, heading.ordinal?))
}

/// The 一、-level headings, official or not, in the order of the text.
pub(super) fn top(report: &Report) -> impl Iterator<Item = &List> {
    report.lists.iter().filter(|list| list.parent.is_none() && list.level == Level::First)
}

/// For each of the 一、-level headings the one whose number it repeats, as an index into the report's headings: an official
/// section keeps its number, whatever else bears it, and where none of them is that section, the later is one too many.
pub(super) fn twins(report: &Report, list: &List) -> Vec<Option<usize>> {
    let mut owners: HashMap<u32, usize> = HashMap::new();
    for &at in &list.members {
        if let Some((heading, ordinal)) = numbered(report, at)
            && owns_number(report, heading, ordinal.number)
        {
            owners.entry(ordinal.number).or_insert(at);
        }
    }
    let mut firsts: HashMap<u32, usize> = HashMap::new();
    let twin = |at: &usize| {
        let (heading, ordinal) = numbered(report, *at)?;
        let first = *firsts.entry(ordinal.number).or_insert(*at);
        let is_own = owns_number(report, heading, ordinal.number);
        let twin = owners.get(&ordinal.number).copied().or(Some(first).filter(|first| first != at));
        twin.filter(|_| !is_own)
    };
    list.members.iter().map(twin).collect()
}

/// The 一、-level headings that repeat another's number, as indices into the report's headings.
pub(super) fn repeaters(report: &Report) -> HashSet<usize> {
    let repeaters = |list: &List| {
        let twins = twins(report, list);
        list.members.iter().zip(twins).filter(|(_, twin)| twin.is_some()).map(|(at, _)| *at).collect::<Vec<_>>()
    };
    top(report).flat_map(repeaters).collect()
}

/// Whether `number` is the official number of the section that `heading` opens.
fn owns_number(report: &Report, heading: &Heading, number: u32) -> bool {
    let section = heading.section.and_then(|section| report.sections.get(section));
    section.is_some_and(|section| section.def as u32 + 1 == number)
}

/// The heading that stands where the official section `def` belongs and bears its number, while no heading bears that
/// section's title: it is most likely that section under a title of its own.
pub(super) fn stand_in(report: &Report, def: usize) -> Option<usize> {
    if report.section(def).is_some() {
        return None;
    }
    let number = def as u32 + 1;
    let mut bearers = top(report).flat_map(|list| &list.members).copied().filter(|at| {
        numbered(report, *at).is_some_and(|(heading, ordinal)| heading.section.is_none() && ordinal.number == number)
    });
    let (only, None) = (bearers.next()?, bearers.next()) else { return None };
    let in_place = |section: &Section| (section.heading < only) == (section.def < def);
    report.sections.iter().all(in_place).then_some(only)
}

/// The official section in which a heading stands.
pub(super) fn section_around<'a>(report: &'a Report, heading: &Heading) -> Option<&'a Section> {
    let behind = report.sections.partition_point(|section| section.span.start <= heading.span.start);
    report.sections.get(behind.checked_sub(1)?)
}

/// Whether a heading stands where an official table belongs: what looks like a heading there may be a torn label.
pub(super) fn is_beside_table(report: &Report, heading: &Heading) -> bool {
    let def = section_around(report, heading).and_then(|section| report.section_def(section));
    def.is_some_and(|def| def.table.is_some())
}

/// Whether a heading is only a title: short, no sentence, and without markup that an edit would damage.
pub(super) fn is_title_alone(heading: &Heading, text: &str) -> bool {
    const LONGEST: usize = 40;
    let words = heading.text.of(text);
    words.chars().count() <= LONGEST && !words.contains(['。', '；', '，']) && words == heading.passage.as_written()
}

/// The first words, as many as tell a heading from another.
pub(super) fn shortened(words: &str) -> String {
    const LONGEST: usize = 16;
    let clause = words.split(['，', '。', '；', '：']).next().unwrap_or(words);
    let short: String = clause.chars().take(LONGEST).collect();
    if short.len() < clause.len() { short + "…" } else { short }
}

/// Whether `span` may be a piece of a table rather than prose: it stands where a table belongs, and is no sentence.
pub(super) fn is_table_text(report: &Report, text: &str, span: Span) -> bool {
    let behind = report.sections.partition_point(|section| section.span.start <= span.start);
    let section = behind.checked_sub(1).and_then(|at| report.sections.get(at));
    let def = section.and_then(|section| report.section_def(section));
    def.is_some_and(|def| def.table.is_some()) && !span.of(text).contains('。')
}
