//! A document as it stood at one moment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use gouji_core::{Analysis, Cancelled, Policy, Syntax, analyze};
use ropey::Rope;

/// A document at one revision. Cheap to make; its analysis is worked out once, by whoever asks first.
#[derive(Debug)]
pub struct Snapshot {
    /// The document's URI, as the client spells it.
    pub uri: String,
    /// The client's version.
    pub version: i32,
    /// The server's own count: grows with every change of any document.
    pub revision: u64,
    /// The text.
    pub rope: Rope,
    /// The last tree that was parsed, told of every edit since; `None` where there is none yet.
    pub(super) stale: Option<Syntax>,
    superseded: AtomicBool,
    analysed: Mutex<Option<Arc<Analysed>>>,
}

/// A text with everything that is known of it.
#[derive(Debug)]
pub struct Analysed {
    /// The text.
    pub text: String,
    /// Its tree.
    pub syntax: Syntax,
    /// The report and what was found.
    pub analysis: Analysis,
}

impl Snapshot {
    pub(super) fn new(uri: String, version: i32, revision: u64, rope: Rope, stale: Option<Syntax>) -> Self {
        let (superseded, analysed) = Default::default();
        Self { uri, version, revision, rope, stale, superseded, analysed }
    }

    /// Raised as soon as the document has changed again.
    pub fn superseded(&self) -> &AtomicBool {
        &self.superseded
    }

    pub(super) fn supersede(&self) {
        self.superseded.store(true, Ordering::Relaxed);
    }

    /// What is known of the text. Takes time on first use: not for the transport's task.
    ///
    /// # Errors
    /// [`Cancelled`] where `cancelled` was raised before the end; the next caller starts anew.
    pub fn analysed(&self, cancelled: &AtomicBool) -> Result<Arc<Analysed>, Cancelled> {
        let mut analysed = self.analysed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(analysed) = &*analysed {
            return Ok(Arc::clone(analysed));
        }
        if cancelled.load(Ordering::Relaxed) {
            return Err(Cancelled);
        }
        let text = self.rope.to_string();
        let syntax = match &self.stale {
            Some(stale) => stale.reparse(&text),
            None => Syntax::parse(&text),
        };
        let analysis = analyze(&text, &syntax, &Policy::default(), cancelled)?;
        Ok(Arc::clone(analysed.insert(Arc::new(Analysed { text, syntax, analysis }))))
    }
}
