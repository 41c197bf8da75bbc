//! Regexes that the build script has compiled. They cost nothing at the start, and search short texts with one pass of a
//! backtracking matcher that never tries the same place twice.
//!
//! A program matches as the crate `regex` does: the leftmost match, and of several there the one that the pattern prefers. Debug
//! builds compare each search of an [`AdaptiveRegex`](crate::AdaptiveRegex) with the other engine.

mod compile;
mod run;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::Span;

pub use compile::{NotSupported, list, slice};

/// Most named groups of a program.
const MAX_GROUPS: usize = 4;

/// A compiled regex. It never matches the empty text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its steps. A match starts with the first one.
    pub steps: Cow<'static, [Step]>,
    /// All texts of its steps.
    pub texts: Cow<'static, str>,
    /// All character classes of its steps, as ranges in rising order.
    pub ranges: Cow<'static, [(char, char)]>,
    /// The names of its groups, in the order of [`Step::Save`].
    pub groups: Cow<'static, [Cow<'static, str>]>,
    /// The number of its splits.
    pub splits: u16,
    /// The class of the characters with which a match starts. At the start of the text, it may start with others too.
    pub first: Class,
}

/// The program of `source` in a slice that [`slice`] has written.
pub fn find(programs: &'static [(&'static str, Program)], source: &str) -> Option<&'static Program> {
    let found = programs.binary_search_by_key(&source, |(source, _)| source).ok()?;
    programs.get(found).map(|(_, program)| program)
}

/// A part of [`Program::ranges`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// The index of the first range.
    pub start: u16,
    /// The number of ranges.
    pub len: u16,
}

/// A step of a program. Steps are numbered from 0, and the next one follows unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The text goes on with these bytes of [`Program::texts`].
    Text {
        /// Where they start.
        start: u16,
        /// How many they are.
        len: u16,
    },
    /// The text goes on with a character of the class.
    Class(Class),
    /// Goes on with either step, and prefers the first.
    Split {
        /// The number of the split.
        number: u16,
        /// The preferred step.
        first: u16,
        /// The other step.
        second: u16,
    },
    /// Goes on with the step `to` unless the text goes on with a character of the class. It saves a split whose first way fails.
    Unless {
        /// The characters with which the next steps can match.
        class: Class,
        /// The other step.
        to: u16,
    },
    /// Goes on with this step.
    Jump(u16),
    /// Remembers the place: the start of group `n` is slot `2n`, its end slot `2n + 1`.
    Save(u8),
    /// Here is the start of the text.
    Start,
    /// Here is the end of the text.
    End,
    /// The pattern matches.
    Match,
}

/// A match of a program.
#[derive(Clone, Debug)]
pub struct Groups<'p> {
    program: &'p Program,
    span: Span,
    /// The places of the groups, in bytes.
    slots: [Option<usize>; 2 * MAX_GROUPS],
}

impl Groups<'_> {
    /// The whole match.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The span of the group `name`; `None` if the group did not take part in the match.
    pub fn name(&self, name: &str) -> Option<Span> {
        let group = self.program.groups.iter().position(|group| group == name)?;
        let slot = |slot: usize| self.slots.get(slot).copied().flatten();
        Some(Span::new(slot(2 * group)?, slot(2 * group + 1)?))
    }
}

impl Program {
    /// The first match in `words` at or after byte `start`, which is on a character boundary.
    pub fn groups_at(&self, words: &str, start: usize) -> Option<Groups<'_>> {
        run::Search::new(self, words).first_match(start)
    }

    /// Whether it matches only at the start of a text.
    pub fn is_anchored(&self) -> bool {
        self.steps.first() == Some(&Step::Start)
    }

    /// All matches in `words`, in order, without overlaps.
    pub fn all_groups(&self, words: &str) -> Vec<Groups<'_>> {
        let next = |last: Option<&Groups<'_>>| self.groups_at(words, last.map_or(0, |last| last.span.end));
        std::iter::successors(next(None), |last| next(Some(last))).collect()
    }
}
