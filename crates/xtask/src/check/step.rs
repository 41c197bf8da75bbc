//! One kind of test, and which of them a run consists of.

use super::counts::Counts;
use crate::tools::command::Listener;
use crate::tools::system::Package;
use anyhow::Result;

/// How much is tried. Each scope has all that the one before it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// What a contributor needs: `cargo xtask test`.
    Usual,
    /// With what takes long, shortened: `cargo xtask test --full`, as CI runs it.
    Full,
    /// All of it, at its full length: `cargo xtask release-check`.
    Release,
}

/// How a run is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub scope: Scope,
    /// 10,000 random reports, as before a release.
    pub long: bool,
}

/// What a step found; an `Err` instead means that it could not be done at all.
pub struct Outcome {
    pub counts: Counts,
    /// What to show the user if anything failed.
    pub said: String,
}

impl Outcome {
    /// What a check found that passes or fails as a whole.
    pub fn one(passed: bool, said: String) -> Self {
        Self { counts: Counts::one(passed), said }
    }
}

/// One kind of test. Its errors name the command that mends it.
pub struct Step {
    pub name: &'static str,
    /// The smallest scope that it is part of.
    pub since: Scope,
    /// Packages of the system without which it is skipped.
    pub needs: fn() -> Vec<&'static Package>,
    pub run: fn(Extent, &mut Listener<'_>) -> Result<Outcome>,
    /// What to run to see it again, or to mend it.
    pub next: &'static str,
}

impl Step {
    /// For steps that need no package of the system but what compiling takes.
    pub const NOTHING: fn() -> Vec<&'static Package> = Vec::new;
}

/// The steps of a run, in their order. A filter that matches the name of a step asks for it, although the scope would leave it out; but what
/// only a release needs is not part of `test`.
pub fn selected<'a>(steps: &'a [Step], scope: Scope, filter: Option<&str>) -> Vec<&'a Step> {
    let most = if filter.is_some() { scope.max(Scope::Full) } else { scope };
    let wanted = |step: &&Step| step.since <= most && filter.is_none_or(|filter| step.name.contains(filter));
    steps.iter().filter(wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &'static str, since: Scope) -> Step {
        Step { name, since, needs: Step::NOTHING, run: |_, _| Ok(Outcome::one(true, String::new())), next: "" }
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
