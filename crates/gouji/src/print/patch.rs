//! A patch of one file that `git apply` and `patch` accept in the current folder.

use std::env;
use std::path::{Path, PathBuf};

use gouji_convert::Encoding;
use gouji_l10n::{Message, msg};
use gouji_text::harmless;
use similar::{ChangeTag, TextDiff};

use crate::print::names;

/// Makes patches.
#[derive(Debug)]
pub struct Patches {
    /// A patch can name the files below this folder. `None` if it is unknown.
    here: Option<PathBuf>,
    reader: PatchReader,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PatchReader {
    /// Gets the bytes without escapes.
    Program,
    /// Gets escaped text without effect on the terminal. Such a patch cannot be applied.
    Terminal,
}

impl Patches {
    /// Patches for a terminal, or else for a program or file.
    pub fn for_reader(is_terminal: bool) -> Self {
        let here = env::current_dir().and_then(|here| here.canonicalize()).ok();
        Self { here, reader: if is_terminal { PatchReader::Terminal } else { PatchReader::Program } }
    }

    /// The patch that turns `before` into `after` in the file at `path`, which has this encoding.
    ///
    /// # Errors
    /// A message that says why there is no patch and what to do.
    pub fn patch(&self, path: &Path, encoding: Encoding, before: &str, after: &str) -> Result<String, Message> {
        let shown = || names::shown(path);
        let outside = || Message::from(msg::CliDiffOutside { path: shown() });
        // A patch in UTF-8 does not match a file in another encoding.
        if encoding != Encoding::Utf8 && self.reader == PatchReader::Program {
            return Err(msg::CliDiffEncoding { path: shown() }.into());
        }
        // Neither program patches files outside of the current folder, or through a link.
        let (Some(here), Ok(target)) = (&self.here, path.canonicalize()) else {
            return Err(outside());
        };
        let Ok(below) = target.strip_prefix(here) else { return Err(outside()) };
        let hunks = hunks(before, after);
        let head = format!("--- {}\n+++ {}\n", names::quoted("a/", below), names::quoted("b/", below));
        match self.reader {
            PatchReader::Terminal => Ok(head + &harmless::lines(&hunks.replace("\r\n", "\n"))),
            PatchReader::Program if hunks.split('\n').any(is_dangerous) => {
                Err(msg::CliDiffDangerous { path: shown() }.into())
            }
            PatchReader::Program => Ok(head + &hunks),
        }
    }
}

/// The number of lines before and after a change.
const CONTEXT: usize = 3;

/// The hunks of the patch. For both programs only `\n` ends a line. The library's own printer is not used, because it counts `\r` too.
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

/// The first line, from 1, and the number of lines. For no lines, the line before them.
fn range(start: usize, count: usize) -> String {
    match count {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        _ => format!("{},{count}", start + 1),
    }
}

/// Whether a line of a patch would have an effect in a log: a command of GitHub's runner, or an escape sequence. A patch cannot
/// express such a line in another way.
fn is_dangerous(line: &str) -> bool {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\u{B}' | '\u{C}' | '\u{85}');
    line.trim_start().starts_with("::") || line.contains("##[") || line.contains(is_control)
}
