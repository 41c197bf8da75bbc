//! Lists of single property modifiers (`grpprl`): each has a code and an operand.

use super::little_endian::{slice, u8_at, u16_at};

/// Modifiers whose operands have lengths of their own kind.
pub const DEFINE_TABLE: u16 = 0xD608;
const CHANGE_TABS: u16 = 0xC615;

/// A modifier (`Prl`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modifier<'a> {
    /// Its code (`Sprm`).
    pub code: u16,
    /// Its operand, without the length in front of it.
    pub operand: &'a [u8],
}

impl Modifier<'_> {
    /// The first byte of the operand.
    pub fn byte(&self) -> u8 {
        u8_at(self.operand, 0).unwrap_or_default()
    }

    /// The first two bytes of the operand.
    pub fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or_default()
    }

    /// Whether the operand switches a property on. 0x81 means the opposite of the style, which is off in nearly all styles.
    pub fn is_on(&self) -> bool {
        matches!(self.byte(), 1 | 0x81)
    }
}

/// The modifiers of a list, up to the first one that is cut.
pub fn modifiers(mut list: &[u8]) -> impl Iterator<Item = Modifier<'_>> {
    std::iter::from_fn(move || {
        let code = u16_at(list, 0)?;
        let rest = list.get(2..)?;
        let (start, length) = operand(code, rest)?;
        let operand = slice(rest, start, length)?;
        list = rest.get(start + length..)?;
        Some(Modifier { code, operand })
    })
}

/// The start and the length of the operand in the bytes after the code.
fn operand(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        // The length of this operand has two bytes and counts one byte too many.
        _ if code == DEFINE_TABLE => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
        _ => match usize::from(u8_at(rest, 0)?) {
            255 if code == CHANGE_TABS => (1, tab_changes(rest.get(1..)?)?),
            length => (1, length),
        },
    })
}

/// The length of a list of changed tabs that does not fit into one byte.
fn tab_changes(operand: &[u8]) -> Option<usize> {
    let deleted = usize::from(u8_at(operand, 0)?) * 4;
    let added = usize::from(u8_at(operand, 1 + deleted)?) * 3;
    Some(2 + deleted + added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_have_operands_of_their_length() {
        let table = [&[0x08, 0xD6, 4, 0][..], &[1, 2, 3]].concat();
        let tabs = [&[0x15, 0xC6, 255, 1][..], &[0; 4], &[1], &[0; 3]].concat();
        let list =
            [&[0x16, 0x24, 1][..], &table, &tabs, &[0x0B, 0x46, 2, 1], &[0x2B, 0xD6, 2, 5, 6], &[0x49, 0x66, 1, 0]];
        let list = list.concat();
        let read: Vec<(u16, usize)> = modifiers(&list).map(|found| (found.code, found.operand.len())).collect();
        assert_eq!(read, [(0x2416, 1), (0xD608, 3), (0xC615, 9), (0x460B, 2), (0xD62B, 2)], "the last one is cut");
        assert_eq!(modifiers(&[]).count(), 0);
    }
}
