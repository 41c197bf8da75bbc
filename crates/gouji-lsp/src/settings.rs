//! What is checked in which document: `gouji.toml` and baselines, as the command line follows them.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use gouji_config::{EditableBaseline, Effective, FileChange, Resolver, Trouble};
use gouji_core::Finding;
use tower_lsp::ls_types::{InitializeParams, Uri};

use crate::uri;

/// The resolver, and where texts that are not saved yet belong.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    resolver: Resolver,
    /// The workspace's folder, where it has exactly one.
    folder: OnceLock<PathBuf>,
    /// What was last told of files that cannot serve.
    told: Mutex<Vec<Trouble>>,
}

impl Settings {
    /// Remembers the client's workspace.
    pub fn introduce(&self, params: &InitializeParams) {
        #[allow(deprecated, reason = "older clients name their folder there")]
        let root = params.root_uri.as_ref();
        let folder = match params.workspace_folders.as_deref() {
            Some([folder]) => Some(&folder.uri),
            Some(_) => None,
            None => root,
        };
        if let Some(folder) = folder.and_then(Uri::to_file_path) {
            let _ = self.folder.set(folder.into_owned());
        }
    }

    /// What holds for a document. May read files: not for the transport's task.
    pub fn effective(&self, uri: &str) -> Effective {
        match self.path(uri) {
            Some(path) => self.resolver.effective(&path),
            None => Effective::default(),
        }
    }

    /// Edits of other files that accept findings of a document; `None` if the document is not a file.
    pub fn acceptance(&self, uri: &str) -> Option<Acceptance<'_>> {
        if uri.starts_with("untitled:") {
            return None;
        }
        let path = self.path(uri)?;
        let workspace = self.folder.get().filter(|folder| path.starts_with(folder));
        let folder = workspace.map(PathBuf::as_path).or(path.parent())?.to_owned();
        Some(Acceptance { resolver: &self.resolver, path, folder, baseline: OnceCell::new() })
    }

    fn path(&self, uri: &str) -> Option<PathBuf> {
        if uri.starts_with("untitled:") {
            return self.folder.get().map(|folder| folder.join("untitled"));
        }
        uri::path(uri)
    }

    /// Marks all files as outdated, so that they are read again before their next use. Never waits.
    pub fn refresh(&self) {
        self.resolver.refresh();
    }

    /// Whether [`Settings::news`] would read files. Never waits.
    pub fn is_stale(&self) -> bool {
        self.resolver.is_stale()
    }

    /// What is to be told anew of files that cannot serve, by their path: the present trouble, or none any more. May read
    /// files.
    pub fn news(&self) -> Vec<(PathBuf, Option<Trouble>)> {
        let present = self.resolver.troubles();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |troubles: &[Trouble], path: &Path| troubles.iter().any(|trouble| trouble.path == path);
        let gone = told.iter().filter(|old| !of(&present, &old.path)).map(|old| (old.path.clone(), None));
        let new = present.iter().filter(|trouble| !told.contains(trouble));
        let news = gone.chain(new.map(|trouble| (trouble.path.clone(), Some(trouble.clone())))).collect();
        *told = present;
        news
    }
}

/// Edits of the baseline and the configuration that accept findings of one document. They read files, the baseline once: not
/// for the transport's task.
#[derive(Debug)]
pub(crate) struct Acceptance<'a> {
    resolver: &'a Resolver,
    path: PathBuf,
    /// The folder of files that do not exist yet.
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
    use serde_json::json;

    #[test]
    fn documents_have_paths_where_they_are_files_or_in_the_one_folder() {
        let settings = Settings::default();
        assert_eq!(settings.path("untitled:Untitled-1"), None);
        let params = json!({"capabilities": {}, "workspaceFolders": [{"uri": "file:///w%20w", "name": "w"}]});
        settings.introduce(&serde_json::from_value(params).expect("parameters"));
        for (uri, path) in [
            ("untitled:Untitled-1", Some("/w w/untitled")),
            ("file:///home/张三/我的 报告.txt", Some("/home/张三/我的 报告.txt")),
            ("file:///home/%E5%BC%A0/a.txt", Some("/home/张/a.txt")),
            ("git:/a.txt", None),
        ] {
            assert_eq!(settings.path(uri), path.map(PathBuf::from), "{uri}");
        }
    }

    #[test]
    fn with_several_folders_an_unsaved_text_belongs_to_none() {
        let settings = Settings::default();
        let folders = json!([{"uri": "file:///a", "name": "a"}, {"uri": "file:///b", "name": "b"}]);
        settings.introduce(
            &serde_json::from_value(json!({"capabilities": {}, "workspaceFolders": folders})).expect("parameters"),
        );
        assert_eq!(settings.path("untitled:Untitled-1"), None);
    }
}
