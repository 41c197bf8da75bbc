//! Lines above the title and the tables that say how many relations hold, and how many findings there are.

use gouji_l10n::{Message, msg};
use gouji_lint::Finding;
use gouji_report::{Report, Table};
use gouji_text::{CancelToken, Cancelled, Span};

use super::relations::RelationCounts;

/// The largest number of lenses in an answer.
const MAX_LENSES: usize = 1_000;
/// The largest number of places to which a lens leads.
const MAX_PLACES: usize = 200;

/// A line above a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The place.
    pub span: Span,
    /// The words.
    pub title: Message,
    /// The places to which the line leads.
    pub places: LensPlaces,
}

/// The places to which a lens leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensPlaces {
    /// In this report; there may be none.
    Here(Vec<Span>),
    /// In last year's report.
    LastYear(Span),
}

/// The lenses of a report: above its title, then above each table. `findings` are in the order of the text. `last_year` is last year's
/// report, if it is known.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn lenses(
    report: &Report,
    findings: &[Finding],
    last_year: Option<&Report>,
    cancel: CancelToken<'_>,
) -> Result<Vec<Lens>, Cancelled> {
    let mut starts: Vec<Span> = findings.iter().map(|finding| finding.span).collect();
    starts.sort_unstable();
    let (mut all, mut all_failing, mut of_tables) = (RelationCounts::default(), Vec::new(), Vec::new());
    for table in &report.tables {
        cancel.check()?;
        let mut own = RelationCounts::default();
        let failing = failing_cells(table, &mut own);
        all.holds += own.holds;
        all.fails += own.fails;
        all.unknown += own.unknown;
        all_failing.extend(failing.iter().copied().take(MAX_PLACES));
        if of_tables.len() < MAX_LENSES {
            let span =
                table.header_line.filter(|line| table.span.contains(*line)).unwrap_or(Span::at(table.span.start));
            of_tables.push(relations(span, &own, failing));
            of_tables.extend(found(span, within(&starts, table.span)));
        }
    }
    let Some(title) = &report.title else { return Ok(of_tables) };
    let mut lenses = Vec::new();
    if !report.tables.is_empty() {
        lenses.push(relations(title.span, &all, all_failing));
    }
    lenses.extend(found(title.span, &starts));
    lenses.extend(last_year.and_then(|last_year| {
        let (before, year) = (last_year.title.as_ref()?, last_year.year()?);
        let message = msg::LensLastYear { year: year.to_string() }.into();
        Some(Lens { span: title.span, title: message, places: LensPlaces::LastYear(before.span) })
    }));
    lenses.extend(of_tables);
    Ok(lenses)
}

fn failing_cells(table: &Table, counts: &mut RelationCounts) -> Vec<Span> {
    let failing = counts.add(table);
    let mut spans: Vec<Span> =
        failing.iter().filter_map(|at| table.cell(at.row, at.column)).map(|cell| cell.span).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// The spans that begin within `span`.
fn within(starts: &[Span], span: Span) -> &[Span] {
    let from = starts.partition_point(|start| start.start < span.start);
    let to = starts.partition_point(|start| start.start <= span.end);
    starts.get(from..to).unwrap_or_default()
}

fn relations(span: Span, counts: &RelationCounts, mut failing: Vec<Span>) -> Lens {
    failing.truncate(MAX_PLACES);
    Lens { span, title: counts.message(), places: LensPlaces::Here(failing) }
}

/// The lens with the number of findings; `None` if there is none.
fn found(span: Span, places: &[Span]) -> Option<Lens> {
    let title = msg::LensFindings { count: places.len() }.into();
    let places: Vec<Span> = places.iter().copied().take(MAX_PLACES).collect();
    (!places.is_empty()).then_some(Lens { span, title, places: LensPlaces::Here(places) })
}

#[cfg(test)]
mod tests {
    use gouji_l10n::{Catalogue, Locale};
    use gouji_lint::Analysis;

    use super::*;

    fn lines(text: &str, last: Option<&str>) -> Vec<(usize, String, LensPlaces)> {
        let analysis = Analysis::new(text);
        let last = last.map(|last| Analysis::new(last).report.expect("a report"));
        let report = analysis.report.as_ref().expect("a report");
        let found = lenses(report, &analysis.findings, last.as_deref(), CancelToken::never());
        let line = |lens: Lens| {
            let title = Catalogue::for_locale(Locale::Chinese).render(&lens.title);
            (Span::new(0, lens.span.start).slice(text).matches('\n').count(), title, lens.places)
        };
        found.expect("nobody cancels it").into_iter().map(line).collect()
    }

    #[test]
    fn the_title_sums_up_the_tables() {
        let found = lines(gouji_testkit::CLEAN, Some(gouji_testkit::LAST_CLEAN));
        let titles: Vec<&str> = found.iter().map(|(_, title, _)| title.as_str()).collect();
        assert_eq!(titles.len(), 5, "{titles:?}");
        assert_eq!((found[0].0, found[1].0, titles[1]), (0, 0, "打开2023年的报告"));
        let holds = |title: &str| -> usize {
            let digits = title.split("成立 ").nth(1).and_then(|rest| rest.split(' ').next());
            digits.and_then(|digits| digits.parse().ok()).expect("a number")
        };
        let of_tables: usize = titles[2..].iter().map(|title| holds(title)).sum();
        assert!(of_tables > 10 && of_tables == holds(titles[0]), "{titles:?}");
        let LensPlaces::LastYear(span) = found[1].2 else { panic!("{found:?}") };
        assert!(span.slice(gouji_testkit::LAST_CLEAN).contains("2023年"));
    }

    #[test]
    fn a_failing_relation_leads_to_its_cell_and_findings_to_their_places() {
        let row = "数量\t\t\t3\t1\t0\t0\t0\t0\t4";
        let text = gouji_testkit::CLEAN.replacen(row, &row.replace("\t4", "\t9"), 1);
        assert_ne!(text, gouji_testkit::CLEAN);
        let found = lines(&text, None);
        let of_table = |(line, title, _): &&(usize, String, LensPlaces)| *line > 0 && title.contains("不符");
        let (_, title, places) =
            found.iter().filter(of_table).find(|(_, title, _)| !title.contains("不符 0")).expect("a lens");
        let LensPlaces::Here(spans) = places else { panic!("{title}") };
        assert!(spans.iter().any(|span| span.slice(&text) == "9"), "{title}");
        let (_, _, all) =
            found.iter().find(|(line, title, _)| *line == 0 && title.ends_with("个问题")).expect("a lens");
        let LensPlaces::Here(spans) = all else { panic!("no places") };
        assert_eq!(spans.len(), Analysis::new(&text).findings.len());
        assert!(lines(gouji_testkit::CLEAN, None).iter().all(|(_, title, _)| !title.ends_with("个问题")));
    }
}
