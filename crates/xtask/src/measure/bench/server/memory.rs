//! Memory in use, and processor time while the server is idle.

use super::contest::Entry;
use super::keystroke::type_at;
use super::{Context, open, start};
use crate::measure::bench::Part;
use crate::measure::bench::client::{TypedDocument, TypingClient};
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::Contestant;
use crate::measure::bench::stats::{figure, milliseconds};
use crate::measure::bench::target::{Bound, Target};
use crate::measure::bench::text::{self, REPORT_BYTES};
use crate::measure::usage::{self, ThreadTimes, mib};
use anyhow::{Context as _, Result};
use std::thread;
use std::time::Duration;

/// A description of the open files, their number, the bytes of each, and the memory target of gouji in MiB.
const CASES: [(&str, usize, usize, f64); 2] =
    [("ten reports of 10 KB", 10, REPORT_BYTES, 25.0), ("one of 10 MB", 1, 10_000_000, 100.0)];

pub fn measure(context: &Context, servers: &[Contestant]) -> Result<Part> {
    let mut part = Part::default();
    if !cfg!(target_os = "linux") {
        part.say("\n### Memory and rest\n\nMeasured on Linux only.\n");
        return Ok(part);
    }
    let rest = Duration::from_secs(context.effort.choose(10, 3));
    let mut table = MarkdownTable::new([
        "server",
        "open",
        "memory MiB",
        "at most MiB",
        &format!("processor time in {} s of rest, ms", rest.as_secs()),
    ]);
    for (at, server) in servers.iter().enumerate() {
        for (open, files, bytes, bound) in CASES {
            let entry = Entry::enter(server, |server| used(server, files, bytes, rest))?;
            let cells = match &entry.measured {
                Ok(UsedMemory { memory, peak, busy }) => vec![figure(*memory), figure(*peak), milliseconds(*busy)],
                Err(reason) => vec![reason.clone()],
            };
            if let (0, Ok(used)) = (at, &entry.measured) {
                part.target(Target::new(
                    format!("memory with {open} open"),
                    Bound::Below(bound),
                    Some(used.memory),
                    "MiB",
                ));
                if files > 1 {
                    let busy = used.busy.as_secs_f64() * 1e3;
                    let what = format!("processor time in {} s of rest", rest.as_secs());
                    // 10 ms is a clock tick of the system. Less counts as nothing.
                    part.target(Target::new(what, Bound::Below(10.0), Some(busy), "ms"));
                }
            }
            table.row([server.name.clone(), open.to_owned()].into_iter().chain(cells));
        }
    }
    part.say("\n### Memory and rest\n\nResident memory after typing in every text; the processor time is that of all threads.\n\n");
    part.say(&table.markdown());
    Ok(part)
}

struct UsedMemory {
    /// In MiB.
    memory: f64,
    peak: f64,
    busy: Duration,
}

type Session = (TypingClient, TypedDocument, UsedMemory);

fn used(server: &Contestant, files: usize, bytes: usize, rest: Duration) -> Result<Session> {
    let text = text::text(bytes)?;
    let mut client = start(server)?;
    let mut documents = Vec::new();
    for file in 0..files {
        documents.push(open(&mut client, &format!("report-{file}.md"), &text.text)?.0);
    }
    for document in &mut documents {
        type_at(&mut client, document, &text.places[1])?;
    }
    thread::sleep(Duration::from_secs(1));
    let process = client.process();
    let before = ThreadTimes::read(process)?;
    thread::sleep(rest);
    let busy = ThreadTimes::read(process)?.since(&before);
    let used = UsedMemory { memory: mib(usage::memory(process)?), peak: mib(usage::peak(process)?), busy };
    Ok((client, documents.pop().context("no file")?, used))
}
