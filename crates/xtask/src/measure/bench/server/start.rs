//! The time from the start of the process to the reply to `initialize` and to the first diagnostics.

use super::contest::Entry;
use super::{Context, NAME, start};
use crate::measure::bench::Part;
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::{Contestant, OWN};
use crate::measure::bench::stats::Times;
use crate::measure::bench::target::{Bound, Target};
use crate::measure::bench::text::{self, REPORT_BYTES};
use anyhow::Result;

#[derive(Default)]
struct StartTimes {
    initialized: Times,
    diagnosed: Times,
}

pub fn measure(context: &Context, servers: &[Contestant]) -> Result<Part> {
    let text = text::text(REPORT_BYTES)?.text;
    let mut all: Vec<(String, Result<StartTimes, String>)> =
        servers.iter().map(|server| (server.name.clone(), Ok(StartTimes::default()))).collect();
    for _ in 0..context.effort.choose(100, 8) {
        for (server, (_, measured)) in servers.iter().zip(&mut all) {
            let entry = Entry::enter(server, |server| {
                let mut client = start(server)?;
                let initialized = client.initialized();
                let document = client.open(NAME, &text)?;
                let diagnosed = client.published(&document)?.at;
                let diagnosed = client.since_start(diagnosed);
                Ok((client, document, (initialized, diagnosed)))
            })?;
            match (entry.measured, &mut *measured) {
                (Ok((initialized, diagnosed)), Ok(measured)) => {
                    measured.initialized.push(initialized);
                    measured.diagnosed.push(diagnosed);
                }
                (Err(reason), _) => *measured = Err(reason),
                (Ok(_), Err(_)) => {}
            }
        }
    }
    let mut part = Part::default();
    let mut table = MarkdownTable::new(["server", "from the start to", "p50 ms", "p95 ms", "p99 ms", "started"]);
    for (name, measured) in all {
        match measured {
            Ok(StartTimes { initialized, diagnosed }) => {
                if name == OWN {
                    let high = initialized.percentile(95).as_secs_f64() * 1e3;
                    part.target(Target::new(
                        "start to the reply to `initialize`, p95",
                        Bound::Below(30.0),
                        Some(high),
                        "ms",
                    ));
                    let middle = diagnosed.median().as_secs_f64() * 1e3;
                    let what = "start to the first diagnostics, 10 KB, p50";
                    part.target(Target::new(what, Bound::Below(6.0), Some(middle), "ms"));
                }
                for (what, times) in
                    [("the reply to `initialize`", initialized), ("the first diagnostics, of 10 KB", diagnosed)]
                {
                    let cells = times.cells().into_iter().chain([times.len().to_string()]);
                    table.row([name.clone(), what.to_owned()].into_iter().chain(cells));
                }
            }
            Err(reason) => table.row([name, reason]),
        }
    }
    part.say("\n### Starting\n\n");
    part.say(&table.markdown());
    Ok(part)
}
