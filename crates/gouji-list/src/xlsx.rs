//! The list as a workbook for Excel and WPS. All words are written as text, so that none is taken for a formula. The same content
//! always gives the same bytes.

use gouji_l10n::{Catalogue, Phrase, msg};
use gouji_lint::Severity;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Url, Workbook,
    Worksheet, XlsxError,
};

use unicode_width::UnicodeWidthStr;

use crate::row::{FindingRow, Row};
use crate::{List, main_figures, severity_phrase};

/// The rows of a sheet, by the file format.
const MAX_ROWS: usize = 1_048_576;
/// The links of a sheet, by the file format.
const MAX_LINKS: usize = 65_000;
/// The characters of a cell, by the file format.
const MAX_CHARACTERS: usize = 32_767;
/// A4.
const PAPER: u8 = 9;
/// The height of a line, in points.
const LINE_HEIGHT: f64 = 15.0;
/// The lines of a row, by the file format: 409 points.
const MAX_LINES: usize = 27;
/// The widths of the columns of the findings, in characters.
const FINDING_WIDTHS: [f64; 9] = [20.0, 6.0, 20.0, 6.0, 18.0, 20.0, 14.0, 58.0, 36.0];
/// The first row of the reports, below the title, the counts and two rows of headings.
const FIRST_REPORT: u32 = 4;
/// The first column of the main figures.
const FIRST_FIGURE: u16 = 8;

/// The bytes of the workbook.
///
/// # Errors
/// If the library refuses the content.
pub fn workbook(content: &List, catalogue: &Catalogue) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the present time.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(catalogue.text(msg::ListTitle))
            .set_author("gouji")
            .set_creation_datetime(&fixed),
    );
    let writer = XlsxWriter { content, catalogue, formats: Formats::new() };
    writer.reports(workbook.add_worksheet())?;
    writer.findings(workbook.add_worksheet())?;
    writer.statistics(workbook.add_worksheet())?;
    if !content.unread.is_empty() {
        writer.unread(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

struct Formats {
    title: Format,
    heading: Format,
    text: Format,
    link: Format,
    number: Format,
    severities: [Format; 4],
    total: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xBF_BF_BF));
        let text = cell.clone().set_text_wrap().set_align(FormatAlign::Top);
        let number = cell.clone().set_align(FormatAlign::Top);
        let coloured = |color| number.clone().set_font_color(Color::RGB(color)).set_bold();
        Self {
            title: Format::new().set_bold().set_font_size(16),
            heading: cell
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xDD_EB_F7)),
            link: text
                .clone()
                .set_font_color(Color::RGB(0x05_63_C1))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            text,
            severities: [0xC0_00_00, 0x9C_57_00, 0x1F_4E_79, 0x40_40_40].map(coloured),
            total: number.clone().set_bold().set_background_color(Color::RGB(0xF2_F2_F2)),
            number,
        }
    }
}

struct XlsxWriter<'a> {
    content: &'a List,
    catalogue: &'a Catalogue,
    formats: Formats,
}

/// An index as a row of a sheet.
fn row_number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// An index as a column of a sheet.
fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// The text as far as a cell holds it.
fn fitting(text: &str) -> String {
    text.chars().take(MAX_CHARACTERS).collect()
}

impl XlsxWriter<'_> {
    fn words(&self, phrase: Phrase) -> String {
        self.catalogue.text(phrase)
    }

    fn text(&self, sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, column, fitting(text), &self.formats.text).map(drop)
    }

    fn link(&self, sheet: &mut Worksheet, (row, column): (u32, u16), text: &str, to: &str) -> Result<(), XlsxError> {
        // A link needs a text.
        let text = if text.is_empty() { "→" } else { text };
        let url = Url::new(format!("internal:{to}"));
        sheet.write_url_with_options(row, column, url, fitting(text), "", Some(&self.formats.link)).map(drop)
    }

    fn count(&self, sheet: &mut Worksheet, row: u32, column: u16, count: usize) -> Result<(), XlsxError> {
        sheet.write_number_with_format(row, column, row_number(count), &self.formats.number).map(drop)
    }

    fn figure(&self, sheet: &mut Worksheet, row: u32, column: u16, figure: Option<Decimal>) -> Result<(), XlsxError> {
        match figure.and_then(|figure| figure.to_f64()) {
            Some(figure) => sheet.write_number_with_format(row, column, figure, &self.formats.number).map(drop),
            None => sheet.write_blank(row, column, &self.formats.number).map(drop),
        }
    }

    fn heading(&self, sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, column, text, &self.formats.heading).map(drop)
    }

    /// Prepares a sheet for the screen and for paper. The rows `headings` are repeated on each page.
    fn prepare(
        &self,
        sheet: &mut Worksheet,
        name: Phrase,
        headings: (u32, u32),
        widths: &[f64],
    ) -> Result<(), XlsxError> {
        sheet.set_name(self.words(name))?;
        for (column, width) in widths.iter().enumerate() {
            sheet.set_column_width(column_number(column), *width)?;
        }
        sheet
            .set_landscape()
            .set_paper_size(PAPER)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_repeat_rows(headings.0, headings.1)?;
        sheet.set_footer("&L&A&R&P / &N");
        Ok(())
    }

    fn reports(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let last_column = FIRST_FIGURE + 2 * column_number(main_figures::COUNT) - 1;
        let mut widths = vec![20.0, 6.0, 20.0, 5.5, 5.5, 5.5, 5.5, 5.5];
        widths.extend([6.5; 2 * main_figures::COUNT]);
        self.prepare(sheet, msg::ListSheetReports, (2, 3), &widths)?;
        sheet.write_string_with_format(0, 0, self.words(msg::ListTitle), &self.formats.title)?;
        sheet.write_string(1, 0, self.catalogue.render(&self.content.totals().message()))?;
        self.report_headings(sheet)?;
        sheet.set_freeze_panes(FIRST_REPORT, 2)?;
        let mut finding_row = 1;
        let rows = self.content.rows.iter().take(MAX_ROWS - 8);
        for (index, row) in rows.enumerate() {
            self.report(sheet, FIRST_REPORT + row_number(index), row, (index < MAX_LINKS).then_some(finding_row))?;
            finding_row += row.findings.len();
        }
        let end = FIRST_REPORT + row_number(self.content.rows.len().min(MAX_ROWS - 8));
        if end > FIRST_REPORT {
            sheet.autofilter(FIRST_REPORT - 1, 0, end - 1, last_column)?;
            self.report_totals(sheet, end, last_column)?;
        }
        Ok(())
    }

    fn report_headings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let heading = &self.formats.heading;
        let single = [msg::ListAgency, msg::ListYear, msg::ListFile].map(|phrase| self.words(phrase));
        let severities = Severity::ALL.map(|severity| self.catalogue.text(severity_phrase(severity)));
        let all = [self.words(msg::ListFindings)];
        for (column, text) in single.iter().chain(&all).chain(&severities).enumerate() {
            let column = column_number(column);
            // The filter needs a cell of its own in the lower row, so the cells are not merged.
            sheet.write_blank(2, column, heading)?;
            self.heading(sheet, 3, column, text)?;
        }
        sheet.merge_range(2, 3, 2, 7, &self.words(msg::ListFindings), heading)?;
        self.heading(sheet, 3, 3, &self.words(msg::ListAll))?;
        for (index, figure) in main_figures::ALL.iter().enumerate() {
            let column = FIRST_FIGURE + 2 * column_number(index);
            sheet.merge_range(2, column, 2, column + 1, &self.words(figure.name), heading)?;
            self.heading(sheet, 3, column, &self.words(msg::ListThisYear))?;
            self.heading(sheet, 3, column + 1, &self.words(msg::ListLastYear))?;
        }
        sheet.set_row_height(2, 32)?;
        Ok(())
    }

    /// Writes a report. `finding_row` is the row of its first finding in their sheet.
    fn report(&self, sheet: &mut Worksheet, at: u32, row: &Row, finding_row: Option<usize>) -> Result<(), XlsxError> {
        let name = if row.agency.is_empty() { &row.file } else { &row.agency };
        match finding_row {
            Some(first) if !row.findings.is_empty() && first < MAX_ROWS => {
                self.link(sheet, (at, 0), name, &self.cell(msg::ListSheetFindings, first))?;
            }
            _ => self.text(sheet, at, 0, name)?,
        }
        match row.year {
            Some(year) => sheet.write_number_with_format(at, 1, year, &self.formats.number)?,
            None => sheet.write_blank(at, 1, &self.formats.number)?,
        };
        self.text(sheet, at, 2, &row.file)?;
        sheet.set_row_height(at, height([(name.as_str(), 20.0), (&row.file, 20.0)]))?;
        self.count(sheet, at, 3, row.summary.findings())?;
        for (index, severity) in Severity::ALL.into_iter().enumerate() {
            let count = row.summary.count(severity);
            let format = if count > 0 { self.formats.severities.get(index) } else { None };
            let format = format.unwrap_or(&self.formats.number);
            sheet.write_number_with_format(at, 4 + column_number(index), row_number(count), format)?;
        }
        for (index, (this, last)) in row.figures.into_iter().zip(row.last_figures).enumerate() {
            let column = FIRST_FIGURE + 2 * column_number(index);
            self.figure(sheet, at, column, this)?;
            self.figure(sheet, at, column + 1, last)?;
        }
        Ok(())
    }

    /// The sums of the rows that the filter shows.
    fn report_totals(&self, sheet: &mut Worksheet, end: u32, last_column: u16) -> Result<(), XlsxError> {
        let total = &self.formats.total;
        sheet.write_string_with_format(end, 0, self.words(msg::ListTotal), total)?;
        sheet.write_blank(end, 1, total)?.write_blank(end, 2, total)?;
        for column in 3..=last_column {
            let values: Vec<Decimal> = self.content.rows.iter().filter_map(|row| column_value(row, column)).collect();
            if values.is_empty() {
                sheet.write_blank(end, column, total)?;
                continue;
            }
            let sum: Decimal = values.into_iter().sum();
            let name = rust_xlsxwriter::utility::column_number_to_name(column);
            let formula = format!("SUBTOTAL(109,{name}{}:{name}{end})", FIRST_REPORT + 1);
            let formula = Formula::new(formula).set_result(sum.normalize().to_string());
            sheet.write_formula_with_format(end, column, formula, total)?;
        }
        Ok(())
    }

    /// The name of a cell in the first column of another sheet.
    fn cell(&self, sheet: Phrase, row: usize) -> String {
        format!("'{}'!A{}", self.words(sheet), row + 1)
    }

    fn findings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.prepare(sheet, msg::ListSheetFindings, (0, 0), &FINDING_WIDTHS)?;
        let headings = [
            msg::ListAgency,
            msg::ListYear,
            msg::ListFile,
            msg::ListSeverity,
            msg::ListRule,
            msg::ListRuleTitle,
            msg::ListPlaceHeading,
            msg::ListMessage,
            msg::ListFixes,
        ];
        let headings = headings.map(|phrase| self.words(phrase));
        for (column, text) in headings.iter().enumerate() {
            self.heading(sheet, 0, column_number(column), text)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let reports = self.content.rows.iter().enumerate();
        let all = reports.flat_map(|(index, row)| {
            row.findings.iter().enumerate().map(move |(number, finding)| (index, row, number == 0, finding))
        });
        let mut last = 0;
        for (at, (index, row, is_first, finding)) in all.take(MAX_ROWS - 1).enumerate() {
            last = row_number(at + 1);
            let back =
                (is_first && index < MAX_LINKS).then(|| index + usize::try_from(FIRST_REPORT).unwrap_or_default());
            self.finding(sheet, last, row, finding, back)?;
        }
        if last > 0 {
            sheet.autofilter(0, 0, last, column_number(headings.len() - 1))?;
        }
        Ok(())
    }

    fn finding(
        &self,
        sheet: &mut Worksheet,
        at: u32,
        row: &Row,
        finding: &FindingRow,
        report_row: Option<usize>,
    ) -> Result<(), XlsxError> {
        let name = if row.agency.is_empty() { &row.file } else { &row.agency };
        match report_row {
            Some(report) => self.link(sheet, (at, 0), name, &self.cell(msg::ListSheetReports, report))?,
            None => self.text(sheet, at, 0, name)?,
        }
        match row.year {
            Some(year) => sheet.write_number_with_format(at, 1, year, &self.formats.number)?,
            None => sheet.write_blank(at, 1, &self.formats.number)?,
        };
        self.text(sheet, at, 2, &row.file)?;
        let index = Severity::ALL.iter().position(|severity| *severity == finding.severity).unwrap_or_default();
        let severity = self.catalogue.text(severity_phrase(finding.severity));
        sheet.write_string_with_format(
            at,
            3,
            severity,
            self.formats.severities.get(index).unwrap_or(&self.formats.text),
        )?;
        let texts = [finding.rule, finding.title, &finding.place, &finding.message, &finding.fixes];
        for (column, text) in texts.into_iter().enumerate() {
            self.text(sheet, at, 4 + column_number(column), text)?;
        }
        let [name_width, _, file_width, _, widths @ ..] = FINDING_WIDTHS;
        let all = texts.into_iter().zip(widths).chain([(name.as_str(), name_width), (&row.file, file_width)]);
        sheet.set_row_height(at, height(all)).map(drop)
    }

    fn statistics(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let widths = [24.0, 40.0, 10.0, 10.0, 3.0, 28.0, 8.0, 8.0, 8.0, 8.0, 3.0, 28.0, 10.0, 10.0];
        self.prepare(sheet, msg::ListSheetStatistics, (0, 0), &widths)?;
        let headings = [msg::ListRule, msg::ListRuleTitle, msg::ListFindings, msg::ListReports];
        for (column, id) in headings.into_iter().enumerate() {
            self.heading(sheet, 0, column_number(column), &self.words(id))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (index, count) in self.content.rule_counts(self.catalogue).iter().enumerate() {
            let at = row_number(index + 1);
            self.text(sheet, at, 0, count.rule)?;
            self.text(sheet, at, 1, count.title)?;
            self.count(sheet, at, 2, count.findings)?;
            self.count(sheet, at, 3, count.reports)?;
        }
        self.findings_chart(sheet, 5)?;
        self.received_chart(sheet, 11)
    }

    /// The findings of the reports that have most, as a table from `column` on and as a chart.
    fn findings_chart(&self, sheet: &mut Worksheet, column: u16) -> Result<(), XlsxError> {
        let rows = self.content.most_findings();
        if rows.is_empty() {
            return Ok(());
        }
        let name = self.words(msg::ListSheetStatistics);
        self.heading(sheet, 0, column, &self.words(msg::ListReport))?;
        let mut chart = Chart::new(ChartType::BarStacked);
        let last = row_number(rows.len());
        for (index, row) in rows.iter().enumerate() {
            self.text(sheet, row_number(index + 1), column, &row.name())?;
        }
        let colours = [0xC0_00_00, 0xED_7D_31, 0x5B_9B_D5, 0xA5_A5_A5];
        for (index, (severity, colour)) in Severity::ALL.into_iter().zip(colours).enumerate() {
            let at = column + 1 + column_number(index);
            self.heading(sheet, 0, at, &self.catalogue.text(severity_phrase(severity)))?;
            for (index, row) in rows.iter().enumerate() {
                self.count(sheet, row_number(index + 1), at, row.summary.count(severity))?;
            }
            chart
                .add_series()
                .set_name((name.as_str(), 0, at))
                .set_categories((name.as_str(), 1, column, last, column))
                .set_values((name.as_str(), 1, at, last, at))
                .set_format(
                    rust_xlsxwriter::ChartFormat::new()
                        .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour))),
                );
        }
        chart.title().set_name(&self.words(msg::ListChartFindings));
        // The report with most findings is on top.
        chart.y_axis().set_reverse().set_crossing(rust_xlsxwriter::ChartAxisCrossing::Max);
        self.place(sheet, &mut chart, 0, rows.len())
    }

    /// This and last year's received applications of the reports that have most, as a table from `column` on and as a chart.
    fn received_chart(&self, sheet: &mut Worksheet, column: u16) -> Result<(), XlsxError> {
        let rows = self.content.most_received();
        if rows.is_empty() {
            return Ok(());
        }
        let name = self.words(msg::ListSheetStatistics);
        let last = row_number(rows.len());
        self.heading(sheet, 0, column, &self.words(msg::ListReport))?;
        for (index, row) in rows.iter().enumerate() {
            let at = row_number(index + 1);
            self.text(sheet, at, column, &row.name())?;
            self.figure(sheet, at, column + 1, row.figures.first().copied().flatten())?;
            self.figure(sheet, at, column + 2, row.last_figures.first().copied().flatten())?;
        }
        let mut chart = Chart::new(ChartType::Column);
        for (at, id) in [(column + 1, msg::ListThisYear), (column + 2, msg::ListLastYear)] {
            self.heading(sheet, 0, at, &self.words(id))?;
            chart
                .add_series()
                .set_name((name.as_str(), 0, at))
                .set_categories((name.as_str(), 1, column, last, column))
                .set_values((name.as_str(), 1, at, last, at));
        }
        chart.title().set_name(&self.words(msg::ListChartReceived));
        self.place(sheet, &mut chart, 1, rows.len())
    }

    /// Places the chart with this number below the tables.
    fn place(&self, sheet: &mut Worksheet, chart: &mut Chart, number: u16, bars: usize) -> Result<(), XlsxError> {
        let rules = self.content.rule_counts(self.catalogue).len();
        let below = row_number(rules.max(crate::MAX_BARS).max(bars) + 2);
        chart.set_width(760).set_height(440);
        sheet.insert_chart(below, number * 5, chart).map(drop)
    }

    fn unread(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.prepare(sheet, msg::ListSheetUnread, (0, 0), &[40.0, 90.0])?;
        self.heading(sheet, 0, 0, &self.words(msg::ListFile))?;
        self.heading(sheet, 0, 1, &self.words(msg::ListReason))?;
        sheet.set_freeze_panes(1, 0)?;
        for (index, unread) in self.content.unread.iter().take(MAX_ROWS - 1).enumerate() {
            self.text(sheet, row_number(index + 1), 0, &unread.file)?;
            self.text(sheet, row_number(index + 1), 1, &unread.message)?;
        }
        Ok(())
    }
}

/// The height of a row with these texts in columns of these widths, in points. Not every program computes it on opening.
fn height<'a>(texts: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    let lines = |(text, width): (&str, f64)| -> usize {
        // A part of the width is the margin of the cell, and no line begins with a closing mark.
        let width = (width * 0.85 - 1.5).to_usize().unwrap_or(1).max(1);
        text.lines().map(|line| line.width().div_ceil(width).max(1)).sum()
    };
    let lines = texts.into_iter().map(lines).max().unwrap_or(1).clamp(1, MAX_LINES);
    f64::from(row_number(lines)) * LINE_HEIGHT
}

/// The figure of a report in a column of its sheet.
fn column_value(row: &Row, column: u16) -> Option<Decimal> {
    let count = |count: usize| Some(Decimal::from(count));
    match column {
        3 => count(row.summary.findings()),
        4..FIRST_FIGURE => count(row.summary.count(*Severity::ALL.get(usize::from(column - 4))?)),
        _ => {
            let index = usize::from(column - FIRST_FIGURE);
            let figures = if index.is_multiple_of(2) { &row.figures } else { &row.last_figures };
            figures.get(index / 2).copied().flatten()
        }
    }
}
