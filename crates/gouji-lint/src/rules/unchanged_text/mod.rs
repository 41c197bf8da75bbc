#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_report::likeness::is_customary;
use gouji_report::{Report, Section};
use gouji_text::{fold_label, is_han, regex, sentences};
use regex::Regex;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "unchanged-text", group: Group::Years, severity: Severity::Info, page: page!(), check };

/// A shorter text may be the same every year.
const SHORTEST_HAN: usize = 40;

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex("(?:20[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2})+年"));

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(last) = context.last else { return };
    for section in &context.report.sections {
        let Some(def) = context.report.section_def(section).filter(|def| def.table.is_none()) else { continue };
        let Some(before) = last
            .report
            .sections
            .iter()
            .find(|section| last.report.section_def(section).is_some_and(|other| other.id == def.id))
        else {
            continue;
        };
        let section_text = SectionText::new(context.report, section);
        if section_text.own_han < SHORTEST_HAN || section_text.folded != SectionText::new(last.report, before).folded {
            continue;
        }
        let (Some(heading), Some(other)) = (context.report.heading_of(section), last.report.heading_of(before)) else {
            continue;
        };
        let title = heading.text.slice(context.text);
        let message = msg::UnchangedText { title };
        let related = msg::UnchangedTextLast { title: other.text.slice(last.text) };
        findings.add(findings.new_finding(heading.span, message).with_related_in(last.source, other.span, related));
    }
}

/// The prose of a section, for a comparison of two years.
struct SectionText {
    /// The folded words, without years, white space and punctuation.
    folded: String,
    /// How many Han characters the sentences have that are not customary.
    own_han: usize,
}

impl SectionText {
    fn new(report: &Report, section: &Section) -> Self {
        let (mut folded, mut own_han) = (String::new(), 0);
        for paragraph in report.paragraphs.iter().filter(|paragraph| section.span.contains(paragraph.span)) {
            let prose = paragraph.words();
            for words in sentences(prose).into_iter().map(|sentence| sentence.slice(prose)) {
                folded.push_str(&YEAR.replace_all(&fold_label(words), ""));
                if !is_customary(words) {
                    own_han += words.chars().filter(|c| is_han(*c)).count();
                }
            }
        }
        Self { folded, own_han }
    }
}
