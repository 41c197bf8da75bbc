//! A report as others see it: the last year's of another.

use std::path::PathBuf;
use std::sync::Arc;

use gouji_core::Neighbour;
use gouji_core::report::Report;
use gouji_core::series::Identity;
use ropey::Rope;

/// A report that may be last year's of another, open or on disk.
#[derive(Debug)]
pub struct Other {
    /// Its URI: the client's spelling where it is open.
    pub uri: String,
    /// Its lines, by which places in it are told.
    pub rope: Rope,
    pub(super) path: Option<PathBuf>,
    pub(super) text: Arc<String>,
    pub(super) report: Arc<Report>,
}

impl Other {
    /// What the core sees of it.
    pub(super) fn neighbour(&self) -> Neighbour<'_> {
        Neighbour { source: &self.uri, text: &self.text, report: &self.report }
    }

    /// Whose report of which year it is.
    pub(super) fn identity(&self) -> Option<Identity> {
        match &self.path {
            Some(path) => Identity::of(&path.to_string_lossy(), &self.report),
            None => Identity::of(&self.uri, &self.report),
        }
    }
}
