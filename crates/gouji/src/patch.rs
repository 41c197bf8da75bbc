//! A patch of one file, as `git apply` and `patch` take it in the folder in which gouji runs.

use std::env;
use std::path::{Path, PathBuf};

use gouji_core::Message;
use similar::TextDiff;

use crate::{harmless, names};

/// Makes patches.
#[derive(Debug)]
pub struct Patches {
    /// Below it lies what a patch can name. `None` where it cannot be told.
    here: Option<PathBuf>,
    reader: Reader,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// Gets each byte as it is.
    Program,
    /// Gets nothing that a terminal would act on; nobody applies what is read there.
    Terminal,
}

impl Patches {
    /// For a terminal, or for a program or file.
    pub fn for_reader(is_terminal: bool) -> Self {
        let here = env::current_dir().and_then(|here| here.canonicalize()).ok();
        Self { here, reader: if is_terminal { Reader::Terminal } else { Reader::Program } }
    }

    /// The patch that makes `after` of `before` at `path`.
    ///
    /// # Errors
    /// Why there is none, and what to do instead.
    pub fn patch(&self, path: &Path, before: &str, after: &str) -> Result<String, Message> {
        let refused = |id| Message::new(id).with("path", names::shown(path));
        // Neither program patches what lies outside, or through a link.
        let below = self.here.as_deref().zip(path.canonicalize().ok());
        let below = below.as_ref().and_then(|(here, path)| path.strip_prefix(here).ok());
        let below = below.ok_or_else(|| refused("cli-diff-outside"))?;
        let hunks = hunks(before, after);
        let head = format!("--- {}\n+++ {}\n", names::quoted("a/", below), names::quoted("b/", below));
        match self.reader {
            Reader::Terminal => Ok(head + &harmless::lines(&hunks.replace("\r\n", "\n"))),
            Reader::Program if hunks.split('\n').any(is_dangerous) => Err(refused("cli-diff-dangerous")),
            Reader::Program => Ok(head + &hunks),
        }
    }
}

/// What changes, with three lines before and behind it. As for both programs, only `\n` ends a line.
fn hunks(before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    diff.unified_diff().context_radius(3).to_string()
}

/// Whether a line of a patch would be more than words where somebody lets it run into a log: a command of GitHub's runner, or an
/// escape sequence. A patch cannot say the same otherwise.
fn is_dangerous(line: &str) -> bool {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\u{B}' | '\u{C}' | '\u{85}');
    line.trim_start().starts_with("::") || line.contains("##[") || line.contains(is_control)
}
