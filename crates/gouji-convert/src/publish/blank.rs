//! The blank report of a year: title, period, sections and tables of the form, without anything that an author must write.

use gouji_edition::form_table::{Content, FormTable};
use gouji_edition::{CellRef, Edition, TableDef};

/// The numbers of sections.
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The text of a blank report, with tabs between the cells of its tables. `figure` gives the figures that are already known.
pub fn blank_report(
    format: &Edition,
    agency: &str,
    year: u16,
    figure: &dyn Fn(&TableDef, CellRef) -> Option<String>,
) -> String {
    let filled = |form: &str| form.replace("{agency}", agency).replace("{year}", &year.to_string());
    let mut text = format!("{}\n\n{}\n", filled(&format.title_form), filled(&format.period_form));
    for (section, numeral) in format.sections.iter().zip(NUMERALS) {
        text += &format!("\n{numeral}、{}\n", section.title);
        if section.parts.len() > 1 {
            let headings = section.parts.iter().zip(NUMERALS);
            text.extend(headings.map(|(part, numeral)| format!("\n（{numeral}）{}\n", part.title)));
        }
        let table = section.table.as_ref().and_then(|id| format.tables.get(format.table_index(id)?));
        if let Some(table) = table {
            text.push('\n');
            text += &rows(table, figure);
        }
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
