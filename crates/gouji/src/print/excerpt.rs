//! The line in which a place begins. Very long ones are cut, as printing them would take as long as they are; on a terminal all
//! that it would break are, as the marks below would no longer stand below their places.

use gouji_text::Span;
use unicode_width::UnicodeWidthChar;

use crate::print::harmless;
use crate::print::places::Places;

/// Bytes of the longest line that is not cut.
const LONGEST: usize = 4096;
/// Cells of a terminal that a fragment takes at most where there is no terminal.
const WIDTH: usize = 96;
/// Cells of it that stand in front of the place at most.
const BEFORE: usize = 40;
const ELLIPSIS: char = '…';
/// Cells of the ellipses on both sides; a terminal may show them as wide as Chinese.
const ELLIPSES: usize = 4;

/// The line in which a place begins, or a piece of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// The part of the place that shows, in bytes of the text.
    pub span: Span,
    /// How much of the line this is.
    pub extent: Extent,
}

/// How much of a line an excerpt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The line.
    Whole,
    /// A part of it.
    Part,
}

/// The excerpt that shows where `span` begins. `width` is that of the terminal, in cells, in which its number takes some.
pub fn excerpt(places: &Places<'_>, span: Span, width: Option<usize>) -> Excerpt {
    let number = places.place(span.start).line;
    let (start, line) = places.line(number);
    let from = span.start.saturating_sub(start).min(line.len());
    let to = span.end.saturating_sub(start).clamp(from, line.len());
    let room = width.map(|width| width.saturating_sub(gutter(number)).max(ELLIPSES + 2));
    if line.len() <= LONGEST && room.is_none_or(|room| fitting(line.chars(), room) == line.len()) {
        return harmless(line, from, to, Extent::Whole);
    }
    let before = line.get(..from).unwrap_or_default();
    let most = room.map_or(WIDTH, |room| room - ELLIPSES);
    let lead = before.len() - fitting(before.chars().rev(), BEFORE.min(most / 3));
    let mut text = String::new();
    if lead > 0 {
        text.push(ELLIPSIS);
    }
    let cut = text.len();
    let rest = line.get(lead..).unwrap_or_default();
    let shown = fitting(rest.chars(), most);
    text.push_str(rest.get(..shown).unwrap_or_default());
    if shown < rest.len() {
        text.push(ELLIPSIS);
    }
    let inside = |byte: usize| byte.saturating_sub(lead).min(shown) + cut;
    harmless(&text, inside(from), inside(to), Extent::Part)
}

fn harmless(text: &str, from: usize, to: usize, extent: Extent) -> Excerpt {
    let (text, place) = harmless::excerpt(text, from..to);
    Excerpt { text, span: Span::new(place.start, place.end), extent }
}

/// Cells in front of a line: its number, and ` | `.
pub fn gutter(number: usize) -> usize {
    number.to_string().len() + 3
}

/// Bytes of those characters that fit into `width` cells.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> usize {
    let (mut cells, mut bytes) = (0, 0);
    for character in characters {
        cells += if character == '\t' { 4 } else { character.width().unwrap_or(1) };
        if cells > width {
            break;
        }
        bytes += character.len_utf8();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_shows_whole() {
        let text = "甲\n乙丙丁\n";
        let excerpt = excerpt(&Places::new(text), Span::new(7, 10), None);
        assert_eq!(excerpt, Excerpt { text: "乙丙丁".to_owned(), span: Span::new(3, 6), extent: Extent::Whole });
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = "字".repeat(1_000_000);
        let excerpt = excerpt(&Places::new(&text), Span::new(3_000, 3_003), None);
        assert_eq!(excerpt.span.of(&excerpt.text), "字");
        assert_eq!(excerpt.text.chars().count(), 50);
        assert!(excerpt.text.starts_with(ELLIPSIS) && excerpt.text.ends_with(ELLIPSIS));
    }

    #[test]
    fn a_place_over_several_lines_shows_its_first() {
        let text = "甲乙\n丙";
        let excerpt = excerpt(&Places::new(text), Span::new(3, 10), None);
        assert_eq!(excerpt.span, Span::new(3, 6));
    }

    #[test]
    fn on_a_terminal_a_piece_fits_beside_its_number() {
        use unicode_width::UnicodeWidthStr;
        let text = format!("甲\n{}错{}", "字".repeat(40), "\t字".repeat(40));
        let at = text.find('错').expect("it is there");
        for width in [30, 60, 80] {
            let excerpt = excerpt(&Places::new(&text), Span::new(at, at + 3), Some(width));
            assert_eq!(excerpt.span.of(&excerpt.text), "错");
            assert_eq!(excerpt.extent, Extent::Part);
            let shown = excerpt.text.replace('\t', "    ").replace(ELLIPSIS, "--");
            assert!(shown.width() <= width - gutter(2), "{width}: {shown}");
        }
        assert_eq!(excerpt(&Places::new(&text), Span::new(0, 3), Some(60)).extent, Extent::Whole);
    }
}
