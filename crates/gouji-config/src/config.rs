//! The words of `gouji.toml`. It is read by hand rather than into structs, so that every mistake is told, each where it
//! stands and in the reader's language.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use gouji_core::{Level, Message, Policy, Span, rules};
use toml::de::{DeTable, DeValue};

use crate::trouble::Problem;

/// A configuration.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The baseline's path, relative to the configuration's folder.
    pub baseline: Option<PathBuf>,
    rules: Vec<(&'static str, Level)>,
    overrides: Vec<Override>,
}

/// What is said of some files only.
#[derive(Clone, Debug)]
struct Override {
    paths: GlobSet,
    rules: Vec<(&'static str, Level)>,
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let table = DeTable::parse(text).map_err(|error| {
            let message = Message::new("config-syntax").with("reason", error.message().trim());
            vec![Problem { span: error.span().unwrap_or(0..0).into(), message }]
        })?;
        let mut reader = Reader { problems: Vec::new() };
        let config = reader.config(table.get_ref());
        reader.problems.sort_by_key(|problem| problem.span);
        if reader.problems.is_empty() { Ok(config) } else { Err(reader.problems) }
    }

    /// What is said of the file at `path`, relative to the configuration's folder. Later overrides win.
    pub fn policy(&self, path: &Path) -> Policy {
        let mut policy = Policy::default();
        let overrides = self.overrides.iter().filter(|over| over.paths.is_match(path));
        for (rule, level) in self.rules.iter().chain(overrides.flat_map(|over| &over.rules)) {
            policy.set(rule, *level);
        }
        policy
    }
}

struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in table {
            match &**key.get_ref() {
                "baseline" => config.baseline = self.string(value).map(PathBuf::from),
                "rules" => config.rules = self.rules(value),
                "overrides" => config.overrides = self.overrides(value),
                _ => self.unknown_key(key, &["baseline", "rules", "overrides"]),
            }
        }
        config
    }

    fn rules(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Vec<(&'static str, Level)> {
        let Some(table) = self.table(value) else { return Vec::new() };
        let mut found = Vec::new();
        for (key, value) in table {
            let name = &**key.get_ref();
            let rule = rules::named(name);
            if rule.is_none() {
                self.add(key.span().into(), misspelt("config-unknown-rule", name, rules::closest(name)));
            }
            let Some(level) = self.string(value) else { continue };
            match (rule, Level::from_name(&level)) {
                (Some(rule), Some(level)) => found.push((rule.name, level)),
                (None, Some(_)) => {}
                (_, None) => {
                    let message =
                        Message::new("config-level").with("found", level).with("levels", names(&Level::NAMES));
                    self.add(value.span().into(), message);
                }
            }
        }
        found
    }

    fn overrides(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Vec<Override> {
        let Some(list) = self.array(value) else { return Vec::new() };
        list.iter().filter_map(|value| self.entry(value)).collect()
    }

    fn entry(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Option<Override> {
        let mut entry = Override { paths: GlobSet::empty(), rules: Vec::new() };
        let table = self.table(value)?;
        for (key, value) in table {
            match &**key.get_ref() {
                "paths" => entry.paths = self.paths(value),
                "rules" => entry.rules = self.rules(value),
                _ => self.unknown_key(key, &["paths", "rules"]),
            }
        }
        for wanted in ["paths", "rules"] {
            if !table.contains_key(wanted) {
                self.add(value.span().into(), Message::new("config-lacks").with("key", wanted));
            }
        }
        Some(entry)
    }

    fn paths(&mut self, value: &toml::Spanned<DeValue<'_>>) -> GlobSet {
        let mut globs = GlobSetBuilder::new();
        let Some(list) = self.array(value) else { return GlobSet::empty() };
        for value in list {
            let Some(pattern) = self.string(value) else { continue };
            match glob(&pattern) {
                Ok(glob) => drop(globs.add(glob)),
                Err(error) => {
                    let message =
                        Message::new("config-glob").with("glob", pattern).with("reason", error.kind().to_string());
                    self.add(value.span().into(), message);
                }
            }
        }
        globs.build().unwrap_or_default()
    }

    fn string(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => self.expected(value, "config-expected-string"),
        }
    }

    fn table<'a, 'i>(&mut self, value: &'a toml::Spanned<DeValue<'i>>) -> Option<&'a DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => self.expected(value, "config-expected-table"),
        }
    }

    fn array<'a, 'i>(&mut self, value: &'a toml::Spanned<DeValue<'i>>) -> Option<&'a [toml::Spanned<DeValue<'i>>]> {
        match value.get_ref() {
            DeValue::Array(list) => Some(list),
            _ => self.expected(value, "config-expected-list"),
        }
    }

    fn expected<T>(&mut self, value: &toml::Spanned<DeValue<'_>>, id: &'static str) -> Option<T> {
        self.add(value.span().into(), Message::new(id));
        None
    }

    fn unknown_key(&mut self, key: &toml::Spanned<std::borrow::Cow<'_, str>>, known: &[&'static str]) {
        let name = key.get_ref();
        let distance = |known: &&&'static str| strsim::damerau_levenshtein(known, name);
        let closest = Some(name).filter(|name| name.len() < 60).and_then(|_| known.iter().min_by_key(distance));
        let closest = closest.filter(|closest| distance(closest) <= 2).copied();
        let message = misspelt("config-unknown-key", name, closest);
        self.add(key.span().into(), message.with("known", names(known)));
    }

    fn add(&mut self, span: Span, message: Message) {
        self.problems.push(Problem { span, message });
    }
}

fn names(names: &[&'static str]) -> gouji_core::message::Arg {
    names.iter().copied().collect()
}

/// The message, or its variant that proposes another name.
fn misspelt(id: &'static str, name: &str, closest: Option<&'static str>) -> Message {
    let message = Message::new(id).with("name", name);
    match closest {
        Some(closest) => message.with("hint", Message::new("config-meant").with("meant", closest)),
        None => message.with("hint", ""),
    }
}

/// `*` stays within a folder, `**` does not; a pattern without a slash counts in every folder, as in `.gitignore`.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let anywhere = if pattern.contains('/') { pattern.to_owned() } else { format!("**/{pattern}") };
    GlobBuilder::new(&anywhere).literal_separator(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::{Catalogue, Locale, Severity};

    fn level(config: &Config, path: &str, rule: &str) -> Option<Level> {
        config.policy(Path::new(path)).level(rules::named(rule).expect("a rule"))
    }

    #[test]
    fn rules_are_set_and_overrides_win_in_their_order() {
        let config = Config::parse(
            r#"
            baseline = "accepted.json"
            [rules]
            title-form = "warning"
            row-label = "off"
            [[overrides]]
            paths = ["历年/**", "2019*.txt"]
            rules = { row-label = "hint", outdated-table = "off" }
            [[overrides]]
            paths = ["历年/2020.txt"]
            rules = { row-label = "error" }
            "#,
        )
        .expect("it is right");
        assert_eq!(config.baseline, Some(PathBuf::from("accepted.json")));
        for (path, rule, expected) in [
            ("a.txt", "title-form", Some(Level::At(Severity::Warning))),
            ("a.txt", "row-label", Some(Level::Off)),
            ("a.txt", "outdated-table", None),
            ("历年/a/b.txt", "outdated-table", Some(Level::Off)),
            ("历年/a/b.txt", "row-label", Some(Level::At(Severity::Hint))),
            ("历年/2020.txt", "row-label", Some(Level::At(Severity::Error))),
            ("d/2019年报.txt", "outdated-table", Some(Level::Off)),
            ("2019/a.txt", "outdated-table", None),
        ] {
            assert_eq!(level(&config, path, rule), expected, "{path} {rule}");
        }
    }

    /// What is wrong, in Chinese, with the place.
    fn wrong(text: &str) -> Vec<(String, String)> {
        let catalogue = Catalogue::of(Locale::Chinese);
        let problems = Config::parse(text).expect_err("it is wrong");
        let tell = |problem: &Problem| (problem.span.of(text).to_owned(), catalogue.render(&problem.message));
        problems.iter().map(tell).collect()
    }

    #[test]
    fn every_mistake_is_told_where_it_stands() {
        let told = wrong(
            "basline = 1\nbaseline = 2\n[rules]\nrow-labl = \"off\"\ntitle-form = \"warn\"\nalles = \"off\"\n[[overrides]]\npaths = [\"a[\", 3]\npfade = []\n",
        );
        let places: Vec<&str> = told.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["basline", "2", "row-labl", "\"warn\"", "alles", "[[overrides]]", "\"a[\"", "3", "pfade"]);
        for (at, words) in
            [(0, "baseline"), (2, "是否要写“row-label”"), (3, "off、hint、info、warning、error"), (5, "rules")]
        {
            assert!(told[at].1.contains(words), "{:?}", told[at]);
        }
        assert!(!told[4].1.contains("是否"), "{:?}", told[4]);
    }

    #[test]
    fn what_is_no_toml_is_told_where_it_breaks() {
        let told = wrong("[rules]\nrow-label = off\n");
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, "off");
    }

    #[test]
    fn an_empty_configuration_says_nothing() {
        let config = Config::parse("").expect("it is right");
        assert_eq!(config.policy(Path::new("a.txt")), Policy::default());
    }
}
