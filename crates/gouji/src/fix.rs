//! `gouji fix`: applies every safe fix. What changes a figure or a meaning is left to the author.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::normalize_untrusted_str;
use clap::Args;
use gouji_core::fixing::{Fixed, fix_all};
use gouji_core::{Catalogue, Message};
use similar::TextDiff;

use crate::configuration::Configured;
use crate::options::{Speech, Threading};
use crate::reading::Most;
use crate::replace;
use crate::session::{Checked, Session};
use crate::summary::Summary;

/// Options of `gouji fix`.
#[derive(Debug, Args)]
pub struct Fix {
    /// Files and folders; folders are searched for reports, heeding .gitignore. 文件和文件夹。
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Say what would be changed, and change nothing. 只说明会改什么，不改文件。
    #[arg(long)]
    dry_run: bool,
    /// Print the changes as a unified diff, and change nothing. 以 diff 显示会改什么，不改文件。
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    threading: Threading,
    #[command(flatten)]
    speech: Speech,
}

/// What becomes of the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Write,
    Tell,
    Diff,
}

impl Fix {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let mode = match (self.dry_run, self.diff) {
            (_, true) => Mode::Diff,
            (true, _) => Mode::Tell,
            _ => Mode::Write,
        };
        let mut session =
            Session::new(self.speech.catalogue(), self.configured.configuration(), self.threading.threads())
                .keeping(Most::WRITING);
        let mut out = io::stdout().lock();
        let mut left = Summary::default();
        // Changes go to their files one after the other.
        let whole = |checked: Checked| checked;
        let done = session.reports(self.paths, whole, |session, checked| {
            let Checked { path, text, analysis, last } = checked;
            let fixed = fix_all(&text, analysis, |text| session.analyse(&path, text, last.as_deref()));
            let seen = Summary::of(&fixed.analysis.findings);
            left += seen;
            session.leave(&seen);
            if fixed.applied.is_empty() {
                return Ok(());
            }
            let name = path.display().to_string();
            match mode {
                Mode::Write => {
                    if let Err(message) = replace::replace(&path, &text, &fixed.text) {
                        session.trouble(&message);
                        return Ok(());
                    }
                    tell(&mut out, "cli-fixed", &name, &fixed, session.catalogue)
                }
                Mode::Tell => {
                    session.leave_undone();
                    tell(&mut out, "cli-would-fix", &name, &fixed, session.catalogue)
                }
                Mode::Diff => {
                    session.leave_undone();
                    let diff = TextDiff::from_lines(&*text, fixed.text.as_str());
                    write!(out, "{}", diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")))
                }
            }
        });
        if done.is_ok() {
            session.say(&left.message("cli-left"));
        }
        session.exit_code()
    }
}

/// Says what was changed in a file.
fn tell(out: &mut impl Write, id: &'static str, path: &str, fixed: &Fixed, catalogue: &Catalogue) -> io::Result<()> {
    let message = Message::new(id).with("path", path).with("count", fixed.applied.len());
    writeln!(out, "{}", catalogue.render(&message))?;
    for applied in &fixed.applied {
        writeln!(out, "  [{}] {}", applied.rule, normalize_untrusted_str(&catalogue.render(&applied.title)))?;
    }
    Ok(())
}
