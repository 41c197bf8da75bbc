use std::collections::{HashMap, HashSet};

use gouji_report::{Heading, Level, List, Ordinal, Report, Section};
use gouji_text::Span;

/// The heading with index `at`, if it is numbered.
pub(super) fn numbered(report: &Report, at: usize) -> Option<(&Heading, Ordinal)> {
    let heading = report.headings.get(at)?;
    Some((heading, heading.ordinal?))
}

/// The lists of 一、-level headings, official or not, in the order of the text.
pub(super) fn top_level_lists(report: &Report) -> impl Iterator<Item = &List> {
    report.lists.iter().filter(|list| list.parent.is_none() && list.level == Level::First)
}

/// For each 一、-level heading of `list`, the heading whose number it repeats, as an index into the report's headings. The
/// heading of an official section never counts as a repetition of its own number. If no heading with the number opens that
/// section, the later ones repeat the first.
pub(super) fn repeated_headings(report: &Report, list: &List) -> Vec<Option<usize>> {
    let mut owners: HashMap<u32, usize> = HashMap::new();
    for &at in &list.members {
        if let Some((heading, ordinal)) = numbered(report, at)
            && owns_number(report, heading, ordinal.number)
        {
            owners.entry(ordinal.number).or_insert(at);
        }
    }
    let mut firsts: HashMap<u32, usize> = HashMap::new();
    let repeated = |at: &usize| {
        let (heading, ordinal) = numbered(report, *at)?;
        let first = *firsts.entry(ordinal.number).or_insert(*at);
        if owns_number(report, heading, ordinal.number) {
            return None;
        }
        owners.get(&ordinal.number).copied().or(Some(first).filter(|first| first != at))
    };
    list.members.iter().map(repeated).collect()
}

/// The 一、-level headings that repeat the number of another heading, as indices into the report's headings.
pub(super) fn repeating_headings(report: &Report) -> HashSet<usize> {
    let repeating_in = |list: &List| {
        let repeated = repeated_headings(report, list);
        let pairs = list.members.iter().zip(repeated);
        pairs.filter(|(_, repeated)| repeated.is_some()).map(|(at, _)| *at).collect::<Vec<_>>()
    };
    top_level_lists(report).flat_map(repeating_in).collect()
}

/// Whether `number` is the official number of the section that `heading` opens.
fn owns_number(report: &Report, heading: &Heading, number: u32) -> bool {
    let section = heading.section.and_then(|section| report.sections.get(section));
    section.is_some_and(|section| section.def as u32 + 1 == number)
}

/// If no heading has the title of the official section `def`, the only heading in its place and with its number. It most likely
/// opens that section under another title.
pub(super) fn likely_section_heading(report: &Report, def: usize) -> Option<usize> {
    if report.section(def).is_some() {
        return None;
    }
    let number = def as u32 + 1;
    let mut candidates = top_level_lists(report).flat_map(|list| &list.members).copied().filter(|at| {
        numbered(report, *at).is_some_and(|(heading, ordinal)| heading.section.is_none() && ordinal.number == number)
    });
    let (only, None) = (candidates.next()?, candidates.next()) else { return None };
    let in_place = |section: &Section| (section.heading < only) == (section.def < def);
    report.sections.iter().all(in_place).then_some(only)
}

/// The official section that contains a heading.
pub(super) fn enclosing_section<'a>(report: &'a Report, heading: &Heading) -> Option<&'a Section> {
    let count = report.sections.partition_point(|section| section.span.start <= heading.span.start);
    report.sections.get(count.checked_sub(1)?)
}

/// Whether a heading is in a section with an official table. Such a heading may be a torn label of the table.
pub(super) fn is_in_table_section(report: &Report, heading: &Heading) -> bool {
    let def = enclosing_section(report, heading).and_then(|section| report.section_def(section));
    def.is_some_and(|def| def.table.is_some())
}

/// Whether a heading is only a title: it is short, is no sentence, and has no markup that an edit would damage.
pub(super) fn is_title_alone(heading: &Heading, text: &str) -> bool {
    const LONGEST: usize = 40;
    let words = heading.text.slice(text);
    words.chars().count() <= LONGEST && !words.contains(['。', '；', '，']) && words == heading.passage.as_written()
}

/// The first clause, of at most 16 characters, as the short name of a heading.
pub(super) fn shortened(words: &str) -> String {
    const LONGEST: usize = 16;
    let clause = words.split(['，', '。', '；', '：']).next().unwrap_or(words);
    let short: String = clause.chars().take(LONGEST).collect();
    if short.len() < clause.len() { short + "…" } else { short }
}

/// Whether `span` may be a piece of a table rather than prose: it is in a section with an official table, and has no full stop.
pub(super) fn is_table_text(report: &Report, text: &str, span: Span) -> bool {
    let count = report.sections.partition_point(|section| section.span.start <= span.start);
    let section = count.checked_sub(1).and_then(|at| report.sections.get(at));
    let def = section.and_then(|section| report.section_def(section));
    def.is_some_and(|def| def.table.is_some()) && !span.slice(text).contains('。')
}
