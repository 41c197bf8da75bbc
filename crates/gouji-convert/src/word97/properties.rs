//! The properties of characters and paragraphs that affect the text.

use super::sprms::modifiers;

/// Codes of modifiers (`Sprm`) that affect the text. The names in the comments are those of \[MS-DOC\].
mod codes {
    /// `sprmCFRMarkDel`
    pub const DELETED: u16 = 0x0800;
    /// `sprmCFRMarkIns`
    pub const INSERTED: u16 = 0x0801;
    /// `sprmCFVanish`
    pub const HIDDEN: u16 = 0x083C;
    /// `sprmCFSpec`
    pub const SPECIAL: u16 = 0x0855;
    /// `sprmCSymbol`
    pub const SYMBOL: u16 = 0x6A09;
    /// `sprmPIstd`
    pub const STYLE: u16 = 0x4600;
    /// `sprmPIlvl`
    pub const LEVEL: u16 = 0x260A;
    /// `sprmPIlfo`
    pub const LIST: u16 = 0x460B;
    /// `sprmPFInTable`
    pub const IN_TABLE: u16 = 0x2416;
    /// `sprmPFTtp`
    pub const ENDS_ROW: u16 = 0x2417;
    /// `sprmPItap`
    pub const DEPTH: u16 = 0x6649;
    /// `sprmPDtap`
    pub const DEPTH_CHANGE: u16 = 0x664A;
    /// `sprmPFInnerTableCell`
    pub const ENDS_INNER_CELL: u16 = 0x244B;
    /// `sprmPFInnerTtp`
    pub const ENDS_INNER_ROW: u16 = 0x244C;
}

/// The properties of a run of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharacterProperties {
    /// Whether a tracked change deletes them.
    pub is_deleted: bool,
    /// Whether a tracked change inserts them.
    pub is_inserted: bool,
    /// Whether they are hidden.
    pub is_hidden: bool,
    /// Whether they are special characters, such as pictures and marks of fields.
    pub is_special: bool,
    /// The character of a symbol font that replaces them.
    pub symbol: Option<u16>,
}

impl CharacterProperties {
    /// The properties after these modifiers.
    pub fn with(mut self, list: &[u8]) -> Self {
        for modifier in modifiers(list) {
            match modifier.code {
                codes::DELETED => self.is_deleted = modifier.is_on(),
                codes::INSERTED => self.is_inserted = modifier.is_on(),
                codes::HIDDEN => self.is_hidden = modifier.is_on(),
                codes::SPECIAL => self.is_special = modifier.is_on(),
                codes::SYMBOL => self.symbol = super::little_endian::u16_at(modifier.operand, 2),
                _ => {}
            }
        }
        self
    }

    /// The properties after the modifier that a piece adds without a list (`Prm0`).
    pub fn with_added(mut self, added: u16) -> Self {
        let is_on = matches!(added >> 8, 1 | 0x81);
        match (added >> 1) & 0x7F {
            0x41 => self.is_deleted = is_on,
            0x42 => self.is_inserted = is_on,
            0x5C => self.is_hidden = is_on,
            _ => {}
        }
        self
    }
}

/// The properties of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphProperties {
    /// The index of its style.
    pub style: u16,
    /// Its list, if it or its piece sets it: from 1, and 0 for none.
    pub list: Option<u16>,
    /// Its level in the list, if it is set.
    pub level: Option<u8>,
    is_in_table: bool,
    depth: i32,
    /// Whether it is the mark at the end of a row, which is no paragraph of the text.
    pub ends_row: bool,
    /// Whether it ends a cell of a table inside a table.
    pub ends_inner_cell: bool,
}

impl ParagraphProperties {
    /// The properties of a paragraph with a style, before its modifiers.
    pub fn with_style(style: u16) -> Self {
        Self { style, ..Self::default() }
    }

    /// The properties after these modifiers.
    pub fn with(mut self, list: &[u8]) -> Self {
        for modifier in modifiers(list) {
            match modifier.code {
                codes::STYLE => self.style = modifier.word(),
                codes::LIST => self.list = Some(modifier.word()),
                codes::LEVEL => self.level = Some(modifier.byte()),
                codes::IN_TABLE => self.is_in_table = modifier.is_on(),
                codes::DEPTH => self.depth = super::little_endian::i32_at(modifier.operand, 0).unwrap_or_default(),
                codes::DEPTH_CHANGE => {
                    let change = super::little_endian::i32_at(modifier.operand, 0).unwrap_or_default();
                    self.depth = self.depth.saturating_add(change);
                }
                codes::ENDS_ROW | codes::ENDS_INNER_ROW => self.ends_row |= modifier.is_on(),
                codes::ENDS_INNER_CELL => self.ends_inner_cell = modifier.is_on(),
                _ => {}
            }
        }
        self
    }

    /// The number of tables around the paragraph.
    pub fn depth(&self) -> usize {
        let depth = usize::try_from(self.depth).unwrap_or_default();
        if self.is_in_table { depth.max(1) } else { depth }
    }
}
