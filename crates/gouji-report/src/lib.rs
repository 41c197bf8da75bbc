//! Reads a report from a text: title, period, sections, lists, tables and the figures of the prose, each with its place
//! in the text. It also finds out which agency and year a report belongs to.
//!
//! Reading never fails and never changes the text. Invariant: an incremental reading equals a fresh one, although it reuses
//! lines, passages and tables of an earlier reading.
//!
//! This crate knows the official form but no rule. The crates that depend on it decide whether a report is right or wrong.

mod claims;
pub mod comments;
mod dress;
mod figures;
mod lines;
mod model;
mod ordinals;
mod outline;
mod passage_years;
mod prose;
mod shown;
mod source;
pub mod syntax;
mod table;
mod title;
mod titles;
mod unread;
pub mod years;

pub use claims::{Claim, StaleYear, Verdict};
pub use figures::Figures;
pub use model::{
    Cell, HeaderCell, Heading, Label, LabelQuality, Level, List, Ordinal, Paragraph, Period, Placement, Report,
    Section, Table, TableRow, Title,
};
pub use passage_years::Years;
pub use shown::ShownText;
pub use syntax::Syntax;
pub use title::{SUBJECT, is_year_digit, reads_like_title};
pub use years::LastYear;

use gouji_text::{Cancelled, Passages, Watch};
use lines::PlainText;
use outline::Outline;
use source::Source;
use syntax::Line;

impl Report {
    /// Reads the report in `text`, whose lines are in `syntax`; `None` if the text is not a report.
    pub fn read(text: &str, syntax: &Syntax) -> Option<Self> {
        Self::read_incremental(text, syntax, &mut Passages::default(), Watch::never()).unwrap_or_default()
    }

    /// Reads the report in `text` and reuses `passages` of earlier texts; `None` if the text is not a report.
    pub fn read_with_cache(text: &str, passages: &mut Passages) -> Option<Self> {
        Self::read_plain(text, None, passages, Watch::never()).unwrap_or_default()
    }

    /// Reads the report in `text`, whose lines are in `syntax`, and reuses `passages` of its last state; `None` if the
    /// text is not a report.
    ///
    /// # Errors
    /// [`Cancelled`] if `watch` is cancelled before the end.
    pub fn read_incremental(
        text: &str,
        syntax: &Syntax,
        passages: &mut Passages,
        watch: Watch<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        Self::read_plain(text, Some(syntax), passages, watch)
    }

    fn read_plain(
        text: &str,
        syntax: Option<&Syntax>,
        passages: &mut Passages,
        watch: Watch<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        passages.begin_pass();
        let PlainText { text, dressed, lines } = PlainText::read(text, syntax, passages, watch)?;
        let text = &*text;
        let dressed = dressed.as_deref().unwrap_or(text);
        let format = gouji_edition::current();
        let source = Source { text, dressed, lines: &lines, watch };
        let title = title::read_title(text, &lines);
        let outline = outline::read(source, passages);
        watch.check()?;
        // A notice about reports may have such a title, too. If no text follows the title, the text is the beginning of
        // a report.
        let is_begun = title.as_ref().is_some_and(|title| is_all(title, &lines));
        let is_report = is_begun || is_checkable(title.is_some(), outline.sections.len());
        if !is_report && !unread::may_have_report_parts(text, title.is_some(), &outline) {
            passages.evict_unseen();
            return Ok(None);
        }
        let tables = table::read(source, &outline.sections, passages);
        watch.check()?;
        let Outline { headings, sections, lists } = outline.without(&tables, &lines);
        let paragraphs = prose::read(source, &headings, title.as_ref(), &tables, passages);
        watch.check()?;
        let period = title::read_period(&paragraphs);
        let (claims, stale_years) = (Vec::new(), Vec::new());
        let mut report =
            Self { format, title, period, headings, sections, lists, paragraphs, tables, claims, stale_years };
        (report.claims, report.stale_years) = claims::read(&report, watch);
        watch.check()?;
        passages.evict_unseen();
        Ok((is_report || unread::has_report_parts(text, &report)).then_some(report))
    }

    /// Whether the text can be checked as a report. If not, it has only parts of one, and the only finding is that it
    /// was not checked.
    pub fn is_checkable(&self) -> bool {
        let has_parts = !self.tables.is_empty() || !self.sections.is_empty() || self.period.is_some();
        is_checkable(self.title.is_some(), self.sections.len()) || !has_parts
    }
}

/// A title alone may be that of a notice about reports. A title and a section make a report, and so does half of the
/// sections.
const fn is_checkable(has_title: bool, sections: usize) -> bool {
    sections + if has_title { 2 } else { 0 } >= 3
}

/// Whether the text is a title with agency and year, and nothing else.
fn is_all(title: &Title, lines: &[Line]) -> bool {
    title.agency.is_some() && title.year.is_some() && lines.iter().all(|line| title.span.touches(line.span.start))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Reads the text, and compares each table with that of `before`: `true` if both reports share it.
    fn read_next(text: &str, before: &Report, passages: &mut Passages) -> (Report, Vec<bool>) {
        let read = Report::read_incremental(text, &Syntax::parse(text), passages, Watch::never());
        let report = read.ok().flatten().expect("a report");
        let shared = report.tables.iter().zip(&before.tables).map(|(now, before)| Arc::ptr_eq(now, before)).collect();
        (report, shared)
    }

    fn rows(report: &Report) -> Vec<&TableRow> {
        report.tables.iter().flat_map(|table| &table.rows).collect()
    }

    #[test]
    fn tables_that_an_edit_does_not_touch_are_reused() {
        let text = gouji_testkit::CLEAN;
        let mut passages = Passages::default();
        let first = Report::read_incremental(text, &Syntax::parse(text), &mut passages, Watch::never());
        let first = first.ok().flatten().expect("a report");
        let tables: usize = first.tables.len();
        // An edit after the tables moves none of them.
        let after = format!("{text}本机关如实报告。\n");
        let (report, shared) = read_next(&after, &first, &mut passages);
        assert_eq!(shared, vec![true; tables]);
        // An edit before the tables moves all of them. They keep their cached facts.
        struct Fact(usize);
        report.tables.iter().enumerate().for_each(|(at, table)| assert_eq!(table.fact(|_| Fact(at)).0, at));
        let before = text.replacen('，', "，，", 1);
        let (report, shared) = read_next(&before, &report, &mut passages);
        assert_eq!(shared, vec![false; tables]);
        assert_eq!(rows(&report), rows(&Report::read(&before, &Syntax::parse(&before)).expect("a report")));
        report.tables.iter().enumerate().for_each(|(at, table)| assert_eq!(table.fact(|_| Fact(99)).0, at));
        // An edit inside a table makes that table a new one.
        let label = "科研机构";
        let inside = before.replacen(label, "科研", 1);
        let (report, _) = read_next(&inside, &report, &mut passages);
        let is_new = report.tables.iter().map(|table| table.fact(|_| Fact(99)).0 == 99);
        assert_eq!(is_new.filter(|is_new| *is_new).count(), 1);
        assert_eq!(rows(&report), rows(&Report::read(&inside, &Syntax::parse(&inside)).expect("a report")));
    }

    #[test]
    fn the_same_words_make_other_claims_in_another_years_report() {
        let this = gouji_testkit::CLEAN.replacen('。', "。\n\n2024年全县共收到政府信息公开申请99件。", 1);
        let last = this.replacen("2024年政府", "2023年政府", 1);
        assert_ne!(this, last);
        let mut passages = Passages::shared(1_000);
        let mut claims = |text: &str| {
            let fresh = Report::read(text, &Syntax::parse(text)).expect("a report").claims;
            let cached = Report::read_with_cache(text, &mut passages).expect("a report").claims;
            assert_eq!(cached, fresh);
            fresh.iter().filter(|claim| claim.figure == 99.into()).count()
        };
        assert_eq!([claims(&this), claims(&last), claims(&this)], [1, 0, 1]);
    }

    #[test]
    fn passages_of_earlier_states_are_evicted_even_if_the_text_is_no_report() {
        let mut passages = Passages::default();
        for round in 0..9 {
            let text = format!("# 第{round}稿\n");
            let report = Report::read_incremental(&text, &Syntax::parse(&text), &mut passages, Watch::never());
            assert!(matches!(report, Ok(None)), "{report:?}");
        }
        assert!(!format!("{passages:?}").contains("第0稿"), "{passages:?}");
    }
}
