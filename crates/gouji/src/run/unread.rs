//! Files that were not checked, and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gouji_files::Kind;
use gouji_l10n::{Arg, Message, msg};

use crate::print::names;
use crate::run::inputs::Origin;

/// Why a file was not checked, in the order in which the summary lists the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only PDF files are scans"))]
pub enum Reason {
    /// A document of a word processor.
    Word,
    /// A document of fixed pages.
    Pdf,
    /// A saved web page.
    WebPage,
    /// A spreadsheet.
    Spreadsheet,
    /// A document that needs a password.
    Encrypted,
    /// A document that is damaged.
    Damaged,
    /// A document whose pages are pictures.
    Scan,
    /// Text in an unknown or unsupported encoding, or with an incomplete character.
    Encoding,
    /// Not text, and not named as a known kind of document.
    Binary,
    /// A link that was found in a folder.
    Link,
    /// More bytes than the limit.
    TooLarge,
    /// Its configuration or baseline is invalid.
    Configuration,
    /// No right to read it.
    Denied,
    /// It does not exist.
    Missing,
    /// Reading failed.
    Unreadable,
    /// A text that is not a report.
    NotAReport,
    /// A file of another kind.
    Other,
}

impl Reason {
    /// Its name in the formats for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Pdf => "pdf",
            Self::WebPage => "web-page",
            Self::Spreadsheet => "spreadsheet",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::Scan => "scan",
            Self::Encoding => "encoding",
            Self::Binary => "binary",
            Self::Link => "link",
            Self::TooLarge => "too-large",
            Self::Configuration => "configuration",
            Self::Denied => "denied",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::NotAReport => "not-a-report",
            Self::Other => "other",
        }
    }

    /// The message for the number of files that were not checked for this reason.
    fn count(self, count: usize) -> Message {
        match self {
            Self::Word => msg::CliCountWord { count }.into(),
            Self::Pdf => msg::CliCountPdf { count }.into(),
            Self::WebPage => msg::CliCountWebPage { count }.into(),
            Self::Spreadsheet => msg::CliCountSpreadsheet { count }.into(),
            Self::Encrypted => msg::CliCountEncrypted { count }.into(),
            Self::Damaged => msg::CliCountDamaged { count }.into(),
            Self::Scan => msg::CliCountScan { count }.into(),
            Self::Encoding => msg::CliCountEncoding { count }.into(),
            Self::Binary => msg::CliCountBinary { count }.into(),
            Self::Link => msg::CliCountLink { count }.into(),
            Self::TooLarge => msg::CliCountTooLarge { count }.into(),
            Self::Configuration => msg::CliCountConfiguration { count }.into(),
            Self::Denied | Self::Missing | Self::Unreadable => msg::CliCountUnreadable { count }.into(),
            Self::NotAReport => msg::CliCountNotAReport { count }.into(),
            Self::Other => msg::CliCountOther { count }.into(),
        }
    }

    /// Whether the file may contain a report that the user expects to be checked.
    pub const fn may_hold_report(self) -> bool {
        !matches!(self, Self::NotAReport | Self::Other)
    }

    /// Whether it counts for the exit code even if the file was found in a folder and not named.
    const fn is_trouble(self) -> bool {
        matches!(
            self,
            Self::Encrypted
                | Self::Damaged
                | Self::Scan
                | Self::Encoding
                | Self::Binary
                | Self::TooLarge
                | Self::Configuration
                | Self::Denied
                | Self::Missing
                | Self::Unreadable
        )
    }
}

/// The reason for which a file was not checked, with its message.
#[derive(Clone, Debug)]
pub struct Cause {
    /// The reason, for programs.
    pub reason: Reason,
    /// The same for people, with the file's name.
    pub message: Message,
}

/// A file that was not checked.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Its path, as the user wrote it or as the folder's listing gives it.
    pub path: PathBuf,
    /// Whether the user named it.
    pub origin: Origin,
    /// Why it was not checked.
    pub cause: Cause,
}

impl Unread {
    /// An unsupported file that was found in a folder; `None` for a text file.
    pub fn with_kind(path: PathBuf, kind: Kind) -> Option<Self> {
        let shown = names::shown(&path);
        let (reason, message): (_, Message) = match kind {
            Kind::Text => return None,
            Kind::Word => (Reason::Word, msg::CliUnreadWord { path: shown }.into()),
            Kind::Pdf => (Reason::Pdf, msg::CliUnreadPdf { path: shown }.into()),
            Kind::WebPage => (Reason::WebPage, msg::CliUnreadWebPage { path: shown }.into()),
            Kind::Spreadsheet => (Reason::Spreadsheet, msg::CliUnreadSpreadsheet { path: shown }.into()),
            Kind::Link => (Reason::Link, msg::CliUnreadLink { path: shown }.into()),
            Kind::Other => (Reason::Other, msg::CliUnreadOther { path: shown }.into()),
        };
        Some(Self { path, origin: Origin::Found, cause: Cause { reason, message } })
    }

    /// Whether the file counts for the exit code.
    pub fn is_trouble(&self) -> bool {
        self.origin == Origin::Named || self.cause.reason.is_trouble()
    }

    /// Whether the output lists the file. A folder can contain thousands of other files, none of them a report.
    pub fn is_listed(&self) -> bool {
        self.origin == Origin::Named || self.cause.reason != Reason::Other
    }
}

/// The number of files found in folders that were not checked, by reason.
#[derive(Clone, Debug, Default)]
pub struct SkippedCounts(BTreeMap<Reason, usize>);

impl SkippedCounts {
    /// Counts a file.
    pub fn add(&mut self, unread: &Unread) {
        if unread.origin == Origin::Found {
            *self.0.entry(unread.cause.reason).or_default() += 1;
        }
    }

    /// Whether a file among them may be a report.
    pub fn may_hold_report(&self) -> bool {
        self.0.keys().any(|reason| reason.may_hold_report())
    }

    /// The message for these files, if there are any.
    pub fn message(&self) -> Option<Message> {
        let kinds: Arg = self.0.iter().map(|(reason, count)| reason.count(*count)).collect();
        let documents = [Reason::Word, Reason::Pdf, Reason::WebPage, Reason::Spreadsheet];
        if self.0.is_empty() {
            return None;
        }
        Some(match documents.iter().any(|reason| self.0.contains_key(reason)) {
            true => msg::CliPassedDocuments { kinds }.into(),
            false => msg::CliPassed { kinds }.into(),
        })
    }
}
