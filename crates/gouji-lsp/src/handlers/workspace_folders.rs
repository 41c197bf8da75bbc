//! `workspace/didChangeWorkspaceFolders`, and the folders in the parameters of `initialize`.

use std::path::PathBuf;

use ls_types::{InitializeParams, LSPAny, OneOf, Uri, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities};

use super::Handler;
use crate::uri;

pub(super) const HANDLER: Handler = Handler {
    file: "workspace_folders",
    methods: &["workspace/didChangeWorkspaceFolders"],
    announce: |_, capabilities| {
        capabilities.workspace = Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        });
    },
};

/// The folders that a notification adds and removes.
pub fn changes(params: Option<&LSPAny>) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let event = params.and_then(|params| params.get("event"));
    let list = |key| folders(event.and_then(|event| event.get(key)));
    (list("added"), list("removed"))
}

/// The folders in the parameters of `initialize`.
pub fn initial(params: Option<&LSPAny>) -> Vec<PathBuf> {
    let list = params.and_then(|params| params.get("workspaceFolders")).filter(|list| list.is_array());
    if list.is_some() {
        return folders(list);
    }
    // Older clients have one folder only.
    let root = params.and_then(|params| params.get("rootUri")?.as_str());
    root.and_then(uri::path).into_iter().collect()
}

/// The folder in the parameters of `initialize`, if there is exactly one. Unsaved texts have its settings.
pub fn only_folder(params: &InitializeParams) -> Option<PathBuf> {
    #[allow(deprecated, reason = "older clients have their folder there")]
    let root = params.root_uri.as_ref();
    let folder = match params.workspace_folders.as_deref() {
        Some([folder]) => Some(&folder.uri),
        Some(_) => None,
        None => root,
    };
    folder.and_then(Uri::to_file_path).map(std::borrow::Cow::into_owned)
}

/// The folders on the disk in a list of workspace folders.
fn folders(list: Option<&LSPAny>) -> Vec<PathBuf> {
    let list = list.and_then(LSPAny::as_array).into_iter().flatten();
    list.filter_map(|folder| uri::path(folder.get("uri")?.as_str()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn unsaved_texts_belong_to_a_folder_only_if_there_is_one() {
        let only = |folders: &[&str]| {
            let folders: Vec<_> = folders.iter().map(|uri| json!({"uri": uri, "name": "name"})).collect();
            let params = json!({"capabilities": {}, "workspaceFolders": folders});
            only_folder(&serde_json::from_value(params).expect("parameters"))
        };
        assert_eq!(only(&["file:///w%20w"]), Some("/w w".into()));
        assert_eq!(only(&["file:///a", "file:///b"]), None);
        assert_eq!(only(&[]), None);
    }
}
