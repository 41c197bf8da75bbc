//! The pages of the rules, from `docs/rules`. Rendering a page anew would analyse a report for its example.

use gouji_l10n::Catalogue;
use gouji_lint::rules::Rule;

/// Paths below `docs/rules` and their Markdown, listed by the build script.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page of a rule, in Markdown.
pub fn page(rule: &Rule, catalogue: &Catalogue) -> String {
    let path = rule.path(catalogue.locale());
    let page = PAGES.iter().find(|(name, _)| *name == path).map(|(_, page)| (*page).to_owned());
    // The page of a new rule is missing until `cargo xtask docs` has run.
    page.unwrap_or_else(|| rule.render(catalogue))
}

#[cfg(test)]
mod tests {
    use gouji_l10n::Locale;
    use gouji_lint::rules;

    use super::*;

    #[test]
    fn the_pages_are_up_to_date() {
        for catalogue in Locale::ALL.map(Catalogue::for_locale) {
            for rule in rules::ALL {
                assert_eq!(page(rule, catalogue), rule.render(catalogue), "{}: cargo xtask docs", rule.name);
            }
        }
    }
}
