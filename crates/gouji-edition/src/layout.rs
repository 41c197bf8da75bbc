/// The layout of a table: how the text writes its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The cells of a row are separated by tabs.
    Tabs,
    /// One cell per line, after a tab. A blank line ends the row.
    CellLines,
    /// The cells of a row are separated by pipes, as in Markdown.
    Pipes,
    /// An HTML table.
    Html,
    /// Labels and figures in sequence, separated only by blanks and line breaks.
    Loose,
}

impl Layout {
    /// The characters between two rows.
    pub const fn row_break(self) -> &'static str {
        match self {
            Self::Tabs | Self::Pipes | Self::Html | Self::Loose => "\n",
            Self::CellLines => "\n\n",
        }
    }

    /// Whether the cells of a row are side by side in the text, and those of a column below each other.
    pub const fn is_grid(self) -> bool {
        matches!(self, Self::Tabs | Self::Pipes | Self::Html)
    }

    /// Whether a blank line between two rows splits the table.
    pub const fn is_split_by_blank_line(self) -> bool {
        matches!(self, Self::Tabs | Self::Pipes)
    }
}
