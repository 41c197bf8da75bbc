//! The next heading of each level with its number, and missing sections with their blank tables.

use gouji_edition::blank_form::blank_table;
use gouji_edition::{Layout, Part, SectionDef};
use gouji_lint::numbering::ordinal;
use gouji_report::{Heading, Level, Report};

use super::line::LineContext;
use super::{Completion, CompletionKind, DocumentationTopic, filter};

/// The proposals of headings; none if words follow the cursor.
pub(super) fn completions(text: &str, report: &Report, line: &LineContext<'_>, layout: Layout) -> Vec<Completion> {
    if !line.is_end() {
        return Vec::new();
    }
    let before: Vec<&Heading> =
        report.headings.iter().take_while(|heading| heading.span.start < line.span.start).collect();
    let writer = HeadingWriter { text, report, line, layout, before };
    let mut found = writer.parts();
    found.extend(writer.sections());
    found.extend([Level::Second, Level::Third, Level::Fourth].into_iter().filter_map(|level| writer.numbered(level)));
    found
}

struct HeadingWriter<'a> {
    text: &'a str,
    report: &'a Report,
    line: &'a LineContext<'a>,
    layout: Layout,
    /// The headings above the line of the cursor.
    before: Vec<&'a Heading>,
}

impl HeadingWriter<'_> {
    fn completion(
        &self,
        kind: CompletionKind,
        title: &str,
        words: &str,
        text: String,
        topic: DocumentationTopic,
    ) -> Completion {
        // The typed words may begin with the marks that the heading has too.
        let typed = self.line.content();
        let marks: String = typed.slice(self.text).chars().take_while(|c| matches!(c, '#' | ' ')).collect();
        Completion {
            label: title.to_owned(),
            kind,
            span: typed,
            text,
            snippet: None,
            filter: filter(&format!("{marks}{title} "), words),
            topic,
        }
    }

    /// The `#` marks of the last heading of a level, with the blank after them.
    fn marks(&self, level: Level) -> String {
        let is_level = |heading: &&Heading| heading.ordinal.is_some_and(|ordinal| ordinal.level == level);
        let last = self.before.iter().rev().copied().find(is_level);
        let other = || self.report.headings.iter().find(is_level);
        let marks = last.or_else(other).and_then(|heading| heading.marks);
        marks.map(|marks| format!("{} ", marks.slice(self.text))).unwrap_or_default()
    }

    /// The missing sections. The next one comes first.
    fn sections(&self) -> Vec<Completion> {
        let report = self.report;
        let last = self.before.iter().rev().find_map(|heading| report.sections.get(heading.section?));
        let next = last.map_or(0, |section| section.def + 1);
        let defs = report.edition.sections.iter().enumerate();
        let mut missing: Vec<(usize, &SectionDef)> = defs
            // The line of the cursor may be the heading that is being typed.
            .filter(|(at, _)| {
                report.sections.iter().all(|section| section.def != *at || self.is_typed(section.heading))
            })
            .collect();
        missing.sort_by_key(|(at, _)| (*at < next, *at));
        missing.into_iter().map(|(at, def)| self.section(at, def)).collect()
    }

    fn is_typed(&self, heading: usize) -> bool {
        self.report.headings.get(heading).is_some_and(|heading| self.line.span.contains(heading.span))
    }

    fn section(&self, at: usize, def: &SectionDef) -> Completion {
        let report = self.report;
        let title = format!("{}{}", ordinal(Level::First, u32::try_from(at).unwrap_or_default() + 1), def.title);
        let layout = if report.tables.is_empty() { self.layout } else { report.table_layout() };
        let table = def.table.as_ref().and_then(|id| report.edition.tables.get(report.edition.table_index(id)?));
        let table = table.map(|table| format!("\n\n{}", blank_table(table, layout).trim_end_matches('\n')));
        let text = format!("{}{title}{}\n", self.marks(Level::First), table.unwrap_or_default());
        let topic = DocumentationTopic::Section { edition: report.edition.id.to_string(), section: def.id.to_string() };
        self.completion(CompletionKind::Section, &title, &def.title, text, topic)
    }

    /// The customary subsections that the section lacks, each with the next number.
    fn parts(&self) -> Vec<Completion> {
        let report = self.report;
        let section = report.sections.iter().rev().find(|section| section.span.start < self.line.span.start);
        let Some((section, def)) = section.and_then(|section| Some((section, report.section_def(section)?))) else {
            return Vec::new();
        };
        let headings = || report.headings.iter().filter(|heading| section.span.contains(heading.span));
        let number = self.next_number(Level::Second);
        let is_there = |part: &Part| {
            let others = headings().filter(|heading| !self.line.span.contains(heading.span));
            others.map(|heading| heading.text.slice(self.text)).any(|words| is_about(words, part))
        };
        // A single customary subsection has no heading of its own.
        let parts = def.parts.iter().filter(|part| def.parts.len() > 1 && !is_there(part));
        let completion = |part: &Part| {
            let title = format!("{}{}", ordinal(Level::Second, number), part.title);
            let text = format!("{}{title}\n", self.marks(Level::Second));
            let topic =
                DocumentationTopic::Section { edition: report.edition.id.to_string(), section: def.id.to_string() };
            self.completion(CompletionKind::Heading, &title, &part.title, text, topic)
        };
        parts.map(completion).collect()
    }

    /// The number of the next heading of a level below the present heading of the level above.
    fn next_number(&self, level: Level) -> u32 {
        let ordinals = self.before.iter().rev().filter_map(|heading| heading.ordinal);
        let last = ordinals.take_while(|ordinal| ordinal.level >= level).find(|ordinal| ordinal.level == level);
        last.map_or(1, |ordinal| ordinal.number.saturating_add(1))
    }

    /// The bare number of the next heading of a level; `None` where the level cannot begin.
    fn numbered(&self, level: Level) -> Option<Completion> {
        let above = self.before.iter().rev().find_map(|heading| heading.ordinal)?.level;
        if level == Level::Fourth && above < Level::Third {
            return None;
        }
        let number = self.next_number(level);
        let title = ordinal(level, number);
        let text = format!("{}{title}", self.marks(level));
        // Numbers are typed in other forms, too.
        let words = format!("({number}) {number}");
        Some(self.completion(CompletionKind::Heading, &title, &words, text, DocumentationTopic::None))
    }
}

fn is_about(words: &str, part: &Part) -> bool {
    part.keywords.iter().any(|keyword| words.contains(&**keyword))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{accepted, labels, read};

    const BEGUN: &str = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）主动公开\n\n按要求公开。\n\n$0\n";

    #[test]
    fn the_next_number_of_each_level_and_the_missing_parts_are_offered() {
        let found = labels(BEGUN);
        assert_eq!(
            found,
            [
                "（二）依申请公开",
                "（二）政府信息管理",
                "（二）政府信息公开平台建设",
                "（二）监督保障",
                "二、主动公开政府信息情况",
                "三、收到和处理政府信息公开申请情况",
                "四、政府信息公开行政复议、行政诉讼情况",
                "五、存在的主要问题及改进情况",
                "六、其他需要报告的事项",
                "（二）",
                "1."
            ]
        );
    }

    #[test]
    fn typed_words_choose_by_han_pinyin_or_initials() {
        for typed in ["三、", "收到和", "shoudaohechuli", "sdhcl"] {
            let found = labels(&BEGUN.replace("$0", &format!("{typed}$0")));
            assert!(found.contains(&"三、收到和处理政府信息公开申请情况".to_owned()), "{typed}: {found:?}");
            assert!(found.len() < 4, "{typed}: {found:?}");
        }
        assert!(labels(&BEGUN.replace("$0", "加强学习$0")).is_empty(), "prose is left alone");
        assert!(labels(&BEGUN.replace("$0\n", "\n").replace("按要求", "按$0要求")).is_empty(), "words follow");
    }

    #[test]
    fn a_section_comes_with_its_blank_table_and_is_then_read_as_official() {
        let text = accepted(BEGUN, "三、收到和处理政府信息公开申请情况");
        let report = read(&text).expect("a report");
        assert_eq!(report.sections.iter().map(|section| section.def).collect::<Vec<_>>(), [0, 2]);
        let table = report.tables.first().expect("a table");
        let def = table.def().expect("an official table");
        assert_eq!((&*def.id, table.rows.len()), ("applications", def.rows.len()));
    }

    #[test]
    fn marks_and_layout_are_those_of_the_report() {
        let text = "# 某区2025年政府信息公开工作年度报告\n\n## 一、总体情况\n\n### （一）主动公开\n\n1.甲\n\n$0\n";
        assert!(accepted(text, "五、存在的主要问题及改进情况").contains("\n## 五、存在的主要问题及改进情况\n"));
        assert!(accepted(text, "（二）监督保障").contains("\n### （二）监督保障\n"));
        assert!(accepted(text, "2.").contains("\n2.\n"));
        assert!(accepted(text, "（1）").contains("\n（1）\n"), "below 1.");
        let typed = text.replace("$0", "## 五$0");
        assert!(accepted(&typed, "五、存在的主要问题及改进情况").contains("\n## 五、存在的主要问题及改进情况\n"));
    }
}
