//! The policy: which rules run, and the severity of their findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Severity;
use crate::own_words::OwnWords;
use crate::rules::Rule;

/// The setting of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The rule runs, and all its findings have this severity.
    At(Severity),
}

impl Level {
    /// The names of all levels, the least severe first.
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
    limit: Option<usize>,
    /// `None` if the agency has none.
    words: Option<Arc<OwnWords>>,
}

impl Policy {
    /// Keeps only the first `limit` findings of each rule. The other findings are counted.
    #[must_use]
    pub fn with_limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Replaces the words of the agency.
    #[must_use]
    pub fn with_words(mut self, words: Arc<OwnWords>) -> Self {
        self.words = if words.is_empty() { None } else { Some(words) };
        self
    }

    /// The words of the agency, if it has any.
    pub fn words(&self) -> Option<&OwnWords> {
        self.words.as_deref()
    }

    /// How many findings of each rule are kept.
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(usize::MAX)
    }

    /// Sets the level of a rule, and replaces an earlier one.
    pub fn set(&mut self, rule: &'static str, level: Level) {
        self.levels.insert(rule, level);
    }

    /// Removes the level of a rule, so that the rule runs with its own severity.
    pub fn reset(&mut self, rule: &'static str) {
        self.levels.remove(rule);
    }

    /// The level of a rule; `None` if it has none, and then the rule runs with its own severity.
    pub fn level(&self, rule: &Rule) -> Option<Level> {
        self.levels.get(rule.name).copied()
    }
}
