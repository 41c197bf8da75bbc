//! The texts of text boxes, and the positions in the body to which the boxes are anchored.

use std::collections::BTreeMap;

use super::little_endian::{plex, u32_at};

/// Bytes of the anchor of a shape (`Spa`) and of a text box (`FTXBXS`).
const SHAPE: usize = 26;
const TEXT_BOX: usize = 22;
/// Where the id of the shape is in a text box.
const ID: usize = 14;

/// The range of a text among the texts of text boxes, in UTF-16 units.
pub type TextRange = (u32, u32);

/// The text boxes that were not read yet, by the position in the body to which they are anchored.
#[derive(Debug, Default)]
pub struct TextBoxes {
    anchored: BTreeMap<u32, Vec<TextRange>>,
    /// Text boxes without an anchor in the body.
    others: Vec<TextRange>,
}

impl TextBoxes {
    /// Reads the tables with the anchors (`PlcSpaMom`) and the texts (`PlcftxbxTxt`).
    pub fn read(shapes: &[u8], texts: &[u8]) -> Self {
        let anchor = |(position, _, data): (u32, u32, &[u8])| Some((u32_at(data, 0)?, position));
        let anchors: BTreeMap<u32, u32> = plex(shapes, SHAPE).filter_map(anchor).collect();
        let mut boxes = Self::default();
        let mut free = 0;
        for (start, end, data) in plex(texts, TEXT_BOX) {
            let id = u32_at(data, ID).unwrap_or_default();
            // Texts that overlap would be repeated.
            if start >= end || start < free {
                continue;
            }
            free = end;
            match anchors.get(&id) {
                Some(position) => boxes.anchored.entry(*position).or_default().push((start, end)),
                None => boxes.others.push((start, end)),
            }
        }
        boxes
    }

    /// Takes the text boxes that are anchored to a position.
    pub fn take(&mut self, position: u32) -> Vec<TextRange> {
        self.anchored.remove(&position).unwrap_or_default()
    }

    /// Takes all remaining text boxes.
    pub fn take_all(&mut self) -> Vec<TextRange> {
        let anchored = std::mem::take(&mut self.anchored).into_values().flatten();
        anchored.chain(std::mem::take(&mut self.others)).collect()
    }
}
