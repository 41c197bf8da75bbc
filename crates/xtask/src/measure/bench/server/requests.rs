//! Requests: pulled diagnostics, hover, completion.

use super::typing::following;
use super::{Context, NAME, open, start};
use crate::measure::bench::Part;
use crate::measure::bench::client::TypingClient;
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::Contestant;
use crate::measure::bench::stats::Times;
use crate::measure::bench::text::{self, TypingText};
use anyhow::{Result, ensure};
use serde_json::json;
use std::time::{Duration, Instant};

const SIZES: [(usize, &str, usize, usize); 3] =
    [(10_000, "10 KB", 200, 50), (100_000, "100 KB", 60, 20), (1_000_000, "1 MB", 20, 5)];
const HOVER: &str = "textDocument/hover";
const COMPLETION: &str = "textDocument/completion";

pub fn measure(context: &Context, gouji: &Contestant) -> Result<Part> {
    let mut table = MarkdownTable::new(["text", "request", "p50 ms", "p95 ms", "p99 ms", "asked"]);
    for (bytes, size, often, seldom) in SIZES {
        let (text, samples) = (text::text(bytes)?, context.effort.choose(often, seldom));
        for (request, times) in ask(gouji, &text, samples)? {
            let cells = match times {
                Some(times) => times.cells().into_iter().chain([times.len().to_string()]).collect(),
                None => vec!["not offered".to_owned()],
            };
            table.row([size.to_owned(), request.to_owned()].into_iter().chain(cells));
        }
    }
    let mut part = Part::default();
    part.say(
        "\n### Requests\n\nDiagnostics that the client asks for run from writing the change to having read the answer. Hover is over a table's cell:\n\
         of a text that is known, and right behind a change, so that the text has to be analysed first.\n\n",
    );
    part.say(&table.markdown());
    Ok(part)
}

type Asked = (&'static str, Option<Times>);

fn ask(gouji: &Contestant, TypingText { text, places }: &TypingText, samples: usize) -> Result<Vec<Asked>> {
    let (prose, cell) = (&places[1], &places[7]);
    let mut pulled = Times::default();
    let mut client = TypingClient::start(&mut gouji.command()?, &json!({"textDocument": {"diagnostic": {}}}))?;
    let mut document = client.open(NAME, text)?;
    let count = client.pull(&document)?.count;
    for _ in 0..samples {
        let sent = client.insert(&mut document, prose)?;
        let answer = client.pull(&document)?;
        ensure!(answer.count == count, "{} diagnostics instead of {count}", answer.count);
        pulled.push(answer.at - sent);
        client.remove(&mut document, prose)?;
        client.pull(&document)?;
    }
    drop(client);

    let (mut known, mut changed) = (Times::default(), Times::default());
    let mut client = start(gouji)?;
    let (mut document, _) = open(&mut client, NAME, text)?;
    for sample in 0..samples {
        let (time, answer) = client.ask_at(HOVER, &document, cell)?;
        ensure!(!answer.is_null(), "nothing to hover over at {cell:?}");
        known.push(time);
        // Do not delete the character: if a text becomes the same as before, gouji publishes nothing, and the client would wait in vain.
        let sent = client.insert(&mut document, &following(prose, 2 * sample))?;
        let asked = Instant::now();
        let (time, _) = client.ask_at(HOVER, &document, cell)?;
        changed.push(time + (asked - sent));
        client.insert(&mut document, &following(prose, 2 * sample + 1))?;
        client.published(&document)?;
    }
    let completion = if client.offers("completionProvider") {
        let ask = |_| client.ask_at(COMPLETION, &document, prose).map(|(time, _)| time);
        Some((0..samples).map(ask).collect::<Result<Vec<Duration>>>()?.into_iter().collect())
    } else {
        None
    };
    Ok(vec![
        ("diagnostics behind a change", Some(pulled)),
        ("hover", Some(known)),
        ("hover behind a change", Some(changed)),
        ("completion", completion),
    ])
}
