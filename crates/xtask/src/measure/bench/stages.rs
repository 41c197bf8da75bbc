//! Time and allocations of a keystroke, stage by stage. A bench in the server's crate measures them, because a client cannot observe
//! the stages.

use super::page::MarkdownTable;
use super::stats::{figure, milliseconds};
use super::{Context, Part, program};
use crate::tools::command::Listener;
use anyhow::{Context as _, Result};
use std::time::Duration;

const SIZES: [(usize, &str); 3] = [(10_000, "10 KB"), (100_000, "100 KB"), (1_000_000, "1 MB")];
/// The prefix of the stages that run one rule.
const RULE_PREFIX: &str = "rule ";
/// The stage without a rule: work that occurs once for all rules. The figures of each single rule include it.
const NO_RULE: &str = "no rule";

/// The cost of a stage for one text.
#[derive(Clone, Copy, Default)]
struct Cost {
    time: Duration,
    allocations: u64,
    bytes: u64,
}

impl Cost {
    /// The cost less the cost of another stage.
    fn without(self, other: Self) -> Self {
        Self {
            time: self.time.saturating_sub(other.time),
            allocations: self.allocations.saturating_sub(other.allocations),
            bytes: self.bytes.saturating_sub(other.bytes),
        }
    }
}

pub fn measure(context: &Context, line: &mut Listener<'_>) -> Result<Part> {
    let runs = context.effort.choose(25, 7);
    let printed = program::printed("stages", runs, &SIZES, line)?;
    let stages = read(&printed)?;

    let mut part = Part::default();
    part.say(&format!(
        "### From the text to the message\n\nMedians of {runs} runs in one process, once everything is prepared, and what is allocated meanwhile (by Rust: the parser's own memory is not\n\
         counted). The edit is one character typed in the middle.\n\
         A keystroke takes the text of the rope, a parse after an edit, report and rules after an edit, and what is sent; the other steps are\n\
         those whose instructions are counted, and the rules alone look at a report that they have seen before.\n\n"
    ));
    part.say(&table(
        "stage",
        stages.iter().filter(|(name, _)| !name.starts_with(RULE_PREFIX)).map(|(n, c)| (n.as_str(), *c)),
    ));
    part.say("\n### Rules\n\nEach alone, without what is done once for all of them.\n\n");
    let none = stages.iter().find(|(name, _)| name == NO_RULE).context("the program names no stage without rules")?.1;
    let rules = stages.iter().filter_map(|(name, costs)| Some((name.strip_prefix(RULE_PREFIX)?, *costs)));
    let alone = rules.map(|(name, costs)| (name, std::array::from_fn(|at| Cost::without(costs[at], none[at]))));
    part.say(&table("rule", alone));
    Ok(part)
}

type Costs = [Cost; SIZES.len()];

/// Parses the output of the bench into stages, in their order, each with its cost for every size.
fn read(printed: &str) -> Result<Vec<(String, Costs)>> {
    let mut stages: Vec<(String, Costs)> = Vec::new();
    for line in printed.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [stage, path, time, allocations, bytes] = fields[..] else { continue };
        let size = SIZES.iter().position(|(_, size)| path.ends_with(&format!("/{size}"))).context("an unknown text")?;
        let cost = Cost {
            time: Duration::from_nanos(time.parse()?),
            allocations: allocations.parse()?,
            bytes: bytes.parse()?,
        };
        match stages.iter_mut().find(|(name, _)| name == stage) {
            Some((_, costs)) => costs[size] = cost,
            None => {
                let mut costs = Costs::default();
                costs[size] = cost;
                stages.push((stage.to_owned(), costs));
            }
        }
    }
    Ok(stages)
}

fn table<'a>(what: &str, stages: impl Iterator<Item = (&'a str, Costs)>) -> String {
    let times = SIZES.map(|(_, size)| format!("{size} ms"));
    let allocated = SIZES.map(|(_, size)| format!("{size} allocations, KiB"));
    let head = std::iter::once(what.to_owned()).chain(times).chain(allocated);
    let mut table = MarkdownTable::with_head(head);
    for (name, costs) in stages {
        let times = costs.map(|cost| milliseconds(cost.time));
        let allocated = costs.map(|cost| format!("{}, {}", cost.allocations, figure(cost.bytes as f64 / 1024.0)));
        table.row(std::iter::once(name.to_owned()).chain(times).chain(allocated));
    }
    table.markdown()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_stage_are_one_row() {
        let printed = "noise\nparse\t/x/10 KB\t1000\t2\t3\nparse\t/x/1 MB\t9000\t4\t5\nmodel\t/x/10 KB\t7\t8\t9\n";
        let stages = read(printed).expect("read");
        assert_eq!(stages.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["parse", "model"]);
        let [small, _, large] = stages[0].1;
        assert_eq!((small.time, small.allocations, small.bytes), (Duration::from_micros(1), 2, 3));
        assert_eq!((large.time, large.allocations, large.bytes), (Duration::from_micros(9), 4, 5));
    }
}
