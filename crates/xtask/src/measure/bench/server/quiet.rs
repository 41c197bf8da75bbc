//! How long the server withholds new findings, so that none flashes while the user types.

use super::{Context, NAME, open, start};
use crate::measure::bench::Part;
use crate::measure::bench::client::{TypedDocument, TypingClient};
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::Contestant;
use crate::measure::bench::stats::Times;
use crate::measure::bench::text::{self, REPORT_BYTES, TypingPlace, TypingText};
use anyhow::{Context as _, Result};
use std::thread;
use std::time::{Duration, Instant};

/// A pause that is longer than any time for which findings are withheld.
const REST: Duration = Duration::from_secs(1);

pub fn measure(context: &Context, gouji: &Contestant) -> Result<Part> {
    let TypingText { text, places } = text::text(REPORT_BYTES)?;
    let mut client = start(gouji)?;
    let (mut document, count) = open(&mut client, NAME, &text)?;
    let doubled = TypingPlace { typed: "审核审核", ..places[1].clone() };
    let year = year_of_title(&text)?;
    let (wrong, right) = (TypingPlace { typed: "5", ..year.clone() }, year);
    let (mut here, mut elsewhere) = (Times::default(), Times::default());
    for _ in 0..context.effort.choose(10, 3) {
        thread::sleep(REST);
        here.push(until_more(&mut client, &mut document, &doubled, count)?);
        client.remove(&mut document, &doubled)?;
        thread::sleep(REST);
        client.remove(&mut document, &right)?;
        elsewhere.push(until_more(&mut client, &mut document, &wrong, count)?);
        client.remove(&mut document, &wrong)?;
        client.insert(&mut document, &right)?;
    }
    let mut table = MarkdownTable::new(["new finding", "p50 ms", "p95 ms", "p99 ms", "typed"]);
    for (what, times) in [("on the line that is typed in", here), ("on another line", elsewhere)] {
        table.row([what.to_owned()].into_iter().chain(times.cells()).chain([times.len().to_string()]));
    }
    let mut part = Part::default();
    part.say(
        "\n### Quiet\n\nWhat is mended, and what moves, goes out at once: that is measured above. What is new waits on purpose until typing pauses, longer\n\
         on the line that is typed in. From the keystroke to the new finding, at 10 KB:\n\n",
    );
    part.say(&table.markdown());
    Ok(part)
}

/// The place of the last digit of the year in the title.
fn year_of_title(text: &str) -> Result<TypingPlace> {
    let (before, _) = text.split_once("4年").context("the title has no year")?;
    let (offset, character) = (before.len(), before.encode_utf16().count());
    Ok(TypingPlace { kind: "heading", part: "start", line: 0, character, offset, typed: "4" })
}

/// The time from typing to the first set of more than `count` diagnostics.
fn until_more(
    client: &mut TypingClient,
    document: &mut TypedDocument,
    place: &TypingPlace,
    count: usize,
) -> Result<Duration> {
    let sent = client.insert(document, place)?;
    let deadline = Instant::now() + 10 * REST;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let published = client.any_published(document, left)?.context("nothing new was found")?;
        if published.version == document.version && published.count > count {
            return Ok(published.at - sent);
        }
    }
}
