//! From a typed character to the diagnostics of the text that has it.

use super::{Context, Effort};
use crate::bench::client::{Client, Document};
use crate::bench::page::Table;
use crate::bench::stats::Times;
use crate::bench::text::{self, Place, Text};
use anyhow::{Context as _, Result};
use serde_json::json;

/// A size of the text in bytes, its name, and how often a character is typed at each of its places.
const SIZES: [(usize, &str, usize, usize); 4] =
    [(10_000, "10 KB", 60, 20), (100_000, "100 KB", 30, 10), (1_000_000, "1 MB", 10, 3), (10_000_000, "10 MB", 3, 1)];

pub fn measure(context: &Context) -> Result<String> {
    let mut table = Table::new(["text", "place", "p50 ms", "p95 ms", "p99 ms", "typed", "diagnostics"]);
    for (bytes, name, often, seldom) in SIZES {
        let samples = match context.effort {
            Effort::Full => often,
            Effort::Quick => seldom,
        };
        let Text { text, places } = text::text(bytes)?;
        let mut client = Client::start(&mut context.server(), &json!({}))?;
        let mut document = client.open("report.txt", &text)?;
        let count = client.published(&document)?.count;
        let mut all = Times::default();
        let mut rows = Vec::new();
        for place in &places {
            let mut times = Times::default();
            for _ in 0..samples {
                times.push(type_at(&mut client, &mut document, place).with_context(|| format!("{name}, {place:?}"))?);
            }
            all.extend(&times);
            rows.push((format!("{}, {}", place.kind, place.part), times));
        }
        rows.insert(0, ("all".to_owned(), all));
        for (place, times) in rows {
            let [median, high, highest] = times.cells();
            table.row([name.to_owned(), place, median, high, highest, times.len().to_string(), count.to_string()]);
        }
    }
    Ok(table.markdown())
}

/// Types a character and takes it back; the time from typing it to the diagnostics that know it.
fn type_at(client: &mut Client, document: &mut Document, place: &Place) -> Result<std::time::Duration> {
    let sent = client.insert(document, place)?;
    let published = client.published(document)?;
    client.remove(document, place)?;
    client.published(document)?;
    Ok(published.at - sent)
}
