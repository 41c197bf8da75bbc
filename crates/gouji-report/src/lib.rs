//! Reads a report from a text: title, period, sections, lists, tables and the figures of the prose, each with its place
//! in the text. It also finds out which agency and year a report belongs to.
//!
//! Reading never fails and never changes the text. Invariant: an incremental reading equals a fresh one, although it reuses
//! lines, passages and tables of an earlier reading.
//!
//! This crate knows the official form but no rule. The crates that depend on it decide whether a report is right or wrong.

mod cell_grid;
mod claims;
pub mod comments;
mod figures;
mod in_context;
pub mod likeness;
pub mod lines;
mod markup;
mod model;
mod ordinals;
mod outline;
mod passage_years;
mod patterns;
mod plain_text;
mod prose;
mod reuse;
mod shown;
mod source;
mod table;
mod title;
mod titles;
mod unread;
pub mod years;

pub use cell_grid::CellGrid;
pub use claims::{Claim, StaleYear, Verdict};
pub use figures::Figures;
pub use lines::Lines;
pub use model::{
    Cell, HeaderCell, Heading, Label, LabelQuality, Level, List, Ordinal, Paragraph, Period, Placement, Report,
    Section, Table, TableRow, Title,
};
pub use passage_years::Years;
pub use reuse::ReadingCache;
pub use shown::ShownText;
pub use title::{SUBJECT, is_year_digit, reads_like_title};
pub use years::LastYear;

use gouji_text::{CancelToken, Cancelled};
use lines::Line;
use outline::Outline;
use plain_text::PlainText;
use source::ReportSource;

/// Whether a line is the label of a row or row group of a table, as in 第二十条第（五）项, and has no figures.
pub fn is_label_alone(line: &str) -> bool {
    !line.trim_end().ends_with(|c: char| c.is_ascii_digit()) && table::is_label(line)
}

impl Report {
    /// Reads the report in `text`, whose lines are in `parsed`; `None` if the text is not a report.
    pub fn read(text: &str, parsed: &Lines) -> Option<Self> {
        Self::read_incremental(text, parsed, &mut ReadingCache::default(), CancelToken::never()).unwrap_or_default()
    }

    /// Reads the report in `text` and reuses passages of earlier texts; `None` if the text is not a report.
    pub fn read_with_cache(text: &str, cache: &mut ReadingCache) -> Option<Self> {
        Self::read_cancellable(text, cache, CancelToken::never()).unwrap_or_default()
    }

    /// The same, until `cancel` is set.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn read_cancellable(
        text: &str,
        cache: &mut ReadingCache,
        cancel: CancelToken<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        Self::read_plain(text, None, cache, cancel)
    }

    /// Reads the report in `text`, whose lines are in `parsed`, and reuses results of its last state; `None` if the
    /// text is not a report.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn read_incremental(
        text: &str,
        parsed: &Lines,
        cache: &mut ReadingCache,
        cancel: CancelToken<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        Self::read_plain(text, Some(parsed), cache, cancel)
    }

    fn read_plain(
        text: &str,
        parsed: Option<&Lines>,
        cache: &mut ReadingCache,
        cancel: CancelToken<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        cache.passages.begin_pass();
        let PlainText { text, with_markup, lines } = PlainText::read(text, parsed, &mut cache.passages, cancel)?;
        let text = &*text;
        let with_markup = with_markup.as_deref().unwrap_or(text);
        let edition = gouji_edition::current();
        let source = ReportSource { text, with_markup, lines: &lines, cancel };
        let title = title::read_title(text, &lines);
        let outline = outline::read(source, &mut cache.passages);
        cancel.check()?;
        // A notice about reports may have such a title, too. If no text follows the title, the text is the beginning of
        // a report.
        let is_begun = title.as_ref().is_some_and(|title| is_all(title, &lines));
        let is_report = is_begun || is_checkable(title.is_some(), outline.sections.len());
        if !is_report && !unread::may_have_report_parts(text, title.is_some(), &outline) {
            cache.passages.evict_unseen();
            return Ok(None);
        }
        let tables = table::read(source, &outline.sections, cache);
        cancel.check()?;
        let Outline { headings, sections, lists } = outline.without(&tables, &lines);
        let paragraphs = prose::read(source, &headings, title.as_ref(), &tables, &mut cache.passages);
        cancel.check()?;
        let period = title::read_period(&paragraphs);
        let (claims, stale_years) = (Vec::new(), Vec::new());
        let mut report =
            Self { edition, title, period, headings, sections, lists, paragraphs, tables, claims, stale_years };
        (report.claims, report.stale_years) = claims::read(&report, cancel);
        cancel.check()?;
        cache.passages.evict_unseen();
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

    use gouji_text::Fact;

    use super::*;

    /// Reads the text, and compares each table with that of `before`: `true` if both reports share it.
    fn read_next(text: &str, before: &Report, cache: &mut ReadingCache) -> (Report, Vec<bool>) {
        let read = Report::read_incremental(text, &Lines::parse(text), cache, CancelToken::never());
        let report = read.ok().flatten().expect("a report");
        let shared = report.tables.iter().zip(&before.tables).map(|(now, before)| Arc::ptr_eq(now, before)).collect();
        (report, shared)
    }

    fn rows(report: &Report) -> Vec<&TableRow> {
        report.tables.iter().flat_map(|table| &table.rows).collect()
    }

    /// The place of a table when the fact was read. Facts that are in use must not depend on the place.
    struct ReadAt(usize);

    impl Fact<Table> for ReadAt {
        fn read(table: &Table) -> Self {
            Self(table.span.start)
        }
    }

    #[test]
    fn tables_that_an_edit_does_not_touch_are_reused() {
        let text = gouji_testkit::CLEAN;
        let mut cache = ReadingCache::default();
        let first = Report::read_incremental(text, &Lines::parse(text), &mut cache, CancelToken::never());
        let first = first.ok().flatten().expect("a report");
        let tables: usize = first.tables.len();
        // An edit after the tables moves none of them.
        let after = format!("{text}本机关如实报告。\n");
        let (report, shared) = read_next(&after, &first, &mut cache);
        assert_eq!(shared, vec![true; tables]);
        // An edit before the tables moves all of them. They keep their cached facts.
        let starts: Vec<usize> = report.tables.iter().map(|table| table.fact::<ReadAt>().0).collect();
        let before = text.replacen('，', "，，", 1);
        let (report, shared) = read_next(&before, &report, &mut cache);
        assert_eq!(shared, vec![false; tables]);
        assert_eq!(rows(&report), rows(&Report::read(&before, &Lines::parse(&before)).expect("a report")));
        assert!(report.tables.iter().zip(&starts).all(|(table, start)| table.span.start != *start));
        assert_eq!(report.tables.iter().map(|table| table.fact::<ReadAt>().0).collect::<Vec<_>>(), starts);
        // An edit inside a table makes that table a new one.
        let label = "科研机构";
        let inside = before.replacen(label, "科研", 1);
        let (report, _) = read_next(&inside, &report, &mut cache);
        let is_new = report.tables.iter().map(|table| table.fact::<ReadAt>().0 == table.span.start);
        assert_eq!(is_new.filter(|is_new| *is_new).count(), 1);
        assert_eq!(rows(&report), rows(&Report::read(&inside, &Lines::parse(&inside)).expect("a report")));
    }

    #[test]
    fn the_same_words_make_other_claims_in_another_years_report() {
        let this = gouji_testkit::CLEAN.replacen('。', "。\n\n2024年全县共收到政府信息公开申请99件。", 1);
        let last = this.replacen("2024年政府", "2023年政府", 1);
        assert_ne!(this, last);
        let mut cache = ReadingCache::shared();
        let mut claims = |text: &str| {
            let fresh = Report::read(text, &Lines::parse(text)).expect("a report").claims;
            let cached = Report::read_with_cache(text, &mut cache).expect("a report").claims;
            assert_eq!(cached, fresh);
            fresh.iter().filter(|claim| claim.figure == 99.into()).count()
        };
        assert_eq!([claims(&this), claims(&last), claims(&this)], [1, 0, 1]);
    }

    #[test]
    fn passages_of_earlier_states_are_evicted_even_if_the_text_is_no_report() {
        let mut cache = ReadingCache::default();
        for round in 0..9 {
            let text = format!("# 第{round}稿\n");
            let report = Report::read_incremental(&text, &Lines::parse(&text), &mut cache, CancelToken::never());
            assert!(matches!(report, Ok(None)), "{report:?}");
        }
        assert!(!format!("{cache:?}").contains("第0稿"), "{cache:?}");
    }
}
