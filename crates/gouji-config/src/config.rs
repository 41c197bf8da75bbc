//! The content of `gouji.toml`. It is read by hand and not into structs, so that every mistake is reported, each at its place
//! and in the user's language.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use gouji_l10n::{Arg, Message, Phrase, msg};
use gouji_lint::{Level, Policy, rules};
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
    rules: Vec<(&'static str, Level)>,
    overrides: Vec<Override>,
}

/// Levels of rules for some files only.
#[derive(Clone, Debug)]
struct Override {
    paths: GlobSet,
    rules: Vec<(&'static str, Level)>,
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

    /// The rule settings of the file at `path`, relative to the configuration's folder. Later overrides win.
    pub fn policy(&self, path: &Path) -> Policy {
        let mut policy = Policy::default();
        let overrides = self.overrides.iter().filter(|over| over.paths.is_match(path));
        for (rule, level) in self.rules.iter().chain(overrides.flat_map(|over| &over.rules)) {
            policy.set(rule, *level);
        }
        policy
    }

    /// Whether the file at `path`, relative to the configuration's folder, is excluded: by its own path or by a folder above it.
    pub fn excludes(&self, path: &Path) -> bool {
        !self.exclude.is_empty() && path.ancestors().any(|part| self.exclude.is_match(part))
    }
}

/// The maximum number of problems that are reported one by one per file. A broken file can have hundreds of thousands.
const MAX_PROBLEMS: usize = 100;

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
                "rules" => config.rules = self.rules(value),
                "overrides" => config.overrides = self.overrides(value),
                _ => self.unknown_key(key, &["baseline", "exclude", "rules", "overrides"]),
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

    fn rules(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Vec<(&'static str, Level)> {
        let Some(table) = self.table(value) else { return Vec::new() };
        let mut levels = Vec::new();
        for (key, value) in entries_in_order(table) {
            let name = &**key.get_ref();
            let rule = rules::named(name);
            if rule.is_none() {
                self.add(key.span().into(), || msg::ConfigUnknownRule { name, hint: hint(rules::closest(name)) });
            }
            let Some(level) = self.string(value) else { continue };
            match (rule, Level::from_name(&level)) {
                (Some(rule), Some(level)) => levels.push((rule.name, level)),
                (None, Some(_)) => {}
                (_, None) => {
                    self.add(value.span().into(), || msg::ConfigLevel { found: level, levels: names(&Level::NAMES) })
                }
            }
        }
        levels
    }

    fn overrides(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Vec<Override> {
        let Some(list) = self.array(value) else { return Vec::new() };
        list.iter().filter_map(|value| self.override_entry(value)).collect()
    }

    fn override_entry(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Option<Override> {
        let mut entry = Override { paths: GlobSet::empty(), rules: Vec::new() };
        let table = self.table(value)?;
        for (key, value) in entries_in_order(table) {
            match &**key.get_ref() {
                "paths" => entry.paths = self.paths(value),
                "rules" => entry.rules = self.rules(value),
                _ => self.unknown_key(key, &["paths", "rules"]),
            }
        }
        for required in ["paths", "rules"] {
            if !table.contains_key(required) {
                self.add(value.span().into(), || msg::ConfigLacks { key: required });
            }
        }
        Some(entry)
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
mod tests {
    use super::*;
    use gouji_l10n::{Catalogue, Locale};
    use gouji_lint::Severity;

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

    /// The problems of a text: the words at the place, and the message in Chinese.
    fn problems_in(text: &str) -> Vec<(String, String)> {
        let catalogue = Catalogue::for_locale(Locale::Chinese);
        let problems = Config::parse(text).expect_err("it is wrong");
        let place_and_message =
            |problem: &Problem| (problem.span.slice(text).to_owned(), catalogue.render(&problem.message));
        problems.iter().map(place_and_message).collect()
    }

    #[test]
    fn every_mistake_is_reported_at_its_place() {
        let problems = problems_in(
            "basline = 1\nbaseline = 2\n[rules]\nrow-labl = \"off\"\ntitle-form = \"warn\"\nalles = \"off\"\n[[overrides]]\npaths = [\"a[\", 3]\npfade = []\n",
        );
        let places: Vec<&str> = problems.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["basline", "2", "row-labl", "\"warn\"", "alles", "[[overrides]]", "\"a[\"", "3", "pfade"]);
        for (at, words) in
            [(0, "baseline"), (2, "是否要写“row-label”"), (3, "off、hint、info、warning、error"), (5, "rules")]
        {
            assert!(problems[at].1.contains(words), "{:?}", problems[at]);
        }
        assert!(!problems[4].1.contains("是否"), "{:?}", problems[4]);
    }

    #[test]
    fn files_are_excluded_by_their_path_or_by_a_folder_above() {
        let config = Config::parse("exclude = ['草稿/', '历年/2019/**', '*.bak.txt']").expect("it is right");
        for path in ["草稿/a.txt", "县/草稿/b/c.txt", "历年/2019/a.txt", "x/a.bak.txt"] {
            assert!(config.excludes(Path::new(path)), "{path}");
        }
        for path in ["a.txt", "草稿.txt", "历年/2020/a.txt", "x/历年/2019/a.txt", "bak.txt"] {
            assert!(!config.excludes(Path::new(path)), "{path}");
        }
        assert!(!Config::default().excludes(Path::new("a.txt")));
        assert!(problems_in("exclude = '草稿'")[0].1.contains("列表"));
    }

    #[test]
    fn a_baseline_must_be_inside_the_folder() {
        for name in ["../bashrc", "/proc/self/environ", "//server/share/x", "C:x", "a/../../b", "", "NUL"] {
            let text = format!("baseline = '{name}'\n");
            let problems = problems_in(&text);
            assert_eq!(problems.len(), 1, "{text}");
            assert_eq!(problems[0].0, format!("'{name}'"));
            assert!(problems[0].1.contains("文件夹"), "{problems:?}");
        }
        let config = Config::parse("baseline = '历年\\a.json'").expect("it is inside");
        assert_eq!(config.baseline, Some(Path::new("历年").join("a.json")));
    }

    #[test]
    fn a_pattern_that_is_too_large_is_reported() {
        let large = format!("{{{}}}", (0..200_000).map(|number| format!("{number}*")).collect::<Vec<_>>().join(","));
        let deep = format!("{}{}", "{a,".repeat(3_000), "}".repeat(3_000));
        for pattern in [large, deep] {
            let problems = problems_in(&format!("[[overrides]]\npaths = ['a.txt', '{pattern}']\nrules = {{}}\n"));
            assert_eq!(problems.len(), 1);
            assert!(problems[0].0 == format!("'{pattern}'"), "at {}", problems[0].0.len());
        }
    }

    #[test]
    fn of_many_mistakes_the_first_are_reported_and_the_others_counted() {
        let text: String = (0..20_000).rev().map(|number| format!("wrong{number} = 1\n")).collect();
        let problems = problems_in(&text);
        assert_eq!(problems.len(), MAX_PROBLEMS + 1);
        assert_eq!((problems[0].0.as_str(), problems[99].0.as_str()), ("wrong19999", "wrong19900"));
        assert!(problems[100].1.contains("19900"), "{:?}", problems[100]);
        let text: String = (0..20_000).map(|number| format!("{{ paths = {number} }},")).collect();
        assert_eq!(problems_in(&format!("overrides = [{text}]")).len(), MAX_PROBLEMS + 1);
    }

    #[test]
    fn a_syntax_error_is_reported_at_its_place() {
        let problems = problems_in("[rules]\nrow-label = off\n");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].0, "off");
    }

    #[test]
    fn an_empty_configuration_changes_nothing() {
        let config = Config::parse("").expect("it is right");
        assert_eq!(config.policy(Path::new("a.txt")), Policy::default());
    }
}
