//! From a path to a report, and from a report to its findings: what threads do on their own.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gouji_config::{Effective, Resolver};
use gouji_convert::{Encoding, LeftOut};
use gouji_core::report::Report;
use gouji_core::series::{Identity, last_years};
use gouji_core::{Analysis, Message, Neighbour, Passages, Watch};

use crate::documents::Document;
use crate::inputs::Origin;
use crate::names;
use crate::session::Checked;
use crate::source::{self, Source};
use crate::unread::Cause;

/// How much is kept of the reports until all of them are read.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Bytes of text up to which what was read is kept; it takes several times as much as the text. Of the other reports
    /// those are read again that have one of the year before, or are it.
    pub read: usize,
    /// Bytes up to which is kept what was made of the findings, which may be hundreds of times as long as the text; the other reports
    /// are read again.
    pub found: usize,
}

impl Most {
    /// For a command that only tells.
    pub const TELLING: Self = Self { read: 16 << 20, found: 128 << 20 };
    /// For a command that changes files: what it has changed must not be read again.
    pub const WRITING: Self = Self { read: usize::MAX, found: usize::MAX };

    /// How much more is kept when there are `bytes` of text already.
    pub const fn behind(self, bytes: usize) -> Self {
        Self { read: self.read.saturating_sub(bytes), ..self }
    }
}

/// A report as it was read.
#[derive(Debug)]
pub struct Read {
    /// Its path, as the user wrote it or as it was found; findings name it so.
    pub source: String,
    /// Its text.
    pub text: Arc<str>,
    /// The encoding of its file.
    pub encoding: Encoding,
    /// What is known beside the text, where it is that of a document.
    pub document: Option<Arc<Document>>,
    /// What stands in it.
    pub report: Arc<Report>,
}

/// A report that was examined.
#[derive(Debug)]
pub struct Examined<R> {
    /// What was made of it and of what was found in it.
    pub made: R,
    /// Accepted findings that are there no more.
    pub obsolete: usize,
    /// Why it was not fully checked.
    pub troubles: Vec<Message>,
}

/// A report of the run, of which an `R` is made once it is examined.
#[derive(Debug)]
pub struct Known<R> {
    /// Its path, as the user wrote it or as the folder's listing gives it.
    pub path: PathBuf,
    /// Whose report of which year it is.
    pub identity: Option<Identity>,
    /// What is not in its text, where it is a document.
    pub left_out: LeftOut,
    /// `None` where it is read again.
    pub read: Option<Arc<Read>>,
    /// What is made of it where it has none of the year before; `None` where it is examined again. Taken once.
    alone: Mutex<Option<Result<Examined<R>, Unchecked>>>,
}

/// Why a report was not checked.
#[derive(Debug)]
pub enum Unchecked {
    /// These files cannot be used. Another configuration than the author's would give other findings.
    Misconfigured(Vec<PathBuf>),
    /// It could be read once, and cannot be any more.
    Unreadable(Cause),
}

/// Passages that a thread keeps of the reports that it has read. Thousands of them were filled in on one form, and say 0 in most
/// of their rows.
const MOST_PASSAGES: usize = 1 << 11;

thread_local! {
    static PASSAGES: RefCell<Passages> = RefCell::new(Passages::shared(MOST_PASSAGES));
}

/// Reads the report that stands at `path`.
///
/// # Errors
/// What to tell the user where the file cannot be read, or is no report.
pub fn read(path: &Path, origin: Origin) -> Result<Read, Cause> {
    read_text(source::read(path, origin)?, path)
}

/// Reads the report in this text of the file at `path`.
///
/// # Errors
/// What to tell the user where the text is no report.
pub fn read_text(Source { text, encoding, document }: Source, path: &Path) -> Result<Read, Cause> {
    let report = PASSAGES.with_borrow_mut(|passages| Report::read_known(&text, passages)).map(Arc::new);
    let report = report.ok_or_else(|| source::no_report(path))?;
    Ok(Read {
        source: path.display().to_string(),
        text: text.into(),
        encoding,
        document: document.map(Arc::new),
        report,
    })
}

/// Each report, with last year's where there is one.
pub fn beside_last_years<R>(known: &[Known<R>]) -> Vec<(&Known<R>, Option<&Known<R>>)> {
    let identified = known.iter().enumerate().filter_map(|(at, report)| Some((at, report.identity.as_ref()?)));
    let (places, identities): (Vec<usize>, Vec<&Identity>) = identified.unzip();
    let lasts = last_years(&identities).into_iter().zip(&places);
    let lasts: HashMap<usize, usize> = lasts.filter_map(|(last, at)| Some((*at, *places.get(last?)?))).collect();
    let last = |at| lasts.get(&at).and_then(|last| known.get(*last));
    known.iter().enumerate().map(|(at, report)| (report, last(at))).collect()
}

/// Examines a report beside last year's, where there is one.
///
/// # Errors
/// Where it cannot be checked.
pub fn examine<R>(
    resolver: &Resolver,
    (report, last): &(&Known<R>, Option<&Known<R>>),
    make: impl Fn(Checked) -> R,
) -> Result<Examined<R>, Unchecked> {
    if let Some(alone) = report.take_alone().filter(|_| last.is_none()) {
        return alone;
    }
    let effective = usable(resolver, &report.path)?;
    let read = report.again()?;
    let last = last.and_then(|last| last.again().ok());
    Ok(examine_read(&effective, &report.path, &read, last).then(make))
}

/// What holds for a file, where that can be told.
fn usable(resolver: &Resolver, path: &Path) -> Result<Effective, Unchecked> {
    let effective = resolver.effective(path);
    if effective.broken.is_empty() { Ok(effective) } else { Err(Unchecked::Misconfigured(effective.broken)) }
}

fn examine_read(effective: &Effective, path: &Path, read: &Read, last: Option<Arc<Read>>) -> Examined<Checked> {
    let (analysis, obsolete) = examine_by(effective, &read.text, Some(Arc::clone(&read.report)), last.as_deref());
    let trouble = |rule| Message::new("cli-rule-failed").with("rule", rule).with("path", names::shown(path));
    let troubles = analysis.failed.iter().map(|failed| trouble(failed.rule)).collect();
    let (text, document) = (Arc::clone(&read.text), read.document.clone());
    let encoding = read.encoding;
    let made = Checked { path: path.to_owned(), text, encoding, document, analysis, last };
    Examined { made, obsolete, troubles }
}

/// Examines what was read in a text by a configuration; with how many accepted findings are there no more.
pub fn examine_by(
    effective: &Effective,
    text: &str,
    report: Option<Arc<Report>>,
    last: Option<&Read>,
) -> (Analysis, usize) {
    let last = last.map(|last| Neighbour { source: &last.source, text: &last.text, report: &last.report });
    // Nobody raises the flag.
    let examined = Analysis::beside(text, report, last, &effective.policy, Watch::never());
    let mut analysis = examined.unwrap_or_else(|_| Analysis::under(text, &effective.policy));
    let obsolete = effective.accept(text, &mut analysis.findings);
    (analysis, obsolete)
}

impl<R> Examined<R> {
    /// The same, with what `make` makes of it.
    fn then<S>(self, make: impl Fn(R) -> S) -> Examined<S> {
        Examined { made: make(self.made), obsolete: self.obsolete, troubles: self.troubles }
    }
}

impl<R> Known<R> {
    /// A report that was read, as far as `most` lets it be kept, with what is made of it alone, where `is_kept` says so.
    pub fn new(
        resolver: &Resolver,
        path: &Path,
        read: Read,
        most: Most,
        make: impl Fn(Checked) -> R,
        is_kept: impl Fn(&R) -> bool,
    ) -> Self {
        let bytes = read.text.len();
        let left_out = read.document.as_ref().map(|document| document.left_out).unwrap_or_default();
        let identity = Identity::of(&read.source, &read.report);
        let mut alone = usable(resolver, path).map(|effective| examine_read(&effective, path, &read, None));
        let read = (bytes <= most.read).then(|| Arc::new(read));
        if let (None, Ok(alone)) = (&read, &mut alone) {
            alone.made.analysis.report = None;
        }
        let alone = alone.map(|alone| alone.then(make));
        let alone = Some(alone).filter(|alone| alone.as_ref().map_or(true, |alone| is_kept(&alone.made)));
        Self { path: path.to_owned(), identity, left_out, read, alone: Mutex::new(alone) }
    }

    fn take_alone(&self) -> Option<Result<Examined<R>, Unchecked>> {
        self.alone.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The report as it was read, or is read again.
    fn again(&self) -> Result<Arc<Read>, Unchecked> {
        if let Some(read) = &self.read {
            return Ok(Arc::clone(read));
        }
        // What was named is kept.
        read(&self.path, Origin::Found).map(Arc::new).map_err(Unchecked::Unreadable)
    }
}
