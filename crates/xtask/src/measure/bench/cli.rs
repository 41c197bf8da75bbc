//! The command line section: whole processes, for one report, one long text, ten thousand reports, and documents.

pub mod documents;
pub mod files;
mod race;

use super::page::MarkdownTable;
use super::peers::{AUTOCORRECT, Contestant, RUMDL, TYPOS};
use super::stats::{Times, figure, ratio};
use super::target::{Bound, Target};
use super::{Context, Part, text};
use crate::tools::command::Listener;
use crate::tools::paths::find_program;
use anyhow::Result;
use files::{Files, Layouts};
use race::{Runner, race};
use std::time::Duration;

const LONG_BYTES: usize = 1_000_000;
/// The file of one report.
const ONE_REPORT: &str = "report.md";

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
    let reports = context.effort.choose(10_000, 1_000);
    let report = Files::one(&folder, text::REPORT_BYTES, "one report of 10 KB", ONE_REPORT)?;
    let long = Files::one(&folder, LONG_BYTES, "one file of 1 MB", "long.md")?;
    let many = Files::reports(&folder, reports, Layouts::Markdown, line)?;
    let mixed = Files::reports(&folder, reports, Layouts::Mixed, line)?;
    let all = runners(context, line);

    let mut part = Part::default();
    let mut table = MarkdownTable::new([
        "checked",
        "processors",
        "program",
        "median s",
        "MB/s",
        "reports/s",
        "÷ `wc`",
        "÷ gouji",
        "runs",
    ]);
    for files in [&report, &long, &many, &mixed] {
        let runners = if files.path == mixed.path { &all[..PEERS] } else { &all[..] };
        for processors in [Processors::One, Processors::All] {
            line(&files.name);
            let times = race(runners, files, &folder, processors, context.effort)?;
            let median = |at: usize| Some(times.get(at)?.as_ref().ok()?.median());
            let (wc, own) = (median(WC), median(OWN));
            for (runner, times) in runners.iter().zip(&times) {
                let head = [&files.name, processors.name(), &runner.contestant.name].map(str::to_owned);
                let cells = match times {
                    Ok(times) => cells(files, times, wc, own),
                    Err(reason) => vec![reason.clone()],
                };
                table.row(head.into_iter().chain(cells));
            }
            if processors == Processors::All && files.path != mixed.path {
                targets(&mut part, files, [wc, own, median(RUMDL_CHECK)]);
                if files.count > 1 {
                    let what = format!("{}: memory of `gouji check`", files.name);
                    let most = documents::peak(context, &folder.join(files.path))?;
                    part.target(Target::new(what, Bound::Below(64.0), Some(most), "MiB"));
                }
            }
        }
    }
    part.say(&format!(
        "### Whole runs\n\n\
         From the start of a process to its end, output thrown away, files in the system's cache, medians. Programs take turns; one that\n\
         has used up its time takes no further turn. `wc -lm` reads and counts only: it is the floor. The reports are made up ({} KB each\n\
         on average), with prose of the samples; in Markdown for all programs, and in all the layouts that reports are published in for\n\
         gouji alone.\n\n",
        figure(many.bytes as f64 / many.count as f64 / 1e3),
    ));
    part.say(&table.markdown());
    part.say(
        "\nIn the folder that `cargo xtask bench cli --texts FOLDER` leaves, with `taskset -c 0` before each for one processor:\n\n\
         ```sh\nexport LC_ALL=C.UTF-8\n",
    );
    for files in [&report, &long, &many] {
        for command in all.iter().filter_map(|runner| runner.displayed_command(files)) {
            part.say(&format!("{command}\n"));
        }
    }
    part.say("```\n");
    Ok(part)
}

/// The indices of `wc`, gouji and rumdl in the runners.
const WC: usize = 0;
const OWN: usize = 1;
const RUMDL_CHECK: usize = 2;
/// The index of the first peer in the runners.
const PEERS: usize = RUMDL_CHECK;

fn runners(context: &Context, line: &mut Listener<'_>) -> [Runner; 5] {
    let rumdl = Contestant::peer(&RUMDL, "rumdl check", &["check", "--no-cache"], line);
    let autocorrect = Contestant::peer(&AUTOCORRECT, "autocorrect --lint", &["--lint", "--quiet"], line);
    [
        Runner { contestant: Contestant::program("wc -lm", find_program("wc"), &["-lm"]), fails_from: 1 },
        Runner { contestant: Contestant::gouji(context, &["check"]), fails_from: 2 },
        Runner { contestant: rumdl, fails_from: 2 },
        // typos exits with 2 if it has found something.
        Runner { contestant: Contestant::peer(&TYPOS, "typos", &[], line), fails_from: 3 },
        Runner { contestant: autocorrect, fails_from: 2 },
    ]
}

/// The cells for the times of a program, with the ratios to the medians of `wc` and gouji.
fn cells(files: &Files, times: &Times, wc: Option<Duration>, own: Option<Duration>) -> Vec<String> {
    let time = times.median();
    let per_second = |amount: f64| figure(amount / time.as_secs_f64());
    let against = |other: Option<Duration>| other.map_or_else(String::new, |other| figure(ratio(time, other)));
    let reports = if files.count > 1 { per_second(files.count as f64) } else { String::new() };
    let speed = per_second(files.bytes as f64 / 1e6);
    vec![figure(time.as_secs_f64()), speed, reports, against(wc), against(own), times.len().to_string()]
}

impl Processors {
    const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::All => "all",
        }
    }
}

/// Adds the targets of the medians of `wc`, gouji and rumdl.
fn targets(part: &mut Part, files: &Files, [wc, own, rumdl]: [Option<Duration>; 3]) {
    let against = |one: Option<Duration>, other: Option<Duration>| Some(ratio(one?, other?));
    let what = |words: &str| format!("{}: {words}", files.name);
    part.target(Target::new(what("rumdl's time ÷ gouji's"), Bound::AtLeast(1.0), against(rumdl, own), ""));
    if files.count > 1 {
        part.target(Target::new(what("gouji's time ÷ that of `wc -lm`"), Bound::Below(2.5), against(own, wc), ""));
    }
    if files.path == ONE_REPORT {
        let time = own.map(|time| time.as_secs_f64() * 1e3);
        part.target(Target::new(what("gouji's time"), Bound::Below(5.0), time, "ms"));
    }
}
