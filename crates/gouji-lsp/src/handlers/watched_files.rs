//! `workspace/didChangeWatchedFiles`. The server registers it after `initialize`, so it adds no capability.

use gouji_convert::DocumentKind;
use ls_types::{DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, LSPAny, Registration};

use super::Handler;
use crate::profile::{Profile, Watching};

const METHOD: &str = "workspace/didChangeWatchedFiles";

pub(super) const HANDLER: Handler = Handler { file: "watched_files", methods: &[METHOD], announce: |_, _| {} };

/// The registration of the watched files: files that may be reports, configurations, and baselines with the usual name. `None` if the
/// client cannot register it.
pub fn registration(profile: Profile) -> Option<Registration> {
    if profile.watching == Watching::Fixed {
        return None;
    }
    let extensions: Vec<&str> = gouji_files::EXTENSIONS.into_iter().chain(DocumentKind::extensions()).collect();
    let reports = format!("**/*.{{{}}}", extensions.join(","));
    let named = [gouji_config::CONFIG_NAME, gouji_config::BASELINE_NAME].map(|name| format!("**/{name}"));
    let globs = std::iter::once(reports).chain(named).map(GlobPattern::String);
    let watchers = globs.map(|glob_pattern| FileSystemWatcher { glob_pattern, kind: None }).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Some(Registration {
        id: "gouji-files".to_owned(),
        method: METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    })
}

/// Whether the changed files may be configurations or baselines, and not only reports. A baseline may have any name.
pub fn concern_settings(params: Option<&LSPAny>) -> bool {
    let changes = params.and_then(|params| params.get("changes")?.as_array()).map(Vec::as_slice).unwrap_or_default();
    let is_report = |change: &LSPAny| {
        let extension = change.get("uri").and_then(LSPAny::as_str).and_then(|uri| uri.rsplit('.').next());
        extension.is_some_and(|extension| gouji_files::EXTENSIONS.contains(&extension))
    };
    !changes.iter().all(is_report)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reports_are_no_settings() {
        let concern = |uris: &[&str]| {
            let changes: Vec<_> = uris.iter().map(|uri| json!({"uri": uri, "type": 2})).collect();
            concern_settings(Some(&json!({"changes": changes})))
        };
        assert!(!concern(&["file:///a.txt", "file:///b.md"]));
        assert!(concern(&["file:///a.txt", "file:///gouji.toml"]) && concern(&["file:///accepted.json"]));
    }
}
