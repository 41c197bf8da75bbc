//! Compiles a pattern. Only build scripts and tests do this.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use regex_syntax::hir::{Class as HirClass, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

use super::{Class, MAX_GROUPS, Program, Step};
use crate::adaptive_regex::with_white_space;

/// Why a pattern cannot be compiled.
#[derive(Debug)]
pub enum NotSupported {
    /// It is not well-formed.
    Syntax(Box<regex_syntax::Error>),
    /// It can match the empty text.
    Empty,
    /// It has more steps, texts or classes than a program can number, or more named groups.
    TooLarge,
    /// It has a boundary other than the start and the end of the text, or matches bytes.
    Kind,
}

impl fmt::Display for NotSupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Empty => f.write_str("the pattern matches the empty text"),
            Self::TooLarge => f.write_str("the pattern is too large"),
            Self::Kind => f.write_str("the pattern has a boundary or class that programs do not support"),
        }
    }
}

impl std::error::Error for NotSupported {}

/// Most ranges of the class of a [`Step::Unless`]. It bounds the space that a program takes.
const MAX_UNLESS_RANGES: usize = 16;

type Result<T> = std::result::Result<T, NotSupported>;

/// The programs of `patterns`, each in a line, as an expression of Rust for
/// [`AdaptiveRegex::listed`](crate::AdaptiveRegex::listed): a slice in the order of the patterns. The names of the module
/// [`program`](crate::program) are in its scope.
///
/// # Errors
/// The message for a pattern that a program does not support.
pub fn list(patterns: &str) -> std::result::Result<String, String> {
    let compile = |pattern: &str| match Program::compile(&with_white_space(pattern)) {
        Ok(program) => Ok((pattern.to_owned(), program)),
        Err(error) => Err(format!("{error}: {pattern}")),
    };
    Ok(slice(&patterns.lines().map(compile).collect::<std::result::Result<_, String>>()?))
}

/// Programs with their sources as an expression of Rust: a slice for [`find`](super::find).
pub fn slice(programs: &BTreeMap<String, Program>) -> String {
    let programs = programs.iter().map(|(source, program)| format!("({source:?}, {})", program.to_rust()));
    format!("&[\n{}\n]\n", programs.collect::<Vec<_>>().join(",\n"))
}

impl Program {
    /// Compiles a pattern in the syntax of the crate `regex`.
    ///
    /// # Errors
    /// If the pattern is not well-formed, matches the empty text, or needs what a program lacks.
    pub fn compile(pattern: &str) -> Result<Self> {
        let pattern = regex_syntax::parse(pattern).map_err(|error| NotSupported::Syntax(Box::new(error)))?;
        if pattern.properties().minimum_len() == Some(0) {
            return Err(NotSupported::Empty);
        }
        let mut compiler = Compiler::default();
        compiler.emit(&pattern)?;
        compiler.push(Step::Match)?;
        let first = compiler.class(&first(&pattern).0)?;
        let Compiler { steps, texts, ranges, groups, splits } = compiler;
        let (steps, texts, ranges) = (Cow::Owned(steps), Cow::Owned(texts), Cow::Owned(ranges));
        let groups = groups.into_iter().map(Cow::Owned).collect();
        Ok(Self { steps, texts, ranges, groups, splits, first })
    }

    /// The program as an expression of Rust in which the names of this module are in scope.
    pub fn to_rust(&self) -> String {
        let Self { steps, texts, ranges, groups, splits, first } = self;
        let steps: Vec<String> = steps.iter().map(|step| step.to_rust()).collect();
        let groups: Vec<String> = groups.iter().map(|name| format!("Cow::Borrowed({name:?})")).collect();
        format!(
            "Program {{ steps: Cow::Borrowed(&[{}]), texts: Cow::Borrowed({texts:?}), ranges: Cow::Borrowed(&{ranges:?}), \
             groups: Cow::Borrowed(&[{}]), splits: {splits}, first: {first:?} }}",
            steps.join(", "),
            groups.join(", "),
        )
    }
}

impl Step {
    fn to_rust(self) -> String {
        match self {
            Self::Class(class) => format!("Step::Class({class:?})"),
            other => format!("Step::{other:?}"),
        }
    }
}

/// The characters with which a match starts, and whether it can start without any, other than at the start of the text.
fn first(pattern: &Hir) -> (ClassUnicode, bool) {
    let none = ClassUnicode::empty;
    match pattern.kind() {
        HirKind::Empty => (none(), true),
        HirKind::Look(look) => (none(), *look != Look::Start),
        HirKind::Literal(literal) => {
            let c = std::str::from_utf8(&literal.0).ok().and_then(|text| text.chars().next());
            (ClassUnicode::new(c.map(|c| ClassUnicodeRange::new(c, c))), c.is_none())
        }
        HirKind::Class(HirClass::Unicode(class)) => (class.clone(), false),
        HirKind::Class(HirClass::Bytes(_)) => (none(), false),
        HirKind::Repetition(repetition) => {
            let (class, passes) = first(&repetition.sub);
            (class, passes || repetition.min == 0)
        }
        HirKind::Capture(capture) => first(&capture.sub),
        HirKind::Concat(parts) => {
            let mut all = none();
            let passes = parts.iter().all(|part| {
                let (class, passes) = first(part);
                all.union(&class);
                passes
            });
            (all, passes)
        }
        HirKind::Alternation(parts) => {
            parts.iter().map(first).fold((none(), false), |(mut all, any), (class, passes)| {
                all.union(&class);
                (all, any || passes)
            })
        }
    }
}

/// A program that is not complete yet.
#[derive(Default)]
struct Compiler {
    steps: Vec<Step>,
    texts: String,
    ranges: Vec<(char, char)>,
    groups: Vec<String>,
    splits: u16,
}

impl Compiler {
    fn emit(&mut self, pattern: &Hir) -> Result<()> {
        match pattern.kind() {
            HirKind::Empty => Ok(()),
            HirKind::Look(Look::Start) => self.push(Step::Start),
            HirKind::Look(Look::End) => self.push(Step::End),
            HirKind::Look(_) | HirKind::Class(HirClass::Bytes(_)) => Err(NotSupported::Kind),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).map_err(|_| NotSupported::Kind)?;
                let (start, len) = (number(self.texts.len())?, number(text.len())?);
                self.texts.push_str(text);
                self.push(Step::Text { start, len })
            }
            HirKind::Class(HirClass::Unicode(class)) => {
                let class = self.class(class)?;
                self.push(Step::Class(class))
            }
            HirKind::Repetition(repetition) => self.repetition(repetition),
            HirKind::Capture(capture) => match &capture.name {
                Some(name) => {
                    let group = u8::try_from(self.groups.len()).map_err(|_| NotSupported::TooLarge)?;
                    if usize::from(group) == MAX_GROUPS {
                        return Err(NotSupported::TooLarge);
                    }
                    self.groups.push(name.to_string());
                    self.push(Step::Save(2 * group))?;
                    self.emit(&capture.sub)?;
                    self.push(Step::Save(2 * group + 1))
                }
                None => self.emit(&capture.sub),
            },
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.emit(part)),
            HirKind::Alternation(parts) => self.alternation(parts),
        }
    }

    fn alternation(&mut self, parts: &[Hir]) -> Result<()> {
        let Some((last, others)) = parts.split_last() else { return Ok(()) };
        let mut jumps = Vec::new();
        for part in others {
            let unless = self.unless(part)?;
            let split = self.split()?;
            self.emit(part)?;
            jumps.push(self.steps.len());
            self.push(Step::Jump(0))?;
            self.leave(split, true)?;
            self.skip_to_here(unless)?;
        }
        self.emit(last)?;
        let end = self.here()?;
        for jump in jumps {
            if let Some(step) = self.steps.get_mut(jump) {
                *step = Step::Jump(end);
            }
        }
        Ok(())
    }

    fn repetition(&mut self, Repetition { min, max, greedy, sub }: &Repetition) -> Result<()> {
        let (min, greedy) = (*min, *greedy);
        match max {
            Some(max) => {
                (0..min).try_for_each(|_| self.emit(sub))?;
                let mut splits = Vec::new();
                for _ in min..*max {
                    let unless = if greedy { self.unless(sub)? } else { None };
                    splits.push((unless, self.split()?));
                    self.emit(sub)?;
                }
                splits.into_iter().try_for_each(|(unless, split)| {
                    self.skip_to_here(unless)?;
                    self.leave(split, greedy)
                })
            }
            None if min == 0 && sub.properties().minimum_len() == Some(0) => {
                // A repetition that may match nothing is an optional one of at least one time.
                let split = self.split()?;
                self.at_least_once(sub, greedy)?;
                self.leave(split, greedy)
            }
            None if min == 0 => {
                let start = self.here()?;
                let unless = if greedy { self.unless(sub)? } else { None };
                let split = self.split()?;
                self.emit(sub)?;
                self.push(Step::Jump(start))?;
                self.skip_to_here(unless)?;
                self.leave(split, greedy)
            }
            None => {
                (1..min).try_for_each(|_| self.emit(sub))?;
                self.at_least_once(sub, greedy)
            }
        }
    }

    fn at_least_once(&mut self, sub: &Hir, greedy: bool) -> Result<()> {
        let start = self.here()?;
        self.emit(sub)?;
        let split = self.split()?;
        let end = self.here()?;
        self.set_split(split, if greedy { (start, end) } else { (end, start) });
        Ok(())
    }

    /// Adds a step before a split whose first way is `part`, and returns its place. The step skips the split where `part` cannot
    /// match; [`Compiler::skip_to_here`] sets to where. `None` if the characters with which `part` starts are unknown or too many.
    fn unless(&mut self, part: &Hir) -> Result<Option<usize>> {
        let (class, passes) = first(part);
        if passes || !part.properties().look_set().is_empty() || class.ranges().len() > MAX_UNLESS_RANGES {
            return Ok(None);
        }
        let class = self.class(&class)?;
        self.push(Step::Unless { class, to: 0 })?;
        Ok(Some(self.steps.len() - 1))
    }

    /// Lets the step of [`Compiler::unless`] skip to the next step to be added.
    fn skip_to_here(&mut self, place: Option<usize>) -> Result<()> {
        let here = self.here()?;
        if let Some(Step::Unless { to, .. }) = place.and_then(|place| self.steps.get_mut(place)) {
            *to = here;
        }
        Ok(())
    }

    /// Adds a split whose ways are set later, and returns its place.
    fn split(&mut self) -> Result<usize> {
        let (place, number) = (self.steps.len(), self.splits);
        self.push(Step::Split { number, first: 0, second: 0 })?;
        self.splits += 1;
        Ok(place)
    }

    /// Lets the split at `place` go on with the step after it or with the next one to be added.
    fn leave(&mut self, place: usize, prefers_step_after: bool) -> Result<()> {
        let (after, here) = (number(place + 1)?, self.here()?);
        self.set_split(place, if prefers_step_after { (after, here) } else { (here, after) });
        Ok(())
    }

    fn set_split(&mut self, place: usize, ways: (u16, u16)) {
        if let Some(Step::Split { first, second, .. }) = self.steps.get_mut(place) {
            (*first, *second) = ways;
        }
    }

    /// The place of a class in the ranges.
    fn class(&mut self, class: &ClassUnicode) -> Result<Class> {
        let ranges: Vec<_> = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
        let known = self.ranges.windows(ranges.len().max(1)).position(|known| known == ranges);
        let start = number(known.unwrap_or(self.ranges.len()))?;
        let len = number(ranges.len())?;
        if known.is_none() {
            self.ranges.extend(ranges);
        }
        Ok(Class { start, len })
    }

    fn here(&self) -> Result<u16> {
        number(self.steps.len())
    }

    fn push(&mut self, step: Step) -> Result<()> {
        self.steps.push(step);
        self.here().map(drop)
    }
}

fn number(value: usize) -> Result<u16> {
    u16::try_from(value).map_err(|_| NotSupported::TooLarge)
}
