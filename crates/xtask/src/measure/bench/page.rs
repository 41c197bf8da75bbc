//! `BENCHMARKS.md`. It has a part for each section, which a new measurement of the section replaces.

use crate::tools::paths;
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::fs;

const NAME: &str = "BENCHMARKS.md";
const HEAD: &str = "\
# Benchmarks

`cargo xtask bench` measures everything on this page through the program that is shipped for this machine and writes it; `cargo xtask bench server`,
`workspace`, `cli`, `documents`, `engines` or `stages` measures and replaces one part. Machines differ and are noisy: compare figures of one table, not of two pages. Competitors
take turns within a table, so that a slow moment meets all of them. A p99 is shown of 100 samples or more.
";

/// A table in Markdown.
pub struct MarkdownTable {
    rows: Vec<Vec<String>>,
}

impl MarkdownTable {
    pub fn new<const N: usize>(head: [&str; N]) -> Self {
        Self::with_head(head.map(str::to_owned))
    }

    /// A table with this head.
    pub fn with_head(head: impl IntoIterator<Item = String>) -> Self {
        Self { rows: vec![head.into_iter().collect()] }
    }

    /// Adds a row. Missing cells are blank.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut row: Vec<String> = cells.into_iter().collect();
        row.resize(self.rows.first().map_or(0, Vec::len), String::new());
        self.rows.push(row);
    }

    /// The table in Markdown. Columns with figures are right-aligned.
    pub fn markdown(&self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let is_figure = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit() || c == '<');
        let rule = |column: usize| {
            let mut cells = self.rows.iter().skip(1).filter_map(|row| row.get(column));
            if column > 0 && cells.any(is_figure) { "---:" } else { "---" }.to_owned()
        };
        let rules: Vec<String> = (0..columns).map(rule).collect();
        let mut lines = String::new();
        for (at, row) in self.rows.iter().enumerate() {
            let _ = writeln!(lines, "| {} |", row.join(" | "));
            if at == 0 {
                let _ = writeln!(lines, "| {} |", rules.join(" | "));
            }
        }
        lines
    }
}

/// Replaces the text of a section in BENCHMARKS.md. `all` has the names of all sections, in order.
pub fn replace(section: &str, text: &str, all: &[&str]) -> Result<()> {
    let path = paths::root().join(NAME);
    let page = fs::read_to_string(&path).unwrap_or_default();
    let page = replaced(&page, section, text, all);
    fs::write(&path, page).with_context(|| format!("could not write {}", path.display()))
}

/// The page with the new text of a section. The other sections keep their texts; all are in the order of `all`.
fn replaced(page: &str, section: &str, text: &str, all: &[&str]) -> String {
    let mut new = HEAD.to_owned();
    for name in all {
        let (begin, end) = (format!("<!-- begin {name} -->"), format!("<!-- end {name} -->"));
        let old = page.split_once(&begin).and_then(|(_, rest)| rest.split_once(&end)).map(|(old, _)| old);
        let part = if *name == section { Some(text) } else { old };
        if let Some(part) = part {
            let _ = write!(new, "\n{begin}\n\n{}\n\n{end}\n", part.trim());
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_replaces_its_own_part_only() {
        let all = ["one", "two"];
        let page = replaced("", "two", "B", &all);
        let page = replaced(&page, "one", "A", &all);
        assert_eq!(
            page,
            format!(
                "{HEAD}\n<!-- begin one -->\n\nA\n\n<!-- end one -->\n\n<!-- begin two -->\n\nB\n\n<!-- end two -->\n"
            )
        );
        assert_eq!(replaced(&page, "one", "A", &all), page);
        assert_eq!(replaced(&page, "two", "C", &all), page.replace("\nB\n", "\nC\n"));
    }

    #[test]
    fn figures_are_right_aligned_and_short_rows_are_filled() {
        let mut table = MarkdownTable::new(["what", "ms"]);
        table.row(["a", "1.5"].map(str::to_owned));
        table.row(["b".to_owned()]);
        assert_eq!(table.markdown(), "| what | ms |\n| --- | ---: |\n| a | 1.5 |\n| b |  |\n");
    }
}
