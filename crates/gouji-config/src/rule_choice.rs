use std::collections::BTreeSet;

use gouji_lint::rules::{self, Group};
use gouji_lint::{Level, Policy};

/// The rules that a command line chooses. They take precedence over every configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleChoice {
    select: BTreeSet<&'static str>,
    ignore: BTreeSet<&'static str>,
}

impl RuleChoice {
    /// The choice of the rules `select`, or of all rules if it is empty, without the rules `ignore`. The name of a group selects
    /// its rules. Unknown names have no effect.
    pub fn new<'a>(select: impl IntoIterator<Item = &'a str>, ignore: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            select: select.into_iter().flat_map(rules_called).collect(),
            ignore: ignore.into_iter().flat_map(rules_called).collect(),
        }
    }

    /// Whether it leaves every decision to the configuration.
    pub fn is_everything(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty()
    }

    /// Applies the choice to the policy of a configuration. A selected rule runs even if the configuration turns it off.
    pub(crate) fn apply(&self, policy: &mut Policy) {
        if self.is_everything() {
            return;
        }
        for rule in rules::ALL {
            let is_selected = self.select.is_empty() || self.select.contains(rule.name);
            if !is_selected || self.ignore.contains(rule.name) {
                policy.set(rule.name, Level::Off);
            } else if !self.select.is_empty() && policy.level(rule) == Some(Level::Off) {
                policy.reset(rule.name);
            }
        }
    }
}

/// The names of the rule or of the rules of the group called `name`.
fn rules_called(name: &str) -> impl Iterator<Item = &'static str> {
    let of_group = Group::from_name(name).into_iter().flat_map(Group::rules);
    rules::named(name).into_iter().chain(of_group).map(|rule| rule.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(choice: &RuleChoice, policy: &Policy) -> Vec<&'static str> {
        let mut policy = policy.clone();
        choice.apply(&mut policy);
        rules::ALL.iter().filter(|rule| policy.level(rule) != Some(Level::Off)).map(|rule| rule.name).collect()
    }

    #[test]
    fn a_selection_replaces_what_the_configuration_turns_off() {
        let mut policy = Policy::default();
        policy.set("row-label", Level::Off);
        let all = rules::ALL.len();
        assert_eq!(running(&RuleChoice::default(), &policy).len(), all - 1);
        let selected = RuleChoice::new(["row-label", "title-form"], []);
        assert_eq!(running(&selected, &policy), ["row-label", "title-form"]);
        let without = RuleChoice::new(["row-label", "title-form"], ["title-form"]);
        assert_eq!(running(&without, &policy), ["row-label"]);
        let tally = running(&RuleChoice::new(["tally", "title-form"], []), &policy);
        assert_eq!(tally, ["tally-mismatch", "title-form"]);
        let tables = running(&RuleChoice::new([], ["tables"]), &Policy::default());
        assert_eq!(tables.len(), all - Group::Tables.rules().count());
        let ignored = running(&RuleChoice::new([], ["title-form"]), &policy);
        assert!(ignored.len() == all - 2 && !ignored.contains(&"title-form") && !ignored.contains(&"row-label"));
    }
}
