//! How long a run keeps its reports and results in memory.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Limits of the memory for reports and results until all reports are read.
#[derive(Clone, Copy, Debug)]
pub struct MemoryBudget {
    /// The reports of text files are kept in memory if their texts have up to this total of bytes; a report takes several times the
    /// size of its text. Otherwise none is kept, and those that are compared with others are read again.
    pub text_bytes: usize,
    /// The reports of documents are kept up to this total of text bytes: it takes long to convert a document again.
    pub document_text_bytes: usize,
    /// Results are kept up to this total of bytes. The result of a report can be hundreds of times as large as its text. Reports
    /// whose results are not kept are read again.
    pub result_bytes: usize,
}

impl MemoryBudget {
    /// For a command that only reports.
    pub const REPORTING: Self = Self { text_bytes: 2 << 20, document_text_bytes: 16 << 20, result_bytes: 128 << 20 };
    /// Keeps everything. A command that changes files needs this, because it must not read its own changes.
    pub const UNLIMITED: Self =
        Self { text_bytes: usize::MAX, document_text_bytes: usize::MAX, result_bytes: usize::MAX };
}

/// How long a report is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// It is not kept.
    None,
    /// Until [`PendingReport::release`] is called.
    UntilRelease,
    /// To the end of the run: it cannot be read again, that takes long, or the run watches its files and checks them again.
    ToTheEnd,
}

/// The memory that the reports and results of a run take so far. The threads of the run share it.
#[derive(Debug)]
pub struct MemoryUse {
    budget: MemoryBudget,
    text_bytes: AtomicUsize,
    document_text_bytes: AtomicUsize,
    result_bytes: AtomicUsize,
}

impl MemoryUse {
    /// The use of a run that has read nothing.
    pub const fn new(budget: MemoryBudget) -> Self {
        Self {
            budget,
            text_bytes: AtomicUsize::new(0),
            document_text_bytes: AtomicUsize::new(0),
            result_bytes: AtomicUsize::new(0),
        }
    }

    /// Counts the text of a report, in bytes, and returns how long the report is kept.
    pub fn add_text(&self, bytes: usize, is_document: bool) -> Retention {
        let (total, most, retention) = if is_document {
            (&self.document_text_bytes, self.budget.document_text_bytes, Retention::ToTheEnd)
        } else {
            (&self.text_bytes, self.budget.text_bytes, Retention::UntilRelease)
        };
        let fits = total.fetch_add(bytes, Ordering::Relaxed) + bytes <= most;
        if fits { retention } else { Retention::None }
    }

    /// Whether the texts of text files have more bytes than the budget, so that their reports are released.
    pub fn exceeds_texts(&self) -> bool {
        self.text_bytes.load(Ordering::Relaxed) > self.budget.text_bytes
    }

    /// Whether a result of this many bytes is kept. Counts it if so.
    pub fn add_result(&self, bytes: usize) -> bool {
        let fits = |kept: usize| kept.checked_add(bytes).filter(|kept| *kept <= self.budget.result_bytes);
        self.result_bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok()
    }
}
