//! The state of text, and its glyphs on the page.

use std::rc::Rc;

use super::font::PageFont;
use super::ink::{Direction, Glyph, Ink};
use super::matrix::Matrix;
use crate::Failure;

/// The state of text.
#[derive(Clone)]
pub struct TextState<'a> {
    pub font: Option<Rc<PageFont<'a>>>,
    pub size: f64,
    pub character_space: f64,
    pub word_space: f64,
    /// The horizontal scaling; 1 is the natural width.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    matrix: Matrix,
    line: Matrix,
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            matrix: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }
}

impl TextState<'_> {
    pub fn begin(&mut self) {
        self.set(Matrix::IDENTITY);
    }

    pub fn set(&mut self, matrix: Matrix) {
        (self.matrix, self.line) = (matrix, matrix);
    }

    pub fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line.after(Matrix::translation(x, y)));
    }

    /// Moves by thousandths of the font size, against the direction of writing.
    pub fn adjust(&mut self, amount: f64) {
        let way = -amount / 1000.0 * self.size;
        let is_horizontal = self.font.as_ref().is_none_or(|font| font.is_horizontal());
        self.step(if is_horizontal { (way * self.stretch, 0.0) } else { (0.0, way) });
    }

    fn step(&mut self, (x, y): (f64, f64)) {
        self.matrix = self.matrix.after(Matrix::translation(x, y));
    }

    /// Puts the glyphs of a string on the page.
    pub fn show(&mut self, page: Matrix, bytes: &[u8], ink: &mut Ink) -> Result<(), Failure> {
        let Some(font) = self.font.clone() else {
            ink.unknown += bytes.len();
            return Ok(());
        };
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length) = font.read_code(rest);
            let (x, y) = font.advance(code);
            match font.text(code) {
                Some(text) => self.place(page, &font, code, text, ink)?,
                None => ink.unknown += 1,
            }
            let blank = if code == 32 && length == 1 { self.word_space } else { 0.0 };
            let space = self.character_space + blank;
            self.step(if font.is_horizontal() {
                ((x / 1000.0 * self.size + space) * self.stretch, 0.0)
            } else {
                (0.0, y / 1000.0 * self.size + space)
            });
            rest = rest.get(length..).unwrap_or_default();
        }
        Ok(())
    }

    fn place(&self, page: Matrix, font: &PageFont<'_>, code: u32, text: Rc<str>, ink: &mut Ink) -> Result<(), Failure> {
        let own = Matrix([self.size * self.stretch, 0.0, 0.0, self.size, 0.0, self.rise]);
        let whole = page.after(self.matrix).after(own);
        let (origin_x, origin_y) = font.origin(code);
        let width = if font.is_horizontal() { font.advance(code).0 / 1000.0 } else { 1.0 };
        let start = (origin_x / 1000.0, origin_y / 1000.0);
        // Text at an angle to the page is a watermark.
        let Some(direction) = direction(whole) else { return Ok(()) };
        let end = (start.0 + width, start.1);
        ink.glyph(Glyph { text, start: whole.apply(start), end: whole.apply(end), size: whole.height(), direction })
    }
}

/// The direction of writing; `None` if it is at an angle to the page.
fn direction(matrix: Matrix) -> Option<Direction> {
    let (x, y) = matrix.direction();
    if y.abs() * 20.0 <= x.abs() {
        Some(if x > 0.0 { Direction::Right } else { Direction::Left })
    } else if x.abs() * 20.0 <= y.abs() {
        Some(if y > 0.0 { Direction::Down } else { Direction::Up })
    } else {
        None
    }
}
