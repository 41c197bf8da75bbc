//! What the client supports, as far as it matters for the server.

use gouji_ide::line_index::Encoding;
use gouji_l10n::Locale;
use ls_types::{ClientCapabilities, InitializeParams, MarkupKind, ResourceOperationKind};

use crate::from_proto;

/// What the client supports, from the parameters of `initialize`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The unit of columns.
    pub encoding: Encoding,
    /// The language of the messages.
    pub locale: Locale,
    /// How the client gets diagnostics.
    pub diagnostics: Delivery,
    /// Whether a diagnostic may link to other places.
    pub related: Related,
    /// The form of a workspace edit.
    pub edits: Edits,
    /// Whether a workspace edit may create files.
    pub creation: Creation,
    /// The format of a hover text.
    pub hover: Markup,
    /// The form of the outline.
    pub symbols: Symbols,
    /// Who decides which files are watched.
    pub watching: Watching,
    /// Whether the client has views of documents, and must know when their findings may have changed.
    pub document_views: DocumentViews,
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

/// Whether the client has views of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DocumentViews {
    /// It has none.
    #[default]
    Unsupported,
    /// It has some.
    Supported,
}

impl Profile {
    pub(crate) fn new(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let encodings = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        Self {
            encoding: from_proto::encoding(encodings),
            locale: language(params),
            diagnostics: delivery(capabilities),
            related: related(capabilities),
            edits: edits(capabilities),
            creation: creation(capabilities),
            hover: markup(capabilities),
            symbols: symbols(capabilities),
            watching: watching(capabilities),
            document_views: document_views(params),
        }
    }
}

/// The language of the messages: `initializationOptions.language` (`zh-cn`, `en`). Without this option, or with `auto`, it is
/// Chinese like the reports, whatever the editor's display language is.
fn language(params: &InitializeParams) -> Locale {
    let chosen = params.initialization_options.as_ref().and_then(|options| options.get("language")?.as_str());
    chosen.filter(|tag| *tag != "auto").map(Locale::from_tag).unwrap_or_default()
}

/// `initializationOptions.documentViews`.
fn document_views(params: &InitializeParams) -> DocumentViews {
    let option = params.initialization_options.as_ref().and_then(|options| options.get("documentViews")?.as_bool());
    if option == Some(true) { DocumentViews::Supported } else { DocumentViews::Unsupported }
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
