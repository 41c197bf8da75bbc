//! `gouji fix`: applies every safe fix. What changes a figure or a meaning is left to the author.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::normalize_untrusted_str;
use clap::Args;
use gouji_core::fixing::{Fixed, fix_all};
use gouji_core::message::Arg;
use gouji_core::{Catalogue, Message};
use similar::TextDiff;

use crate::configuration::Configured;
use crate::names;
use crate::options::{Loudness, Speech, Threading};
use crate::reading::Most;
use crate::replace;
use crate::session::{Checked, Session, Told};
use crate::summary::Summary;

/// Options of `gouji fix`. The words of the help stand in the catalogues (`help.rs`).
#[derive(Debug, Args)]
pub struct Fix {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    threading: Threading,
    #[command(flatten)]
    loudness: Loudness,
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
        session.volume = self.loudness.volume();
        let mut out = io::stdout().lock();
        let mut left = Summary::default();
        // Changes go to their files one after the other.
        let whole = |checked: Checked| checked;
        let done = session.reports(self.paths, whole, |session, told| {
            let Told::Report(checked) = told else { return Ok(()) };
            let Checked { path, text, analysis, last } = checked;
            let fixed = fix_all(&text, analysis, |text| session.analyse(&path, text, last.as_deref()));
            let seen = Summary::of(&fixed.analysis.findings);
            left += seen;
            session.leave(&seen);
            if fixed.applied.is_empty() {
                return Ok(());
            }
            let name = names::shown(&path);
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
                    write!(
                        out,
                        "{}",
                        diff.unified_diff().header(&names::quoted("a/", &path), &names::quoted("b/", &path))
                    )
                }
            }
        });
        if done.is_ok() {
            session.conclude(Some(&left.message("cli-left")));
        }
        session.exit_code()
    }
}

/// Says what was changed in a file.
fn tell(out: &mut impl Write, id: &'static str, path: &str, fixed: &Fixed, catalogue: &Catalogue) -> io::Result<()> {
    let message = Message::new(id).with("path", path).with("count", fixed.applied.len());
    writeln!(out, "{}", catalogue.render(&message))?;
    for (rule, title, lines) in folded(fixed, catalogue) {
        let listed: Arg = lines.iter().take(MOST_LINES).copied().collect();
        let id = match lines.len() {
            1 => "cli-fix-line",
            2..=MOST_LINES => "cli-fix-lines",
            _ => "cli-fix-many-lines",
        };
        let place = Message::new(id).with("lines", listed).with("count", lines.len());
        writeln!(out, "  [{rule}] {title}{}", catalogue.render(&place))?;
    }
    Ok(())
}

/// Lines that are named of a change that is made many times.
const MOST_LINES: usize = 8;

/// What was done, each once with the lines on which it was done.
fn folded(fixed: &Fixed, catalogue: &Catalogue) -> Vec<(&'static str, String, Vec<usize>)> {
    let mut folded: Vec<(&'static str, String, Vec<usize>)> = Vec::new();
    let mut known: HashMap<(&'static str, String), usize> = HashMap::new();
    for applied in &fixed.applied {
        let title = normalize_untrusted_str(&catalogue.render(&applied.title));
        let at = *known.entry((applied.rule, title)).or_insert_with_key(|(rule, title)| {
            folded.push((*rule, title.clone(), Vec::new()));
            folded.len() - 1
        });
        folded.get_mut(at).into_iter().for_each(|(.., lines)| lines.push(applied.line));
    }
    folded
}
