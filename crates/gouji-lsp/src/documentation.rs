//! Where the client keeps the rules' pages, if it does.

use gouji_core::Locale;
use gouji_core::rules;
use tower_lsp::ls_types::{CodeDescription, InitializeParams};

/// The pages, as far as the client shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Documentation {
    base: Option<String>,
}

impl Documentation {
    /// `initializationOptions.documentation`: the URI of the folder of pages (`docs/rules` of the repository, as the
    /// editor or a web server offers it). Without it, or where the client shows no links, there are none.
    pub fn of(params: &InitializeParams) -> Self {
        let text = params.capabilities.text_document.as_ref();
        let push = text.and_then(|text| text.publish_diagnostics.as_ref()?.code_description_support);
        let pull = text.and_then(|text| text.diagnostic.as_ref()?.code_description_support);
        let base = params.initialization_options.as_ref().and_then(|options| options.get("documentation")?.as_str());
        let base = base.filter(|base| !base.is_empty() && (push == Some(true) || pull == Some(true)));
        Self { base: base.map(|base| base.trim_end_matches('/').to_owned()) }
    }

    /// The page of the rule of this name.
    pub fn page(&self, rule: &str, locale: Locale) -> Option<CodeDescription> {
        let path = rules::named(rule)?.path(locale);
        let href = format!("{}/{path}", self.base.as_ref()?).parse().ok()?;
        Some(CodeDescription { href })
    }
}
