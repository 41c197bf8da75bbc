//! A patch of one file, as `git apply` and `patch` take it in the folder in which gouji runs.

use std::env;
use std::path::{Path, PathBuf};

use gouji_convert::Encoding;
use gouji_l10n::Message;
use similar::{ChangeTag, TextDiff};

use crate::print::{harmless, names};

/// Makes patches.
#[derive(Debug)]
pub struct Patches {
    /// A patch can name the files below this folder. `None` if it is unknown.
    here: Option<PathBuf>,
    reader: PatchReader,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PatchReader {
    /// Gets each byte as it is.
    Program,
    /// Gets nothing that a terminal would act on; nobody applies what is read there.
    Terminal,
}

impl Patches {
    /// For a terminal, or for a program or file.
    pub fn for_reader(is_terminal: bool) -> Self {
        let here = env::current_dir().and_then(|here| here.canonicalize()).ok();
        Self { here, reader: if is_terminal { PatchReader::Terminal } else { PatchReader::Program } }
    }

    /// The patch that makes `after` of `before` at `path`, a file in `encoding`.
    ///
    /// # Errors
    /// Why there is none, and what to do instead.
    pub fn patch(&self, path: &Path, encoding: Encoding, before: &str, after: &str) -> Result<String, Message> {
        let refused = |id| Message::new(id).with("path", names::shown(path));
        // The lines of a patch in UTF-8 are not those of a file in another encoding.
        if encoding != Encoding::Utf8 && self.reader == PatchReader::Program {
            return Err(refused("cli-diff-encoding"));
        }
        // Neither program patches what lies outside, or through a link.
        let below = self.here.as_deref().zip(path.canonicalize().ok());
        let below = below.as_ref().and_then(|(here, path)| path.strip_prefix(here).ok());
        let below = below.ok_or_else(|| refused("cli-diff-outside"))?;
        let hunks = hunks(before, after);
        let head = format!("--- {}\n+++ {}\n", names::quoted("a/", below), names::quoted("b/", below));
        match self.reader {
            PatchReader::Terminal => Ok(head + &harmless::lines(&hunks.replace("\r\n", "\n"))),
            PatchReader::Program if hunks.split('\n').any(is_dangerous) => Err(refused("cli-diff-dangerous")),
            PatchReader::Program => Ok(head + &hunks),
        }
    }
}

/// Lines before and behind a change.
const CONTEXT: usize = 3;

/// What changes. As for both programs, only `\n` ends a line; to the library, which could print this, `\r` does too.
pub fn hunks(before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut hunks = String::new();
    for hunk in diff.grouped_ops(CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let range = |start: usize, end: usize| range(start, end - start);
        let removed = range(first.old_range().start, last.old_range().end);
        let added = range(first.new_range().start, last.new_range().end);
        hunks.push_str(&format!("@@ -{removed} +{added} @@\n"));
        for change in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
            let line = change.value();
            hunks.push_str(match change.tag() {
                ChangeTag::Equal => " ",
                ChangeTag::Delete => "-",
                ChangeTag::Insert => "+",
            });
            hunks.push_str(line);
            if !line.ends_with('\n') {
                hunks.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    hunks
}

/// Where lines begin, counted from 1, and how many they are; of none, the one before them.
fn range(start: usize, count: usize) -> String {
    match count {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        _ => format!("{},{count}", start + 1),
    }
}

/// Whether a line of a patch would be more than words where somebody lets it run into a log: a command of GitHub's runner, or an
/// escape sequence. A patch cannot say the same otherwise.
fn is_dangerous(line: &str) -> bool {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\u{B}' | '\u{C}' | '\u{85}');
    line.trim_start().starts_with("::") || line.contains("##[") || line.contains(is_control)
}
