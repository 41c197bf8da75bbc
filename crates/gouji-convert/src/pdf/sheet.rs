//! A page with its text upright.

use std::rc::Rc;

use super::ink::{Direction, Ink, RuledLine};

/// The text of one glyph at its place on the page.
#[derive(Clone, Debug)]
pub struct Character {
    pub text: Rc<str>,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub size: f64,
}

/// The marks of a page, turned so that most of its text runs to the right.
#[derive(Debug, Default)]
pub struct Sheet {
    pub characters: Vec<Character>,
    pub rules: Vec<RuledLine>,
    /// The upper and the lower edge of the page.
    pub edges: (f64, f64),
}

impl Character {
    /// Its middle.
    pub fn middle(&self) -> (f64, f64) {
        // Characters reach from a little below the baseline to most of the font size above it.
        ((self.left + self.right) / 2.0, self.baseline - self.size * 0.35)
    }
}

impl Sheet {
    pub fn new(ink: Ink) -> Self {
        let count = |direction: Direction| ink.glyphs.iter().filter(|glyph| glyph.direction == direction).count();
        // Of directions with the same number of glyphs, the first is taken.
        let main = Direction::ALL.into_iter().rev().max_by_key(|direction| count(*direction));
        let main = main.unwrap_or(Direction::Right);
        let (first, second) = (main.upright((0.0, 0.0)).1, main.upright(ink.extent).1);
        let edges = (first.min(second), first.max(second));
        let characters = ink.glyphs.into_iter().map(|glyph| {
            let (x0, y0) = main.upright(glyph.start);
            let (x1, y1) = main.upright(glyph.end);
            let size = glyph.size;
            if glyph.direction == main {
                return Character { text: glyph.text, left: x0.min(x1), right: x0.max(x1), baseline: y0, size };
            }
            // A turned character takes the place of an upright one around its middle.
            let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
            Character { text: glyph.text, left: x - size / 2.0, right: x + size / 2.0, baseline: y + size * 0.35, size }
        });
        let rules = ink.rules.iter().map(|rule| rule.upright(main)).collect();
        Self { characters: characters.collect(), rules, edges }
    }
}
