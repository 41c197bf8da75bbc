//! What the client supports, as far as it matters for the server.

use gouji_ide::line_index::Encoding;
use gouji_l10n::Locale;
use ls_types::{
    ClientCapabilities, InitializeParams, LSPAny, MarkupKind, ResourceOperationKind, WorkspaceClientCapabilities,
};

use crate::from_proto;

/// The command of the client that shows places. Its arguments are the place of a code lens, and a list of places.
pub const SHOW_PLACES: &str = "gouji.showPlaces";

/// What the client supports, from the parameters of `initialize`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The unit of columns.
    pub encoding: Encoding,
    /// The language of the messages.
    pub locale: Locale,
    /// How the client gets diagnostics.
    pub diagnostics: Delivery,
    /// Whether the client pulls the diagnostics of files that are not open (`initializationOptions.workspaceDiagnostics`).
    pub workspace_diagnostics: Support,
    /// Whether a diagnostic may link to other places.
    pub related: Related,
    /// The form of a workspace edit.
    pub edits: Edits,
    /// Whether a workspace edit may create files.
    pub creation: Creation,
    /// Whether a workspace edit may say what each of its changes means, and ask the user to confirm them.
    pub annotations: Support,
    /// Whether the client requests the edit of a code action when the user has chosen it.
    pub lazy_actions: Support,
    /// The format of a hover text.
    pub hover: Markup,
    /// The format of the documentation of a proposal.
    pub completion: Markup,
    /// Whether proposals may have places to fill in.
    pub snippets: Support,
    /// The form of the outline.
    pub symbols: Symbols,
    /// The form of a definition.
    pub definitions: Definitions,
    /// Whether the client asks what can be renamed.
    pub rename: Support,
    /// Whether the client asks for hints again when the server asks it to.
    pub hints: Support,
    /// The same for code lenses.
    pub lenses: Support,
    /// Whether the client has the command [`SHOW_PLACES`].
    pub lens_commands: Support,
    /// Whether the server may create progress that the client shows.
    pub progress: Support,
    /// Who decides which files are watched.
    pub watching: Watching,
    /// Whether the client has views of documents (`initializationOptions.documentViews`), and must know when their findings may have changed.
    pub document_views: Support,
}

/// How the client gets diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// The server sends them.
    #[default]
    Push,
    /// The client pulls them, and pulls them again when the server asks it to.
    PullAndRefresh,
    /// The client pulls them at times of its own choice.
    Pull,
}

/// The form of a definition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Definitions {
    /// Places.
    #[default]
    Places,
    /// Links, which also have the span that the editor underlines.
    Links,
}

/// Whether a diagnostic may link to other places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Related {
    /// The client ignores or rejects it.
    #[default]
    Unsupported,
    /// The client supports it.
    Supported,
}

/// The form of a workspace edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edits {
    /// A map from URIs to edits.
    #[default]
    Plain,
    /// Edits of a certain version of a document.
    Versioned,
}

/// Whether a workspace edit may create files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Creation {
    /// The client ignores or rejects it.
    #[default]
    Unsupported,
    /// The client supports it.
    Supported,
}

/// The format of a hover text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Plain text.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
}

/// The form of the outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symbols {
    /// A list.
    #[default]
    Flat,
    /// A tree.
    Nested,
}

/// Who decides which files are watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Watching {
    /// The client: its configuration has the files.
    #[default]
    Fixed,
    /// The server registers the files.
    Registered,
}

/// Whether the client has an ability that not every client has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Support {
    /// It has not, or has not said so.
    #[default]
    No,
    /// It has.
    Yes,
}

impl From<Option<bool>> for Support {
    fn from(supported: Option<bool>) -> Self {
        if supported == Some(true) { Self::Yes } else { Self::No }
    }
}

impl Profile {
    pub(crate) fn new(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let encodings = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        Self {
            encoding: from_proto::encoding(encodings),
            locale: language(params),
            diagnostics: delivery(capabilities),
            workspace_diagnostics: Support::from(option(params, "workspaceDiagnostics").and_then(LSPAny::as_bool)),
            related: related(capabilities),
            edits: edits(capabilities),
            creation: creation(capabilities),
            annotations: annotations(capabilities),
            lazy_actions: lazy_actions(capabilities),
            hover: hover(capabilities),
            completion: completion(capabilities),
            snippets: snippets(capabilities),
            symbols: symbols(capabilities),
            definitions: definitions(capabilities),
            rename: rename(capabilities),
            hints: Support::from(
                workspace(capabilities).and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support),
            ),
            lenses: Support::from(
                workspace(capabilities).and_then(|workspace| workspace.code_lens.as_ref()?.refresh_support),
            ),
            lens_commands: lens_commands(params),
            progress: Support::from(capabilities.window.as_ref().and_then(|window| window.work_done_progress)),
            watching: watching(capabilities),
            document_views: Support::from(option(params, "documentViews").and_then(LSPAny::as_bool)),
        }
    }
}

/// The language of the messages: `initializationOptions.language` (`zh-cn`, `en`). Without this option, or with `auto`, it is
/// Chinese like the reports, whatever the editor's display language is.
fn language(params: &InitializeParams) -> Locale {
    let chosen = option(params, "language").and_then(LSPAny::as_str);
    chosen.filter(|tag| *tag != "auto").map(Locale::from_tag).unwrap_or_default()
}

fn workspace(capabilities: &ClientCapabilities) -> Option<&WorkspaceClientCapabilities> {
    capabilities.workspace.as_ref()
}

/// An entry of `initializationOptions`.
fn option<'a>(params: &'a InitializeParams, name: &str) -> Option<&'a LSPAny> {
    params.initialization_options.as_ref()?.get(name)
}

fn delivery(capabilities: &ClientCapabilities) -> Delivery {
    if capabilities.text_document.as_ref().is_none_or(|text| text.diagnostic.is_none()) {
        return Delivery::Push;
    }
    let workspace = capabilities.workspace.as_ref();
    let refresh = workspace.and_then(|workspace| workspace.diagnostics.as_ref()?.refresh_support);
    if refresh == Some(true) { Delivery::PullAndRefresh } else { Delivery::Pull }
}

fn related(capabilities: &ClientCapabilities) -> Related {
    let text = capabilities.text_document.as_ref();
    let push = text.and_then(|text| text.publish_diagnostics.as_ref()?.related_information);
    let pull = text.and_then(|text| text.diagnostic.as_ref()?.related_information);
    if push == Some(true) || pull == Some(true) { Related::Supported } else { Related::Unsupported }
}

fn edits(capabilities: &ClientCapabilities) -> Edits {
    let workspace = capabilities.workspace.as_ref();
    let versioned = workspace.and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes);
    if versioned == Some(true) { Edits::Versioned } else { Edits::Plain }
}

fn creation(capabilities: &ClientCapabilities) -> Creation {
    let edit = capabilities.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
    let operations = edit.and_then(|edit| edit.resource_operations.as_deref()).unwrap_or_default();
    let creates = edits(capabilities) == Edits::Versioned && operations.contains(&ResourceOperationKind::Create);
    if creates { Creation::Supported } else { Creation::Unsupported }
}

/// Annotations are written in edits of a certain version only.
fn annotations(capabilities: &ClientCapabilities) -> Support {
    let edit = workspace(capabilities).and_then(|workspace| workspace.workspace_edit.as_ref());
    let annotates = edit.is_some_and(|edit| edit.change_annotation_support.is_some());
    Support::from(Some(annotates && edits(capabilities) == Edits::Versioned))
}

fn lazy_actions(capabilities: &ClientCapabilities) -> Support {
    let text = capabilities.text_document.as_ref();
    let Some(action) = text.and_then(|text| text.code_action.as_ref()) else { return Support::No };
    let resolves = |property: &str| {
        action.resolve_support.as_ref().is_some_and(|support| support.properties.iter().any(|name| name == property))
    };
    Support::from(Some(action.data_support == Some(true) && resolves("edit")))
}

fn hover(capabilities: &ClientCapabilities) -> Markup {
    let text = capabilities.text_document.as_ref();
    markup(text.and_then(|text| text.hover.as_ref()?.content_format.as_deref()))
}

fn completion(capabilities: &ClientCapabilities) -> Markup {
    let text = capabilities.text_document.as_ref();
    markup(text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref()?.documentation_format.as_deref()))
}

fn markup(formats: Option<&[MarkupKind]>) -> Markup {
    let has_markdown = formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown));
    if has_markdown { Markup::Markdown } else { Markup::Plain }
}

fn snippets(capabilities: &ClientCapabilities) -> Support {
    let text = capabilities.text_document.as_ref();
    Support::from(text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref()?.snippet_support))
}

fn watching(capabilities: &ClientCapabilities) -> Watching {
    let workspace = capabilities.workspace.as_ref();
    let registers = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref()?.dynamic_registration);
    if registers == Some(true) { Watching::Registered } else { Watching::Fixed }
}

fn symbols(capabilities: &ClientCapabilities) -> Symbols {
    let text = capabilities.text_document.as_ref();
    let nested = text.and_then(|text| text.document_symbol.as_ref()?.hierarchical_document_symbol_support);
    if nested == Some(true) { Symbols::Nested } else { Symbols::Flat }
}

fn definitions(capabilities: &ClientCapabilities) -> Definitions {
    let text = capabilities.text_document.as_ref();
    let links = text.and_then(|text| text.definition.as_ref()?.link_support);
    if links == Some(true) { Definitions::Links } else { Definitions::Places }
}

/// `initializationOptions.commands` names the commands of the client.
fn lens_commands(params: &InitializeParams) -> Support {
    let commands = option(params, "commands").and_then(LSPAny::as_array);
    Support::from(commands.map(|commands| commands.iter().any(|command| command == SHOW_PLACES)))
}

fn rename(capabilities: &ClientCapabilities) -> Support {
    let text = capabilities.text_document.as_ref();
    Support::from(text.and_then(|text| text.rename.as_ref()?.prepare_support))
}
