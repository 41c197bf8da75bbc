//! What the server offers.

use tower_lsp::ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, DiagnosticOptions, DiagnosticServerCapabilities,
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, FoldingRangeProviderCapability, GlobPattern,
    HoverProviderCapability, OneOf, Registration, SaveOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use crate::profile::{Delivery, Profile};

/// Mends everything that is safe: what `source.fixAll` on save asks for.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.gouji");

/// What the server offers to this client.
pub(crate) fn capabilities(profile: Profile) -> ServerCapabilities {
    let pull = DiagnosticOptions {
        identifier: Some("gouji".to_owned()),
        inter_file_dependencies: true,
        ..DiagnosticOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(profile.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
            ..CodeActionOptions::default()
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        diagnostic_provider: match profile.diagnostics {
            Delivery::Push => None,
            Delivery::Pull | Delivery::PullAndRefresh => Some(DiagnosticServerCapabilities::Options(pull)),
        },
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// The files whose changes the client tells: those that may be reports, configurations, and baselines under their usual name.
pub(crate) fn watched_files() -> Registration {
    let reports = format!("**/*.{{{}}}", gouji_files::EXTENSIONS.join(","));
    let named = [gouji_config::CONFIG_NAME, gouji_config::BASELINE_NAME].map(|name| format!("**/{name}"));
    let globs = std::iter::once(reports).chain(named).map(GlobPattern::String);
    let watchers = globs.map(|glob_pattern| FileSystemWatcher { glob_pattern, kind: None }).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Registration {
        id: "gouji-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}
