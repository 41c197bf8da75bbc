//! Typing at a steady rate: whether diagnostics arrive meanwhile.

use super::{Context, NAME, open, start};
use crate::measure::bench::Part;
use crate::measure::bench::client::{TypedDocument, TypingClient};
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::Contestant;
use crate::measure::bench::stats::{Times, milliseconds};
use crate::measure::bench::text::{self, TypingPlace};
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const SIZES: [(usize, &str); 3] = [(10_000, "10 KB"), (100_000, "100 KB"), (1_000_000, "1 MB")];
/// The interval of 20 characters a second: faster than a person types, and as fast as a key that is held down.
const INTERVAL: Duration = Duration::from_millis(50);

/// Characters of words in which no character is repeated.
const TYPED: [&str; 20] = [
    "推", "动", "全", "面", "落", "实", "工", "作", "要", "求", "提", "升", "水", "平", "完", "善", "制", "度", "建",
    "设",
];

/// The place of the next character after `typed` characters.
pub fn following(place: &TypingPlace, typed: usize) -> TypingPlace {
    let text = TYPED[typed % TYPED.len()];
    let bytes: usize = (0..typed).map(|at| TYPED[at % TYPED.len()].len()).sum();
    TypingPlace { character: place.character + typed, offset: place.offset + bytes, typed: text, ..place.clone() }
}

pub fn measure(context: &Context, gouji: &Contestant) -> Result<Part> {
    let characters = context.effort.choose(60, 20);
    let mut table = MarkdownTable::new([
        "text",
        "the client",
        "typed",
        "versions with diagnostics",
        "p50 ms",
        "p95 ms",
        "longest without ms",
        "last edit to its own ms",
    ]);
    for (bytes, size) in SIZES {
        let text = text::text(bytes)?;
        let place = &text.places[1];
        for waits in [Waits::Yes, Waits::No] {
            let mut client = start(gouji)?;
            let (mut document, _) = open(&mut client, NAME, &text.text)?;
            let typed = type_on(&mut client, &mut document, place, characters, waits)?;
            table.row([
                size.to_owned(),
                if waits == Waits::Yes { "waits" } else { "goes on" }.to_owned(),
                characters.to_string(),
                typed.times.len().to_string(),
                milliseconds(typed.times.median()),
                milliseconds(typed.times.percentile(95)),
                milliseconds(typed.longest),
                milliseconds(typed.last),
            ]);
        }
    }
    let mut part = Part::default();
    part.say(&format!(
        "\n### Typing\n\nA character every {} ms in the middle of the text, in prose. A client that waits sends the next change after the\n\
         diagnostics of the one before; one that goes on, as editors do, does not. Times are those of the versions that had diagnostics; the\n\
         longest time without is from one set of diagnostics to the next.\n\n",
        INTERVAL.as_millis()
    ));
    part.say(&table.markdown());
    Ok(part)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Waits {
    Yes,
    No,
}

struct Typed {
    /// For each version that got diagnostics, the time from its change to the diagnostics.
    times: Times,
    longest: Duration,
    /// The time from the last change to its diagnostics.
    last: Duration,
}

fn type_on(
    client: &mut TypingClient,
    document: &mut TypedDocument,
    place: &TypingPlace,
    characters: usize,
    waits: Waits,
) -> Result<Typed> {
    let (mut sent, mut seen) = (BTreeMap::new(), BTreeMap::new());
    let begin = Instant::now();
    let mut due = begin;
    for typed in 0..characters {
        let at = client.insert(document, &following(place, typed))?;
        sent.insert(document.version, at);
        if waits == Waits::Yes {
            let published = client.published(document)?;
            seen.entry(published.version).or_insert(published.at);
        }
        due = (due + INTERVAL).max(Instant::now());
        if typed + 1 < characters {
            while let Some(published) = client.any_published(document, due.saturating_duration_since(Instant::now()))? {
                seen.entry(published.version).or_insert(published.at);
            }
        }
    }
    if !seen.contains_key(&document.version) {
        let published = client.published(document)?;
        seen.insert(published.version, published.at);
    }
    let times: Vec<(Instant, Duration)> =
        seen.iter().filter_map(|(version, at)| Some((*at, *at - *sent.get(version)?))).collect();
    let moments: Vec<Instant> = std::iter::once(begin).chain(times.iter().map(|(at, _)| *at)).collect();
    Ok(Typed {
        times: times.iter().map(|(_, time)| *time).collect(),
        longest: moments.windows(2).map(|pair| pair[1].saturating_duration_since(pair[0])).max().unwrap_or_default(),
        last: times.last().map(|(_, time)| *time).context("nothing came")?,
    })
}
