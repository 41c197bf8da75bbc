//! Measures the Python module in DuckDB and Polars on 100,000 reports, and compares its figures and speed with the command line's.

use super::cli::files::{Files, Layouts};
use super::page::MarkdownTable;
use super::stats::figure;
use super::target::{Bound, Target};
use super::{Context, Part};
use crate::dist::proof::module::Environment;
use crate::dist::{target, wheel};
use crate::tools::build::SHIPPED;
use crate::tools::command::{Listener, Run as _};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// The result of one program: a line that the script prints.
#[derive(Deserialize)]
struct EngineResult {
    name: String,
    /// Seconds from the texts in memory (for the command line: in files) to the figures.
    seconds: f64,
    figures: u64,
    /// Whether the number and the sum of the figures of each cell of the form equal those of the command line.
    equal: bool,
}

pub fn measure(context: &Context, line: &mut Listener<'_>) -> Result<Part> {
    let temporary = tempfile::tempdir()?;
    let folder = context.texts.clone().unwrap_or_else(|| temporary.path().to_owned());
    line("texts");
    let reports = Files::reports(&folder, context.effort.choose(100_000, 1_000), Layouts::Markdown, line)?;
    let wheel = wheel::pack(target::host()?, &context.gouji, SHIPPED, &temporary.path().join("wheel"), line)?;
    let environment = Environment::new(&wheel, line)?;
    let mut script = environment.script("engines.py");
    let printed = script.arg(&context.gouji).arg(folder.join(reports.path)).printed()?;
    let results: Vec<EngineResult> = printed
        .lines()
        .map(|text| serde_json::from_str(text).with_context(|| text.to_owned()))
        .collect::<Result<_>>()?;
    ensure!(results.len() > 1, "the script printed {printed:?}");

    let mut part = Part::default();
    let mut table = MarkdownTable::new(["program", "seconds", "reports/s", "figures", "as the command line"]);
    for EngineResult { name, seconds, figures, equal } in &results {
        let speed = figure(reports.count as f64 / seconds);
        let verdict = if *equal { "yes" } else { "**no**" };
        table.row([name.clone(), figure(*seconds), speed, figures.to_string(), verdict.to_owned()]);
    }
    let share = results.iter().filter(|result| result.equal).count() as f64 / results.len() as f64;
    part.target(Target::new(
        "programs whose figures equal the command line's",
        Bound::AtLeast(100.0),
        Some(share * 100.0),
        "%",
    ));
    part.say(&format!(
        "### The Python module\n\nThe wheel in a new environment, on {}. `extract` reads all figures of the tables. Compared are the number and\n\
         the sum of the figures of each cell of the form.\n\n",
        reports.name
    ));
    part.say(&table.markdown());
    Ok(part)
}
