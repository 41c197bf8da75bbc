//! A configuration or a baseline file: its last valid content, and its present problem.

use std::sync::Arc;

use gouji_files::{Place, Refusal};
use gouji_l10n::Message;
use gouji_text::Span;

use crate::baseline::{Baseline, Malformed};
use crate::config::Config;
use crate::text::{self, LARGEST_BASELINE, LARGEST_CONFIG, reason};
use crate::trouble::{Problem, Trouble};

/// What was read of a file.
#[derive(Debug)]
pub struct FileState<T> {
    /// What it says, or last said that could be understood.
    pub good: Option<Arc<T>>,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
    /// Whether there is no file.
    pub is_missing: bool,
}

/// The content of a file.
pub trait Content: Sized {
    /// Bytes of the largest file.
    const LARGEST: u64;

    /// What counts where there is no file; `None` where there has to be one.
    fn absent() -> Option<Self>;

    /// Parses a text, or returns its problems.
    fn parse(text: &str) -> Result<Self, Vec<Problem>>;
}

impl Content for Config {
    const LARGEST: u64 = LARGEST_CONFIG;

    fn absent() -> Option<Self> {
        None
    }

    fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        Self::parse(text)
    }
}

impl Content for Baseline {
    const LARGEST: u64 = LARGEST_BASELINE;

    /// One that is not written yet accepts nothing.
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        Self::parse(text).map_err(|Malformed { line, reason }| {
            let at = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            vec![Problem { span: Span::at(at), message: Message::new("baseline-malformed").with("reason", reason) }]
        })
    }
}

impl<T: Content> FileState<T> {
    /// Reads a file of which `old` is known. No word of a file that cannot be understood is kept but of one that may be read here.
    pub fn read(place: &Place, old: Option<&Self>) -> Self {
        let trouble = |text, problems| Some(Trouble { path: place.path(), text, problems });
        let unreadable = |refusal: &Refusal| {
            let message = Message::new("config-unreadable").with("reason", reason(refusal));
            trouble(String::new(), vec![Problem { span: Span::at(0), message }])
        };
        let kept = || old.and_then(|old| old.good.clone());
        match text::read(place, T::LARGEST).map(|text| (T::parse(&text), text)) {
            Ok((Ok(good), _)) => Self { good: Some(Arc::new(good)), trouble: None, is_missing: false },
            Ok((Err(problems), text)) => Self { good: kept(), trouble: trouble(text, problems), is_missing: false },
            Err(refusal) if refusal.is_missing() => {
                let good = T::absent().map(Arc::new);
                Self { trouble: unreadable(&refusal).filter(|_| good.is_none()), good, is_missing: true }
            }
            Err(refusal) => Self { good: kept(), trouble: unreadable(&refusal), is_missing: false },
        }
    }
}
