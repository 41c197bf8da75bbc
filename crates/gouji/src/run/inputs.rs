//! The files to which a command line refers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gouji_config::reason;
use gouji_files::{Kind, Unlisted};
use gouji_l10n::{Message, msg};

use crate::print::names;
use crate::run::unread::{Cause, Reason, Unread};
use crate::run::{documents, source};

/// The path that means standard input.
pub const STDIN: &str = "-";
/// The name of standard input if the user gives none.
pub const UNNAMED: &str = "<stdin>";

/// Something to read.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf, Origin),
    /// Standard input, with the name under which it is reported.
    Stdin(PathBuf),
    /// A file that is not read.
    Unread(Unread),
}

/// Whether the user named a file or a search found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The user named it.
    Named,
    /// It is in a folder that the user named.
    Found,
}

impl Input {
    /// Its path, or the name of standard input.
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path, _) | Self::Stdin(path) => path,
            Self::Unread(unread) => &unread.path,
        }
    }

    /// Whether the user named it. The user names standard input with `-`.
    pub const fn origin(&self) -> Origin {
        match self {
            Self::File(_, origin) => *origin,
            Self::Stdin(_) => Origin::Named,
            Self::Unread(unread) => unread.origin,
        }
    }
}

/// The inputs of a command line.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The files, sorted, each path once. Paths that cannot be opened come first.
    pub files: Vec<Input>,
    /// Messages about ignore files that are refused.
    pub notes: Vec<Message>,
}

/// The files to which `paths` refer. `stdin` is the name of standard input, for commands that read it.
pub fn inputs(paths: Vec<PathBuf>, stdin: Option<&Path>) -> Inputs {
    let mut files = BTreeMap::new();
    let (mut failed, mut notes) = (Vec::new(), BTreeMap::new());
    for path in paths {
        if path.as_os_str() == STDIN {
            let input = match stdin {
                Some(name) => Input::Stdin(name.to_owned()),
                None => unread(path, Reason::Unreadable, msg::CliNoStdin.into()),
            };
            files.insert(input.path().to_owned(), input);
            continue;
        }
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => walk(&path, &mut files, &mut failed, &mut notes),
            // A named file is reported as named, even if it is in a named folder too.
            Ok(_) => drop(files.insert(path.clone(), Input::File(path, Origin::Named))),
            Err(error) => {
                let Cause { reason, message } = source::unreadable(&path, &error);
                failed.push(unread(path, reason, message));
            }
        }
    }
    Inputs { files: failed.into_iter().chain(files.into_values()).collect(), notes: notes.into_values().collect() }
}

fn unread(path: PathBuf, reason: Reason, message: Message) -> Input {
    Input::Unread(Unread { path, origin: Origin::Named, cause: Cause { reason, message } })
}

fn walk(
    folder: &Path,
    files: &mut BTreeMap<PathBuf, Input>,
    failed: &mut Vec<Input>,
    notes: &mut BTreeMap<PathBuf, Message>,
) {
    for file in gouji_files::files(folder) {
        match file {
            Ok((path, kind)) => {
                files.entry(path).or_insert_with_key(|path| match Unread::with_kind(path.clone(), kind) {
                    Some(unread) if kind == Kind::Link || !documents::is_document(path) => Input::Unread(unread),
                    _ => Input::File(path.clone(), Origin::Found),
                });
            }
            Err(Unlisted::Folder(path, error)) => {
                let message = msg::CliUnreadable { path: names::shown(&path), reason: error.to_string() };
                failed.push(unread(path, Reason::Unreadable, message.into()));
            }
            Err(Unlisted::IgnoreFile(path, refusal)) => {
                let message = msg::CliIgnoreFile { path: names::shown(&path), reason: reason(&refusal) };
                notes.insert(path, message.into());
            }
        }
    }
}
