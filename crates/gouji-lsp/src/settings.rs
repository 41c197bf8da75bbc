//! What is checked in which document: `gouji.toml` and baselines, as the command line follows them.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use gouji_config::{Effective, FileChange, Resolver, Trouble};
use gouji_core::Finding;
use tower_lsp::ls_types::{InitializeParams, Uri};

use crate::features::accept::Accepting;
use crate::uri::escaped;

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

    /// The change that accepts the finding outside of the text; `None` where the text is no file, or that cannot be done. May
    /// read files.
    pub fn change(&self, uri: &str, text: &str, finding: &Finding, accepting: Accepting) -> Option<FileChange> {
        let path = Some(uri).filter(|uri| !uri.starts_with("untitled:")).and_then(|uri| self.path(uri))?;
        let within = self.folder.get().filter(|folder| path.starts_with(folder));
        let folder = within.map(PathBuf::as_path).or(path.parent())?;
        match accepting {
            Accepting::Finding => self.resolver.accepting(&path, folder, text, finding),
            Accepting::Rule => self.resolver.turning_off(&path, folder, finding.rule),
        }
    }

    fn path(&self, uri: &str) -> Option<PathBuf> {
        if uri.starts_with("untitled:") {
            return self.folder.get().map(|folder| folder.join("untitled"));
        }
        let uri: Uri = Some(uri).filter(|uri| uri.starts_with("file:")).and_then(|uri| escaped(uri).parse().ok())?;
        uri.to_file_path().map(|path| path.into_owned())
    }

    /// Files may have changed: they are read again before anything else is told.
    pub fn refresh(&self) {
        self.resolver.refresh();
    }

    /// Whether [`Settings::news`] would read files.
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
