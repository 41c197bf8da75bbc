//! What the client can do, as far as the server's answers depend on it.

use gouji_core::Locale;
use tower_lsp::ls_types::{ClientCapabilities, InitializeParams, MarkupKind, ResourceOperationKind};

use crate::positions::Encoding;

/// The client, as it introduced itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    pub encoding: Encoding,
    pub locale: Locale,
    pub diagnostics: Delivery,
    pub related: Related,
    pub edits: Edits,
    pub creation: Creation,
    pub hover: Markup,
    pub symbols: Symbols,
    pub watching: Watching,
}

/// How diagnostics reach the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// The server sends them.
    #[default]
    Push,
    /// The client asks for them, and again when told to.
    PullAndRefresh,
    /// The client asks for them when it likes.
    Pull,
}

/// Whether diagnostics may point at other places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Related {
    #[default]
    Unsupported,
    Supported,
}

/// The form of a workspace edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Edits {
    /// Edits by URI.
    #[default]
    Plain,
    /// Edits of one version of a document.
    Versioned,
}

/// Whether a workspace edit may create files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Creation {
    #[default]
    Unsupported,
    Supported,
}

/// The form of a hover text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Markup {
    #[default]
    Plain,
    Markdown,
}

/// The form of the outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Symbols {
    #[default]
    Flat,
    Nested,
}

/// Who says which files are watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Watching {
    /// The client's own configuration.
    #[default]
    Fixed,
    /// The server.
    Registered,
}

impl Profile {
    pub fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let encodings = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        Self {
            encoding: Encoding::negotiate(encodings),
            locale: language(params),
            diagnostics: delivery(capabilities),
            related: related(capabilities),
            edits: edits(capabilities),
            creation: creation(capabilities),
            hover: markup(capabilities),
            symbols: symbols(capabilities),
            watching: watching(capabilities),
        }
    }
}

/// The language of the messages: `initializationOptions.language` (`zh-cn`, `en`). Without this option, or with `auto`, it is
/// Chinese like the reports, independent of the editor's display language.
fn language(params: &InitializeParams) -> Locale {
    let chosen = params.initialization_options.as_ref().and_then(|options| options.get("language")?.as_str());
    chosen.filter(|tag| *tag != "auto").map(Locale::from_tag).unwrap_or_default()
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

fn markup(capabilities: &ClientCapabilities) -> Markup {
    let text = capabilities.text_document.as_ref();
    let formats = text.and_then(|text| text.hover.as_ref()?.content_format.as_ref());
    if formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown)) {
        Markup::Markdown
    } else {
        Markup::Plain
    }
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
