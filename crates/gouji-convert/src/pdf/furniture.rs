//! Headers, footers and page numbers.

use super::pages::{PageItem, PageItems};

/// Lines at the same height on two pages differ by less than this, in points.
const SAME_HEIGHT: f64 = 4.0;
/// The share of a page at its top, and at its bottom, in which headers and footers are. The official layout has margins of 37 mm.
const MARGIN: f64 = 0.125;
/// Lines at the top and at the bottom of a page that can be a header or footer.
const DEPTH: usize = 2;

/// Removes page numbers, and lines that repeat at the top or bottom of most pages.
pub fn remove(pages: &mut [PageItems]) {
    for from_top in [true, false] {
        for _ in 0..DEPTH {
            remove_outermost(pages, from_top);
        }
    }
}

/// Removes the outermost lines that are page numbers, or that repeat.
fn remove_outermost(pages: &mut [PageItems], from_top: bool) {
    let outermost = |page: &PageItems| {
        let item = if from_top { page.items.first() } else { page.items.last() };
        match item {
            Some(PageItem::Line(line)) if is_in_margin(page, line.baseline, from_top) => {
                Some((without_digits(&line.text()), line.baseline))
            }
            _ => None,
        }
    };
    let all: Vec<(String, f64)> = pages.iter().filter_map(outermost).collect();
    for page in pages.iter_mut() {
        let Some((text, height)) = outermost(page) else { continue };
        let same = all.iter().filter(|(other, at)| *other == text && (at - height).abs() < SAME_HEIGHT).count();
        let repeats = same > 1 && same * 2 >= all.len();
        if repeats || is_page_number(&text) {
            let at = if from_top { 0 } else { page.items.len() - 1 };
            page.items.remove(at);
        }
    }
}

fn is_in_margin(page: &PageItems, height: f64, from_top: bool) -> bool {
    let (top, bottom) = page.edges;
    let margin = (bottom - top) * MARGIN;
    if from_top { height < top + margin } else { height > bottom - margin }
}

/// The text with `0` for each number.
fn without_digits(text: &str) -> String {
    let mut short = String::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        let character = if character.is_numeric() && !"一二三四五六七八九十".contains(character) {
            '0'
        } else {
            character
        };
        if character != '0' || !short.ends_with('0') {
            short.push(character);
        }
    }
    short
}

/// Whether a line, without its digits, is only a page number.
fn is_page_number(text: &str) -> bool {
    let rest: String = text.chars().filter(|character| !"-—–―－·•|/~第页共Page,，of".contains(*character)).collect();
    text.contains('0') && rest.chars().all(|character| character == '0') && rest.len() <= 2
}
