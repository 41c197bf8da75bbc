use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gouji_core::{Finding, Message, Policy, Span};

use crate::baseline::{Baseline, BaselineError};
use crate::config::Config;
use crate::trouble::{Problem, Trouble};
use crate::{BASELINE_NAME, CONFIG_NAME};

/// Where configurations come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// From the nearest `gouji.toml` in the file's folder or above it.
    #[default]
    Search,
    /// From this file, whatever is checked.
    File(PathBuf),
    /// There is none, and no baseline.
    Nowhere,
}

/// Tells what is checked in which file. Files are read once, and again after [`Resolver::refresh`].
#[derive(Debug, Default)]
pub struct Resolver {
    source: Source,
    baselines: Baselines,
    state: Mutex<State>,
}

/// Whether baselines count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Baselines {
    #[default]
    Followed,
    Ignored,
}

/// What holds for one file.
#[derive(Clone, Debug, Default)]
pub struct Effective {
    /// Which rules run.
    pub policy: Policy,
    /// The baseline's path: where it is, or where it would be written.
    pub baseline_path: Option<PathBuf>,
    /// Files that ought to be followed and cannot be; the last that could be are.
    pub broken: Vec<PathBuf>,
    baseline: Option<Arc<Baseline>>,
    /// What the baseline calls the file.
    name: String,
}

#[derive(Debug, Default)]
struct State {
    stale: bool,
    /// The configuration and the baseline that are found from a folder.
    folders: HashMap<PathBuf, Found>,
    configs: HashMap<PathBuf, Slot<Config>>,
    baselines: HashMap<PathBuf, Slot<Baseline>>,
}

#[derive(Clone, Debug, Default)]
struct Found {
    config: Option<PathBuf>,
    baseline: Option<PathBuf>,
}

/// A file that was read: what it last said that could be understood, and what is wrong with it now.
#[derive(Debug)]
struct Slot<T> {
    good: Option<Arc<T>>,
    trouble: Option<Trouble>,
}

impl Resolver {
    /// A resolver that takes configurations from `source`.
    pub fn new(source: Source) -> Self {
        Self { source, ..Self::default() }
    }

    /// The same, but no baseline accepts anything; where each is, is told all the same.
    #[must_use]
    pub fn without_baselines(self) -> Self {
        Self { baselines: Baselines::Ignored, ..self }
    }

    /// What holds for the file at `path`. Reads files on first use.
    pub fn effective(&self, path: &Path) -> Effective {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut state = self.state();
        state.reload();
        let found = match &self.source {
            Source::Nowhere => return Effective::default(),
            Source::Search => state.search(path.parent().unwrap_or(&path)),
            Source::File(config) => Found {
                baseline: config.parent().map(|folder| folder.join(BASELINE_NAME)).filter(|path| path.is_file()),
                config: Some(config.clone()),
            },
        };
        let mut effective = Effective::default();
        let folder = found.config.as_deref().and_then(Path::parent).map(Path::to_owned);
        let mut named = None;
        if let (Some(config), Some(folder)) = (&found.config, &folder) {
            let slot = state.configs.entry(config.clone()).or_insert_with(|| Slot::empty().read_again(config));
            effective.broken.extend(slot.trouble.as_ref().map(|trouble| trouble.path.clone()));
            if let Some(config) = &slot.good {
                effective.policy = config.policy(path.strip_prefix(folder).unwrap_or(&path));
                named = config.baseline.as_ref().map(|baseline| folder.join(baseline));
            }
        }
        let beside = || folder.map(|folder| folder.join(BASELINE_NAME));
        effective.baseline_path = named.or(found.baseline).or_else(beside);
        if let Some(baseline) = effective.baseline_path.as_ref().filter(|_| self.baselines == Baselines::Followed) {
            let slot = state.baselines.entry(baseline.clone()).or_insert_with(|| Slot::empty().read_again(baseline));
            effective.broken.extend(slot.trouble.as_ref().map(|trouble| trouble.path.clone()));
            effective.baseline = slot.good.clone();
            effective.name = name_in(baseline, &path);
        }
        effective
    }

    /// The configuration of the file at `path`, if there is one. May read folders.
    pub(crate) fn config_of(&self, path: &Path) -> Option<PathBuf> {
        let mut state = self.state();
        state.reload();
        match &self.source {
            Source::Search => state.search(path.parent()?).config,
            Source::File(config) => Some(config.clone()),
            Source::Nowhere => None,
        }
    }

    /// Files may have changed: they are read again before anything else is told.
    pub fn refresh(&self) {
        self.state().stale = true;
    }

    /// Whether files are to be read again.
    pub fn is_stale(&self) -> bool {
        self.state().stale
    }

    /// The files that cannot serve, of those that were asked for until now, by their paths.
    pub fn troubles(&self) -> Vec<Trouble> {
        let mut state = self.state();
        state.reload();
        let configs = state.configs.values().filter_map(|slot| slot.trouble.clone());
        let mut troubles: Vec<Trouble> =
            configs.chain(state.baselines.values().filter_map(|slot| slot.trouble.clone())).collect();
        troubles.sort_by(|a, b| a.path.cmp(&b.path));
        troubles
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Effective {
    /// Takes out the findings that the baseline accepts; how many accepted ones are there no more.
    pub fn accept(&self, text: &str, findings: &mut Vec<Finding>) -> usize {
        self.baseline.as_ref().map_or(0, |baseline| baseline.apply(&self.name, text, findings))
    }
}

/// What the baseline at `baseline` calls the file at `path`: its way from the baseline's folder, with forward slashes.
pub fn name_in(baseline: &Path, path: &Path) -> String {
    let folder = baseline.parent().unwrap_or(baseline);
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
}

impl State {
    fn reload(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        self.folders.clear();
        reload(&mut self.configs);
        reload(&mut self.baselines);
    }

    fn search(&mut self, folder: &Path) -> Found {
        if let Some(found) = self.folders.get(folder) {
            return found.clone();
        }
        let above = folder.parent().map(|above| self.search(above)).unwrap_or_default();
        let own = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
        let found =
            Found { config: own(CONFIG_NAME).or(above.config), baseline: own(BASELINE_NAME).or(above.baseline) };
        self.folders.insert(folder.to_owned(), found.clone());
        found
    }
}

/// Reads files again, and forgets those that are gone.
fn reload<T: Read>(slots: &mut HashMap<PathBuf, Slot<T>>) {
    *slots = std::mem::take(slots)
        .into_iter()
        .filter(|(path, _)| path.exists())
        .map(|(path, slot)| {
            let slot = slot.read_again(&path);
            (path, slot)
        })
        .collect();
}

/// What stands in a file.
trait Read: Sized {
    /// Reads it.
    fn read(path: &Path) -> Result<Self, Trouble>;
}

impl Read for Config {
    fn read(path: &Path) -> Result<Self, Trouble> {
        let trouble = |text, problems| Trouble { path: path.to_owned(), text, problems };
        let unreadable = |error: &io::Error| {
            let message = Message::new("config-unreadable").with("reason", error.to_string());
            trouble(String::new(), vec![Problem { span: Span::at(0), message }])
        };
        let text = fs::read_to_string(path).map_err(|error| unreadable(&error))?;
        Self::parse(&text).map_err(|problems| trouble(text, problems))
    }
}

impl Read for Baseline {
    fn read(path: &Path) -> Result<Self, Trouble> {
        let trouble = |text: String, at, message| Trouble {
            path: path.to_owned(),
            text,
            problems: vec![Problem { span: Span::at(at), message }],
        };
        match Self::read(path) {
            Ok(baseline) => Ok(baseline),
            // One that is not written yet accepts nothing.
            Err(BaselineError::Missing) => Ok(Self::default()),
            Err(BaselineError::Io(error)) => {
                let message = Message::new("config-unreadable").with("reason", error.to_string());
                Err(trouble(String::new(), 0, message))
            }
            Err(BaselineError::Malformed(line, reason)) => {
                let text = fs::read_to_string(path).unwrap_or_default();
                let at = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
                Err(trouble(text, at, Message::new("baseline-malformed").with("reason", reason)))
            }
        }
    }
}

impl<T: Read> Slot<T> {
    const fn empty() -> Self {
        Self { good: None, trouble: None }
    }

    fn read_again(self, path: &Path) -> Self {
        match T::read(path) {
            Ok(read) => Self { good: Some(Arc::new(read)), trouble: None },
            Err(trouble) => Self { good: self.good, trouble: Some(trouble) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::{Level, rules};

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn level(effective: &Effective) -> Option<Level> {
        effective.policy.level(rules::named("row-label").expect("a rule"))
    }

    #[test]
    fn the_nearest_configuration_counts() {
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
    fn the_last_good_configuration_stays_until_the_file_is_mended_or_gone() {
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
            let path = resolver.effective(&root.join(file)).baseline_path;
            path.map(|path| path.strip_prefix(root).expect("inside").to_owned())
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
