//! The command line: whole processes, over one long text and over ten thousand reports.

mod files;
mod race;

use super::page::Table;
use super::peers::{AUTOCORRECT, Contestant, RUMDL, TYPOS};
use super::stats::{figure, ratio};
use super::target::{Bound, Target};
use super::{Context, Part, text};
use crate::command::Listener;
use crate::paths::find_program;
use anyhow::Result;
use files::{Files, Layouts};
use race::{Runner, race};
use std::time::Duration;

const LONG: usize = 1_000_000;

/// Which processors a process may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Processors {
    One,
    All,
}

pub fn measure(context: &Context, line: &mut Listener<'_>) -> Result<Part> {
    let temporary = tempfile::tempdir()?;
    let folder = context.texts.clone().unwrap_or_else(|| temporary.path().to_owned());
    line("texts");
    let reports = context.effort.of(10_000, 1_000);
    let report = Files::one(&folder, text::REPORT, "one report of 10 KB", "report.md")?;
    let long = Files::one(&folder, LONG, "one file of 1 MB", "long.md")?;
    let many = Files::reports(&folder, reports, Layouts::Markdown, line)?;
    let mixed = Files::reports(&folder, reports, Layouts::Mixed, line)?;
    let own = Runner { contestant: Contestant::gouji(context, &["check"]), fails_from: 2 };
    let wc = Runner { contestant: Contestant::program("wc -lm", find_program("wc"), &["-lm"]), fails_from: 1 };
    let runners = [
        wc,
        own,
        Runner { contestant: Contestant::peer(&RUMDL, "rumdl check", &["check", "--no-cache"], line), fails_from: 2 },
        // It ends with 2 where it has found something.
        Runner { contestant: Contestant::peer(&TYPOS, "typos", &[], line), fails_from: 3 },
        Runner {
            contestant: Contestant::peer(&AUTOCORRECT, "autocorrect --lint", &["--lint", "--quiet"], line),
            fails_from: 2,
        },
    ];
    let mut table =
        Table::new(["checked", "processors", "program", "median s", "MB/s", "reports/s", "÷ `wc`", "÷ gouji", "runs"]);
    let mut part = Part::default();
    let mut commands = Vec::new();
    for (files, runners) in
        [(&report, &runners[..]), (&long, &runners[..]), (&many, &runners[..]), (&mixed, &runners[..2])]
    {
        for processors in [Processors::One, Processors::All] {
            line(&files.name);
            let times = race(runners, files, &folder, processors, context.effort)?;
            let median = |at: usize| times.get(at).and_then(|times| times.as_ref().ok()).map(|times| times.median());
            for (runner, times) in runners.iter().zip(&times) {
                let name = runner.contestant.name.clone();
                let head = [files.name.clone(), processors.name().to_owned(), name];
                let cells = match times {
                    Ok(times) => {
                        let time = times.median();
                        let against =
                            |at: usize| median(at).map_or_else(String::new, |other| figure(ratio(time, other)));
                        let per_second = |amount: f64| figure(amount / time.as_secs_f64());
                        let reports = if files.count > 1 { per_second(files.count as f64) } else { String::new() };
                        let speed = per_second(files.bytes as f64 / 1e6);
                        vec![
                            figure(time.as_secs_f64()),
                            speed,
                            reports,
                            against(0),
                            against(1),
                            times.len().to_string(),
                        ]
                    }
                    Err(reason) => vec![reason.clone()],
                };
                table.row(head.into_iter().chain(cells));
                if processors == Processors::All {
                    commands.extend(runner.shown(files));
                }
            }
            if processors == Processors::All && runners.len() > 2 && files.bytes > LONG / 2 {
                targets(&mut part, files, &[median(0), median(1), median(2)]);
            }
        }
    }
    part.say(&format!(
        "### Whole runs\n\nFrom the start of a process to its end, output thrown away, files in the system's cache, medians. Programs take turns; one that\n\
         has used up its time takes no further turn. `wc -lm` reads and counts only: it is the floor. The reports are made up ({} KB each on average), with\n\
         prose of the samples; in Markdown for all programs, and in all the layouts that reports are published in for gouji alone.\n\n",
        figure(many.bytes as f64 / many.count as f64 / 1e3),
    ));
    part.say(&table.markdown());
    part.say("\nIn the folder that `cargo xtask bench cli --texts FOLDER` leaves, with `taskset -c 0` before each for one processor:\n\n```sh\nexport LC_ALL=C.UTF-8\n");
    commands.iter().for_each(|command| part.say(&format!("{command}\n")));
    part.say("```\n");
    drop(temporary);
    Ok(part)
}

impl Processors {
    const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::All => "all",
        }
    }
}

/// `times` are those of `wc`, gouji and rumdl.
fn targets(part: &mut Part, files: &Files, times: &[Option<Duration>; 3]) {
    let [wc, own, rumdl] = *times;
    let against = |one: Option<Duration>, other: Option<Duration>| Some(ratio(one?, other?));
    let what = |words: &str| format!("{}: {words}", files.name);
    part.target(Target::new(what("rumdl's time ÷ gouji's"), Bound::AtLeast(1.0), against(rumdl, own), ""));
    if files.count > 1 {
        part.target(Target::new(what("gouji's time ÷ that of `wc -lm`"), Bound::Below(4.0), against(own, wc), ""));
    }
}
