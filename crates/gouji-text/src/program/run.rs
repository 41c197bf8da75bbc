//! The matcher.

use std::cell::RefCell;
use std::mem;

use super::{Class, Groups, MAX_GROUPS, Program, Step};
use crate::Span;

thread_local! {
    /// The memory of the last search. Most searches end after a few steps, and would take longer to get clean memory.
    static MEMORY: RefCell<SearchMemory> = RefCell::default();
}

/// The most memory for [`SearchMemory::tried`] that a thread keeps, in words of 8 bytes.
const MAX_KEPT_WORDS: usize = 1 << 15;

/// The memory of a search.
#[derive(Default)]
struct SearchMemory {
    /// One bit for each split and place: it has been tried, and nothing matched. All bits are 0 between searches.
    tried: Vec<u64>,
    /// The indices of the words of `tried` that are not 0.
    used: Vec<usize>,
    /// The jobs that remain, the next one last.
    jobs: Vec<Job>,
}

/// A search for a program in a text.
pub(super) struct Search<'p, 't> {
    program: &'p Program,
    text: &'t str,
    memory: SearchMemory,
    slots: [Option<usize>; 2 * MAX_GROUPS],
}

/// A job after a failure.
enum Job {
    /// Tries the step at the byte.
    Step(usize, usize),
    /// Gives the slot its former value back.
    Restore(usize, Option<usize>),
}

impl<'p, 't> Search<'p, 't> {
    pub(super) fn new(program: &'p Program, text: &'t str) -> Self {
        let words = usize::from(program.splits).saturating_mul(text.len() + 1) / 64 + 1;
        let mut memory = MEMORY.with_borrow_mut(mem::take);
        if memory.tried.len() < words {
            memory.tried.resize(words, 0);
        }
        Self { program, text, memory, slots: [None; 2 * MAX_GROUPS] }
    }

    /// The first match at or after byte `start`.
    pub(super) fn first_match(mut self, start: usize) -> Option<Groups<'p>> {
        let rest = self.text.get(start..)?;
        for (offset, c) in rest.char_indices() {
            let at = start + offset;
            if at != 0 && self.program.first.len == 0 {
                break;
            }
            if at != 0 && !self.program.has(self.program.first, c) {
                continue;
            }
            if let Some(end) = self.match_at(at) {
                return Some(Groups { program: self.program, span: Span::new(at, end), slots: self.slots });
            }
        }
        None
    }

    /// The end of the preferred match that starts at byte `at`.
    fn match_at(&mut self, at: usize) -> Option<usize> {
        self.memory.jobs.clear();
        self.slots = [None; 2 * MAX_GROUPS];
        self.memory.jobs.push(Job::Step(0, at));
        while let Some(job) = self.memory.jobs.pop() {
            match job {
                Job::Restore(slot, place) => self.set(slot, place),
                Job::Step(step, at) => {
                    if let Some(end) = self.follow(step, at) {
                        return Some(end);
                    }
                }
            }
        }
        None
    }

    /// Follows the steps from `step` at byte `at` to the end of a match; `None` if a step fails.
    fn follow(&mut self, mut step: usize, mut at: usize) -> Option<usize> {
        loop {
            let next = *self.program.steps.get(step)?;
            step += 1;
            match next {
                Step::Text { start, len } => {
                    let text = self.program.texts.get(usize::from(start)..usize::from(start + len))?;
                    if !begins_with(self.text.as_bytes().get(at..)?, text.as_bytes()) {
                        return None;
                    }
                    at += text.len();
                }
                Step::Class(class) => {
                    let c = self.text.get(at..)?.chars().next()?;
                    if !self.program.has(class, c) {
                        return None;
                    }
                    at += c.len_utf8();
                }
                Step::Split { number, first, second } => {
                    if !self.is_first_try(number, at) {
                        return None;
                    }
                    self.memory.jobs.push(Job::Step(second.into(), at));
                    step = first.into();
                }
                Step::Unless { class, to } => {
                    if !self.text.get(at..)?.starts_with(|c| self.program.has(class, c)) {
                        step = to.into();
                    }
                }
                Step::Jump(to) => step = to.into(),
                Step::Save(slot) => {
                    let slot = usize::from(slot);
                    self.memory.jobs.push(Job::Restore(slot, self.slots.get(slot).copied().flatten()));
                    self.set(slot, Some(at));
                }
                Step::Start if at != 0 => return None,
                Step::End if at != self.text.len() => return None,
                Step::Start | Step::End => {}
                Step::Match => return Some(at),
            }
        }
    }

    /// Whether the split is tried at byte `at` for the first time. Whether a match follows depends on nothing else.
    fn is_first_try(&mut self, split: u16, at: usize) -> bool {
        let bit = usize::from(split) * (self.text.len() + 1) + at;
        let Some(bits) = self.memory.tried.get_mut(bit / 64) else { return false };
        if *bits == 0 {
            self.memory.used.push(bit / 64);
        }
        let mask = 1 << (bit % 64);
        let is_first = *bits & mask == 0;
        *bits |= mask;
        is_first
    }

    fn set(&mut self, slot: usize, place: Option<usize>) {
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = place;
        }
    }
}

impl Drop for Search<'_, '_> {
    /// Clears the memory for the next search.
    fn drop(&mut self) {
        let mut memory = mem::take(&mut self.memory);
        if memory.tried.len() > MAX_KEPT_WORDS {
            return;
        }
        for used in memory.used.drain(..) {
            if let Some(bits) = memory.tried.get_mut(used) {
                *bits = 0;
            }
        }
        MEMORY.with_borrow_mut(|last| *last = memory);
    }
}

/// Whether `text` begins with `start`. Most texts differ at the first characters, and a call of `memcmp` takes longer than this loop.
fn begins_with(text: &[u8], start: &[u8]) -> bool {
    text.len() >= start.len() && text.iter().zip(start).all(|(one, other)| one == other)
}

impl Program {
    /// Whether the class has the character.
    fn has(&self, Class { start, len }: Class, c: char) -> bool {
        let ranges = self.ranges.get(usize::from(start)..usize::from(start) + usize::from(len)).unwrap_or_default();
        let after = ranges.partition_point(|(first, _)| *first <= c);
        after.checked_sub(1).and_then(|last| ranges.get(last)).is_some_and(|(_, last)| c <= *last)
    }
}
