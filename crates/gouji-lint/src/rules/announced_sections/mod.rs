#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_report::Level;
use gouji_text::{AdaptiveRegex, Fact, Folded, Passage, Span, TextEdit, chinese_numeral, to_chinese_numeral};

use crate::finding::{Applicability, Fix, Severity};
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "announced-sections", group: Group::Structure, severity: Severity::Warning, page: page!(), check };

/// The sentence that says of how many sections the report consists.
static ANNOUNCEMENT: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"(?:报告|全文)[^。；]{0,200}?(?P<number>[一二三四五六七八九十]|[0-9]{1,2})个?大?(?:部分|方面)(?:的?内容)?(?P<verb>组成|构成|。|$)",
    )
});

/// 一部分 and 两部分 are most likely parts of something else.
const FEWEST: u32 = 3;

/// The number of sections that a passage announces, with its place in bytes of the words.
struct Announced(Option<(u32, Span)>);

impl Fact<Passage> for Announced {
    gouji_text::usual!(Self(None), |fact| fact.0.is_none());

    fn read(passage: &Passage) -> Self {
        if !passage.words().contains("部分") {
            return Self(None);
        }
        let folded = Folded::new(passage.words());
        let words = folded.words();
        let announced = || {
            let found = ANNOUNCEMENT.captures_at(words, 0)?;
            let number = found.name("number")?;
            let digits = number.slice(words);
            Some((digits.parse().ok().or_else(|| chinese_numeral(digits))?, folded.source(number)))
        };
        Self(announced().filter(|(number, _)| *number >= FEWEST))
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let count = report.edition.sections.len();
    // If a section is missing or is there twice, other rules report it, and the announcement may be right.
    let is_complete = report.sections.len() == count && (0..count).all(|def| report.section(def).is_some());
    let Some(first) = report.sections.first().map(|section| section.span.start) else { return };
    if !is_complete {
        return;
    }
    let headings = report.headings.iter().filter(|heading| heading.ordinal.is_some_and(|at| at.level == Level::First));
    let given = headings.count();
    for paragraph in prose(context).take_while(|paragraph| paragraph.span.end <= first) {
        let Some((told, place)) = paragraph.passage.fact::<Announced>().0 else { continue };
        let told_count = usize::try_from(told).unwrap_or(usize::MAX);
        if told_count == count || told_count == given {
            continue;
        }
        let span = paragraph.place(place);
        let found = place.slice(paragraph.words());
        let right = u32::try_from(count).unwrap_or_default();
        let right = if found.is_ascii() { right.to_string() } else { to_chinese_numeral(right) };
        let message = msg::AnnouncedSections { told: found, found: right.as_str() };
        findings.add(findings.new_finding(span, message).with_fix(Fix {
            title: msg::AnnouncedSectionsFix { found: right.as_str() }.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(span, right)],
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements_are_read_and_other_parts_are_not() {
        for (words, expected) in [
            ("本报告由总体情况、主动公开等五个部分组成。", Some(5)),
            ("本报告共分六部分：一是总体情况。", None),
            ("报告全文包括总体情况、其他需要报告的事项等6个部分。", Some(6)),
            ("根据要求编制本报告。全文由六部分组成，数据截至年底。", Some(6)),
            ("报告了整改情况，解决了一部分。", None),
            ("公开了部分信息，报告中一部分内容组织整改。", None),
            ("本报告部分内容由三个单位提供。", None),
        ] {
            assert_eq!(Passage::new(words).fact::<Announced>().0.map(|(number, _)| number), expected, "{words}");
        }
    }
}
