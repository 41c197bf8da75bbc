//! Converts the protocol's types to those of `gouji-ide`.

use gouji_ide::documents::Change;
use gouji_ide::line_index::{Encoding, LineCol, LineColRange};
use ls_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent};

/// The first encoding that the client offers and the server knows; UTF-16 if the client offers none.
pub fn encoding(offered: Option<&[PositionEncodingKind]>) -> Encoding {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.unwrap_or_default().iter().find_map(known).unwrap_or_default()
}

/// Converts a position.
pub fn position(position: Position) -> LineCol {
    LineCol::new(position.line, position.character)
}

/// Converts a range.
pub fn range(range: Range) -> LineColRange {
    LineColRange::new(position(range.start), position(range.end))
}

/// Converts an edit.
pub fn change(event: TextDocumentContentChangeEvent) -> Change {
    Change { range: event.range.map(range), text: event.text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_encoding_of_the_client_is_used() {
        let offered = ["utf-7", "utf-8", "utf-16"].map(PositionEncodingKind::new);
        assert_eq!(encoding(Some(&offered)), Encoding::Utf8);
        assert_eq!(encoding(None), Encoding::Utf16);
    }
}
