//! Links to the pages of the rules.

use gouji_l10n::Locale;
use gouji_lint::rules;
use ls_types::{CodeDescription, InitializeParams};

/// Where the client has the pages of the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documentation {
    base: Option<String>,
}

impl Documentation {
    /// Reads `initializationOptions.documentation`: the URI of the folder of pages (`docs/rules` of the repository, from the editor or a web
    /// server). Without this option, or if the client shows no links, there are no links.
    pub(crate) fn new(params: &InitializeParams) -> Self {
        let text = params.capabilities.text_document.as_ref();
        let push = text.and_then(|text| text.publish_diagnostics.as_ref()?.code_description_support);
        let pull = text.and_then(|text| text.diagnostic.as_ref()?.code_description_support);
        let base = params.initialization_options.as_ref().and_then(|options| options.get("documentation")?.as_str());
        let base = base.filter(|base| !base.is_empty() && (push == Some(true) || pull == Some(true)));
        Self { base: base.map(|base| base.trim_end_matches('/').to_owned()) }
    }

    /// The link to the page of the rule `rule`.
    pub(crate) fn page(&self, rule: &str, locale: Locale) -> Option<CodeDescription> {
        let path = rules::named(rule)?.path(locale);
        let href = format!("{}/{path}", self.base.as_ref()?).parse().ok()?;
        Some(CodeDescription { href })
    }
}
