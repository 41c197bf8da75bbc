//! A thousand edits at once. Superseded analyses must stop instead of queueing.

use super::keystroke::type_at;
use super::typing::following;
use super::{Context, NAME, open, start};
use crate::measure::bench::Part;
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::Contestant;
use crate::measure::bench::stats::{Times, milliseconds};
use crate::measure::bench::target::{Bound, Target};
use crate::measure::bench::text;
use anyhow::Result;
use gouji_testkit::lsp::Frame;
use std::time::{Duration, Instant};

const EDITS: usize = 1_000;
const SIZES: [(usize, &str); 2] = [(10_000, "10 KB"), (1_000_000, "1 MB")];

pub fn measure(context: &Context, gouji: &Contestant) -> Result<Part> {
    let mut part = Part::default();
    let mut table = MarkdownTable::new([
        "text",
        "edits",
        "sending all ms",
        "last edit to its diagnostics ms",
        "one edit alone ms",
        "versions with diagnostics",
        "bursts",
    ]);
    let bursts = context.effort.choose(7, 3);
    for (bytes, size) in SIZES {
        let text = text::text(bytes)?;
        let place = &text.places[1];
        let (mut alone, mut sending, mut last) = (Times::default(), Times::default(), Times::default());
        let mut published = Vec::new();
        for _ in 0..bursts {
            let mut client = start(gouji)?;
            let (mut document, _) = open(&mut client, NAME, &text.text)?;
            // The first edit includes preparation that occurs once per process, so it is not measured.
            type_at(&mut client, &mut document, place)?;
            for _ in 0..3 {
                alone.push(type_at(&mut client, &mut document, place)?);
            }
            let frames: Vec<Frame> =
                (0..EDITS).map(|typed| client.insertion(&mut document, &following(place, typed))).collect();
            let begin = Instant::now();
            let mut sent = begin;
            for frame in &frames {
                sent = client.send(frame)?;
            }
            sending.push(sent - begin);
            let mut versions = 0;
            loop {
                let next = client.any_published(&document, Duration::from_secs(60))?;
                let next = next.ok_or_else(|| anyhow::anyhow!("no diagnostics after a burst"))?;
                versions += 1;
                if next.version == document.version {
                    last.push(next.at - sent);
                    break;
                }
            }
            published.push(versions);
        }
        published.sort_unstable();
        table.row([
            size.to_owned(),
            EDITS.to_string(),
            milliseconds(sending.median()),
            milliseconds(last.median()),
            milliseconds(alone.median()),
            published[published.len() / 2].to_string(),
            bursts.to_string(),
        ]);
        let more = (last.median().as_secs_f64() - alone.median().as_secs_f64()) * 1e3;
        let what = format!("burst of {EDITS} edits, {size}: last edit to its diagnostics, more than one edit alone");
        part.target(Target::new(what, Bound::Below(5.0), Some(more), "ms"));
    }
    part.say(
        "\n### A burst of edits\n\nAll are written down before the clock starts, and sent without waiting for anything; the edits alone come before, of a server\n\
         that has seen one. Medians.\n\n",
    );
    part.say(&table.markdown());
    Ok(part)
}
