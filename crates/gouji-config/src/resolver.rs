use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gouji_files::{FileStore, Place};
use gouji_lint::{Finding, Policy};

use crate::baseline::Baseline;
use crate::cache::Cache;
use crate::config::Config;
use crate::file_state::{FileContent, FileState};
use crate::rule_choice::RuleChoice;
use crate::trouble::Trouble;
use crate::{BASELINE_NAME, CONFIG_NAME};

/// The source of configurations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The nearest `gouji.toml` in the file's folder or above it.
    #[default]
    Search,
    /// This file, for all files.
    File(PathBuf),
    /// No configuration and no baseline.
    Nowhere,
}

/// Finds the configuration of each file. Files are read once, and again after [`Resolver::refresh`]. No lock is held while a file is
/// read, so that [`Resolver::refresh`] and [`Resolver::is_stale`] never wait.
#[derive(Debug, Default)]
pub struct Resolver {
    source: Source,
    files: FileStore,
    baselines: Baselines,
    choice: RuleChoice,
    /// Increases when files may have changed.
    generation: AtomicU64,
    /// The generation whose problems were reported last.
    reported_generation: AtomicU64,
    /// The configuration and baseline of each folder.
    folders: Cache<PathBuf, ConfigFiles>,
    configs: Cache<Place, FileState<Config>>,
    accepted: Cache<Place, FileState<Baseline>>,
}

/// Whether baselines filter findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Baselines {
    #[default]
    Followed,
    Ignored,
}

/// The configuration of one file.
#[derive(Clone, Debug, Default)]
pub struct Effective {
    /// The rule settings.
    pub policy: Policy,
    /// The place of the baseline, which may not exist yet.
    pub baseline_place: Option<Place>,
    /// Whether the configuration excludes the file.
    pub is_excluded: bool,
    /// Configuration and baseline files that are invalid. Their last valid content is used instead.
    pub broken: Vec<PathBuf>,
    baseline: Option<Arc<Baseline>>,
    /// Whether all rules run that the configuration leaves on, so that a missing finding is a fixed one.
    has_all_rules: bool,
    /// The name of the file in the baseline.
    name: String,
}

/// The configuration and the baseline of a folder.
#[derive(Clone, Debug, Default)]
struct ConfigFiles {
    config: Option<Place>,
    baseline: Option<Place>,
}

impl Resolver {
    /// A resolver that takes configurations from `source`.
    pub fn new(source: Source) -> Self {
        Self { source, ..Self::default() }
    }

    /// Reads configurations and baselines from `files`.
    #[must_use]
    pub fn with_files(self, files: FileStore) -> Self {
        Self { files, ..self }
    }

    /// Where configurations and baselines are read from.
    pub const fn file_store(&self) -> &FileStore {
        &self.files
    }

    /// Ignores baselines when filtering findings, but still reports their places.
    #[must_use]
    pub fn without_baselines(self) -> Self {
        Self { baselines: Baselines::Ignored, ..self }
    }

    /// Runs only the rules of `choice`, whatever the configuration says.
    #[must_use]
    pub fn with_rules(self, choice: RuleChoice) -> Self {
        Self { choice, ..self }
    }

    /// Whether the configuration excludes the file at `path`. Reads the configuration on first use.
    pub fn excludes(&self, path: &Path) -> bool {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let generation = self.generation();
        let found = path.parent().and_then(|folder| self.config_files(folder, generation)?.config);
        found.is_some_and(|config| {
            let state = self.read(&self.configs, &config, generation);
            let folder = config.path().parent().map(Path::to_owned).unwrap_or_default();
            state.good.as_ref().is_some_and(|config| config.excludes(path.strip_prefix(folder).unwrap_or(&path)))
        })
    }

    /// The configuration of the file at `path`. Reads files on first use.
    pub fn effective(&self, path: &Path) -> Effective {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let generation = self.generation();
        let mut effective = Effective { has_all_rules: self.choice.is_everything(), ..Effective::default() };
        self.choice.apply(&mut effective.policy);
        let Some(found) = self.config_files(path.parent().unwrap_or(&path), generation) else { return effective };
        let folder = found.config.as_ref().and_then(|config| Some(config.path().parent()?.to_owned()));
        let mut named = None;
        if let (Some(config), Some(folder)) = (&found.config, &folder) {
            let state = self.read(&self.configs, config, generation);
            effective.broken.extend(state.trouble.as_ref().map(|trouble| trouble.path.clone()));
            if let Some(config) = &state.good {
                let inside = path.strip_prefix(folder).unwrap_or(&path);
                effective.policy = config.policy(inside);
                self.choice.apply(&mut effective.policy);
                effective.is_excluded = config.excludes(inside);
                named = config.baseline.as_ref().map(|baseline| Place::inside(folder, baseline));
            }
        }
        let default_place = || folder.map(|folder| Place::inside(&folder, BASELINE_NAME));
        effective.baseline_place = named.or(found.baseline).or_else(default_place);
        if let Some(place) = &effective.baseline_place
            && self.baselines == Baselines::Followed
        {
            let state = self.read(&self.accepted, place, generation);
            effective.broken.extend(state.trouble.as_ref().map(|trouble| trouble.path.clone()));
            effective.baseline = state.good.clone();
            effective.name = name_in(&place.path(), &path);
        }
        effective
    }

    /// The configuration of the file at `path`, if there is one. May read folders.
    pub(crate) fn config_of(&self, path: &Path) -> Option<Place> {
        self.config_files(path.parent()?, self.generation())?.config
    }

    /// The files that decide the configuration of the files until now, also those that do not exist yet. Sorted by path.
    pub fn files(&self) -> BTreeSet<PathBuf> {
        let named = self.configs.keys().into_iter().chain(self.accepted.keys()).map(|place| place.path());
        let folders = self.folders.keys().into_iter();
        named.chain(folders.flat_map(|folder| [folder.join(CONFIG_NAME), folder.join(BASELINE_NAME)])).collect()
    }

    /// Marks all files as outdated, so that they are read again before their next use. Never waits.
    pub fn refresh(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// Whether [`Resolver::troubles`] would read files. Never waits.
    pub fn is_stale(&self) -> bool {
        self.reported_generation.load(Ordering::SeqCst) < self.generation()
    }

    /// The problems of all invalid files that were used until now, sorted by path.
    pub fn troubles(&self) -> Vec<Trouble> {
        let generation = self.generation();
        if self.is_stale() {
            self.refresh_outdated(&self.configs, generation);
            self.refresh_outdated(&self.accepted, generation);
            self.reported_generation.fetch_max(generation, Ordering::SeqCst);
        }
        let configs = self.configs.values().into_iter().filter_map(|state| state.trouble.clone());
        let baselines = self.accepted.values().into_iter().filter_map(|state| state.trouble.clone());
        let mut troubles: Vec<Trouble> = configs.chain(baselines).collect();
        troubles.sort_by(|a, b| a.path.cmp(&b.path));
        troubles
    }

    fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// The configuration and baseline for the files in `folder`; `None` for [`Source::Nowhere`].
    fn config_files(&self, folder: &Path, generation: u64) -> Option<ConfigFiles> {
        match &self.source {
            Source::Nowhere => None,
            Source::Search => Some(self.search(folder, generation)),
            Source::File(config) => {
                let default_place = config.parent().map(|folder| Place::inside(folder, BASELINE_NAME));
                Some(ConfigFiles {
                    baseline: default_place.filter(|place| self.files.exists(place)),
                    config: Some(Place::Named(config.clone())),
                })
            }
        }
    }

    /// The nearest configuration and the nearest baseline in `folder` or above it.
    fn search(&self, folder: &Path, generation: u64) -> ConfigFiles {
        let mut uncached = Vec::new();
        let mut found = ConfigFiles::default();
        for folder in folder.ancestors().map(Path::to_owned) {
            if let Some(cached) = self.folders.current(&folder, generation) {
                found = ConfigFiles::clone(&cached);
                break;
            }
            uncached.push(folder);
        }
        while let Some(folder) = uncached.pop() {
            let own = |name: &str| Some(Place::inside(&folder, name)).filter(|place| self.files.exists(place));
            let above = found;
            found = ConfigFiles {
                config: own(CONFIG_NAME).or(above.config),
                baseline: own(BASELINE_NAME).or(above.baseline),
            };
            self.folders.get(&folder, generation, |_| found.clone());
        }
        found
    }

    fn read<T: FileContent>(
        &self,
        states: &Cache<Place, FileState<T>>,
        place: &Place,
        generation: u64,
    ) -> Arc<FileState<T>> {
        states.get(place, generation, |old| FileState::read(&self.files, place, old.as_deref()))
    }

    /// Reads outdated files again, and removes the entries of missing files.
    fn refresh_outdated<T: FileContent>(&self, states: &Cache<Place, FileState<T>>, generation: u64) {
        states.refresh_outdated(generation, |place, old| {
            Some(FileState::read(&self.files, place, Some(&old))).filter(|state| !state.is_missing)
        });
    }
}

impl Effective {
    /// Removes the findings that the baseline accepts. Returns the number of accepted findings that no longer occur.
    pub fn filter_accepted(&self, text: &str, findings: &mut Vec<Finding>) -> usize {
        let obsolete = self.baseline.as_ref().map_or(0, |baseline| baseline.apply(&self.name, text, findings));
        if self.has_all_rules { obsolete } else { 0 }
    }
}

/// The name of the file at `path` in the baseline at `baseline`: its path from the baseline's folder, with forward slashes.
pub fn name_in(baseline: &Path, path: &Path) -> String {
    let folder = baseline.parent().unwrap_or(baseline);
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_lint::{Level, rules};
    use gouji_text::Span;
    use std::fs;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn level(effective: &Effective) -> Option<Level> {
        effective.policy.level(rules::named("row-label").expect("a rule"))
    }

    #[test]
    fn the_nearest_configuration_is_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        write(&root.join(CONFIG_NAME), "rules = { row-label = \"off\" }\n");
        write(&root.join("a/b").join(CONFIG_NAME), "");
        let resolver = Resolver::default();
        for (path, expected) in [("x.txt", Some(Level::Off)), ("a/x.txt", Some(Level::Off)), ("a/b/c/x.txt", None)] {
            assert_eq!(level(&resolver.effective(&root.join(path))), expected, "{path}");
        }
        let named = Resolver::new(Source::File(root.join("a/b").join(CONFIG_NAME)));
        assert_eq!(level(&named.effective(&root.join("x.txt"))), None);
        let none = Resolver::new(Source::Nowhere);
        assert_eq!(level(&none.effective(&root.join("x.txt"))), None);
    }

    #[test]
    fn the_last_valid_configuration_is_used_until_the_file_is_fixed_or_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join(CONFIG_NAME);
        let file = folder.path().join("a.txt");
        let resolver = Resolver::default();
        for (text, expected, troubles) in [
            ("rules = { row-label = \"off\" }\n", Some(Level::Off), 0),
            ("rules = { row-label = \n", Some(Level::Off), 1),
            ("rules = { row-labl = \"hint\" }\n", Some(Level::Off), 1),
            ("", None, 0),
        ] {
            write(&config, text);
            resolver.refresh();
            assert_eq!(level(&resolver.effective(&file)), expected, "{text}");
            assert_eq!(resolver.troubles().len(), troubles, "{text}");
        }
        write(&config, "x");
        resolver.refresh();
        assert_eq!(resolver.effective(&file).broken, std::slice::from_ref(&config));
        fs::remove_file(&config).expect("it is there");
        resolver.refresh();
        assert_eq!(resolver.effective(&file).broken, [] as [PathBuf; 0]);
        assert_eq!(resolver.troubles(), []);
    }

    #[test]
    fn a_baseline_is_named_or_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let resolver = Resolver::default();
        let path = |file: &str| {
            resolver.refresh();
            let place = resolver.effective(&root.join(file)).baseline_place;
            place.map(|place| place.path().strip_prefix(root).expect("inside").to_owned())
        };
        assert_eq!(path("a/x.txt"), None);
        write(&root.join(CONFIG_NAME), "");
        assert_eq!(path("a/x.txt"), Some(PathBuf::from(BASELINE_NAME)));
        write(&root.join("a").join(BASELINE_NAME), "{\"version\": 1, \"files\": {}}");
        assert_eq!(path("a/x.txt"), Some(Path::new("a").join(BASELINE_NAME)));
        write(&root.join(CONFIG_NAME), "baseline = \"b/c.json\"");
        assert_eq!(path("a/x.txt"), Some(Path::new("b").join("c.json")));
        write(&root.join("b/c.json"), "{\n  \"version\": 1,\n  \"fils\": {}\n}");
        assert_eq!(path("a/x.txt"), Some(Path::new("b").join("c.json")));
        let [trouble] = resolver.troubles().try_into().expect("one");
        assert_eq!(trouble.problems[0].span, Span::at("{\n  \"version\": 1,\n".len()));
    }
}
