//! A step of a test run, and the selection of the steps of a run.

use super::counts::Counts;
use crate::tools::command::Listener;
use crate::tools::system::SystemPackage;
use anyhow::Result;

/// How many steps a run has. Each scope includes the steps of the smaller ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The steps for every change: `cargo xtask test`.
    Usual,
    /// Also the slow steps, shortened: `cargo xtask test --full`, which CI runs.
    Full,
    /// All steps at full length: `cargo xtask release-check`.
    Release,
}

/// The scope and length of a run.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub scope: Scope,
    /// Whether the random tests try 10,000 reports, as before a release.
    pub long: bool,
}

/// The result of a step that ran. A step that could not run returns an error instead.
pub struct StepOutcome {
    pub counts: Counts,
    /// The text to print if a check failed.
    pub output: String,
}

impl StepOutcome {
    /// The outcome of a check that passes or fails as a whole.
    pub fn one(passed: bool, output: String) -> Self {
        Self { counts: Counts::one(passed), output }
    }

    /// Prints the reason for skipping a step that cannot run, and counts it as skipped.
    pub fn skipped(reason: &str) -> Self {
        eprintln!("  跳过 · skipped: {reason}");
        Self { counts: Counts { skipped: 1, ..Counts::default() }, output: String::new() }
    }

    /// Skips a step whose tools cannot be installed. Of the error, it prints the line with the cause.
    pub fn not_installed(problem: &str, error: &anyhow::Error) -> Self {
        let text = format!("{error:#}");
        let mut lines = text.lines();
        let cause = lines.find(|line| line.starts_with("ERROR")).or(lines.next_back()).unwrap_or(&text);
        Self::skipped(&format!("{problem}: {cause}"))
    }
}

/// A step of a test run.
pub struct Step {
    pub name: &'static str,
    /// The smallest scope that includes this step.
    pub smallest_scope: Scope,
    /// System packages that the step needs. It is skipped without those that are not optional.
    pub needs: fn() -> Vec<&'static SystemPackage>,
    pub run: fn(Extent, &mut Listener<'_>) -> Result<StepOutcome>,
    /// The command that repeats the step or fixes what it reports.
    pub next_command: &'static str,
}

impl Step {
    /// For steps that need no system package beyond those for compiling.
    pub const NOTHING: fn() -> Vec<&'static SystemPackage> = Vec::new;
}

/// Selects the steps of a run and keeps their order. A filter also selects matching steps of [`Scope::Full`] that the scope excludes, but
/// none of [`Scope::Release`].
pub fn selected<'a>(steps: &'a [Step], scope: Scope, filter: Option<&str>) -> Vec<&'a Step> {
    let largest = if filter.is_some() { scope.max(Scope::Full) } else { scope };
    let wanted =
        |step: &&Step| step.smallest_scope <= largest && filter.is_none_or(|filter| step.name.contains(filter));
    steps.iter().filter(wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &'static str, smallest_scope: Scope) -> Step {
        Step {
            name,
            smallest_scope,
            needs: Step::NOTHING,
            run: |_, _| Ok(StepOutcome::one(true, String::new())),
            next_command: "",
        }
    }

    fn names(scope: Scope, filter: Option<&str>) -> Vec<&'static str> {
        let steps = [
            step("format", Scope::Usual),
            step("grammar-is-generated", Scope::Usual),
            step("growth", Scope::Full),
            step("soak", Scope::Release),
        ];
        selected(&steps, scope, filter).iter().map(|step| step.name).collect()
    }

    #[test]
    fn each_scope_has_the_steps_of_the_smaller_ones() {
        assert_eq!(names(Scope::Usual, None), ["format", "grammar-is-generated"]);
        assert_eq!(names(Scope::Full, None), ["format", "grammar-is-generated", "growth"]);
        assert_eq!(names(Scope::Release, None), ["format", "grammar-is-generated", "growth", "soak"]);
    }

    #[test]
    fn a_filter_asks_for_long_steps_too_but_not_for_those_of_a_release() {
        assert_eq!(names(Scope::Usual, Some("gr")), ["grammar-is-generated", "growth"]);
        assert_eq!(names(Scope::Full, Some("growth")), ["growth"]);
        assert!(names(Scope::Usual, Some("soak")).is_empty());
        assert_eq!(names(Scope::Release, Some("soak")), ["soak"]);
        assert!(names(Scope::Release, Some("nothing of the kind")).is_empty());
    }
}
