//! The marks on a page that matter: characters and ruling lines. Units are points (1/72 inch); `y` grows downwards.

use std::rc::Rc;

use crate::{Failure, limits};

/// The text of one glyph at its place.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub text: Rc<str>,
    /// The ends of its baseline.
    pub start: (f64, f64),
    pub end: (f64, f64),
    /// The font size as it appears on the page.
    pub size: f64,
    pub direction: Direction,
}

/// A straight line parallel to an edge of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuledLine {
    pub is_horizontal: bool,
    /// Its distance from the top if it is horizontal, else from the left.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// The direction in which text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Right,
    Down,
    Left,
    Up,
}

/// The marks of a page.
#[derive(Debug, Default)]
pub struct Ink {
    /// Width and height of the page.
    pub extent: (f64, f64),
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<RuledLine>,
    /// Number of glyphs whose text the file does not say.
    pub unknown: usize,
}

/// The greatest width of a filled rectangle that is a line, in points.
const MAX_RULE_WIDTH: f64 = 3.0;
/// The greatest deviation of a ruling line from its direction, in points.
const MAX_SLOPE: f64 = 0.5;

impl Direction {
    /// All directions.
    pub const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    /// The place of a point after the page is turned so that this direction runs to the right.
    pub fn upright(self, (x, y): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Right => (x, y),
            Self::Down => (y, -x),
            Self::Left => (-x, -y),
            Self::Up => (-y, x),
        }
    }
}

impl RuledLine {
    /// The line after the page is turned so that `direction` runs to the right.
    pub fn upright(self, direction: Direction) -> Self {
        let ends = |end: f64| if self.is_horizontal { (end, self.at) } else { (self.at, end) };
        let (first, second) = (direction.upright(ends(self.from)), direction.upright(ends(self.to)));
        let is_turned = matches!(direction, Direction::Down | Direction::Up);
        let is_horizontal = self.is_horizontal != is_turned;
        let along = |(x, y): (f64, f64)| if is_horizontal { x } else { y };
        let at = if is_horizontal { first.1 } else { first.0 };
        Self { is_horizontal, at, from: along(first).min(along(second)), to: along(first).max(along(second)) }
    }
}

impl Ink {
    /// Adds a line between two points if it is parallel to an edge of the page.
    pub fn stroke(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Result<(), Failure> {
        let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
        if height <= MAX_SLOPE && width > height {
            self.rule(RuledLine { is_horizontal: true, at: (y0 + y1) / 2.0, from: x0.min(x1), to: x0.max(x1) })
        } else if width <= MAX_SLOPE && height > width {
            self.rule(RuledLine { is_horizontal: false, at: (x0 + x1) / 2.0, from: y0.min(y1), to: y0.max(y1) })
        } else {
            Ok(())
        }
    }

    /// Adds a filled rectangle if it is so thin that it looks like a line.
    pub fn fill(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Result<(), Failure> {
        let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        if width.min(height) > MAX_RULE_WIDTH {
            Ok(())
        } else if width >= height {
            self.stroke((x0, y), (x1, y))
        } else {
            self.stroke((x, y0), (x, y1))
        }
    }

    fn rule(&mut self, rule: RuledLine) -> Result<(), Failure> {
        let is_finite = [rule.at, rule.from, rule.to].iter().all(|value| value.is_finite());
        if self.rules.len() >= limits::RULES {
            return Err(Failure::TooLarge);
        }
        if is_finite {
            self.rules.push(rule);
        }
        Ok(())
    }

    /// Adds a glyph.
    pub fn glyph(&mut self, glyph: Glyph) -> Result<(), Failure> {
        let ((x0, y0), (x1, y1)) = (glyph.start, glyph.end);
        if self.glyphs.len() >= limits::GLYPHS {
            return Err(Failure::TooLarge);
        }
        if [x0, y0, x1, y1, glyph.size].iter().all(|value| value.is_finite()) && glyph.size > 0.0 {
            self.glyphs.push(glyph);
        }
        Ok(())
    }
}
