//! The time from a typed character to the diagnostics of the text that contains it.

use super::contest::Entry;
use super::{Context, NAME, open, start};
use crate::measure::bench::Part;
use crate::measure::bench::client::{TypedDocument, TypingClient};
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::Contestant;
use crate::measure::bench::stats::{Times, figure, ratio};
use crate::measure::bench::target::{Bound, Target};
use crate::measure::bench::text::{self, TypingPlace, TypingText};
use anyhow::Result;
use std::time::Duration;

/// The size of the text in bytes, its name, and the number of characters to type at each place in a full and in a quick run.
const SIZES: [(usize, &str, usize, usize); 4] =
    [(10_000, "10 KB", 100, 15), (100_000, "100 KB", 20, 5), (1_000_000, "1 MB", 6, 2), (10_000_000, "10 MB", 2, 1)];
/// The size of the text, in bytes, for which gouji should be faster than its peers.
const CONTEST_BYTES: usize = 1_000_000;

#[derive(Default)]
struct KeystrokeTimes {
    diagnostics: usize,
    /// The times of each place.
    times: Vec<Times>,
}

impl KeystrokeTimes {
    fn all(&self) -> Times {
        let mut all = Times::default();
        for times in &self.times {
            all.extend(times);
        }
        all
    }
}

pub fn measure(context: &Context, servers: &[Contestant]) -> Result<Part> {
    let mut part = Part::default();
    let mut contest =
        MarkdownTable::new(["text", "server", "p50 ms", "p95 ms", "p99 ms", "p50 ÷ gouji's", "typed", "diagnostics"]);
    let mut by_place = MarkdownTable::new(["text", "typed at", "p50 ms", "p95 ms", "p99 ms", "typed"]);
    let mut medians = Vec::new();
    for (bytes, size, often, seldom) in SIZES {
        let text = text::text(bytes)?;
        let entries = contend(&text, servers, context.effort.choose(often, seldom))?;
        let own =
            entries.first().and_then(|entry| entry.measured.as_ref().ok()).map(KeystrokeTimes::all).unwrap_or_default();
        medians.push(own.median());
        for Entry { name, measured, .. } in &entries {
            let cells = match measured {
                Ok(measured) => {
                    let all = measured.all();
                    let against = figure(ratio(all.median(), own.median()));
                    let counts = [all.len(), measured.diagnostics].map(|count| count.to_string());
                    all.cells().into_iter().chain([against]).chain(counts).collect()
                }
                Err(reason) => vec![reason.clone()],
            };
            contest.row([size.to_owned(), name.clone()].into_iter().chain(cells));
        }
        if let Some(Ok(measured)) = entries.first().map(|entry| &entry.measured) {
            for (place, times) in text.places.iter().zip(&measured.times) {
                let cells = times.cells().into_iter().chain([times.len().to_string()]);
                by_place.row([size.to_owned(), format!("{}, {}", place.kind, place.part)].into_iter().chain(cells));
            }
        }
        if bytes == text::REPORT_BYTES {
            let high = own.percentile(95).as_secs_f64() * 1e3;
            part.target(Target::new("keystroke to diagnostics, 10 KB, p95", Bound::Below(2.0), Some(high), "ms"));
            let typos = entries.iter().find(|entry| entry.name.starts_with("typos-lsp"));
            let typos = typos.and_then(|entry| entry.measured.as_ref().ok()).map(|measured| measured.all().median());
            let what = "keystroke to diagnostics, 10 KB, p50 of typos-lsp ÷ gouji's";
            part.target(Target::new(what, Bound::AtLeast(1.0), typos.map(|typos| ratio(typos, own.median())), ""));
        }
        if bytes == CONTEST_BYTES {
            let high = own.percentile(95).as_secs_f64() * 1e3;
            part.target(Target::new("keystroke to diagnostics, 1 MB, p95", Bound::Below(5.0), Some(high), "ms"));
            let peers = entries.iter().skip(1).filter_map(|entry| entry.measured.as_ref().ok());
            let fastest = peers.map(|measured| measured.all().median()).min();
            let times = fastest.map(|fastest| ratio(fastest, own.median()));
            let what = "keystroke to diagnostics, 1 MB, p50 of the faster peer ÷ gouji's";
            part.target(Target::new(what, Bound::AtLeast(3.0), times, ""));
        }
    }
    if let [small, _, large, _] = medians[..] {
        let what = "growth of the p50 from 10 KB to 1 MB, where the text grows 100 times";
        part.target(Target::new(what, Bound::Below(50.0), Some(ratio(large, small)), ""));
    }
    part.say(
        "### From a keystroke to diagnostics\n\n\
         One character is typed and taken back, again and again, at nine places (prose, heading, table cell; start, middle, end), each\n\
         change awaited. The time runs from writing the `didChange` to having read the `publishDiagnostics` of that version. What gouji\n\
         holds back on purpose while one types is told apart below. Every place has a finding behind it that moves.\n\n",
    );
    part.say(&contest.markdown());
    part.say("\nThe same figures of gouji by place:\n\n");
    part.say(&by_place.markdown());
    Ok(part)
}

/// Types at all places, with the servers taking turns.
fn contend(text: &TypingText, servers: &[Contestant], samples: usize) -> Result<Vec<Entry<KeystrokeTimes>>> {
    let enter = |server: &Contestant| {
        let mut client = start(server)?;
        let (mut document, diagnostics) = open(&mut client, NAME, &text.text)?;
        // The first keystroke includes preparation that occurs once per process. The time to the first diagnostics shows it.
        type_at(&mut client, &mut document, &text.places[0])?;
        Ok((client, document, KeystrokeTimes { diagnostics, times: vec![Times::default(); text.places.len()] }))
    };
    let mut entries: Vec<_> = servers.iter().map(|server| Entry::enter(server, enter)).collect::<Result<_>>()?;
    for (at, place) in text.places.iter().enumerate() {
        for _ in 0..samples {
            for entry in &mut entries {
                entry.turn(|client, document, measured| {
                    measured.times[at].push(type_at(client, document, place)?);
                    Ok(())
                })?;
            }
        }
    }
    Ok(entries)
}

/// Types a character and deletes it again. Returns the time from typing to the diagnostics of the text with the character.
pub fn type_at(client: &mut TypingClient, document: &mut TypedDocument, place: &TypingPlace) -> Result<Duration> {
    let sent = client.insert(document, place)?;
    let published = client.published(document)?;
    client.remove(document, place)?;
    client.published(document)?;
    Ok(published.at - sent)
}
