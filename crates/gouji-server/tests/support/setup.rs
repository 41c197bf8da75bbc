use serde_json::{Value, json};

use super::Client;

/// What a client can do, put together piece by piece.
pub struct Setup {
    params: Value,
}

impl Setup {
    /// A client that can do nothing beyond the least.
    pub fn new() -> Self {
        Self {
            params: json!({"processId": null, "capabilities": {"textDocument": {}, "workspace": {}, "general": {}}}),
        }
    }

    fn with(mut self, pointer: &str, value: Value) -> Self {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        self.params.pointer_mut(parent).expect("the parent is there")[key] = value;
        self
    }

    /// Offers position encodings.
    pub fn encodings(self, encodings: &[&str]) -> Self {
        self.with("/capabilities/general/positionEncodings", json!(encodings))
    }

    /// The user's choice of a language.
    pub fn locale(self, language: &str) -> Self {
        self.option("language", json!(language))
    }

    /// The language that the client is displayed in.
    pub fn displayed_in(self, locale: &str) -> Self {
        self.with("/locale", json!(locale))
    }

    fn option(mut self, name: &str, value: Value) -> Self {
        self.params["initializationOptions"][name] = value;
        self
    }

    /// Asks for diagnostics itself, and again when told to.
    pub fn pull(self) -> Self {
        self.with("/capabilities/textDocument/diagnostic", json!({}))
            .with("/capabilities/workspace/diagnostics", json!({"refreshSupport": true}))
    }

    /// Understands edits of one version of a document.
    pub fn document_changes(self) -> Self {
        self.with("/capabilities/workspace/workspaceEdit", json!({"documentChanges": true}))
    }

    /// Understands edits that create files.
    pub fn creation(self) -> Self {
        let edit = json!({"documentChanges": true, "resourceOperations": ["create"]});
        self.with("/capabilities/workspace/workspaceEdit", edit)
    }

    /// Asks the user about annotated changes.
    pub fn annotations(self) -> Self {
        let edit = json!({"documentChanges": true, "changeAnnotationSupport": {"groupsOnLabel": true}});
        self.with("/capabilities/workspace/workspaceEdit", edit)
    }

    /// Requests the edit of a code action when it is chosen.
    pub fn lazy_actions(self) -> Self {
        let action = json!({"dataSupport": true, "resolveSupport": {"properties": ["edit"]}});
        self.with("/capabilities/textDocument/codeAction", action)
    }

    /// Understands places that explain a diagnostic.
    pub fn related(self) -> Self {
        self.with("/capabilities/textDocument/publishDiagnostics", json!({"relatedInformation": true}))
    }

    /// Shows links of diagnostics, and keeps the rules' pages at `base`.
    pub fn documentation(self, base: &str) -> Self {
        self.with("/capabilities/textDocument/publishDiagnostics", json!({"codeDescriptionSupport": true}))
            .option("documentation", json!(base))
    }

    /// Understands an outline that is a tree.
    pub fn nested_symbols(self) -> Self {
        self.with("/capabilities/textDocument/documentSymbol", json!({"hierarchicalDocumentSymbolSupport": true}))
    }

    /// Understands links as the answer to a definition.
    pub fn definition_links(self) -> Self {
        self.with("/capabilities/textDocument/definition", json!({"linkSupport": true}))
    }

    /// Understands proposals with places to fill in.
    pub fn snippets(self) -> Self {
        self.with("/capabilities/textDocument/completion", json!({"completionItem": {"snippetSupport": true}}))
    }

    /// Asks for hints again when told to.
    pub fn hint_refresh(self) -> Self {
        self.with("/capabilities/workspace/inlayHint", json!({"refreshSupport": true}))
    }

    /// Switches hints after totals off.
    pub fn without_total_hints(self) -> Self {
        self.option("inlayHints", json!({"totals": false}))
    }

    /// Has the command that shows places.
    pub fn places(self) -> Self {
        self.option("commands", json!(["gouji.showPlaces"]))
    }

    /// Asks what can be renamed.
    pub fn prepared_rename(self) -> Self {
        self.with("/capabilities/textDocument/rename", json!({"prepareSupport": true}))
    }

    /// Wants the diagnostics of files that are not open.
    pub fn workspace_diagnostics(self) -> Self {
        self.pull().option("workspaceDiagnostics", json!(true))
    }

    /// Shows progress that the server creates.
    pub fn progress(mut self) -> Self {
        self.params["capabilities"]["window"] = json!({"workDoneProgress": true});
        self
    }

    /// Understands Markdown.
    pub fn markdown(self) -> Self {
        self.with("/capabilities/textDocument/hover", json!({"contentFormat": ["markdown", "plaintext"]}))
    }

    /// Has workspace folders, by their URIs.
    pub fn folders(self, uris: &[&str]) -> Self {
        let folders: Vec<Value> = uris.iter().map(|uri| json!({"uri": uri, "name": "reports"})).collect();
        self.with("/workspaceFolders", json!(folders))
    }

    /// Watches the files that the server names.
    pub fn watching(self) -> Self {
        self.with("/capabilities/workspace/didChangeWatchedFiles", json!({"dynamicRegistration": true}))
    }

    /// Has views of documents.
    pub fn document_views(self) -> Self {
        self.option("documentViews", json!(true))
    }

    /// Names the client's process.
    pub fn process(self, id: u32) -> Self {
        self.with("/processId", json!(id))
    }

    /// The parameters of `initialize`.
    pub fn params(&self) -> Value {
        self.params.clone()
    }

    /// Starts a server and introduces the client.
    pub async fn start(self) -> Client {
        self.introduce().await.0
    }

    /// The same, with what the server answers.
    pub async fn introduce(self) -> (Client, Value) {
        let mut client = Client::silent();
        let answer = client.request("initialize", self.params).await;
        client.notify("initialized", json!({})).await;
        (client, answer)
    }
}
