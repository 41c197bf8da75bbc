//! Renders a report like those that are published: in one of the layouts, with the residue of conversions.

use gouji_edition::{Row, TableDef};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rust_decimal::Decimal;

use super::generate::GeneratedReport;

/// Private-use characters that mark a place. They are removed from the text before gouji reads it.
pub const MARKS: [char; 2] = ['\u{E000}', '\u{E001}'];

/// A layout to write tables in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Tabs between the cells.
    Tabs,
    /// Pipes around the cells.
    Pipes,
    /// A Markdown table, with a delimiter row below its first row.
    PipesWithRules,
    /// One cell per line after a tab, and a blank line after each row.
    CellLinesBehindTabs,
    /// One cell per line.
    CellLines,
    /// Blanks between the cells; empty cells are left out.
    Blanks,
    /// A table in HTML.
    Html,
}

/// Every layout.
pub const STYLES: [Style; 7] = [
    Style::Tabs,
    Style::Pipes,
    Style::PipesWithRules,
    Style::CellLinesBehindTabs,
    Style::CellLines,
    Style::Blanks,
    Style::Html,
];

impl Style {
    /// Whether empty cells keep their places.
    pub const fn is_grid(self) -> bool {
        matches!(self, Self::Tabs | Self::Pipes | Self::PipesWithRules | Self::Html)
    }
}

/// A cell: its text, its width in columns, and its role in the edition.
#[derive(Clone)]
pub struct RenderedCell {
    /// Its text.
    pub words: String,
    /// Number of columns that it covers.
    pub columns: usize,
    /// Its role in the edition.
    pub role: CellRole,
}

/// The role of a cell in the edition, with indices into the definition of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellRole {
    /// A figure, by row and column.
    Figure(usize, usize),
    /// The label of a row.
    Label(usize),
    /// The label of a column.
    Header(usize),
    /// Anything else.
    Other,
}

/// A table as rows of cells, before it is rendered in a layout.
pub type RenderedTable = Vec<Vec<RenderedCell>>;

fn cell(words: impl Into<String>) -> RenderedCell {
    RenderedCell { words: words.into(), columns: 1, role: CellRole::Other }
}

fn cell_with_role(role: CellRole, words: impl Into<String>) -> RenderedCell {
    RenderedCell { role, ..cell(words) }
}

/// The report's text.
pub fn render(report: &GeneratedReport, style: Style, random: &mut StdRng) -> String {
    render_for(report, report.edition.first_year + 1, style, random)
}

/// The report's text. `change` gets the id and the rows of each table and may change the rows.
pub fn render_changed(
    report: &GeneratedReport,
    style: Style,
    random: &mut StdRng,
    change: &dyn Fn(&str, &mut RenderedTable),
) -> String {
    render_with(report, report.edition.first_year + 1, style, random, change)
}

/// The text of the report for `year`.
pub fn render_for(report: &GeneratedReport, year: u16, style: Style, random: &mut StdRng) -> String {
    render_with(report, year, style, random, &|_, _| {})
}

fn render_with(
    report: &GeneratedReport,
    year: u16,
    style: Style,
    random: &mut StdRng,
    change: &dyn Fn(&str, &mut RenderedTable),
) -> String {
    let received = report.application("received", "total");
    let granted = report.application("granted", "total");
    let gap = if random.random_bool(0.5) { " " } else { "" };
    let mut text = format!("青山县{gap}{year}{gap}年政府信息公开工作年度报告\n\n");
    text += &format!("本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n");
    for (at, section) in report.edition.sections.iter().enumerate() {
        let number = ["一", "二", "三", "四", "五", "六"][at];
        text += &format!("\n{}{number}、{}\n\n", ["", "", "　　"].choose(random).unwrap(), section.title);
        text += match &*section.id {
            "overview" => {
                "（一）主动公开情况\n\n全年发布信息600条，其中政策文件100条、其他信息500条。\n\n（二）依申请公开情况\n\n"
            }
            "problems" => "一是政策解读的形式较为单一；二是工作人员流动较快。\n",
            "other" => "本年度未收取信息处理费。\n",
            _ => "",
        };
        if section.id == "overview" {
            text += &format!("全县共收到政府信息公开申请{received}件，其中予以公开{granted}件，均在期限内答复。\n");
        }
        if let Some(table) = section.table.as_ref().and_then(|id| report.edition.table_index(id)) {
            let mut rows = rows(&report.edition.tables[table], &report.tables[table], style, random);
            change(&report.edition.tables[table].id, &mut rows);
            if !rows.is_empty() {
                text += &lay_out(&rows, style, random);
            }
            if section.id == "disputes" && random.random_bool(0.3) {
                text += "\n注：行政复议、行政诉讼数量含上年度结转数量。\n";
            }
        }
    }
    text
}

fn rows(
    table: &TableDef,
    figures: &[Vec<Option<Decimal>>],
    style: Style,
    random: &mut StdRng,
) -> Vec<Vec<RenderedCell>> {
    let mut rows = Vec::new();
    if table.header_label.is_none() {
        rows.extend(header(table, random));
    }
    let mut last: Vec<String> = Vec::new();
    let repeats = style.is_grid() && random.random_bool(0.2);
    let widest = table.rows.iter().enumerate().map(|(at, _)| table.columns_of(at).len()).max().unwrap();
    for (at, row) in table.rows.iter().enumerate() {
        let groups = groups(table, row);
        let columns = table.columns_of(at);
        let values: Vec<RenderedCell> = columns
            .iter()
            .map(|column| cell_with_role(CellRole::Figure(at, *column), figure(figures[at][*column].unwrap(), random)))
            .collect();
        if let Some(label) = &table.header_label {
            if groups != last {
                rows.push(vec![RenderedCell { columns: widest + 1, ..cell(messy(&groups[0], random)) }]);
                let names = columns
                    .iter()
                    .map(|column| cell_with_role(CellRole::Header(*column), table.columns[*column].label.clone()));
                rows.push(std::iter::once(cell(label.clone())).chain(names).collect());
            }
            rows.push(std::iter::once(cell_with_role(CellRole::Label(at), row.label.clone())).chain(values).collect());
        } else {
            rows.push(side_labelled(table, at, &groups, if repeats { &[] } else { &last }, values, random));
        }
        last = groups;
    }
    add_subtotals(&mut rows, table, style, random);
    rows
}

/// Sometimes adds a row or a column of subtotals that the edition does not have.
fn add_subtotals(rows: &mut Vec<Vec<RenderedCell>>, table: &TableDef, style: Style, random: &mut StdRng) {
    if table.id != "applications" || !style.is_grid() || !random.random_bool(0.2) {
        return;
    }
    let columns = table.columns.len();
    if random.random_bool(0.5) {
        let words = ["", "", "小计"].into_iter().map(cell);
        let row = words.chain((0..columns).map(|_| cell("7"))).collect();
        rows.insert(rows.len() - 4, row);
        return;
    }
    for (at, row) in rows.iter_mut().enumerate() {
        let words = match at {
            0 => "",
            1 => "",
            2 => "法人或其他组织小计",
            _ => "9",
        };
        row.insert(row.len() - 1, cell(words));
    }
}

fn side_labelled(
    table: &TableDef,
    at_row: usize,
    groups: &[String],
    last: &[String],
    values: Vec<RenderedCell>,
    random: &mut StdRng,
) -> Vec<RenderedCell> {
    let row = &table.rows[at_row];
    if row.label.is_empty() {
        return values;
    }
    let depth = table.rows.iter().map(|row| self::groups(table, row).len()).max().unwrap() + 1;
    let mut cells: Vec<RenderedCell> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let is_repeated = last.get(..=at) == groups.get(..=at);
        cells.push(cell(if is_repeated { String::new() } else { messy(group, random) }));
    }
    let covered = depth - groups.len();
    // The label of a group may run into the label of its first row.
    if groups.len() == 2 && !cells[1].words.is_empty() && random.random_bool(0.1) {
        let glued = format!("{}{}", cells[1].words, row.label);
        cells[1].words = String::new();
        cells.push(cell_with_role(CellRole::Label(at_row), glued));
        cells.extend(values);
        return cells;
    }
    cells.push(RenderedCell { columns: covered, ..cell_with_role(CellRole::Label(at_row), messy(&row.label, random)) });
    cells.extend(values);
    cells
}

fn groups(table: &TableDef, row: &Row) -> Vec<String> {
    let mut labels = Vec::new();
    let mut next = row.group.clone();
    while let Some(group) = next.and_then(|id| table.row_groups.iter().find(|group| group.id == id)) {
        labels.insert(0, group.label.to_string());
        next = group.parent.clone();
    }
    labels
}

/// The header rows. A label over several columns is over the first of them, followed by blank cells.
fn header(table: &TableDef, random: &mut StdRng) -> Vec<Vec<RenderedCell>> {
    let labels = if table.rows[0].label.is_empty() { 0 } else { 3 };
    let path = |column: usize| {
        let column = &table.columns[column];
        let mut path = vec![column.label.to_string()];
        let mut next = column.group.clone();
        while let Some(group) = next.and_then(|id| table.column_groups.iter().find(|group| group.id == id)) {
            path.insert(0, group.label.to_string());
            next = group.parent.clone();
        }
        path
    };
    let paths: Vec<Vec<String>> = (0..table.columns.len()).map(path).collect();
    let depth = paths.iter().map(Vec::len).max().unwrap();
    let mut rows = Vec::new();
    if labels > 0 {
        let note =
            if random.random_bool(0.7) { table.header_note.as_deref().unwrap().to_owned() } else { String::new() };
        let top =
            RenderedCell { columns: table.columns.len(), ..cell(table.header_top.as_deref().unwrap().to_owned()) };
        rows.push(vec![RenderedCell { columns: labels, ..cell(note) }, top]);
    }
    for level in 0..depth {
        let mut row: Vec<RenderedCell> = (0..labels).map(|_| cell("")).collect();
        for (at, path) in paths.iter().enumerate() {
            let is_first = at == 0 || paths[at - 1].get(..=level) != path.get(..=level);
            let label = if path.len() == level + 1 || is_first { path.get(level) } else { None };
            let role = if path.len() == level + 1 { CellRole::Header(at) } else { CellRole::Other };
            row.push(cell_with_role(role, label.cloned().unwrap_or_default()));
        }
        rows.push(row);
    }
    rows
}

/// A label with different brackets, quotes, or marks after the ordinal.
fn messy(label: &str, random: &mut StdRng) -> String {
    let mut label = label.to_owned();
    if random.random_bool(0.3) {
        label = label.replace('（', "(").replace('）', ")");
    }
    if random.random_bool(0.2) {
        label = label.replace(['“', '”'], "\"");
    }
    if random.random_bool(0.2) && label.starts_with(|c: char| c.is_ascii_digit()) {
        label = label.replacen('.', ["、", "．", ". "].choose(random).unwrap(), 1);
    }
    label
}

/// A figure as people type it.
fn figure(figure: Decimal, random: &mut StdRng) -> String {
    let digits = figure.to_string();
    match random.random_range(0..40) {
        0 => digits
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c })
            .collect(),
        1 => format!("{digits}件"),
        2 if figure.scale() == 0 && digits.len() > 3 && !digits.starts_with('-') => {
            let (head, tail) = digits.split_at(digits.len() % 3);
            let groups: Vec<&str> =
                tail.as_bytes().chunks(3).map(|group| std::str::from_utf8(group).unwrap()).collect();
            if head.is_empty() { groups.join(",") } else { format!("{head},{}", groups.join(",")) }
        }
        _ => digits,
    }
}

fn lay_out(rows: &[Vec<RenderedCell>], style: Style, random: &mut StdRng) -> String {
    let extra_columns = if style.is_grid() && random.random_bool(0.2) { random.random_range(1..3) } else { 0 };
    let breaks = random.random_bool(0.3);
    let mut text = if style == Style::Html { "<table>\n".to_owned() } else { String::new() };
    for (at, row) in rows.iter().enumerate() {
        if breaks
            && at > 3
            && random.random_range(0..12) == 0
            && !matches!(style, Style::Html | Style::CellLinesBehindTabs)
        {
            text += &format!("\n- {} -\n", random.random_range(1..9));
        }
        text += &line(row, style, extra_columns, at, random);
    }
    text + if style == Style::Html { "</table>\n" } else { "" }
}

fn line(row: &[RenderedCell], style: Style, extra: usize, at: usize, random: &mut StdRng) -> String {
    let wide = |blank: &str| -> Vec<String> {
        let cells = row.iter().flat_map(|cell| {
            std::iter::once(cell.words.clone()).chain(std::iter::repeat_n(blank.to_owned(), cell.columns - 1))
        });
        cells.chain(std::iter::repeat_n(String::new(), extra)).collect()
    };
    let filled = || row.iter().map(|cell| cell.words.clone()).filter(|words| !words.is_empty());
    match style {
        Style::Tabs => {
            let mut cells = wide("");
            // A row moves to the left: its leading blanks are at its end.
            if at > 3 && random.random_range(0..60) == 0 {
                let blanks = cells.iter().take_while(|cell| cell.is_empty()).count();
                cells.rotate_left(blanks);
            }
            cells.join("\t") + "\n"
        }
        Style::Pipes | Style::PipesWithRules => {
            let cells = wide("").into_iter().map(|words| broken(&words, "<br>", random));
            let cells: Vec<String> = cells.collect();
            let rule = match style {
                Style::PipesWithRules if at == 0 => {
                    format!("|{}\n", [" :-: |", "---|"].choose(random).unwrap().repeat(cells.len()))
                }
                _ => String::new(),
            };
            format!("| {} |\n{rule}", cells.join(" | "))
        }
        Style::CellLinesBehindTabs => {
            filled().map(|words| format!("\t{}\n", broken(&words, "\n", random))).collect::<String>() + "\n"
        }
        Style::CellLines => filled().map(|words| broken(&words, "\n", random) + "\n").collect(),
        Style::Blanks => filled().map(|words| words.replace(' ', "")).collect::<Vec<_>>().join(" ") + "\n",
        Style::Html => {
            let (open, close) =
                *[("", ""), ("<p>", "</p>"), ("<p><span>", "</span>&nbsp;</p>")].choose(random).unwrap();
            let cells = row.iter().map(|cell| match cell.columns {
                1 => format!("<td>{open}{}{close}</td>", broken(&cell.words, "<br />", random)),
                columns => format!("<td colspan=\"{columns}\">{open}{}{close}</td>", cell.words),
            });
            format!(
                "<tr>{}</tr>\n",
                cells.chain(std::iter::repeat_n("<td></td>".to_owned(), extra)).collect::<String>()
            )
        }
    }
}

/// Sometimes breaks a label inside its cell. Figures stay whole.
fn broken(words: &str, by: &str, random: &mut StdRng) -> String {
    let chars: Vec<char> = words.chars().collect();
    let is_figure = chars.iter().all(|c| c.is_numeric() || ".,．，件-".contains(*c) || MARKS.contains(c));
    if chars.len() < 6 || is_figure || !random.random_bool(0.1) {
        return words.to_owned();
    }
    let at = random.random_range(3..chars.len() - 1);
    let (head, tail): (String, String) = (chars[..at].iter().collect(), chars[at..].iter().collect());
    format!("{head}{by}{tail}")
}
