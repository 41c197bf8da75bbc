//! `workspace/didChangeWatchedFiles`. The server registers it after `initialize`, so it adds no capability.

use gouji_convert::DocumentKind;
use ls_types::{DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration};

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
