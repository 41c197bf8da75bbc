//! The list as a web page: one file that loads nothing and has no script, for the browser and for paper.

use std::fmt::Write;

use gouji_convert::publish::escaped;
use gouji_l10n::{Catalogue, Locale, Phrase, msg};
use gouji_lint::Severity;
use rust_decimal::Decimal;

use crate::bars::{Bar, Bars};
use crate::row::{FindingRow, Row};
use crate::{List, main_figures, severity_phrase};

/// The style sheet.
const STYLE: &str = include_str!("list.css");

/// The text of the page.
pub fn page(content: &List, catalogue: &Catalogue) -> String {
    let writer = HtmlWriter { content, catalogue };
    let language = match catalogue.locale() {
        Locale::Chinese => "zh-CN",
        Locale::English => "en",
    };
    let title = writer.words(msg::ListTitle);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escaped(&catalogue.render(&content.totals().message()))
    );
    writer.reports(&mut page);
    writer.charts(&mut page);
    writer.findings(&mut page);
    writer.rules(&mut page);
    writer.unread(&mut page);
    page + "</body>\n</html>\n"
}

struct HtmlWriter<'a> {
    content: &'a List,
    catalogue: &'a Catalogue,
}

impl HtmlWriter<'_> {
    /// A message without arguments, escaped.
    fn words(&self, phrase: Phrase) -> String {
        escaped(&self.catalogue.text(phrase))
    }

    fn severity(&self, severity: Severity) -> String {
        escaped(&self.catalogue.text(severity_phrase(severity)))
    }

    /// The head of a table with one row.
    fn head(&self, headings: &[Phrase]) -> String {
        let cells: String =
            headings.iter().map(|phrase| format!("<th scope=\"col\">{}</th>", self.words(*phrase))).collect();
        format!("<thead><tr>{cells}</tr></thead>\n")
    }

    fn reports(&self, page: &mut String) {
        let mut upper = String::new();
        for phrase in [msg::ListAgency, msg::ListYear, msg::ListFile] {
            upper += &format!("<th scope=\"col\" rowspan=\"2\">{}</th>", self.words(phrase));
        }
        upper += &format!("<th scope=\"colgroup\" colspan=\"5\">{}</th>", self.words(msg::ListFindings));
        let mut lower = format!("<th scope=\"col\">{}</th>", self.words(msg::ListAll));
        for severity in Severity::ALL {
            lower += &format!("<th scope=\"col\">{}</th>", self.severity(severity));
        }
        for figure in &main_figures::ALL {
            upper += &format!("<th scope=\"colgroup\" colspan=\"2\">{}</th>", self.words(figure.name));
            for phrase in [msg::ListThisYear, msg::ListLastYear] {
                lower += &format!("<th scope=\"col\">{}</th>", self.words(phrase));
            }
        }
        // Writing to a string does not fail.
        let _ = write!(
            page,
            "<h2>{}</h2>\n<div class=\"scroll\"><table>\n<thead>\n<tr>{upper}</tr>\n<tr>{lower}</tr>\n</thead>\n<tbody>\n",
            self.words(msg::ListSheetReports)
        );
        for (index, row) in self.content.rows.iter().enumerate() {
            *page += &self.report(index, row);
        }
        let _ = write!(page, "</tbody>\n<tfoot>{}</tfoot>\n</table></div>\n", self.totals());
    }

    fn report(&self, index: usize, row: &Row) -> String {
        let name = escaped(if row.agency.is_empty() { &row.file } else { &row.agency });
        let name = match row.findings.is_empty() {
            true => name,
            false => format!("<a href=\"#f{index}\">{name}</a>"),
        };
        let year = row.year.map(|year| year.to_string()).unwrap_or_default();
        let mut cells = format!(
            "<th scope=\"row\" id=\"r{index}\">{name}</th><td class=\"n\">{year}</td><td>{}</td><td class=\"n\">{}</td>",
            escaped(&row.file),
            row.summary.findings()
        );
        for severity in Severity::ALL {
            let count = row.summary.count(severity);
            let class = if count > 0 { severity.name() } else { "" };
            cells += &format!("<td class=\"n {class}\">{count}</td>");
        }
        for (this, last) in row.figures.iter().zip(&row.last_figures) {
            cells += &format!("<td class=\"n\">{}</td><td class=\"n last\">{}</td>", figure(*this), figure(*last));
        }
        format!("<tr>{cells}</tr>\n")
    }

    /// The row of the sums.
    fn totals(&self) -> String {
        let totals = self.content.totals();
        let mut cells =
            format!("<td colspan=\"3\">{}</td><td class=\"n\">{}</td>", self.words(msg::ListTotal), totals.findings());
        for severity in Severity::ALL {
            cells += &format!("<td class=\"n\">{}</td>", totals.count(severity));
        }
        for index in 0..main_figures::COUNT {
            let sum = |figures: fn(&Row) -> &[Option<Decimal>; main_figures::COUNT]| {
                let rows = self.content.rows.iter();
                let values = rows.filter_map(|row| figures(row).get(index).copied().flatten());
                figure(values.reduce(|sum, value| sum.saturating_add(value)))
            };
            cells += &format!("<td class=\"n\">{}</td>", sum(|row| &row.figures));
            cells += &format!("<td class=\"n\">{}</td>", sum(|row| &row.last_figures));
        }
        format!("<tr>{cells}</tr>")
    }

    fn charts(&self, page: &mut String) {
        let findings = self.content.most_findings();
        if !findings.is_empty() {
            let legend = Severity::ALL.map(|severity| (severity.name(), self.severity(severity)));
            let parts = |row: &Row| {
                Severity::ALL.map(|severity| (severity.name(), Decimal::from(row.summary.count(severity)))).to_vec()
            };
            let bars = findings.into_iter().map(|row| Bar { name: row.name(), parts: parts(row) }).collect();
            let bars =
                Bars { title: self.words(msg::ListChartFindings), legend: legend.to_vec(), bars, is_stacked: true };
            bars.draw(page);
        }
        let received = self.content.most_received();
        if !received.is_empty() {
            let legend = vec![("this", self.words(msg::ListThisYear)), ("last", self.words(msg::ListLastYear))];
            let first = |figures: &[Option<Decimal>; main_figures::COUNT]| figures.first().copied().flatten();
            let parts = |row: &Row| {
                let parts = [("this", first(&row.figures)), ("last", first(&row.last_figures))];
                parts.into_iter().filter_map(|(class, value)| Some((class, value?))).collect()
            };
            let bars = received.into_iter().map(|row| Bar { name: row.name(), parts: parts(row) }).collect();
            let bars = Bars { title: self.words(msg::ListChartReceived), legend, bars, is_stacked: false };
            bars.draw(page);
        }
    }

    fn findings(&self, page: &mut String) {
        *page += &format!("<h2>{}</h2>\n", self.words(msg::ListSheetFindings));
        let headings = [msg::ListSeverity, msg::ListRuleTitle, msg::ListPlaceHeading, msg::ListMessage, msg::ListFixes];
        for (index, row) in self.content.rows.iter().enumerate().filter(|(_, row)| !row.findings.is_empty()) {
            let _ = write!(
                page,
                "<h3 id=\"f{index}\"><a href=\"#r{index}\">{}</a></h3>\n<p class=\"last\">{}</p>\n<div class=\"scroll\"><table>\n{}<tbody>\n",
                escaped(&row.name()),
                escaped(&row.file),
                self.head(&headings)
            );
            row.findings.iter().for_each(|finding| *page += &self.finding(finding));
            *page += "</tbody>\n</table></div>\n";
        }
    }

    fn finding(&self, finding: &FindingRow) -> String {
        let fixes: Vec<String> = finding.fixes.lines().map(escaped).collect();
        format!(
            "<tr><td class=\"s {}\">{}</td><td>{}<br><code>{}</code></td><td class=\"s\">{}</td><td class=\"m\">{}</td><td>{}</td></tr>\n",
            finding.severity.name(),
            self.severity(finding.severity),
            escaped(finding.title),
            finding.rule,
            escaped(&finding.place),
            escaped(&finding.message),
            fixes.join("<br>")
        )
    }

    fn rules(&self, page: &mut String) {
        let counts = self.content.rule_counts(self.catalogue);
        if counts.is_empty() {
            return;
        }
        let head = self.head(&[msg::ListRule, msg::ListRuleTitle, msg::ListFindings, msg::ListReports]);
        let _ = write!(
            page,
            "<h2>{}</h2>\n<div class=\"scroll\"><table>\n{head}<tbody>\n",
            self.words(msg::ListSheetStatistics)
        );
        for count in counts {
            let _ = writeln!(
                page,
                "<tr><td><code>{}</code></td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                count.rule,
                escaped(count.title),
                count.findings,
                count.reports
            );
        }
        *page += "</tbody>\n</table></div>\n";
    }

    fn unread(&self, page: &mut String) {
        if self.content.unread.is_empty() {
            return;
        }
        let head = self.head(&[msg::ListFile, msg::ListReason]);
        let _ = write!(
            page,
            "<h2>{}</h2>\n<div class=\"scroll\"><table>\n{head}<tbody>\n",
            self.words(msg::ListSheetUnread)
        );
        for unread in &self.content.unread {
            let _ = writeln!(page, "<tr><td>{}</td><td>{}</td></tr>", escaped(&unread.file), escaped(&unread.message));
        }
        *page += "</tbody>\n</table></div>\n";
    }
}

/// A figure as it is printed.
fn figure(figure: Option<Decimal>) -> String {
    figure.map(|figure| figure.to_string()).unwrap_or_default()
}
