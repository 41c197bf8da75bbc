//! A report as others see it: the last year's of another.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use gouji_core::Neighbour;
use gouji_core::report::Report;
use gouji_core::series::Identity;
use ropey::Rope;

use super::snapshot::whole;

/// A report that may be last year's of another, open or on disk.
#[derive(Debug)]
pub struct Other {
    /// Its URI: the client's spelling where it is open.
    pub uri: String,
    /// Its lines, by which places in it are told.
    pub rope: Rope,
    pub(super) path: Option<PathBuf>,
    /// The same in one piece, once another report is examined beside it: most never are.
    text: OnceLock<String>,
    pub(super) report: Arc<Report>,
}

impl Other {
    /// The report that stands in `rope`.
    pub(super) const fn new(uri: String, path: Option<PathBuf>, rope: Rope, report: Arc<Report>) -> Self {
        Self { uri, rope, path, text: OnceLock::new(), report }
    }

    /// What the core sees of it.
    pub(super) fn neighbour(&self) -> Neighbour<'_> {
        let text = self.text.get_or_init(|| whole(&self.rope));
        Neighbour { source: &self.uri, text, report: &self.report }
    }

    /// Whose report of which year it is.
    pub(super) fn identity(&self) -> Option<Identity> {
        match &self.path {
            Some(path) => Identity::of(&path.to_string_lossy(), &self.report),
            None => Identity::of(&self.uri, &self.report),
        }
    }
}
