//! The blank report of a year: title, period, sections and tables of the form, without anything that an author must write.

use gouji_text::to_chinese_numeral;

use crate::blank_form::blank_table;
use crate::form_table::{Content, FormTable};
use crate::{CellRef, Edition, Layout, Part, TableDef};

/// The text of a blank report, with tabs between the cells of its tables. `figure` gives the figures that are already known.
pub fn blank_report(
    edition: &Edition,
    agency: &str,
    year: u16,
    figure: &dyn Fn(&TableDef, CellRef) -> Option<String>,
) -> String {
    written(edition, agency, year, ["", "", ""], &|table| rows(table, figure))
}

/// The text of a blank report for an editor. In the layout of Markdown its headings have marks and its tables have pipes.
pub fn draft_report(edition: &Edition, agency: &str, year: u16, layout: Layout) -> String {
    match layout {
        Layout::Pipes => written(edition, agency, year, ["# ", "## ", "### "], &|table| blank_table(table, layout)),
        _ => blank_report(edition, agency, year, &|_, _| None),
    }
}

/// Writes the report. `marks` stand before the title, the sections and the subsections.
fn written(
    edition: &Edition,
    agency: &str,
    year: u16,
    marks: [&str; 3],
    table: &dyn Fn(&TableDef) -> String,
) -> String {
    let [title, first, second] = marks;
    let filled = |form: &str| form.replace("{agency}", agency).replace("{year}", &year.to_string());
    let mut text = format!("{title}{}\n\n{}\n", filled(&edition.title_form), filled(&edition.period_form));
    for (number, section) in (1..).zip(edition.sections.iter()) {
        text += &format!("\n{first}{}、{}\n", to_chinese_numeral(number), section.title);
        if section.parts.len() > 1 {
            let heading =
                |(number, part): (u32, &Part)| format!("\n{second}（{}）{}\n", to_chinese_numeral(number), part.title);
            text.extend((1..).zip(section.parts.iter()).map(heading));
        }
        let def = section.table.as_ref().and_then(|id| edition.tables.get(edition.table_index(id)?));
        text.extend(def.map(|def| format!("\n{}", table(def))));
    }
    text
}

/// The rows of a table, with tabs between the cells. A merged cell is written in the first of its places.
fn rows(def: &TableDef, figure: &dyn Fn(&TableDef, CellRef) -> Option<String>) -> String {
    let table = FormTable::new(def);
    let columns = table.columns();
    let mut text = String::new();
    for row in &table.rows {
        let mut cells = vec![String::new(); columns];
        for cell in row {
            let words = match cell.content {
                Content::Band(label) | Content::Note(label) | Content::Header(label) | Content::Label(label) => {
                    label.to_owned()
                }
                Content::Figure(at) => figure(def, at).unwrap_or_default(),
            };
            if let Some(place) = cells.get_mut(cell.column) {
                *place = words;
            }
        }
        text += &(cells.join("\t") + "\n");
    }
    text
}
