//! `gouji check --watch`: prints the findings again whenever a file changes.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use gouji_l10n::msg;

use crate::commands::check::CheckCommand;
use crate::commands::check::findings::{Fragment, FragmentMaker, Sink};
use crate::print::Outlet;
use crate::print::lists::Lists;
use crate::run::inputs::STDIN;
use crate::run::session::Session;
use crate::run::session::watch::WatchedFiles;
use crate::run::stop;

/// Clears a terminal and what it has kept of earlier rounds.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Runs until the user stops it.
pub fn run(check: &CheckCommand, mut session: Session) -> ExitCode {
    stop::install();
    let paths = match check.run_args.all_paths() {
        Ok(paths) if paths.iter().any(|path| path.as_os_str() == STDIN) => {
            return session.fail(msg::CliWatchStdin);
        }
        Ok(paths) => paths,
        Err(message) => return session.fail(&message),
    };
    let mut files = WatchedFiles::<Fragment>::new(paths);
    loop {
        if check.output_file.is_none() && io::stdout().is_terminal() {
            let _ = io::stdout().write_all(CLEAR.as_bytes());
        }
        round(check, &mut session, &mut files);
        if session.has_output_error() {
            return session.exit_code();
        }
        if !session.is_stopped() {
            session.note(msg::CliWatching { count: files.len() });
            files.wait(&session);
        }
        if let Some(stopped) = stop::stopped() {
            session.note(msg::CliWatchEnded);
            return ExitCode::from(stopped.code);
        }
        session = session.next_round();
    }
}

/// Checks what has changed, and prints all findings.
fn round(check: &CheckCommand, session: &mut Session, files: &mut WatchedFiles<Fragment>) {
    let created = Outlet::new(check.output_file.clone(), check.color_args.choice())
        .and_then(|out| Lists::create(&check.report).map(|lists| (out, lists)));
    let (out, lists) = match created {
        Ok(created) => created,
        Err(message) => return session.trouble(&message),
    };
    session.old_lists = lists.old_files();
    let (selection, printer) = (check.selection(), check.printer(&out));
    let maker = FragmentMaker { printer: &*printer, catalogue: session.catalogue, has_lists: !lists.is_empty() };
    let mut sink = Sink::new(&*printer, session.catalogue, out, lists);
    let make = |checked| maker.fragment(selection.selected(checked));
    let read = files.round(session, make, |session, item| sink.take(session, item));
    sink.finish(session, read);
}
