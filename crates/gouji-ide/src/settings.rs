//! The settings of each document: `gouji.toml` and baselines, as the command line uses them.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use gouji_config::{EditableBaseline, Effective, FileChange, Resolver, Trouble};
use gouji_files::FileStore;
use gouji_lint::Finding;

use crate::Origin;

/// The settings of all documents.
#[derive(Debug, Default)]
pub struct Settings {
    resolver: Resolver,
    /// The workspace folder, if there is exactly one. Unsaved texts have its settings.
    folder: OnceLock<PathBuf>,
    /// The problems that the last call of [`Settings::changed_problems`] found.
    reported: Mutex<Vec<Trouble>>,
}

impl Settings {
    /// Settings whose files are in `files`.
    pub fn new(files: FileStore) -> Self {
        Self { resolver: Resolver::default().with_files(files), ..Self::default() }
    }

    /// Where the files of the workspace are read from.
    pub const fn files(&self) -> &FileStore {
        self.resolver.file_store()
    }

    /// Sets the only folder of the workspace. The first call counts.
    pub fn set_folder(&self, folder: PathBuf) {
        let _ = self.folder.set(folder);
    }

    /// The settings of a document. May read files, so the task that reads messages must not call it.
    pub fn effective(&self, origin: &Origin) -> Effective {
        match self.path(origin) {
            Some(path) => self.resolver.effective(&path),
            None => Effective::default(),
        }
    }

    /// Whether the configuration excludes a file of the workspace. May read files.
    pub fn excludes(&self, path: &Path) -> bool {
        self.resolver.excludes(path)
    }

    /// Edits of other files that accept findings of a document; `None` if the document is not a file.
    pub fn acceptance(&self, origin: &Origin) -> Option<Acceptance<'_>> {
        let path = origin.path()?.to_owned();
        let workspace = self.folder.get().filter(|folder| path.starts_with(folder));
        let folder = workspace.map(PathBuf::as_path).or(path.parent())?.to_owned();
        Some(Acceptance { resolver: &self.resolver, path, folder, baseline: OnceCell::new() })
    }

    /// The path whose settings a document has.
    fn path(&self, origin: &Origin) -> Option<PathBuf> {
        match origin {
            Origin::File(path) => Some(path.clone()),
            Origin::Unsaved => self.folder.get().map(|folder| folder.join("untitled")),
            Origin::Other => None,
        }
    }

    /// Marks all files as outdated, so that they are read again before their next use. Never waits.
    pub fn refresh(&self) {
        self.resolver.refresh();
    }

    /// Whether [`Settings::changed_problems`] would read files. Never waits.
    pub fn is_outdated(&self) -> bool {
        self.resolver.is_stale()
    }

    /// Configuration problems that changed since the last call, by the path of the file: `Some` is new or changed, `None` is fixed. May
    /// read files.
    pub fn changed_problems(&self) -> Vec<(PathBuf, Option<Trouble>)> {
        let current = self.resolver.troubles();
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        let has = |troubles: &[Trouble], path: &Path| troubles.iter().any(|trouble| trouble.path == path);
        let fixed = reported.iter().filter(|old| !has(&current, &old.path)).map(|old| (old.path.clone(), None));
        let new = current.iter().filter(|trouble| !reported.contains(trouble));
        let changed = fixed.chain(new.map(|trouble| (trouble.path.clone(), Some(trouble.clone())))).collect();
        *reported = current;
        changed
    }
}

/// Edits of the baseline and the configuration that accept findings of one document. They read files, the baseline once, so the task that
/// reads messages must not make them.
#[derive(Debug)]
pub struct Acceptance<'a> {
    resolver: &'a Resolver,
    path: PathBuf,
    /// The folder for files that do not exist yet.
    folder: PathBuf,
    baseline: OnceCell<Option<EditableBaseline>>,
}

impl Acceptance<'_> {
    /// Accepts one finding in the baseline; `None` if the baseline cannot be read. The document is analysed as `text`.
    pub fn accept(&self, text: &str, finding: &Finding) -> Option<FileChange> {
        let read = || self.resolver.editable_baseline(&self.path, &self.folder);
        self.baseline.get_or_init(read).as_ref()?.accept(text, finding)
    }

    /// Switches a rule off in the configuration; `None` if that is not possible.
    pub fn switch_off(&self, rule: &str) -> Option<FileChange> {
        self.resolver.switch_off_rule(&self.path, &self.folder, rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsaved_text_has_the_settings_of_the_only_folder() {
        let settings = Settings::default();
        assert_eq!(settings.path(&Origin::Unsaved), None);
        settings.set_folder("/w w".into());
        for (origin, path) in [
            (Origin::Unsaved, Some("/w w/untitled")),
            (Origin::File("/home/张三/我的 报告.txt".into()), Some("/home/张三/我的 报告.txt")),
            (Origin::Other, None),
        ] {
            assert_eq!(settings.path(&origin), path.map(PathBuf::from), "{origin:?}");
        }
        assert!(settings.acceptance(&Origin::Unsaved).is_none(), "there is no file");
    }
}
