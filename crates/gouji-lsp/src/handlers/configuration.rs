//! `workspace/didChangeConfiguration`: the features that the user switches on and off. The rules have their own file, `gouji.toml`.
//!
//! Clients send the settings in `initializationOptions` and, if they can, again after each change.

use ls_types::LSPAny;

use super::Handler;

pub(super) const HANDLER: Handler =
    Handler { file: "configuration", methods: &["workspace/didChangeConfiguration"], announce: |_, _| {} };

/// The features that the user can switch off. All are on at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switches {
    /// Hints after totals (`inlayHints.totals`).
    pub has_total_hints: bool,
    /// Hints with last year's figures (`inlayHints.lastYear`).
    pub has_last_year_hints: bool,
    /// Lines above the title and the tables (`codeLens`).
    pub has_lenses: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self { has_total_hints: true, has_last_year_hints: true, has_lenses: true }
    }
}

impl Switches {
    /// The switches in the parameters of `initialize`.
    pub fn initial(params: Option<&LSPAny>) -> Self {
        Self::default().with(params.and_then(|params| params.get("initializationOptions")))
    }

    /// The switches after `workspace/didChangeConfiguration`. A setting that the message lacks stays as it is.
    #[must_use]
    pub fn changed(self, params: Option<&LSPAny>) -> Self {
        self.with(params.and_then(|params| params.get("settings")?.get("gouji")))
    }

    fn with(self, settings: Option<&LSPAny>) -> Self {
        let is_on = |group: &str, name: &str| settings?.get(group)?.get(name)?.as_bool();
        Self {
            has_total_hints: is_on("inlayHints", "totals").unwrap_or(self.has_total_hints),
            has_last_year_hints: is_on("inlayHints", "lastYear").unwrap_or(self.has_last_year_hints),
            has_lenses: settings.and_then(|settings| settings.get("codeLens")?.as_bool()).unwrap_or(self.has_lenses),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_setting_that_is_not_sent_or_no_boolean_stays_as_it_is() {
        let off = Switches::initial(Some(&json!({"initializationOptions": {"inlayHints": {"totals": false}}})));
        assert_eq!(off, Switches { has_total_hints: false, ..Switches::default() });
        for params in [json!({}), json!({"settings": null}), json!({"settings": {"gouji": {"inlayHints": [1]}}})] {
            assert_eq!(off.changed(Some(&params)), off, "{params}");
        }
        let settings = json!({"inlayHints": {"totals": true, "lastYear": false}, "codeLens": false});
        let params = json!({"settings": {"gouji": settings}});
        let expected = Switches { has_total_hints: true, has_last_year_hints: false, has_lenses: false };
        assert_eq!(off.changed(Some(&params)), expected);
    }
}
