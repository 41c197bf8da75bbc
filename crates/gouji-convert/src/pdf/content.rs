//! Reads the content of a page: an interpreter of the operators that place text and lines.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Operator;
use hayro_syntax::object::{Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Fonts, PageFont};
use super::ink::Ink;
use super::matrix::Matrix;
use super::path::Path;
use super::streams;
use super::text::TextState;
use crate::{Failure, limits};

/// The reader of pages.
pub struct ContentReader<'a> {
    fonts: Fonts<'a>,
    /// Bytes of content that may still be interpreted, over all pages.
    budget: usize,
}

/// The state that `q` saves.
#[derive(Clone)]
struct Graphics<'a> {
    matrix: Matrix,
    text: TextState<'a>,
}

/// The interpretation of one content stream.
struct Stage<'a, 'r> {
    reader: &'r mut ContentReader<'a>,
    ink: &'r mut Ink,
    resources: &'r Resources<'a>,
    /// The fonts of the resources, by name.
    fonts: HashMap<Vec<u8>, Option<Rc<PageFont<'a>>>>,
    now: Graphics<'a>,
    saved: Vec<Graphics<'a>>,
    path: Path,
    depth: usize,
}

impl<'a> ContentReader<'a> {
    pub fn new() -> Self {
        Self { fonts: Fonts::new(), budget: limits::CONTENT }
    }

    /// The marks of a page.
    pub fn read(&mut self, page: &Page<'a>) -> Result<Ink, Failure> {
        let (width, height) = page.render_dimensions();
        let mut ink = Ink { extent: (f64::from(width), f64::from(height)), ..Ink::default() };
        streams::check_contents(page)?;
        let content = page.page_stream().unwrap_or_default();
        let matrix = Matrix(page.initial_transform(true).as_coeffs());
        let start = Graphics { matrix, text: TextState::default() };
        self.run(content, page.resources(), start, &mut ink, 0)?;
        Ok(ink)
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        start: Graphics<'a>,
        ink: &mut Ink,
        depth: usize,
    ) -> Result<(), Failure> {
        // Even an empty stream costs something, so that streams within streams end.
        self.budget = self.budget.checked_sub(content.len() + limits::FORM).ok_or(Failure::TooLarge)?;
        let mut stage = Stage {
            reader: self,
            ink,
            resources,
            fonts: HashMap::new(),
            now: start,
            saved: Vec::new(),
            path: Path::default(),
            depth,
        };
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            stage.operator(&operator)?;
        }
        Ok(())
    }
}

fn numbers<const N: usize>(numbers: [Number; N]) -> [f64; N] {
    numbers.map(|number| number.as_f64())
}

impl<'a> Stage<'a, '_> {
    fn operator(&mut self, operator: &Operator<'_, '_>) -> Result<(), Failure> {
        match operator {
            Operator::SaveState(_) => {
                if self.saved.len() >= limits::STATES {
                    return Err(Failure::TooLarge);
                }
                self.saved.push(self.now.clone());
            }
            Operator::RestoreState(_) => {
                if let Some(saved) = self.saved.pop() {
                    self.now = saved;
                }
            }
            Operator::Transform(t) => {
                self.now.matrix = self.now.matrix.after(Matrix(numbers([t.0, t.1, t.2, t.3, t.4, t.5])));
            }
            Operator::XObject(name) => return self.form(name.0),
            Operator::SetGraphicsState(name) => self.graphics_state(name.0),
            _ => {
                if !self.path_operator(operator)? {
                    return self.text_operator(operator);
                }
            }
        }
        Ok(())
    }

    /// Draws the content stream of that name, if it is no image.
    fn form(&mut self, name: &Name<'_>) -> Result<(), Failure> {
        let Some(stream) = self.resources.x_objects.get::<Stream<'a>>(name) else { return Ok(()) };
        let dict = stream.dict();
        let is_form = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_ref() == b"Form");
        if !is_form {
            return Ok(());
        }
        if self.depth >= limits::FORMS {
            return Err(Failure::TooLarge);
        }
        let content = streams::decode(&stream)?;
        let matrix = dict.get::<[f64; 6]>("Matrix").map_or(Matrix::IDENTITY, Matrix);
        let start = Graphics { matrix: self.now.matrix.after(matrix), text: self.now.text.clone() };
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(self.resources);
        self.reader.run(&content, resources, start, self.ink, self.depth + 1)
    }

    /// Parameters of text can also be in a dictionary of the resources.
    fn graphics_state(&mut self, name: &Name<'_>) {
        let Some(dict) = self.resources.ext_g_states.get::<Dict<'a>>(name) else { return };
        let Some(font) = dict.get::<hayro_syntax::object::Array<'a>>("Font") else { return };
        let mut parts = font.flex_iter();
        if let (Some(font), Some(size)) = (parts.next::<Dict<'a>>(), parts.next::<f64>()) {
            self.now.text.font = self.reader.fonts.font(&font).map(Rc::new);
            self.now.text.size = size;
        }
    }

    /// Whether it was an operator of paths.
    fn path_operator(&mut self, operator: &Operator<'_, '_>) -> Result<bool, Failure> {
        let (path, matrix) = (&mut self.path, self.now.matrix);
        match operator {
            Operator::MoveTo(p) => path.move_to(matrix, numbers([p.0, p.1])),
            Operator::LineTo(p) => path.line_to(matrix, numbers([p.0, p.1]))?,
            Operator::CubicTo(p) => path.curve_to(matrix, numbers([p.4, p.5])),
            Operator::CubicStartTo(p) => path.curve_to(matrix, numbers([p.2, p.3])),
            Operator::CubicEndTo(p) => path.curve_to(matrix, numbers([p.2, p.3])),
            Operator::ClosePath(_) => path.close()?,
            Operator::RectPath(r) => path.rectangle(matrix, numbers([r.0, r.1, r.2, r.3]))?,
            Operator::StrokePath(_) => path.stroke(self.ink)?,
            Operator::CloseAndStrokePath(_) => {
                path.close()?;
                path.stroke(self.ink)?;
            }
            Operator::FillPathNonZero(_) | Operator::FillPathNonZeroCompatibility(_) | Operator::FillPathEvenOdd(_) => {
                path.fill(self.ink)?
            }
            Operator::FillAndStrokeNonZero(_)
            | Operator::FillAndStrokeEvenOdd(_)
            | Operator::CloseFillAndStrokeNonZero(_)
            | Operator::CloseFillAndStrokeEvenOdd(_) => {
                path.close()?;
                path.stroke(self.ink)?;
            }
            Operator::EndPath(_) => path.clear(),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn text_operator(&mut self, operator: &Operator<'_, '_>) -> Result<(), Failure> {
        let text = &mut self.now.text;
        match operator {
            Operator::BeginText(_) => text.begin(),
            Operator::CharacterSpacing(n) => text.character_space = n.0.as_f64(),
            Operator::WordSpacing(n) => text.word_space = n.0.as_f64(),
            Operator::HorizontalScaling(n) => text.stretch = n.0.as_f64() / 100.0,
            Operator::TextLeading(n) => text.leading = n.0.as_f64(),
            Operator::TextRise(n) => text.rise = n.0.as_f64(),
            Operator::TextFont(f) => {
                text.size = f.1.as_f64();
                self.now.text.font = self.font(f.0)?;
            }
            Operator::NextLine(n) => text.next_line(n.0.as_f64(), n.1.as_f64()),
            Operator::NextLineAndSetLeading(n) => {
                text.leading = -n.1.as_f64();
                text.next_line(n.0.as_f64(), n.1.as_f64());
            }
            Operator::SetTextMatrix(m) => text.set(Matrix(numbers([m.0, m.1, m.2, m.3, m.4, m.5]))),
            Operator::NextLineUsingLeading(_) => text.next_line(0.0, -text.leading),
            Operator::ShowText(s) => return text.show(self.now.matrix, s.0.as_bytes(), self.ink),
            Operator::NextLineAndShowText(s) => {
                text.next_line(0.0, -text.leading);
                return text.show(self.now.matrix, s.0.as_bytes(), self.ink);
            }
            Operator::ShowTextWithParameters(s) => {
                (text.word_space, text.character_space) = (s.0.as_f64(), s.1.as_f64());
                text.next_line(0.0, -text.leading);
                return text.show(self.now.matrix, s.2.as_bytes(), self.ink);
            }
            Operator::ShowTexts(parts) => {
                for part in parts.0.iter::<Object<'_>>() {
                    match part {
                        Object::Number(number) => text.adjust(number.as_f64()),
                        Object::String(string) => text.show(self.now.matrix, string.as_bytes(), self.ink)?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The font of that name; `None` if it cannot be read.
    fn font(&mut self, name: &Name<'_>) -> Result<Option<Rc<PageFont<'a>>>, Failure> {
        let key: &[u8] = name.as_ref();
        if let Some(font) = self.fonts.get(key) {
            return Ok(font.clone());
        }
        let font = match self.resources.fonts.get::<Dict<'a>>(name) {
            Some(dict) => {
                streams::check_font(&dict)?;
                self.reader.fonts.font(&dict).map(Rc::new)
            }
            None => None,
        };
        self.fonts.insert(key.to_vec(), font.clone());
        Ok(font)
    }
}
