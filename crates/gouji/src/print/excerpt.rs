//! The line in which a place begins. Very long lines are cut, because printing them takes time. On a terminal, lines that it would
//! break are cut, because the marks must be below their places.

use gouji_text::Span;
use gouji_text::harmless;
use gouji_text::places::Places;
use unicode_width::UnicodeWidthChar;

/// The size of the longest line that is not cut, in bytes.
const MAX_LINE_BYTES: usize = 4096;
/// The maximum width of a part of a line without a terminal, in cells.
const WIDTH: usize = 96;
/// The maximum width of the text before the place, in cells.
const MAX_LEAD: usize = 40;
const ELLIPSIS: char = '…';
/// The width of both ellipses, in cells. A terminal may show each in two cells, like a Chinese character.
const ELLIPSES: usize = 4;

/// The line in which a place begins, or a part of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// The visible part of the place, in bytes of `text`.
    pub span: Span,
    /// Whether `text` is the whole line.
    pub extent: ExcerptExtent,
}

/// Whether an excerpt is a whole line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExcerptExtent {
    /// The whole line.
    Whole,
    /// A part of it.
    Part,
}

/// The excerpt of the line in which `span` begins. `width` is the width of the terminal in cells, including the line number.
pub fn excerpt(places: &Places<'_>, span: Span, width: Option<usize>) -> Excerpt {
    let number = places.place(span.start).line;
    let (start, line) = places.line(number);
    let from = span.start.saturating_sub(start).min(line.len());
    let to = span.end.saturating_sub(start).clamp(from, line.len());
    let room = width.map(|width| width.saturating_sub(gutter(number)).max(ELLIPSES + 2));
    if line.len() <= MAX_LINE_BYTES && room.is_none_or(|room| fitting(line.chars(), room) == line.len()) {
        return harmless(line, from, to, ExcerptExtent::Whole);
    }
    let before = line.get(..from).unwrap_or_default();
    let max_width = room.map_or(WIDTH, |room| room - ELLIPSES);
    let lead = before.len() - fitting(before.chars().rev(), MAX_LEAD.min(max_width / 3));
    let mut text = String::new();
    if lead > 0 {
        text.push(ELLIPSIS);
    }
    let cut = text.len();
    let rest = line.get(lead..).unwrap_or_default();
    let shown = fitting(rest.chars(), max_width);
    text.push_str(rest.get(..shown).unwrap_or_default());
    if shown < rest.len() {
        text.push(ELLIPSIS);
    }
    let inside = |byte: usize| byte.saturating_sub(lead).min(shown) + cut;
    harmless(&text, inside(from), inside(to), ExcerptExtent::Part)
}

fn harmless(text: &str, from: usize, to: usize, extent: ExcerptExtent) -> Excerpt {
    let (text, place) = harmless::excerpt(text, from..to);
    Excerpt { text, span: Span::new(place.start, place.end), extent }
}

/// The width before a line in cells: its number, and ` | `.
pub fn gutter(number: usize) -> usize {
    number.to_string().len() + 3
}

/// The number of bytes of the first characters that fit into `width` cells. A tab counts four cells.
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
    fn a_short_line_is_not_cut() {
        let text = "甲\n乙丙丁\n";
        let excerpt = excerpt(&Places::new(text), Span::new(7, 10), None);
        assert_eq!(excerpt, Excerpt { text: "乙丙丁".to_owned(), span: Span::new(3, 6), extent: ExcerptExtent::Whole });
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = "字".repeat(1_000_000);
        let excerpt = excerpt(&Places::new(&text), Span::new(3_000, 3_003), None);
        assert_eq!(excerpt.span.slice(&excerpt.text), "字");
        assert_eq!(excerpt.text.chars().count(), 50);
        assert!(excerpt.text.starts_with(ELLIPSIS) && excerpt.text.ends_with(ELLIPSIS));
    }

    #[test]
    fn a_place_over_several_lines_is_cut_at_the_first_line_end() {
        let text = "甲乙\n丙";
        let excerpt = excerpt(&Places::new(text), Span::new(3, 10), None);
        assert_eq!(excerpt.span, Span::new(3, 6));
    }

    #[test]
    fn on_a_terminal_a_cut_line_fits_beside_its_number() {
        use unicode_width::UnicodeWidthStr;
        let text = format!("甲\n{}错{}", "字".repeat(40), "\t字".repeat(40));
        let at = text.find('错').expect("it is there");
        for width in [30, 60, 80] {
            let excerpt = excerpt(&Places::new(&text), Span::new(at, at + 3), Some(width));
            assert_eq!(excerpt.span.slice(&excerpt.text), "错");
            assert_eq!(excerpt.extent, ExcerptExtent::Part);
            let shown = excerpt.text.replace('\t', "    ").replace(ELLIPSIS, "--");
            assert!(shown.width() <= width - gutter(2), "{width}: {shown}");
        }
        assert_eq!(excerpt(&Places::new(&text), Span::new(0, 3), Some(60)).extent, ExcerptExtent::Whole);
    }
}
