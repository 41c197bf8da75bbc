//! The content of `gouji.toml`. It is read by hand and not into structs, so that every mistake is reported, each at its place
//! and in the user's language.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use gouji_l10n::{Arg, Message, Phrase, msg};
use gouji_lint::rules::{self, Group};
use gouji_lint::{Level, OwnWords, Policy};
use gouji_text::Span;
use toml::de::{DeTable, DeValue};

use crate::trouble::Problem;

type Key<'i> = toml::Spanned<std::borrow::Cow<'i, str>>;

/// A configuration.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The baseline's path, relative to the configuration's folder and inside it.
    pub baseline: Option<PathBuf>,
    /// Files and folders that are not checked.
    exclude: GlobSet,
    /// The levels of groups, then those of rules.
    groups: Levels,
    rules: Levels,
    words: Arc<OwnWords>,
    overrides: Vec<Override>,
}

/// Levels of rules. Later ones win.
type Levels = Vec<(&'static str, Level)>;

/// Levels of rules for some files only.
#[derive(Clone, Debug)]
struct Override {
    paths: GlobSet,
    groups: Levels,
    rules: Levels,
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// All problems, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let table = DeTable::parse(text).map_err(|error| {
            let message = msg::ConfigSyntax { reason: error.message().trim() }.into();
            vec![Problem { span: error.span().unwrap_or(0..0).into(), message }]
        })?;
        let mut reader = ConfigReader::default();
        let config = reader.config(table.get_ref());
        let problems = reader.problems();
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// The rule settings of the file at `path`, relative to the configuration's folder. The level of a rule beats that of its group.
    /// Later overrides win.
    pub fn policy(&self, path: &Path) -> Policy {
        let mut policy = Policy::default();
        let overrides = self.overrides.iter().filter(|over| over.paths.is_match(path));
        let own = self.groups.iter().chain(&self.rules);
        for (rule, level) in own.chain(overrides.flat_map(|over| over.groups.iter().chain(&over.rules))) {
            policy.set(rule, *level);
        }
        policy.with_words(Arc::clone(&self.words))
    }

    /// Whether the file at `path`, relative to the configuration's folder, is excluded: by its own path or by a folder above it.
    pub fn excludes(&self, path: &Path) -> bool {
        !self.exclude.is_empty() && path.ancestors().any(|part| self.exclude.is_match(part))
    }
}

/// The maximum number of problems that are reported one by one per file. A broken file can have hundreds of thousands.
const MAX_PROBLEMS: usize = 100;

/// The maximum number of characters of a word of an agency.
pub(crate) const LONGEST_WORD: usize = 60;

/// The maximum number of words of an agency in each list. All words with the same first character are compared with each place.
pub(crate) const MOST_WORDS: usize = 1_000;

#[derive(Default)]
struct ConfigReader {
    problems: Vec<Problem>,
    /// The number of further problems, and the place of the first.
    more: usize,
    further: Option<Span>,
}

impl ConfigReader {
    /// All problems, in the order of the text.
    fn problems(mut self) -> Vec<Problem> {
        if let Some(span) = self.further {
            self.problems.push(Problem { span, message: msg::ConfigMore { count: self.more }.into() });
        }
        self.problems.sort_by_key(|problem| problem.span);
        self.problems
    }

    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in entries_in_order(table) {
            match &**key.get_ref() {
                "baseline" => config.baseline = self.baseline(value),
                "exclude" => config.exclude = self.paths(value),
                "groups" => config.groups = self.groups(value),
                "rules" => config.rules = self.rules(value),
                "words" => config.words = Arc::new(self.words(value)),
                "overrides" => config.overrides = self.overrides(value),
                _ => self.unknown_key(key, &["baseline", "exclude", "groups", "rules", "words", "overrides"]),
            }
        }
        config
    }

    fn baseline(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Option<PathBuf> {
        let name = self.string(value)?;
        let inner = gouji_files::portable_path(&name);
        if inner.is_none() {
            self.add(value.span().into(), || msg::ConfigBaselineOutside);
        }
        inner
    }

    /// The levels of the rules of the groups in a table.
    fn groups(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Levels {
        let Some(table) = self.table(value) else { return Vec::new() };
        let mut levels = Vec::new();
        for (key, value) in entries_in_order(table) {
            let name = &**key.get_ref();
            let group = Group::from_name(name);
            if group.is_none() {
                let known = names(&Group::ALL.map(Group::name));
                let hint = hint(rules::closest_group(name));
                self.add(key.span().into(), || msg::ConfigUnknownGroup { name, hint, known });
            }
            if let (Some(level), Some(group)) = (self.level(value), group) {
                levels.extend(group.rules().map(|rule| (rule.name, level)));
            }
        }
        levels
    }

    fn rules(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Levels {
        let Some(table) = self.table(value) else { return Vec::new() };
        let mut levels = Vec::new();
        for (key, value) in entries_in_order(table) {
            let name = &**key.get_ref();
            let rule = rules::named(name);
            if rule.is_none() {
                self.add(key.span().into(), || msg::ConfigUnknownRule { name, hint: hint(rules::closest(name)) });
            }
            if let (Some(level), Some(rule)) = (self.level(value), rule) {
                levels.push((rule.name, level));
            }
        }
        levels
    }

    fn level(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Option<Level> {
        let found = self.string(value)?;
        let level = Level::from_name(&found);
        if level.is_none() {
            self.add(value.span().into(), || msg::ConfigLevel { found, levels: names(&Level::NAMES) });
        }
        level
    }

    fn overrides(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Vec<Override> {
        let Some(list) = self.array(value) else { return Vec::new() };
        list.iter().filter_map(|value| self.override_entry(value)).collect()
    }

    fn override_entry(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Option<Override> {
        let mut entry = Override { paths: GlobSet::empty(), groups: Vec::new(), rules: Vec::new() };
        let table = self.table(value)?;
        for (key, value) in entries_in_order(table) {
            match &**key.get_ref() {
                "paths" => entry.paths = self.paths(value),
                "groups" => entry.groups = self.groups(value),
                "rules" => entry.rules = self.rules(value),
                _ => self.unknown_key(key, &["paths", "groups", "rules"]),
            }
        }
        if !table.contains_key("paths") {
            self.add(value.span().into(), || msg::ConfigLacks { key: "paths" });
        }
        if !table.contains_key("rules") && !table.contains_key("groups") {
            self.add(value.span().into(), || msg::ConfigLacksLevels);
        }
        Some(entry)
    }

    /// The words of an agency: `slips`, a table of wrong and right words, and `terms`, a list.
    fn words(&mut self, value: &toml::Spanned<DeValue<'_>>) -> OwnWords {
        let (mut slips, mut terms) = (Vec::new(), Vec::new());
        let Some(table) = self.table(value) else { return OwnWords::default() };
        for (key, value) in entries_in_order(table) {
            match &**key.get_ref() {
                "slips" => slips = self.slips(value),
                "terms" => terms = self.terms(value),
                _ => self.unknown_key(key, &["slips", "terms"]),
            }
        }
        OwnWords::new(slips, terms)
    }

    fn slips(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Vec<(String, String)> {
        let Some(table) = self.table(value) else { return Vec::new() };
        let mut slips = Vec::new();
        for (key, value) in entries_in_order(table) {
            let wrong = &**key.get_ref();
            self.check_word(key.span().into(), wrong);
            if slips.len() == MOST_WORDS {
                self.add(key.span().into(), || msg::ConfigWords { most: MOST_WORDS });
                break;
            }
            let Some(right) = self.string(value) else { continue };
            if right == wrong {
                self.add(value.span().into(), || msg::ConfigWordSame { word: wrong });
            } else {
                self.check_word(value.span().into(), &right);
            }
            slips.push((wrong.to_owned(), right));
        }
        slips
    }

    fn terms(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Vec<String> {
        let Some(list) = self.array(value) else { return Vec::new() };
        let mut terms = Vec::new();
        for value in list {
            let Some(term) = self.string(value) else { continue };
            if terms.len() == MOST_WORDS {
                self.add(value.span().into(), || msg::ConfigWords { most: MOST_WORDS });
                break;
            }
            self.check_word(value.span().into(), &term);
            terms.push(term);
        }
        terms
    }

    /// Reports a word that no text could contain as a word: it is empty or too long, or has blanks or control characters.
    fn check_word(&mut self, span: Span, word: &str) {
        let is_word = !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c.is_control());
        if !is_word || word.chars().count() > LONGEST_WORD {
            self.add(span, || msg::ConfigWord { most: LONGEST_WORD });
        }
    }

    fn paths(&mut self, value: &toml::Spanned<DeValue<'_>>) -> GlobSet {
        let Some(list) = self.array(value) else { return GlobSet::empty() };
        let mut globs = Vec::new();
        for value in list {
            let Some(pattern) = self.string(value) else { continue };
            match glob(&pattern) {
                Ok(glob) => globs.push((value, glob)),
                Err(error) => self
                    .add(value.span().into(), || msg::ConfigGlob { glob: pattern, reason: error.kind().to_string() }),
            }
        }
        if let Some(set) = glob_set(globs.iter().map(|(_, glob)| glob)) {
            return set;
        }
        // Either some patterns are too large by themselves, or only all of them together.
        let mut spans: Vec<Span> =
            globs.iter().filter(|(_, glob)| glob_set([glob]).is_none()).map(|(value, _)| value.span().into()).collect();
        if spans.is_empty() {
            spans.push(value.span().into());
        }
        spans.into_iter().for_each(|span| self.add(span, || msg::ConfigGlobLarge));
        GlobSet::empty()
    }

    fn string(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => self.expected(value, msg::ConfigExpectedString),
        }
    }

    fn table<'a, 'i>(&mut self, value: &'a toml::Spanned<DeValue<'i>>) -> Option<&'a DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => self.expected(value, msg::ConfigExpectedTable),
        }
    }

    fn array<'a, 'i>(&mut self, value: &'a toml::Spanned<DeValue<'i>>) -> Option<&'a [toml::Spanned<DeValue<'i>>]> {
        match value.get_ref() {
            DeValue::Array(list) => Some(list),
            _ => self.expected(value, msg::ConfigExpectedList),
        }
    }

    fn expected<T>(&mut self, value: &toml::Spanned<DeValue<'_>>, problem: Phrase) -> Option<T> {
        self.add(value.span().into(), || problem);
        None
    }

    fn unknown_key(&mut self, key: &toml::Spanned<std::borrow::Cow<'_, str>>, known: &[&'static str]) {
        let name = key.get_ref();
        let distance = |known: &&&'static str| strsim::damerau_levenshtein(known, name);
        self.add(key.span().into(), || {
            let closest = if name.len() < 60 { known.iter().min_by_key(distance) } else { None };
            let closest = closest.filter(|closest| distance(closest) <= 2).copied();
            msg::ConfigUnknownKey { name: &**name, hint: hint(closest), known: names(known) }
        });
    }

    /// Adds a problem. Builds its message only if the problem is reported.
    fn add<M: Into<Message>>(&mut self, span: Span, message: impl FnOnce() -> M) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { span, message: message().into() });
        } else {
            self.more += 1;
            self.further.get_or_insert(span);
        }
    }
}

/// The entries of a table, in the order of the text.
fn entries_in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a Key<'i>, &'a toml::Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// One matcher for all patterns; `None` if it would be too large.
fn glob_set<'a>(globs: impl IntoIterator<Item = &'a Glob>) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(glob.clone());
    }
    set.build().ok()
}

fn names(names: &[&'static str]) -> Arg {
    names.iter().copied().collect()
}

/// The words that propose another name, if there is one.
fn hint(closest: Option<&'static str>) -> Arg {
    match closest {
        Some(meant) => Message::from(msg::ConfigMeant { meant }).into(),
        None => "".into(),
    }
}

/// A glob. `*` matches within a folder, `**` across folders. A pattern without a slash matches in every folder, as in `.gitignore`.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    // A slash at the end is the usual mark of a folder.
    let pattern = pattern.trim_end_matches('/');
    let anywhere = if pattern.contains('/') { pattern.to_owned() } else { format!("**/{pattern}") };
    GlobBuilder::new(&anywhere).literal_separator(true).build()
}

#[cfg(test)]
mod tests;
