//! How soon a superseded analysis stops. A bench in the server's crate measures it, because a client only observes the
//! final diagnostics.

use super::page::MarkdownTable;
use super::stats::{Times, milliseconds};
use super::target::{Bound, Target};
use super::{Context, Part, program};
use crate::tools::command::Listener;
use anyhow::{Context as _, Result};
use std::time::Duration;

const SIZES: [(usize, &str); 2] = [(1_000_000, "1 MB"), (10_000_000, "10 MB")];
const HIGH: usize = 95;

pub fn measure(context: &Context, line: &mut Listener<'_>) -> Result<Part> {
    let printed = program::printed("stopping", context.effort.choose(200, 20), &SIZES, line)?;
    let mut part = Part::default();
    let mut table = MarkdownTable::new(["text", "analysis", "p50 ms", "p95 ms", "longest ms", "stopped"]);
    for (kind, size, times) in read(&printed)? {
        let high = times.percentile(HIGH);
        table.row([
            size.to_owned(),
            kind.clone(),
            milliseconds(times.median()),
            milliseconds(high),
            milliseconds(times.percentile(100)),
            times.len().to_string(),
        ]);
        let what = format!("superseded analysis stops, {size}, {kind}, p{HIGH}");
        part.target(Target::new(what, Bound::Below(5.0), Some(high.as_secs_f64() * 1e3), "ms"));
    }
    part.say(
        "\n### Analyses that are superseded\n\nAn edit comes while the text is analysed, at moments spread evenly over the time that this takes. From the end of the edit to\n\
         that of the analysis.\n\n",
    );
    part.say(&table.markdown());
    Ok(part)
}

/// Parses the output of the bench into times by kind and size, in their order.
fn read(printed: &str) -> Result<Vec<(String, &'static str, Times)>> {
    let mut all: Vec<(String, &'static str, Times)> = Vec::new();
    for line in printed.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, path, time] = fields[..] else { continue };
        let size = SIZES.iter().find(|(_, size)| path.ends_with(&format!("/{size}"))).context("an unknown text")?.1;
        let time = Duration::from_nanos(time.parse()?);
        match all.iter_mut().find(|(known, of, _)| known == kind && *of == size) {
            Some((_, _, times)) => times.push(time),
            None => all.push((kind.to_owned(), size, [time].into_iter().collect())),
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_the_program_is_parsed() {
        let printed =
            "first\t/a/1 MB\t1000\nnoise\nfirst\t/a/10 MB\t5000\nfirst\t/a/1 MB\t3000\nafter\t/a/1 MB\t7000\n";
        let all = read(printed).expect("read");
        let rows: Vec<_> = all.iter().map(|(kind, size, times)| (kind.as_str(), *size, times.len())).collect();
        assert_eq!(rows, [("first", "1 MB", 2), ("first", "10 MB", 1), ("after", "1 MB", 1)]);
        assert_eq!(all[0].2.percentile(100), Duration::from_micros(3));
    }
}
