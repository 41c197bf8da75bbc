//! Which rules run, and how grave their findings are.

use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::rules::Rule;

/// What a configuration says of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The rule runs, and all its findings are as grave as this.
    At(Severity),
}

impl Level {
    /// Every level's name, from the mildest on.
    pub const NAMES: [&'static str; 5] = ["off", "hint", "info", "warning", "error"];

    /// The level called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        const SEVERITIES: [Severity; 4] = [Severity::Hint, Severity::Info, Severity::Warning, Severity::Error];
        match name {
            "off" => Some(Self::Off),
            _ => SEVERITIES.into_iter().find(|severity| severity.name() == name).map(Self::At),
        }
    }
}

/// The configuration of one text. By default every rule runs, with its own severity, and all its findings are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    levels: BTreeMap<&'static str, Level>,
    most: Option<usize>,
}

impl Policy {
    /// The same, but of each rule only the first `most` findings are kept; the others are counted.
    #[must_use]
    pub fn keeping(mut self, most: usize) -> Self {
        self.most = Some(most);
        self
    }

    /// How many findings of a rule are kept.
    pub fn most(&self) -> usize {
        self.most.unwrap_or(usize::MAX)
    }

    /// Configures a rule; what was said of it before no longer counts.
    pub fn set(&mut self, rule: &'static str, level: Level) {
        self.levels.insert(rule, level);
    }

    /// What is configured for a rule; `None` where nothing is.
    pub fn level(&self, rule: &Rule) -> Option<Level> {
        self.levels.get(rule.name).copied()
    }
}
