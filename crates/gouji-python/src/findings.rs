//! The findings of reports, as an Arrow array.

use std::num::NonZeroUsize;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Int32Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, StructArray};
use arrow_buffer::NullBuffer;
use arrow_data::ArrayData;
use arrow_schema::ArrowError;
use gouji_l10n::{Catalogue, Message, msg};
use gouji_lint::{Analysis, Applicability, Finding, Policy};
use gouji_report::{LastYear, ReadingCache, Report};
use gouji_text::CancelToken;
use gouji_text::places::{Place, Places};

use crate::MAX_BYTES;
use crate::array::{concatenated, lists, structures};
use crate::parallel::in_parts;
use crate::texts::Texts;

/// A text with everything that is known about it.
struct Item<'a> {
    text: Option<&'a str>,
    name: Option<&'a str>,
    last_year: Option<&'a str>,
}

/// Checks each text by every rule, on all cores.
///
/// # Errors
/// The findings do not fit into an array.
pub fn check(
    texts: &Texts,
    names: Option<&Texts>,
    last_years: Option<&Texts>,
    catalogue: &Catalogue,
    threads: Option<NonZeroUsize>,
) -> Result<ArrayData, ArrowError> {
    let mut names = names.map(|names| names.iter());
    let mut last_years = last_years.map(|texts| texts.iter());
    let item = |text| Item {
        text,
        name: names.as_mut().and_then(Iterator::next).flatten(),
        last_year: last_years.as_mut().and_then(Iterator::next).flatten(),
    };
    let items: Vec<Item<'_>> = texts.iter().map(item).collect();
    let bytes = |item: &Item<'_>| item.text.map_or(0, str::len);
    let parts = in_parts(&items, threads, bytes, |cache, part| {
        let mut columns = ReportColumns::new(catalogue);
        part.iter().for_each(|item| columns.add(item, cache));
        columns.finish()
    });
    concatenated(&parts.into_iter().collect::<Result<Vec<_>, _>>()?)
}

/// One row per text.
struct ReportColumns<'a> {
    catalogue: &'a Catalogue,
    present: Vec<bool>,
    name: StringBuilder,
    status: StringBuilder,
    reason: StringBuilder,
    message: StringBuilder,
    failed_rules: ListBuilder<StringBuilder>,
    findings_per_text: Vec<usize>,
    findings: FindingColumns,
}

impl<'a> ReportColumns<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            catalogue,
            present: Vec::new(),
            name: StringBuilder::new(),
            status: StringBuilder::new(),
            reason: StringBuilder::new(),
            message: StringBuilder::new(),
            failed_rules: ListBuilder::new(StringBuilder::new()),
            findings_per_text: Vec::new(),
            findings: FindingColumns::default(),
        }
    }

    fn add(&mut self, item: &Item<'_>, cache: &mut ReadingCache) {
        self.present.push(item.text.is_some());
        self.name.append_option(item.name);
        let name = item.name.unwrap_or_default();
        let read = item.text.map(|text| (text, report(text, name, cache)));
        match read {
            None => self.add_status(None, None, 0),
            Some((_, Err(unread))) => self.add_status(Some("unread"), Some(&unread), 0),
            Some((text, Ok(report))) => {
                let analysis = analyze(text, report, item.last_year, cache);
                for failed in &analysis.failed {
                    self.failed_rules.values().append_value(failed.rule);
                }
                let is_clean = analysis.findings.is_empty();
                let status = if is_clean { "clean" } else { "checked" };
                self.add_status(Some(status), None, analysis.findings.len());
                self.findings.add(&analysis.findings, text, self.catalogue);
            }
        }
    }

    /// Adds the columns of a text that are not lists, and closes its lists.
    fn add_status(&mut self, status: Option<&str>, unread: Option<&(&str, Message)>, findings: usize) {
        self.status.append_option(status);
        self.reason.append_option(unread.map(|(reason, _)| *reason));
        self.message.append_option(unread.map(|(_, message)| self.catalogue.render(message)));
        self.failed_rules.append(true);
        self.findings_per_text.push(findings);
    }

    fn finish(mut self) -> Result<StructArray, ArrowError> {
        let findings = lists(&self.findings_per_text, self.findings.finish()?)?;
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("name", Arc::new(self.name.finish())),
            ("status", Arc::new(self.status.finish())),
            ("reason", Arc::new(self.reason.finish())),
            ("message", Arc::new(self.message.finish())),
            ("failed_rules", Arc::new(self.failed_rules.finish())),
            ("findings", Arc::new(findings)),
        ];
        structures(columns, Some(NullBuffer::from(self.present)))
    }
}

/// The report of a text, or why there is none: the reason for programs, and the message.
pub fn report(text: &str, name: &str, cache: &mut ReadingCache) -> Result<Arc<Report>, (&'static str, Message)> {
    if text.len() > MAX_BYTES {
        return Err(("too-large", msg::CliTooLarge { path: name, limit: MAX_BYTES >> 20 }.into()));
    }
    let report = Report::read_with_cache(text, cache).map(Arc::new);
    report.ok_or_else(|| ("not-a-report", msg::CliNotAReport { path: name }.into()))
}

/// Checks a report together with last year's. A text that is no report is not compared.
fn analyze(text: &str, report: Arc<Report>, last_year: Option<&str>, cache: &mut ReadingCache) -> Analysis {
    let last_year = last_year.and_then(|text| Some((text, self::report(text, "", cache).ok()?)));
    let last = last_year.as_ref().map(|(text, report)| LastYear { source: "", text, report });
    // This token never cancels, so the analysis finishes.
    Analysis::with_last_year(text, Some(report), last, &Policy::default(), CancelToken::never()).unwrap_or_default()
}

/// One row per finding.
#[derive(Default)]
struct FindingColumns {
    rule: StringBuilder,
    severity: StringBuilder,
    message: StringBuilder,
    line: Int32Builder,
    column: Int32Builder,
    end_line: Int32Builder,
    end_column: Int32Builder,
    relations: ListBuilder<StringBuilder>,
    safe_fix: BooleanBuilder,
}

impl FindingColumns {
    fn add(&mut self, findings: &[Finding], text: &str, catalogue: &Catalogue) {
        let places = Places::new(text);
        for finding in findings {
            self.rule.append_value(finding.rule);
            self.severity.append_value(finding.severity.name());
            self.message.append_value(catalogue.render(&finding.message));
            let (start, end) = (places.place(finding.span.start), places.place(finding.span.end));
            add_place(&mut self.line, &mut self.column, start);
            add_place(&mut self.end_line, &mut self.end_column, end);
            for relation in &finding.relations {
                self.relations.values().append_value(relation);
            }
            self.relations.append(true);
            self.safe_fix.append_value(finding.fixes.iter().any(|fix| fix.applicability == Applicability::Safe));
        }
    }

    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("rule", Arc::new(self.rule.finish())),
            ("severity", Arc::new(self.severity.finish())),
            ("message", Arc::new(self.message.finish())),
            ("line", Arc::new(self.line.finish())),
            ("column", Arc::new(self.column.finish())),
            ("end_line", Arc::new(self.end_line.finish())),
            ("end_column", Arc::new(self.end_column.finish())),
            ("relations", Arc::new(self.relations.finish())),
            ("safe_fix", Arc::new(self.safe_fix.finish())),
        ];
        structures(columns, None)
    }
}

/// Adds a line and a column. A text of at most [`MAX_BYTES`] has no greater numbers than an `i32` holds.
fn add_place(lines: &mut Int32Builder, columns: &mut Int32Builder, place: Place) {
    lines.append_option(i32::try_from(place.line).ok());
    columns.append_option(i32::try_from(place.column).ok());
}
