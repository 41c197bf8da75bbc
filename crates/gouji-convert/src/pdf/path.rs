//! The current path of a page, as far as it can be a ruling line.

use super::ink::Ink;
use super::matrix::Matrix;
use crate::{Failure, limits};

type Point = (f64, f64);

/// The current path, in places of the page.
#[derive(Debug, Default)]
pub struct Path {
    /// Straight pieces.
    pieces: Vec<(Point, Point)>,
    /// Parts of the path, each with the smallest box around it and whether it is straight.
    parts: Vec<PathPart>,
}

#[derive(Debug)]
struct PathPart {
    start: Point,
    last: Point,
    low: Point,
    high: Point,
    is_straight: bool,
}

impl Path {
    pub fn move_to(&mut self, matrix: Matrix, [x, y]: [f64; 2]) {
        let start = matrix.apply((x, y));
        // A path that only moves has no parts to draw.
        if self.parts.last().is_some_and(|part| part.low == part.high) {
            self.parts.pop();
        }
        self.parts.push(PathPart { start, last: start, low: start, high: start, is_straight: true });
    }

    pub fn line_to(&mut self, matrix: Matrix, [x, y]: [f64; 2]) -> Result<(), Failure> {
        self.add(matrix.apply((x, y)), true)
    }

    /// Adds a curve, of which only the end matters.
    pub fn curve_to(&mut self, matrix: Matrix, [x, y]: [f64; 2]) {
        // A curve adds no piece, so it cannot exceed the limit.
        let _ = self.add(matrix.apply((x, y)), false);
    }

    pub fn close(&mut self) -> Result<(), Failure> {
        match self.parts.last() {
            Some(part) if part.start != part.last => self.add(part.start, true),
            _ => Ok(()),
        }
    }

    pub fn rectangle(&mut self, matrix: Matrix, [x, y, width, height]: [f64; 4]) -> Result<(), Failure> {
        self.move_to(matrix, [x, y]);
        self.line_to(matrix, [x + width, y])?;
        self.line_to(matrix, [x + width, y + height])?;
        self.line_to(matrix, [x, y + height])?;
        self.close()
    }

    fn add(&mut self, end: Point, is_straight: bool) -> Result<(), Failure> {
        let Some(part) = self.parts.last_mut() else { return Ok(()) };
        if is_straight {
            if self.pieces.len() >= limits::RULES {
                return Err(Failure::TooLarge);
            }
            self.pieces.push((part.last, end));
        }
        part.is_straight &= is_straight;
        part.last = end;
        part.low = (part.low.0.min(end.0), part.low.1.min(end.1));
        part.high = (part.high.0.max(end.0), part.high.1.max(end.1));
        Ok(())
    }

    /// Draws the outline.
    pub fn stroke(&mut self, ink: &mut Ink) -> Result<(), Failure> {
        let drawn = self.pieces.iter().try_for_each(|(from, to)| ink.stroke(*from, *to));
        self.clear();
        drawn
    }

    /// Fills the path.
    pub fn fill(&mut self, ink: &mut Ink) -> Result<(), Failure> {
        let straight = self.parts.iter().filter(|part| part.is_straight);
        let drawn = straight.map(|part| (part.low, part.high)).try_for_each(|(low, high)| ink.fill(low, high));
        self.clear();
        drawn
    }

    pub fn clear(&mut self) {
        self.pieces.clear();
        self.parts.clear();
    }
}
