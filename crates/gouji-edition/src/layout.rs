/// How the cells of a table stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Cells of a row between tabs.
    Tabs,
    /// One cell a line behind a tab; a blank line ends the row.
    CellLines,
    /// Cells of a row between pipes, as in Markdown.
    Pipes,
    /// Cells of an HTML table.
    Html,
    /// Labels and figures that follow each other, with nothing but blanks and line ends between them.
    Loose,
}

impl Layout {
    /// What stands between two rows.
    pub const fn row_break(self) -> &'static str {
        match self {
            Self::Tabs | Self::Pipes | Self::Html | Self::Loose => "\n",
            Self::CellLines => "\n\n",
        }
    }

    /// Whether the cells of a row stand side by side, those of a column one below the other.
    pub const fn is_grid(self) -> bool {
        matches!(self, Self::Tabs | Self::Pipes | Self::Html)
    }

    /// Whether a blank line between two rows tears the table.
    pub const fn is_lines(self) -> bool {
        matches!(self, Self::Tabs | Self::Pipes)
    }
}
