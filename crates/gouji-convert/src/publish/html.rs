//! Writes a printed report as a web page: one file that needs no other, with the same layout on screen and paper.

use std::fmt::Write as _;

use gouji_edition::form_table::{Content, FormCell};

use super::docx::is_header;
use super::escaped;
use super::placed::PlacedTable;
use super::plan::{PrintedReport, PrintedText, ReportPart, TextLevel, content, form};

/// The web page of a report.
pub fn html(report: &PrintedReport) -> String {
    let title = escaped(report.title());
    let style = include_str!("page.css");
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{style}</style>\n</head>\n<body>\n<article>\n"
    );
    for part in &report.parts {
        match part {
            ReportPart::Text(level, text) => {
                let name = element(*level);
                // Writing to a string does not fail.
                let _ = writeln!(page, "<{name}>{}</{name}>", escaped(text.words.trim()));
            }
            ReportPart::Form(table) => form_table(&mut page, table),
            ReportPart::Rows(rows) => plain_table(&mut page, rows),
        }
    }
    page + "</article>\n</body>\n</html>\n"
}

const fn element(level: TextLevel) -> &'static str {
    match level {
        TextLevel::Title => "h1",
        TextLevel::First => "h2",
        TextLevel::Second => "h3",
        TextLevel::Third => "h4",
        TextLevel::Body => "p",
    }
}

fn form_table(page: &mut String, table: &PlacedTable) {
    let form = form(table);
    let total: u32 = form.widths.iter().map(|width| u32::from(*width)).sum();
    page.push_str("<table>\n<colgroup>");
    for width in form.widths {
        let share = f64::from(*width) * 100.0 / f64::from(total.max(1));
        let _ = write!(page, "<col style=\"width: {share:.2}%\">");
    }
    page.push_str("</colgroup>\n");
    let headers = form.rows.iter().take_while(|row| is_header(row)).count();
    for (at, row) in form.rows.iter().enumerate() {
        match at {
            0 if headers > 0 => page.push_str("<thead>\n"),
            _ if at == headers => page.push_str(if at > 0 { "</thead>\n<tbody>\n" } else { "<tbody>\n" }),
            _ => {}
        }
        page.push_str("<tr>");
        row.iter().for_each(|cell| form_cell(page, cell, table));
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

fn form_cell(page: &mut String, cell: &FormCell<'_>, table: &PlacedTable) {
    let (name, class) = match cell.content {
        Content::Figure(_) => ("td", ""),
        Content::Band(_) => ("th", " scope=\"colgroup\" class=\"band\""),
        Content::Note(_) => ("td", " class=\"label\""),
        Content::Label(_) if cell.rows > 1 => ("th", " scope=\"rowgroup\" class=\"label\""),
        Content::Label(_) => ("th", " scope=\"row\" class=\"label\""),
        Content::Header(_) if cell.columns > 1 => ("th", " scope=\"colgroup\""),
        Content::Header(_) => ("th", " scope=\"col\""),
    };
    let span = |name: &str, size: usize| if size > 1 { format!(" {name}=\"{size}\"") } else { String::new() };
    let spans = span("colspan", cell.columns) + &span("rowspan", cell.rows);
    let _ = write!(page, "<{name}{class}{spans}>{}</{name}>", escaped(content(cell.content, table)));
}

fn plain_table(page: &mut String, rows: &[Vec<PrintedText>]) {
    page.push_str("<table>\n<tbody>\n");
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    for row in rows {
        page.push_str("<tr>");
        for column in 0..columns {
            let _ = write!(page, "<td>{}</td>", escaped(row.get(column).map_or("", |cell| cell.words.as_str())));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}
