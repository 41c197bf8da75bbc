//! Layouts of tables for which gouji has no reader of their own, so that alignment reads them.

/// A way to write the cells of a row.
pub type RowLayout = fn(&[&str]) -> String;

/// Every layout, with its name for messages.
pub const LAYOUTS: [(&str, RowLayout); 12] = [
    ("bars behind cells", |cells| cells.iter().map(|cell| format!("{cell} | ")).collect()),
    ("bars between cells", |cells| cells.join(" | ")),
    ("bars without blanks", |cells| format!("{}|", cells.join("|"))),
    ("full-width bars", |cells| cells.iter().map(|cell| format!("｜{cell}")).collect::<String>() + "｜"),
    ("drawn boxes", |cells| format!("│ {} │\n├───┼───┤", cells.join(" │ "))),
    ("commas", |cells| cells.iter().map(|cell| cell.replace(',', "")).collect::<Vec<_>>().join(",")),
    ("commas and quotes", |cells| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")),
    ("semicolons", |cells| cells.join(";")),
    ("tabs and quotes", |cells| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join("\t")),
    ("cells of HTML that are not closed", |cells| {
        format!("<tr>{}", cells.iter().map(|cell| format!("<td>{cell}")).collect::<String>())
    }),
    ("a grid with wrapped cells", wrapped),
    ("LaTeX", |cells| format!("{} \\\\ \\hline", cells.join(" & "))),
];

/// A row of a grid whose labels wrap to the next lines. Programs that wrap cells do not break figures.
fn wrapped(cells: &[&str]) -> String {
    let width = |cell: &str| if cell.is_ascii() { 99 } else { 8 };
    let part = |cell: &str, line: usize| cell.chars().skip(line * width(cell)).take(width(cell)).collect::<String>();
    let height = cells.iter().map(|cell| cell.chars().count().div_ceil(width(cell))).max().unwrap_or(1).max(1);
    let lines = (0..height)
        .map(|line| format!("| {} |\n", cells.iter().map(|cell| part(cell, line)).collect::<Vec<_>>().join(" | ")));
    lines.collect::<String>() + &format!("+{}", "---+".repeat(cells.len()))
}

/// The text with each tab-separated row rewritten in `layout`.
pub fn lay_out(text: &str, layout: RowLayout) -> String {
    let lines = text
        .lines()
        .map(|line| if line.contains('\t') { layout(&line.split('\t').collect::<Vec<_>>()) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}
