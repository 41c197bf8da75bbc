//! A configuration or a baseline file: its last valid content, and its present problem.

use std::sync::Arc;

use gouji_files::{FileStore, Place, Refusal};
use gouji_l10n::msg;
use gouji_text::Span;

use crate::baseline::{Baseline, Malformed};
use crate::config::Config;
use crate::text::{self, MAX_BASELINE_BYTES, MAX_CONFIG_BYTES, reason};
use crate::trouble::{Problem, Trouble};

/// The state of a configuration or baseline file.
#[derive(Debug)]
pub struct FileState<T> {
    /// Its last valid content.
    pub good: Option<Arc<T>>,
    /// Its present problems.
    pub trouble: Option<Trouble>,
    /// Whether there is no file.
    pub is_missing: bool,
}

/// The content of a file.
pub trait FileContent: Sized {
    /// The size limit of a file, in bytes.
    const MAX_BYTES: u64;

    /// The content without a file; `None` if a missing file is a problem.
    fn without_file() -> Option<Self>;

    /// Parses a text, or returns its problems.
    fn parse(text: &str) -> Result<Self, Vec<Problem>>;
}

impl FileContent for Config {
    const MAX_BYTES: u64 = MAX_CONFIG_BYTES;

    fn without_file() -> Option<Self> {
        None
    }

    fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        Self::parse(text)
    }
}

impl FileContent for Baseline {
    const MAX_BYTES: u64 = MAX_BASELINE_BYTES;

    /// A baseline that does not exist yet accepts nothing.
    fn without_file() -> Option<Self> {
        Some(Self::default())
    }

    fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        Self::parse(text).map_err(|Malformed { line, reason }| {
            let at = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            vec![Problem { span: Span::at(at), message: msg::BaselineMalformed { reason }.into() }]
        })
    }
}

impl<T: FileContent> FileState<T> {
    /// Reads a file; `old` is its state before. The text of an invalid file is kept, but not that of a file which must not be read.
    pub fn read(files: &FileStore, place: &Place, old: Option<&Self>) -> Self {
        let trouble = |text, problems| Some(Trouble { path: place.path(), text, problems });
        let unreadable = |refusal: &Refusal| {
            let message = msg::ConfigUnreadable { reason: reason(refusal) }.into();
            trouble(String::new(), vec![Problem { span: Span::at(0), message }])
        };
        let last_valid = || old.and_then(|old| old.good.clone());
        match text::read(files, place, T::MAX_BYTES).map(|text| (T::parse(&text), text)) {
            Ok((Ok(good), _)) => Self { good: Some(Arc::new(good)), trouble: None, is_missing: false },
            Ok((Err(problems), text)) => {
                Self { good: last_valid(), trouble: trouble(text, problems), is_missing: false }
            }
            Err(refusal) if refusal.is_missing() => {
                let good = T::without_file().map(Arc::new);
                let trouble = if good.is_none() { unreadable(&refusal) } else { None };
                Self { good, trouble, is_missing: true }
            }
            Err(refusal) => Self { good: last_valid(), trouble: unreadable(&refusal), is_missing: false },
        }
    }
}
